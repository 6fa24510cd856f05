// Colour mode and figures: puts the values of the tokens into figures, and switches the four places of a mode together.
(function () {
  "use strict";
  const NAME = /var\((--[a-z0-9-]+)\)/g;
  let values = new Map();

  function value(name) {
    if (!values.has(name)) {
      values.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#888888");
    }
    return values.get(name);
  }

  function themed(part) {
    if (typeof part === "string") {
      return part.indexOf("var(--") < 0 ? part : part.replace(NAME, function (_, name) { return value(name); });
    }
    if (Array.isArray(part)) { return part.map(themed); }
    if (part && typeof part === "object") {
      const copy = {};
      for (const key of Object.keys(part)) { copy[key] = themed(part[key]); }
      return copy;
    }
    return part;
  }

  // Annotations are measured when drawn: wait for the font, but never longer than a moment.
  const fonts = Promise.race([
    Promise.all([document.fonts.load('12px "Inter Variable"'), document.fonts.load('700 14px "Inter Variable"')]),
    new Promise(function (done) { setTimeout(done, 1500); }),
  ]).catch(function () { return null; });
  let fontsReady = false;
  fonts.then(function () { fontsReady = true; });

  function mode() { return document.documentElement.getAttribute("data-bs-theme") || "light"; }

  function setMode(next) {
    document.documentElement.setAttribute("data-bs-theme", next);
    document.body.setAttribute("data-ag-theme-mode", next);
    try { window.localStorage.setItem("monitor-mode", next); } catch (error) { /* not remembered */ }
    values = new Map();
    window.dash_clientside.set_props("shell-theme", { data: next });
  }

  // The drawing of one answer in the present colour mode. An answer is a figure with colour names, or null.
  function draw(answer) {
    if (!answer) { return window.dash_clientside.no_update; }
    if (fontsReady) { return themed(answer); }
    return fonts.then(function () { return themed(answer); });
  }

  window.monitor = Object.assign(window.monitor || {}, { mode: mode, setMode: setMode });
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.monitor = Object.assign(window.dash_clientside.monitor || {}, { draw: draw });
})();
