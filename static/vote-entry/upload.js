// Shows how far an upload is, and loads the page again once it has ended. Without this script the page reloads itself.
"use strict";

const PAUSE = 1500;

async function show() {
  const answer = await fetch(window.location.href, { headers: { Accept: "application/json" } });
  const state = await answer.json();
  if (!state.running) {
    window.location.reload();
    return;
  }
  document.getElementById("upload-step").textContent = state.step;
  const bar = document.getElementById("upload-bar");
  if (state.total) {
    bar.max = state.total;
    bar.value = state.done;
  }
  setTimeout(poll, PAUSE);
}

function poll() {
  show().catch(() => setTimeout(poll, 4 * PAUSE));
}

setTimeout(poll, PAUSE);
