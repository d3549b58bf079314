// What matrix.js computes without the page: where a figure stands in the data, its colour and sentence, and where
// each cell is.
globalThis.matrixGrid = (() => {
  "use strict";
  const STEPS = 10; // colours from 0 % to 100 %

  // Where the pair of two States stands in the upper half of the table, which is listed row by row.
  const findPair = (size, a, b) => {
    const [row, column] = a < b ? [a, b] : [b, a];
    return row * size - (row * (row - 1)) / 2 + column - row;
  };

  // The step of a percentage from 0 to 100.
  const getStep = (share) => Math.min(Math.floor(share / STEPS), STEPS - 1);

  // A translated sentence with its named places filled in, as Python does it: "%(n)s votes, 80 %%".
  const fillSentence = (sentence, words) =>
    sentence.replace(/%\((\w+)\)s|%%/g, (found, name) => (found === "%%" ? "%" : words[name]));

  // The cell that a key leads to from the cell `at`, or from nowhere; null for other keys.
  const findNextCell = (key, at, size) => {
    const moves = {
      ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -size], End: [0, size],
    };
    if (!Object.hasOwn(moves, key)) return null;
    if (!at) return { row: 0, column: 1 % size };
    const clamp = (place) => Math.max(0, Math.min(size - 1, place));
    const [down, right] = moves[key];
    return { row: clamp(at.row + down), column: clamp(at.column + right) };
  };

  // Where the cells are, in whole pixels of the screen, so that no cell is mixed with its neighbour: the side of a cell
  // (`step`), the heads before the first cell, the whole, and how far it is scrolled. `cell` and `head` are given in
  // pixels of the page; a length on the page is a number of these pixels divided by `scale`.
  const getLengths = ({ size, cell, head, scale }) => {
    const step = Math.max(1, Math.floor(cell * scale)), start = Math.round(head * scale);
    return { scale, step, head: start, whole: start + step * size + 1, left: 0, top: 0 };
  };

  // The cell that is drawn at a point of the window, or null. `box` is the place of the canvas on the page; the browser
  // paints it at the nearest whole pixel.
  const findCellAt = (clientX, clientY, box, size, { scale, step, head, left, top }) => {
    const count = (point, edge) => Math.floor(point * scale + 1e-3) - Math.round(edge * scale);
    const x = count(clientX, box.left), y = count(clientY, box.top);
    const column = Math.floor((x - head + left) / step), row = Math.floor((y - head + top) / step);
    return x < head || y < head || row >= size || column >= size ? null : { row, column };
  };

  // How far to scroll so that a row or column is in view, from where the scroller is now; all in pixels of the page.
  const scrollTo = (place, from, length, { scale, step, head }) => {
    const start = (place * step) / scale, end = start + (step + head) / scale;
    if (start < from) return start;
    return end > from + length ? end - length : from;
  };

  return { STEPS, findPair, getStep, fillSentence, findNextCell, getLengths, findCellAt, scrollTo };
})();
