// Sets the colour mode before the first paint: what the reader chose last, else light (projectors wash out dark).
(function () {
  "use strict";
  let mode = "light";
  try { mode = window.localStorage.getItem("monitor-mode") === "dark" ? "dark" : "light"; } catch (error) { /* private window */ }
  document.documentElement.setAttribute("data-bs-theme", mode);
  document.addEventListener("DOMContentLoaded", function () {
    document.body.setAttribute("data-ag-theme-mode", mode);
  });
})();
