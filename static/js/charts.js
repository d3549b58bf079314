// Draws the figures after the page is complete. Without this file every page is whole: each figure has its table.
(() => {
  "use strict";
  const script = document.currentScript;
  const charts = [...document.querySelectorAll(".chart[data-figure]")];
  if (!charts.length) return;

  const { fillIn, leaveOutZeros, move, findPlace, addTitle, getFileName } = globalThis.chartFigure;

  const readFigure = (chart) => leaveOutZeros(JSON.parse(document.getElementById(chart.dataset.figure).textContent));

  const readColours = (element) => {
    const style = getComputedStyle(element);
    return (name) => style.getPropertyValue(name);
  };

  const draw = (chart) => {
    const figure = fillIn(readFigure(chart), readColours(document.documentElement));
    if (figure.layout.meta?.square)
      figure.layout.height = Math.min(figure.layout.height, chart.clientWidth + 60);
    return window.Plotly.react(chart, figure.data, figure.layout, { displayModeBar: false, responsive: true });
  };

  // A label stands above its point, else under it or beside it; where all that is taken, it is not drawn.
  const placeLabels = (chart) => {
    const frame = chart.getBoundingClientRect();
    const getBox = (element) => element.getBoundingClientRect();
    const taken = [...chart.querySelectorAll(".points path, .xtick text, .ytick text, .xtitle, .ytitle")].map(getBox);
    for (const label of chart.querySelectorAll(".textpoint text")) {
      label.style.transform = "";
      const box = getBox(label);
      const place = findPlace(box, frame, taken);
      label.style.transform = place ? `translate(${place[0]}px, ${place[1]}px)` : "";
      label.style.visibility = place ? "" : "hidden";
      if (place) taken.push(move(box, place));
    }
  };

  // A picture leaves the page, so it carries the page's title and is light on white whatever the reader's scheme is.
  const savePicture = (chart) => {
    const probe = document.createElement("i");
    probe.className = "light-scheme";
    document.body.append(probe);
    const { data, layout } = fillIn(readFigure(chart), readColours(probe));
    probe.remove();
    const picture = addTitle(layout, document.title);
    window.Plotly.downloadImage(
      { data, layout: picture },
      { format: "png", scale: 2, width: 900, height: picture.height, filename: getFileName(chart.dataset.name) },
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
