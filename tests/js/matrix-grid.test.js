// The matrix of agreement without its drawing: which figure, colour and sentence belong to a cell, and where keys lead.
"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../static/js/matrix-grid.js");

const { findPair, getStep, fillSentence, findNextCell } = globalThis.matrixGrid;

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
