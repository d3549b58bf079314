// What Plotly's charts need besides the page: colours, zeros, places of labels, and their size.
"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
require("../../static/js/chart-figure.js");

const { fillIn, leaveOutZeros, move, findPlace, fitLayout } = globalThis.chartFigure;

test("named colours get their values, however deep they lie", () => {
  const colours = { "--ink": " #1c1b19", "--paper": "#fbfaf7 " };
  const figure = {
    data: [{ marker: { color: ["var(--ink)", "var(--paper)"] }, y: [1, null] }],
    layout: { title: "in var(--ink)", height: 300, meta: { square: true } },
  };
  assert.deepEqual(fillIn(figure, (name) => colours[name]), {
    data: [{ marker: { color: ["#1c1b19", "#fbfaf7"] }, y: [1, null] }],
    layout: { title: "in var(--ink)", height: 300, meta: { square: true } },
  });
});

test("bars of nothing are left out, along the axis that counts", () => {
  const { data } = leaveOutZeros({
    data: [
      { type: "bar", x: ["2018", "2020"], y: [0, 28] },
      { type: "bar", orientation: "h", x: [23, 0], y: [0, 1] },
      { type: "scatter", x: [0, 1], y: [0, 2] },
    ],
  });
  assert.deepEqual(data[0], { type: "bar", x: ["2018", "2020"], y: [null, 28] });
  assert.deepEqual(data[1], { type: "bar", orientation: "h", x: [23, null], y: [0, 1] });
  assert.deepEqual(data[2], { type: "scatter", x: [0, 1], y: [0, 2] }, "zero is a point like any other");
});

const frame = { left: 0, right: 300, top: 0, bottom: 200 };
const label = { left: 100, right: 140, top: 50, bottom: 60 }; // above its point at (120, 65)
const getBox = (shift) => move(label, shift);

test("a label stays above its point if that place is free", () => {
  assert.deepEqual(findPlace(label, frame, []), [0, 0]);
});

test("a label that only touches another one stays", () => {
  const right = { left: 140, right: 180, top: 50, bottom: 60 };
  const below = { left: 100, right: 140, top: 60, bottom: 70 };
  assert.deepEqual(findPlace(label, frame, [right, below]), [0, 0]);
});

test("a label goes below, then to the right, then to the left", () => {
  const places = [];
  for (let taken = 0; taken < 4; taken++) places.push(findPlace(label, frame, places.map(getBox)));
  assert.deepEqual(places, [[0, 0], [0, 20], [28, 10], [-28, 10]]);
});

test("a label without a free place is not drawn", () => {
  assert.equal(findPlace(label, frame, [{ left: 0, right: 300, top: 0, bottom: 200 }]), undefined);
});

test("a label keeps within the frame", () => {
  const edge = { left: -5, right: 35, top: 50, bottom: 60 };
  assert.deepEqual(findPlace(edge, frame, []), [28, 10]);
});

test("Plotly fills the box of the chart, without a legend of its own", () => {
  const layout = { height: 300, barmode: "stack" };
  assert.deepEqual(fitLayout(layout, 234), { height: 234, showlegend: false, barmode: "stack" });
  assert.equal(layout.height, 300);
});
