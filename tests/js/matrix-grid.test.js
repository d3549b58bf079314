// The matrix of agreement without its drawing: which figure, colour and sentence belong to a cell, and where keys lead.
"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../static/js/matrix-grid.js");

const { findPair, getStep, fillSentence, findNextCell, getLengths, findCellAt, scrollTo } = globalThis.matrixGrid;

test("each pair has the place that it has in a list of the upper half", () => {
  for (const size of [1, 2, 3, 47]) {
    let place = 0;
    for (let row = 0; row < size; row++)
      for (let column = row; column < size; column++) {
        assert.equal(findPair(size, row, column), place);
        assert.equal(findPair(size, column, row), place, "the order of the two States makes no difference");
        place += 1;
      }
  }
});

test("a step includes its lower bound, and 100 % is in the last step", () => {
  const steps = { 0: 0, 9: 0, 9.99: 0, 10: 1, 49: 4, 50: 5, 89: 8, 90: 9, 99: 9, 100: 9 };
  for (const [share, step] of Object.entries(steps)) assert.equal(getStep(Number(share)), step, `${share} %`);
});

test("a sentence is filled in as Python does it", () => {
  const words = { first: "China", n: 0, share: 5 };
  assert.equal(fillSentence("%(first)s: %(share)s %% of %(n)s", words), "China: 5 % of 0");
});

test("what is filled in is not read again", () => {
  assert.equal(fillSentence("%(first)s", { first: "%% and %(n)s and $&" }), "%% and %(n)s and $&");
});

test("arrows go one cell on and stop at the edge", () => {
  const middle = { row: 1, column: 1 };
  assert.deepEqual(findNextCell("ArrowLeft", middle, 3), { row: 1, column: 0 });
  assert.deepEqual(findNextCell("ArrowRight", middle, 3), { row: 1, column: 2 });
  assert.deepEqual(findNextCell("ArrowUp", middle, 3), { row: 0, column: 1 });
  assert.deepEqual(findNextCell("ArrowDown", middle, 3), { row: 2, column: 1 });
  assert.deepEqual(findNextCell("ArrowUp", { row: 0, column: 2 }, 3), { row: 0, column: 2 });
  assert.deepEqual(findNextCell("ArrowRight", { row: 0, column: 2 }, 3), { row: 0, column: 2 });
});

test("Home and End go to the ends of the row", () => {
  assert.deepEqual(findNextCell("Home", { row: 2, column: 2 }, 5), { row: 2, column: 0 });
  assert.deepEqual(findNextCell("End", { row: 2, column: 2 }, 5), { row: 2, column: 4 });
});

test("the first key leads to the first pair of two different States, if there are two", () => {
  assert.deepEqual(findNextCell("ArrowDown", null, 47), { row: 0, column: 1 });
  assert.deepEqual(findNextCell("End", null, 1), { row: 0, column: 0 });
});

test("other keys lead nowhere", () => {
  for (const key of ["Enter", "Tab", "a", "toString"]) assert.equal(findNextCell(key, { row: 0, column: 0 }, 3), null);
});

const RATIOS = [1, 1.1, 1.25, 1.5, 2, 3];
const HEAD = 40;
const box = { left: 17.3, top: 120.6 };
const measure = (scale, cell = 7, size = 47) => getLengths({ size, cell, head: HEAD, scale });

// The middle of a pixel of the screen inside the canvas, as the window counts.
const getPoint = (pixel, edge, scale) => (Math.round(edge * scale) + pixel + 0.5) / scale;

test("lengths are whole pixels of the screen at every ratio, and no cell vanishes", () => {
  for (const scale of RATIOS)
    for (const cell of [6, 7, 24, 36]) {
      const { step, head, whole } = measure(scale, cell);
      assert.deepEqual([step, head, whole].map(Number.isInteger), [true, true, true], `${cell} at ${scale}`);
      assert.ok(step <= cell * scale && step > cell * scale - 1, `${cell} at ${scale}`);
      assert.equal(whole, head + 47 * step + 1);
    }
  assert.equal(measure(0.1, 6).step, 1);
});

test("the first and the last pixel of each cell belong to it at every ratio", () => {
  for (const scale of RATIOS) {
    const lengths = measure(scale);
    for (let place = 0; place < 47; place++)
      for (const inside of [0, lengths.step - 1]) {
        const x = getPoint(lengths.head + place * lengths.step + inside, box.left, scale);
        const y = getPoint(lengths.head + inside, box.top, scale);
        assert.deepEqual(findCellAt(x, y, box, 47, lengths), { row: 0, column: place }, `${place} at ${scale}`);
      }
  }
});

test("neither the heads nor what lies beyond the last cell is a cell", () => {
  for (const scale of RATIOS) {
    const lengths = measure(scale), { head, step } = lengths;
    const find = (x, y) =>
      findCellAt(getPoint(x, box.left, scale), getPoint(y, box.top, scale), box, 47, lengths);
    assert.equal(find(head - 1, head), null);
    assert.equal(find(head, head - 1), null);
    assert.equal(find(head + 47 * step, head), null);
    assert.equal(find(head, head + 47 * step), null);
    assert.deepEqual(find(head, head), { row: 0, column: 0 });
  }
});

test("a scrolled matrix is read where it is scrolled to", () => {
  for (const scale of RATIOS) {
    const lengths = { ...measure(scale), left: 3 * measure(scale).step, top: 5 * measure(scale).step };
    const x = getPoint(lengths.head, box.left, scale), y = getPoint(lengths.head, box.top, scale);
    assert.deepEqual(findCellAt(x, y, box, 47, lengths), { row: 5, column: 3 });
  }
});

test("the view scrolls just as far as a cell needs, and not at all for a cell in view", () => {
  const lengths = measure(1, 10); // cells of 10 after 40
  assert.equal(scrollTo(5, 0, 100, lengths), 0, "ends at the edge of the view");
  assert.equal(scrollTo(6, 0, 100, lengths), 10);
  assert.equal(scrollTo(5, 50, 100, lengths), 50, "begins at the edge of the heads");
  assert.equal(scrollTo(4, 50, 100, lengths), 40);
  assert.equal(scrollTo(6, 0, 100, measure(2, 10)), 10, "in pixels of the page");
});
