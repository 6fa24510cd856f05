// A row that stands for a patient is a way to the patient: a click anywhere on it follows its link.
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    const row = event.target.closest && event.target.closest("[data-row-link]");
    if (!row || event.defaultPrevented || event.button !== 0 || event.target.closest("a, button, summary, input, label")) { return; }
    if (String(window.getSelection()) !== "") { return; }
    const link = row.querySelector("a.patient-link");
    if (!link) { return; }
    if (event.ctrlKey || event.metaKey) { window.open(link.href, "_blank", "noopener"); } else { link.click(); }
  });

  // The study facts close on a click elsewhere and on Escape, as the menus of the filter bar do.
  function close(keep) {
    document.querySelectorAll(".ov-facts[open]").forEach(function (menu) {
      if (!keep || !menu.contains(keep)) { menu.removeAttribute("open"); }
    });
  }
  document.addEventListener("click", function (event) { close(event.target); });
  document.addEventListener("keydown", function (event) {
    const menu = event.key === "Escape" && document.querySelector(".ov-facts[open]");
    if (menu) { close(null); menu.querySelector("summary").focus(); event.stopPropagation(); }
  });
})();
