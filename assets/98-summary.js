// Summaries of adverse events: terms fold below their class, and a count brings the listing of its records into sight.
(function () {
  "use strict";

  function fold(toggle, open) {
    const terms = toggle.closest("tbody").nextElementSibling;
    toggle.setAttribute("aria-expanded", String(open));
    if (terms) { terms.hidden = !open; }
  }

  document.addEventListener("click", function (event) {
    const toggle = event.target.closest("[data-unfold]");
    if (!toggle) { return; }
    if (toggle.dataset.unfold !== "all") { fold(toggle, toggle.getAttribute("aria-expanded") !== "true"); return; }
    const every = Array.from(toggle.closest("section").querySelectorAll('[data-unfold="1"]'));
    const open = every.some(function (one) { return one.getAttribute("aria-expanded") !== "true"; });
    every.forEach(function (one) { fold(one, open); });
  });

  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-records]")) { return; }
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    window.setTimeout(function () {
      const listing = document.querySelector(".saf-listing");
      if (listing) { listing.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" }); }
    }, 400);
  });
}());
