// What matrix.js computes without the page: where a figure stands in the data, its colour, its sentence, the next cell.
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

  return { STEPS, findPair, getStep, fillSentence, findNextCell };
})();
