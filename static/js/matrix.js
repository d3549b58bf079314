// Draws who votes with whom: cells in the colours of the stylesheet, only those in view, with a readout for hand and keys.
// Without this file the page has its pairs, its table where the States are few, and the data.
(() => {
  "use strict";
  const figure = document.querySelector(".matrix[data-grid]");
  if (!figure) return;
  const grid = JSON.parse(document.getElementById(figure.dataset.grid).textContent);
  const size = grid.states.length;
  const scroller = figure.querySelector(".matrix-scroll");
  const space = figure.querySelector(".matrix-size");
  const canvas = figure.querySelector("canvas");
  const readout = figure.querySelector(".matrix-readout");
  const pen = canvas.getContext("2d");
  const printing = matchMedia("print");

  const { STEPS, findPair, getStep, fillSentence, findNextCell, getLengths, findCellAt, scrollTo } =
    globalThis.matrixGrid;
  const HEAD = 40, LEAST = 6, MOST = 36, USUAL = 24, LETTERS = 12, LINE = 14;
  let order = grid.orders[grid.order], breaks = grid.breaks[grid.order];
  let cell = 0, at = null, colours = {}, shown = null;

  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(name).trim();
    colours = { paper: read("--paper"), ink: read("--ink"), muted: read("--muted"), raised: read("--raised") };
    colours.steps = Array.from({ length: STEPS }, (_, step) => read(`--m${step}`));
    const tile = document.createElement("canvas");
    tile.width = tile.height = 6;
    const hatch = tile.getContext("2d");
    hatch.fillStyle = colours.paper;
    hatch.fillRect(0, 0, 6, 6);
    hatch.fillStyle = colours.muted;
    for (let i = 0; i < 6; i++) hatch.fillRect(i, 5 - i, 1, 1);
    colours.hatch = pen.createPattern(tile, "repeat");
  };

  const getFit = () => Math.floor((figure.clientWidth - HEAD - 2) / Math.max(size, 1));
  const limit = (value) => Math.max(LEAST, Math.min(MOST, value));

  const pickFill = (first, second) => {
    if (first === second) return colours.raised;
    const share = grid.share[findPair(size, first, second)];
    return share === null ? colours.hatch : colours.steps[getStep(share)];
  };

  // Drawing, scrolling and the pointer all use these lengths.
  const measure = () => getLengths({ size, cell, head: HEAD, scale: window.devicePixelRatio || 1 });

  const setSize = ({ whole, scale }) => {
    space.style.width = space.style.height = `${whole / scale}px`;
  };

  const draw = (isWhole = printing.matches) => {
    const place = measure(), { scale, step, head, whole } = place;
    const px = (length) => Math.round(length * scale);
    setSize(place);
    canvas.width = isWhole ? whole : Math.min(whole, px(scroller.clientWidth) || whole);
    canvas.height = isWhole ? whole : Math.min(whole, px(scroller.clientHeight) || whole);
    canvas.style.width = `${canvas.width / scale}px`;
    canvas.style.height = `${canvas.height / scale}px`;
    if (!isWhole) [place.left, place.top] = [px(scroller.scrollLeft), px(scroller.scrollTop)];
    shown = place;
    const { left, top } = place, gap = step > 9 * scale ? 1 : 0;
    const firstRow = Math.floor(top / step), firstColumn = Math.floor(left / step);
    const rows = Math.min(size, firstRow + Math.ceil((canvas.height - head) / step) + 1);
    const columns = Math.min(size, firstColumn + Math.ceil((canvas.width - head) / step) + 1);
    const x = (column) => head + column * step - left, y = (row) => head + row * step - top;

    pen.fillStyle = colours.paper;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    for (let row = firstRow; row < rows; row++)
      for (let column = firstColumn; column < columns; column++) {
        pen.fillStyle = pickFill(order[row], order[column]);
        pen.fillRect(x(column), y(row), step - gap, step - gap);
      }
    pen.fillStyle = colours.paper;
    for (const end of breaks.filter((end) => end < size)) {
      pen.fillRect(x(end) - 1, head, Math.max(2, px(1)), y(size) - head);
      pen.fillRect(head, y(end) - 1, x(size) - head, Math.max(2, px(1)));
    }
    if (at) outline(x(at.column), y(at.row), step, scale);
    drawHeads({ x, y, step, head, scale, firstRow, firstColumn, rows, columns });
  };

  const outline = (left, top, step, scale) => {
    pen.lineWidth = 2 * scale;
    pen.strokeStyle = colours.paper;
    pen.strokeRect(left - 3 * scale, top - 3 * scale, step + 6 * scale, step + 6 * scale);
    pen.strokeStyle = colours.ink;
    pen.strokeRect(left - scale, top - scale, step + 2 * scale, step + 2 * scale);
  };

  // Every code where there is room, else every second, third, ...; always those of the cell in focus.
  const drawHeads = ({ x, y, step, head, scale, firstRow, firstColumn, rows, columns }) => {
    pen.fillStyle = colours.paper;
    pen.fillRect(0, 0, head, canvas.height);
    pen.fillRect(0, 0, canvas.width, head);
    const every = Math.ceil(LINE / cell);
    pen.textBaseline = "middle";
    const write = (place, along, isFocus, turned) => {
      const half = (LINE * scale) / 2;
      pen.save();
      pen.translate(turned ? along : head - 5 * scale, turned ? head - 5 * scale : along);
      if (turned) pen.rotate(-Math.PI / 2);
      pen.textAlign = turned ? "left" : "right";
      pen.font = `${isFocus ? "700 " : ""}${LETTERS * scale}px system-ui, sans-serif`;
      if (isFocus) {
        pen.fillStyle = colours.paper;
        pen.fillRect(turned ? -4 : -head, -half - 2, head + 4, 2 * half + 4);
      }
      pen.fillStyle = colours.ink;
      pen.fillText(grid.states[order[place]], 0, 0);
      pen.restore();
    };
    for (let row = firstRow; row < rows; row++)
      if (row % every === 0 && y(row) + step / 2 > head) write(row, y(row) + step / 2, false, false);
    for (let column = firstColumn; column < columns; column++)
      if (column % every === 0 && x(column) + step / 2 > head) write(column, x(column) + step / 2, false, true);
    if (!at) return;
    write(at.row, y(at.row) + step / 2, true, false);
    write(at.column, x(at.column) + step / 2, true, true);
  };

  let waiting = false;
  const redraw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  };

  const getAddress = () =>
    grid.compare.replace("AAA", grid.states[order[at.row]]).replace("BBB", grid.states[order[at.column]]);

  const write = (target, kind, words, address) => {
    target.textContent = fillSentence(grid.sentences[kind], words);
    if (kind === "self") return;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = grid.sentences.compare;
    target.append(" ", link);
  };

  const say = () => {
    const first = order[at.row], second = order[at.column], place = findPair(size, first, second);
    const words = {
      first: grid.names[first], second: grid.names[second], n: grid.n[place], share: grid.share[place],
      low: grid.low[place], high: grid.high[place], minimum: grid.minimum,
    };
    write(readout, first === second ? "self" : words.share === null ? "few" : "pair", words, getAddress());
  };

  // Room for the longest sentence, so that the matrix does not move under the pointer when a longer one is shown.
  const reserveRoom = () => {
    const [first, second = ""] = [...grid.names].sort((a, b) => b.length - a.length);
    const words = { first, second, n: 9999, share: 100, low: 100, high: 100, minimum: grid.minimum };
    const trial = readout.cloneNode();
    trial.removeAttribute("id");
    trial.setAttribute("aria-hidden", "true");
    Object.assign(trial.style, {
      position: "absolute", visibility: "hidden", minHeight: "", width: `${readout.clientWidth}px`,
    });
    readout.after(trial);
    const heights = ["pair", "few", "self"].map((kind) => {
      write(trial, kind, words, "");
      // Up to the next whole pixel: `offsetHeight` rounds a fraction down, and the matrix would move by it.
      return Math.ceil(trial.getBoundingClientRect().height);
    });
    trial.remove();
    readout.style.minHeight = `${Math.max(...heights)}px`;
  };

  // The canvas begins at a whole pixel of the page. Between two, the browser paints it at one of them, and which one
  // depends on how far the page is scrolled, so that the pointer could name the neighbour of the cell that is seen.
  const alignWithPixels = () => {
    figure.style.paddingTop = "";
    const top = canvas.getBoundingClientRect().top + window.scrollY;
    figure.style.paddingTop = `${Math.ceil(top) - top}px`;
  };

  const goTo = (row, column) => {
    if (at && at.row === row && at.column === column) return;
    at = { row, column };
    say();
    redraw();
  };

  const findCell = ({ clientX, clientY }) => findCellAt(clientX, clientY, canvas.getBoundingClientRect(), size, shown);

  // A click holds the cell, so that the pointer can travel to the link; the next one lets go. The place of a click is
  // given in whole pixels of the page, that of the press before it exactly.
  let held = false, pressed = null;
  canvas.addEventListener("pointermove", (event) => {
    const found = findCell(event);
    if (found && !held) goTo(found.row, found.column);
  });
  canvas.addEventListener("pointerdown", (event) => { pressed = findCell(event); });
  canvas.addEventListener("click", () => {
    const found = pressed;
    if (!found) return;
    held = !(held && at && at.row === found.row && at.column === found.column);
    goTo(found.row, found.column);
  });

  const bringIntoView = () => {
    const lengths = measure();
    scroller.scrollLeft = scrollTo(at.column, scroller.scrollLeft, scroller.clientWidth, lengths);
    scroller.scrollTop = scrollTo(at.row, scroller.scrollTop, scroller.clientHeight, lengths);
  };

  scroller.addEventListener("keydown", (event) => {
    const next = findNextCell(event.key, at, size);
    if (event.key === "Enter" && at && at.row !== at.column) location.href = getAddress();
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    held = true;
    goTo(next.row, next.column);
    bringIntoView();
  });

  const zoom = (direction) => {
    const before = measure();
    cell = limit(direction > 0 ? Math.ceil(cell * 1.4) : Math.floor(cell / 1.4));
    const after = measure(), ratio = after.step / before.step;
    setSize(after);
    [scroller.scrollLeft, scroller.scrollTop] = [scroller.scrollLeft * ratio, scroller.scrollTop * ratio];
    draw();
  };
  figure.querySelectorAll("[data-zoom]").forEach((button) =>
    button.addEventListener("click", () => zoom(Number(button.dataset.zoom))));

  // The picture is the whole matrix with the page's title over it, and under it which votes it counts.
  const savePicture = () => {
    draw(true);
    const scale = window.devicePixelRatio || 1, room = 30 * scale;
    const picture = document.createElement("canvas");
    picture.width = Math.max(canvas.width, 640 * scale);
    picture.height = canvas.height + 2 * room;
    const brush = picture.getContext("2d");
    brush.fillStyle = colours.paper;
    brush.fillRect(0, 0, picture.width, picture.height);
    brush.drawImage(canvas, 0, room);
    brush.fillStyle = colours.ink;
    brush.textBaseline = "middle";
    const words = [document.title, location.host + location.pathname + location.search];
    words.forEach((line, place) => {
      brush.font = `${place ? 12 : 15}px system-ui, sans-serif`.replace(/^\d+/, (px) => px * scale);
      brush.fillText(line, 6 * scale, place ? picture.height - room / 2 : room / 2, picture.width - 12 * scale);
    });
    draw();
    const link = document.createElement("a");
    link.download = "blocs-matrix.png";
    link.href = picture.toDataURL("image/png");
    link.click();
  };
  figure.querySelector("[data-picture]").addEventListener("click", savePicture);

  // Another order is drawn at once; its address stands in the link, and becomes that of the page.
  const links = [...document.querySelectorAll("a[data-order]")];
  links.forEach((link) =>
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const name = link.dataset.order;
      [order, breaks, at, held] = [grid.orders[name], grid.breaks[name], null, false];
      links.forEach((one) => one.removeAttribute("aria-current"));
      link.setAttribute("aria-current", "true");
      history.replaceState(null, "", link.href);
      draw();
    }));

  const start = () => {
    readColours();
    reserveRoom();
    const fit = getFit();
    cell = Math.max(LEAST, Math.min(USUAL, fit));
    draw();
    alignWithPixels();
    figure.dataset.drawn = "yes";
  };
  start();
  scroller.addEventListener("scroll", redraw);
  new ResizeObserver(() => { reserveRoom(); alignWithPixels(); redraw(); }).observe(figure);
  // A window that is moved to another screen, or zoomed.
  const watchScale = () =>
    matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener("change", () => {
      readColours();
      draw();
      watchScale();
    }, { once: true });
  watchScale();
  for (const media of [printing, matchMedia("(prefers-color-scheme: dark)")])
    media.addEventListener("change", () => { readColours(); draw(); });
})();
