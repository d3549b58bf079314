// The charts are on the page as drawings. This lets Plotly take over in the same box, for a reader who points at one or
// as soon as the page is idle where exploring pays, and saves a chart as a picture of pixels.
(() => {
  "use strict";
  const script = document.currentScript;
  const charts = [...document.querySelectorAll(".chart[data-figure]")];
  if (!charts.length) return;

  const { PICTURE_SCALE, fillIn, leaveOutZeros, move, findPlace, fitLayout } = globalThis.chartFigure;

  const add = (name, properties) => new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(name), properties);
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

  // With a stylesheet of this name on the page the library writes no style element, which the page would refuse.
  let loading;
  const load = () => {
    loading ??= add("link", {
      rel: "stylesheet", id: "plotly.js-style-global", className: "no-inline-styles", href: script.dataset.style,
    }).then(() => add("script", { src: script.dataset.bundle }));
    return loading;
  };

  const readFigure = (chart) => {
    const style = getComputedStyle(document.documentElement);
    const figure = JSON.parse(document.getElementById(chart.dataset.figure).textContent);
    return fillIn(leaveOutZeros(figure), (name) => style.getPropertyValue(name));
  };

  const draw = (chart) => {
    const { data, layout } = readFigure(chart);
    return window.Plotly.react(chart.plot, data, fitLayout(layout, chart.clientHeight), { displayModeBar: false, responsive: true });
  };

  // A label stands above its point, else under it or beside it; where all that is taken, it is not drawn.
  const placeLabels = (plot) => {
    const frame = plot.getBoundingClientRect();
    const getBox = (element) => element.getBoundingClientRect();
    const taken = [...plot.querySelectorAll(".points path, .xtick text, .ytick text, .xtitle, .ytitle")].map(getBox);
    for (const label of plot.querySelectorAll(".textpoint text")) {
      label.style.transform = "";
      const box = getBox(label);
      const place = findPlace(box, frame, taken);
      label.style.transform = place ? `translate(${place[0]}px, ${place[1]}px)` : "";
      label.style.visibility = place ? "" : "hidden";
      if (place) taken.push(move(box, place));
    }
  };

  // The drawing keeps its place on the page, so nothing moves; it is only not seen, but on paper.
  const takeOver = (chart) => {
    if (chart.plot) return;
    chart.plot = document.createElement("div");
    chart.plot.className = "plot";
    chart.plot.setAttribute("aria-hidden", "true");
    load().then(() => {
      chart.append(chart.plot);
      return draw(chart);
    }).then(() => {
      placeLabels(chart.plot);
      chart.plot.on("plotly_afterplot", () => placeLabels(chart.plot));
      chart.dataset.drawn = "yes";
    }).catch(() => { chart.plot.remove(); });
  };

  const whenIdle = (act) => ("requestIdleCallback" in window ? requestIdleCallback(act) : setTimeout(act, 200));

  const explore = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) {
        explore.unobserve(target);
        whenIdle(() => takeOver(target));
      }
  });

  // The picture is the drawing that the site gives as a file, with title, legend and source.
  const savePicture = async (link) => {
    const answer = await fetch(link.href);
    const address = URL.createObjectURL(await answer.blob());
    const drawing = new Image();
    drawing.src = address;
    await drawing.decode();
    const canvas = document.createElement("canvas");
    canvas.width = drawing.width * PICTURE_SCALE;
    canvas.height = drawing.height * PICTURE_SCALE;
    canvas.getContext("2d").drawImage(drawing, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    const name = /filename="(.*)\.svg"/.exec(answer.headers.get("Content-Disposition"))?.[1] ?? "chart";
    Object.assign(document.createElement("a"), { href: canvas.toDataURL("image/png"), download: `${name}.png` }).click();
  };

  const start = () => {
    const isSparing = navigator.connection?.saveData;
    for (const chart of charts) {
      chart.addEventListener("pointerenter", ({ pointerType }) => { if (pointerType === "mouse") takeOver(chart); });
      chart.addEventListener("click", () => takeOver(chart));
      chart.closest("figure").addEventListener("focusin", () => takeOver(chart));
      if ("explored" in chart.dataset && !isSparing) explore.observe(chart);
    }
  };

  document.querySelectorAll(".picture").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => savePicture(button.parentElement.querySelector("a")));
  });
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    charts.filter((chart) => chart.dataset.drawn).forEach(draw));
})();
