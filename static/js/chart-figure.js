// What charts.js computes without the page: figures are plain data, and boxes have left, right, top and bottom.
globalThis.chartFigure = (() => {
  "use strict";
  const PICTURE_SCALE = 2; // pixels of a saved picture for each of its drawing

  // A figure names its colours as the stylesheet does, "var(--ink)"; a drawing needs their values.
  const fillIn = (value, getColour) => {
    if (typeof value === "string") return value.replace(/^var\((--[\w-]+)\)$/, (_, name) => getColour(name).trim());
    if (Array.isArray(value)) return value.map((one) => fillIn(one, getColour));
    if (value && typeof value === "object")
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillIn(one, getColour)]));
    return value;
  };

  // The border of an empty bar would be a line where there is nothing, so zeros are left out of the drawing.
  const leaveOutZeros = (figure) => {
    const omit = (trace) => {
      if (trace.type !== "bar") return trace;
      const axis = trace.orientation === "h" ? "x" : "y";
      return { ...trace, [axis]: trace[axis].map((value) => value || null) };
    };
    return { ...figure, data: figure.data.map(omit) };
  };

  const isInside = (box, frame) => box.left >= frame.left && box.right <= frame.right;
  const isApart = (one, other) =>
    one.right <= other.left || one.left >= other.right || one.bottom <= other.top || one.top >= other.bottom;
  const move = (box, [right, down]) => ({
    left: box.left + right, right: box.right + right, top: box.top + down, bottom: box.bottom + down,
  });

  // How far a label moves to be within the frame and clear of what is drawn: not at all, else below its point, else to
  // its right or left. Without such a place the answer is undefined.
  const findPlace = (label, frame, taken) => {
    const side = (label.right - label.left) / 2 + 8, level = (label.bottom - label.top) / 2 + 5;
    return [[0, 0], [0, 2 * level], [side, level], [-side, level]].find((shift) => {
      const box = move(label, shift);
      return isInside(box, frame) && taken.every((one) => isApart(box, one));
    });
  };

  // The layout that fills the box of a chart; the legend of the page stands above it.
  const fitLayout = (layout, height) => ({ ...layout, height, showlegend: false });

  return { PICTURE_SCALE, fillIn, leaveOutZeros, move, findPlace, fitLayout };
})();
