/* Makes the entry of a roll-call quicker. The page also works without this script: the buttons submit the form. */
"use strict";

(() => {
  const entry = document.getElementById("vote-entry");
  const url = entry?.dataset.checkUrl;
  if (!url) return;

  const form = entry.closest("form");
  const box = document.getElementById("id_roll_call_text");
  const result = document.getElementById("entry-result");
  const status = document.getElementById("entry-status");
  const POSITIONS = ["in_favour", "against", "abstaining", "not_voting"];
  const KEYS = { y: "in_favour", n: "against", a: "abstaining", x: "not_voting", "-": "", Delete: "", Backspace: "" };
  const NEEDED = ["csrfmiddlewaretoken", "date", "session", "symbol", "roll_call_text", "roll_call_mark", "text"];

  entry.classList.add("entry-live");

  function getTotalField(position) {
    return document.getElementById(`id_official_${position}`);
  }

  /* The count beside the official totals. */

  function updateCount() {
    const body = result.querySelector(".entry-count tbody");
    if (!body) return;
    const counts = Object.fromEntries(POSITIONS.map((position) => [position, 0]));
    let listed = 0;
    for (const radio of result.querySelectorAll("input[type=radio]:checked")) {
      if (!radio.value) continue;
      counts[radio.value] += 1;
      if (radio.closest("[data-member]")) listed += 1;
    }
    for (const row of body.rows) {
      const counted = counts[row.dataset.position];
      const field = getTotalField(row.dataset.position);
      const given = field ? field.value.trim() : "";
      const difference = given === "" || Number.isNaN(Number(given)) ? null : counted - Number(given);
      const words = body.dataset[difference === null ? "none" : difference === 0 ? "same" : difference > 0 ? "more" : "fewer"];
      row.querySelector(".entry-counted").textContent = counted;
      row.querySelector(".entry-official").textContent = given === "" ? "–" : given;
      row.querySelector(".entry-mark").textContent = words.replace("NUMBER", Math.abs(difference));
      row.classList.toggle("entry-same", difference === 0);
      row.classList.toggle("entry-differs", difference !== null && difference !== 0);
    }
    const number = result.querySelector(".entry-listed-number");
    if (number) number.textContent = listed;
  }

  /* The check of the text and the grid on the server. */

  let running = null;

  function collect() {
    const data = new FormData();
    for (const [name, value] of new FormData(form)) {
      if (NEEDED.includes(name) || name.startsWith("official_") || name.startsWith("position-")) data.append(name, value);
    }
    return data;
  }

  async function check(message) {
    if (running) running.abort();
    const mine = new AbortController();
    running = mine;
    say(entry.dataset.reading);
    try {
      const answer = await fetch(url, {
        method: "POST",
        body: collect(),
        signal: mine.signal,
        credentials: "same-origin",
        headers: { Accept: "application/json" },
      });
      if (answer.redirected) {
        say(entry.dataset.loggedOut, true);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const checked = await answer.json();
      if (mine !== running) return;
      show(checked.html);
      say(message === entry.dataset.read && !checked.was_read ? "" : message);
    } catch (error) {
      if (error.name !== "AbortError") say(entry.dataset.failed, true);
    }
  }

  function show(html) {
    const focused = document.activeElement;
    const name = result.contains(focused) ? focused.name : "";
    // The server's template escapes every value, and the parser runs no script.
    result.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    updateCount();
    const again = name && result.querySelector(`input[name="${CSS.escape(name)}"]:checked`);
    if (again) again.focus();
  }

  function say(text, isError) {
    status.textContent = text || "";
    status.classList.toggle("entry-failed", Boolean(isError));
  }

  /* Events. */

  let pause = 0;
  function later(message, delay) {
    clearTimeout(pause);
    if (running) running.abort(); // its answer would overwrite what the user has changed since
    pause = setTimeout(() => check(message), delay);
  }

  box.addEventListener("input", (event) => {
    if (box.value.trim()) later(entry.dataset.read, event.inputType === "insertFromPaste" ? 0 : 900);
  });

  document.getElementById("entry-check").addEventListener("click", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    check(box.value.trim() ? entry.dataset.read : "");
  });

  document.getElementById("entry-clear").addEventListener("click", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    box.value = "";
    for (const radio of result.querySelectorAll('input[type=radio][value=""]')) radio.checked = true;
    check("");
    box.focus();
  });

  let lastDate = null;
  const date = document.getElementById("id_date");
  function watchDate() {
    // The calendar sets the value without an event.
    if (date && date.value !== lastDate) {
      const first = lastDate === null;
      lastDate = date.value;
      if (!first) later(box.value.trim() ? entry.dataset.read : entry.dataset.updated, 300);
    }
  }
  watchDate();
  setInterval(watchDate, 400);

  const session = document.getElementById("id_session");
  if (session && window.django?.jQuery) {
    window.django.jQuery(session).on("change", () => later("", 0));
  }

  for (const position of POSITIONS) {
    const field = getTotalField(position);
    if (field) {
      field.addEventListener("input", updateCount);
      field.addEventListener("change", () => later("", 0));
    }
  }

  result.addEventListener("change", (event) => {
    if (event.target.type !== "radio") return;
    updateCount();
    later("", 700); // the list of issues follows
  });

  result.addEventListener("keydown", (event) => {
    if (event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
    const position = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (position === undefined) return;
    event.preventDefault();
    const row = event.target.closest(".entry-row");
    const radio = [...row.querySelectorAll("input")].find((input) => input.value === position);
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    const rows = [...result.querySelectorAll(".entry-row")];
    const next = rows[rows.indexOf(row) + 1];
    (next ? next.querySelector("input:checked") : radio).focus();
  });

  updateCount();
})();
