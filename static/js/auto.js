// Small comforts: the print button prints, a citation is copied, and a filter's address names only what was chosen.
(() => {
  "use strict";
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  // Only a page over https, or on this machine, may write to the clipboard.
  if (navigator.clipboard) document.querySelectorAll("[data-copied]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.previousElementSibling.textContent);
      button.textContent = button.dataset.copied;
    });
  });
  document.querySelectorAll("form.filters").forEach((form) =>
    form.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
    }));
})();
