// Keys, help, meeting mode, and where the focus goes after a change of view.
(function () {
  "use strict";
  const VIEWS = ["/", "/trajectories", "/safety", "/visits", "/group", "/data"];

  function keysOn() { try { return window.localStorage.getItem("monitor-keys") !== "off"; } catch (error) { return true; } }

  function help(open) {
    const dialog = document.getElementById("shell-help-dialog");
    if (!dialog) { return; }
    dialog.hidden = !open;
    window.dash_clientside.set_props("shell-help-keys", { value: keysOn() });  // the switch is drawn from this, not from its element
    const target = open ? dialog.querySelector("button") : document.getElementById("shell-help");
    if (target) { target.focus(); }
  }

  function present() {
    const on = document.body.getAttribute("data-present") !== "1";
    document.body.setAttribute("data-present", on ? "1" : "0");
    if (on && document.documentElement.requestFullscreen) { document.documentElement.requestFullscreen().catch(function () { return null; }); }
    if (!on && document.fullscreenElement) { document.exitFullscreen(); }
    window.dispatchEvent(new Event("resize"));
    window.monitor.say(on ? "Meeting mode. Press f or Escape to leave." : "Meeting mode off.");
  }

  function step(direction) {
    const button = document.querySelector("[data-step='" + direction + "']");
    if (button && button.getAttribute("href")) { button.click(); return; }
    const patients = Array.from(document.querySelectorAll("#shell-patients .rail-link:not([hidden])"));
    if (!patients.length || window.location.pathname.indexOf("/patient/") === 0) { return; }
    window.monitor.go(new URL(patients[direction === "next" ? 0 : patients.length - 1].href).pathname);
  }

  document.addEventListener("keydown", function (event) {
    const dialog = document.getElementById("shell-help-dialog");
    if (event.key === "Escape") {
      if (dialog && !dialog.hidden) { help(false); return; }
      const close = document.querySelector("[data-close]");
      if (close) { close.click(); return; }
      if (document.body.getAttribute("data-present") === "1") { present(); }
      return;
    }
    if (dialog && !dialog.hidden && event.key === "Tab") {
      const stops = Array.from(dialog.querySelectorAll("button, input"));
      const last = event.shiftKey ? stops[0] : stops[stops.length - 1];
      if (document.activeElement === last) { event.preventDefault(); (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus(); }
      return;
    }
    const typing = event.target.closest("input, select, textarea, [contenteditable], .ag-root");
    if (typing || event.metaKey || event.ctrlKey || event.altKey || !keysOn()) { return; }
    if (event.key === "?") { help(true); }
    else if (event.key === "f") { present(); }
    else if (event.key === "n" || event.key === "]") { step("next"); }
    else if (event.key === "p" || event.key === "[") { step("previous"); }
    else if (/^[1-6]$/.test(event.key)) { window.monitor.go(VIEWS[Number(event.key) - 1]); }
    else { return; }
    event.preventDefault();
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("#shell-help")) { help(true); }
    else if (event.target.closest("#shell-help-dialog [data-dismiss]") || event.target.id === "shell-help-dialog") { help(false); }
    else if (event.target.closest("#shell-present")) { present(); }
    else if (event.target.closest("#shell-colour-mode")) { window.monitor.setMode(window.monitor.mode() === "dark" ? "light" : "dark"); }
  });
  document.addEventListener("change", function (event) {
    if (event.target.closest && event.target.closest("#shell-help-dialog")) {
      try { window.localStorage.setItem("monitor-keys", event.target.checked ? "on" : "off"); } catch (error) { /* not remembered */ }
    }
  });
  document.addEventListener("fullscreenchange", function () {
    if (!document.fullscreenElement && document.body.getAttribute("data-present") === "1") {
      document.body.setAttribute("data-present", "0");
      window.dispatchEvent(new Event("resize"));
    }
  });

  // A filter that is cleared takes its cross away, and Reset all goes with the last one: the focus goes to the filter.
  document.addEventListener("click", function (event) {
    const clear = event.target.closest("#filter-bar .clear, #filter-reset");
    const box = clear && (clear.closest(".filter") || document.querySelector("#filter-bar .filter"));
    if (box) { box.querySelector("summary").focus({ preventScroll: true }); }
  });

  // A button that changes the view is often drawn anew with the answer: the focus passes to its successor.
  let pressed = null;
  function called(button) { return button.dataset.change.split("=")[0] + " " + (button.getAttribute("aria-label") || button.textContent); }
  document.addEventListener("focusin", function (event) { pressed = event.target.closest("[data-change]"); });
  new MutationObserver(function () {
    if (!pressed || pressed.isConnected || document.activeElement !== document.body) { return; }
    const next = Array.from(document.querySelectorAll("[data-change]")).find(function (one) { return called(one) === called(pressed); });
    if (next) { next.focus({ preventScroll: true }); }
  }).observe(document.body, { childList: true, subtree: true });

  // The finding is the title: of the page, of the tab, and the first thing read after a change of view.
  // A heading that is drawn anew while it has the focus would lose it.
  let path = window.location.pathname, held = null;
  document.addEventListener("focusin", function (event) { if (event.target !== held) { held = null; } });
  new MutationObserver(function () {
    window.monitor.markCurrent();
    const heading = document.querySelector("#shell-main h1");
    if (!heading || !heading.textContent) { return; }
    const brand = document.querySelector("#shell-brand b");
    const title = heading.textContent + (brand ? ", " + brand.textContent : "");
    if (document.title !== title) { document.title = title; }
    const lost = held !== null && held !== heading && document.activeElement === document.body;
    if (lost || path !== window.location.pathname) {
      path = window.location.pathname;
      held = heading;
      heading.setAttribute("tabindex", "-1");
      heading.focus({ preventScroll: true });
    }
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
})();
