// Draws the figures after the page is complete. Without this file every page is whole: each figure has its table.
(() => {
  "use strict";
  const script = document.currentScript;
  const charts = [...document.querySelectorAll(".chart[data-figure]")];
  if (!charts.length) return;

  // A figure names its colours as the stylesheet does, "var(--ink)"; a drawing needs their values.
  const fillIn = (value, style) => {
    if (typeof value === "string")
      return value.replace(/^var\((--[\w-]+)\)$/, (_, name) => style.getPropertyValue(name).trim());
    if (Array.isArray(value)) return value.map((one) => fillIn(one, style));
    if (value && typeof value === "object")
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillIn(one, style)]));
    return value;
  };

  // The border of an empty bar would be a line where there is nothing, so zeros are left out of the drawing.
  const readFigure = (chart) => {
    const figure = JSON.parse(document.getElementById(chart.dataset.figure).textContent);
    for (const trace of figure.data) {
      if (trace.type !== "bar") continue;
      const axis = trace.orientation === "h" ? "x" : "y";
      trace[axis] = trace[axis].map((value) => value || null);
    }
    return figure;
  };

  const draw = (chart) => {
    const figure = fillIn(readFigure(chart), getComputedStyle(document.documentElement));
    if (figure.layout.meta?.square)
      figure.layout.height = Math.min(figure.layout.height, chart.clientWidth + 60);
    return window.Plotly.react(chart, figure.data, figure.layout, { displayModeBar: false, responsive: true });
  };

  // A label stands above its point, else under it or beside it; where all that is taken, it is not drawn.
  const placeLabels = (chart) => {
    const frame = chart.getBoundingClientRect();
    const getBox = (element) => element.getBoundingClientRect();
    const taken = [...chart.querySelectorAll(".points path, .xtick text, .ytick text, .xtitle, .ytitle")].map(getBox);
    const isFree = (box) =>
      box.left >= frame.left && box.right <= frame.right &&
      taken.every((one) => box.right <= one.left || box.left >= one.right || box.bottom <= one.top || box.top >= one.bottom);
    for (const label of chart.querySelectorAll(".textpoint text")) {
      label.style.transform = "";
      const { width, height } = getBox(label);
      const side = width / 2 + 8, level = height / 2 + 5;
      const place = [[0, 0], [0, 2 * level], [side, level], [-side, level]].find(([right, down]) => {
        label.style.transform = `translate(${right}px, ${down}px)`;
        return isFree(getBox(label));
      });
      label.style.visibility = place ? "" : "hidden";
      if (place) taken.push(getBox(label));
    }
  };

  // A picture leaves the page, so it carries the page's title and is light on white whatever the reader's scheme is.
  const savePicture = (chart) => {
    const probe = document.createElement("i");
    probe.className = "light-scheme";
    document.body.append(probe);
    const { data, layout } = fillIn(readFigure(chart), getComputedStyle(probe));
    probe.remove();
    const title = { text: document.title, font: { size: 15 }, x: 0.01, y: 0.97, yanchor: "top" };
    const room = 40;
    const height = layout.height + room;
    const margin = { ...layout.margin, t: layout.margin.t + room };
    window.Plotly.downloadImage(
      { data, layout: { ...layout, title, height, margin, paper_bgcolor: "white" } },
      { format: "png", scale: 2, width: 900, height, filename: chart.dataset.name.replace(/[^A-Za-z0-9]+/g, "-") },
    );
  };

  const addPictureButton = (chart) => {
    const button = chart.parentElement.querySelector(".picture");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => savePicture(chart));
  };

  let loading;
  const load = () => {
    loading ??= new Promise((resolve, reject) => {
      const bundle = document.createElement("script");
      bundle.src = script.dataset.bundle;
      bundle.onload = resolve;
      bundle.onerror = reject;
      document.head.append(bundle);
    });
    return loading;
  };

  const show = (chart) =>
    load().then(() => draw(chart)).then(() => {
      placeLabels(chart);
      chart.on("plotly_afterplot", () => placeLabels(chart));
      chart.dataset.drawn = "yes";
      addPictureButton(chart);
    }).catch(() => { chart.dataset.failed = "yes"; });

  const start = () => {
    const watcher = new IntersectionObserver((entries) => {
      for (const entry of entries)
        if (entry.isIntersecting) {
          watcher.unobserve(entry.target);
          show(entry.target);
        }
    }, { rootMargin: "400px" });
    charts.forEach((chart) => watcher.observe(chart));
  };

  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    charts.filter((chart) => chart.dataset.drawn).forEach(draw));
})();
