// The day line of the safety timeline: moved here at once; what was going on that day is asked of the server.
(function () {
  "use strict";
  const PAUSE = 140, EPOCH_DAY = 86400000, WEEK = 7, MONTH = 30, MONTH_DAYS = 30.4375;
  const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  let axis = null, day = null, told = null, timer = 0, dragged = null;

  function date(value) { return new Date(value * EPOCH_DAY); }
  function written(value) { return axis.calendar ? date(value).toISOString().slice(0, 10) : String(value); }
  function read(text) {
    if (text === null || text === undefined || text === "") { return null; }
    return text.indexOf("-", 1) > 0 ? Math.round(Date.parse(text + "T00:00:00Z") / EPOCH_DAY) : Number(text);
  }
  function short(value) {
    if (!axis.calendar) { return "Day " + String(value).replace("-", "−"); }
    const at = date(value);
    return at.getUTCDate() + " " + NAMES[at.getUTCMonth()] + " " + at.getUTCFullYear();
  }
  function long(value) {
    if (axis.calendar) { return short(value); }
    const inner = axis.anchor.slice(0, 2) === axis.anchor.slice(0, 2).toUpperCase() ? axis.anchor : axis.anchor.charAt(0).toLowerCase() + axis.anchor.slice(1);
    if (value === 0) { return "Day of " + inner; }
    const days = Math.abs(value);
    return axis.anchor + (value > 0 ? " + " : " − ") + days + (days === 1 ? " day" : " days");
  }
  function first() { return Math.ceil(axis.low); }
  function last() { return Math.floor(axis.high); }
  function inside(value) { return Math.min(Math.max(Math.round(value), first()), last()); }
  function start() { return inside(axis.calendar ? last() : 0); }

  // Line, thumb and words; the list is dimmed until it is that of this day.
  function paint() {
    const thumb = document.getElementById("safety-day"), card = thumb && thumb.closest(".saf-card");
    if (!card || !axis) { return; }
    const at = day === null ? start() : inside(day);
    card.style.setProperty("--at", ((at - axis.low) / (axis.high - axis.low)).toFixed(5));
    card.classList.toggle("has-day", day !== null);
    card.classList.toggle("off-axis", day !== null && at !== day);
    thumb.textContent = day === null ? "Choose a day" : short(day);
    const words = { min: first(), max: last(), now: at, text: day === null ? "No day chosen" : long(day) };
    Object.keys(words).forEach(function (name) { thumb.setAttribute("aria-value" + name, String(words[name])); });
    const list = document.getElementById("safety-day-found");
    if (list) { list.classList.toggle("waiting", (day === null ? null : written(day)) !== told); }
  }

  function move(value) {
    day = value === null ? null : inside(value);
    paint();
    window.clearTimeout(timer);
    timer = window.setTimeout(function () { timer = 0; window.monitor.change("day=" + (day === null ? "" : written(day))); }, PAUSE);
  }

  // The state, the axis and the list as answered. While a change of one's own is on its way, it stands.
  function dayLine(state, days, answered) {
    const found = /(?:^|&)day=([^&]*)/.exec(state ? state.query : "");
    axis = days || null;
    told = answered === undefined ? null : answered;
    if (!timer && dragged === null) { day = read(found && found[1]); }
    window.requestAnimationFrame(paint);
    return axis ? "Drag, or use the arrow keys; with Shift by a week" : "";
  }

  function under(event) {
    const box = dragged.getBoundingClientRect();
    return axis.low + (event.clientX - box.left) / box.width * (axis.high - axis.low);
  }
  document.addEventListener("pointerdown", function (event) {
    const rule = axis && event.button === 0 && event.target.closest("[data-day-rule]");
    if (!rule) { return; }
    event.preventDefault();
    dragged = rule;
    document.getElementById("safety-day").focus({ preventScroll: true });
    move(under(event));
  });
  document.addEventListener("pointermove", function (event) { if (dragged) { move(under(event)); } });
  ["pointerup", "pointercancel"].forEach(function (name) { document.addEventListener(name, function () { dragged = null; }); });

  document.addEventListener("keydown", function (event) {
    if (!axis || event.target.id !== "safety-day" || event.metaKey || event.ctrlKey || event.altKey) { return; }
    const now = day === null ? start() : day, far = event.shiftKey ? WEEK : 1;
    const to = {
      ArrowRight: now + far, ArrowUp: now + far, ArrowLeft: now - far, ArrowDown: now - far,
      PageUp: now + MONTH, PageDown: now - MONTH, Home: first(), End: last(), Enter: now, Delete: null, Backspace: null,
    };
    if (!(event.key in to)) { return; }
    event.preventDefault();
    move(to[event.key]);
  });

  // The line and what is said of it for a saved picture of the timeline; null where no line is drawn.
  function dayShape(graph) {
    if (graph !== "safety-graph" || day === null || !axis || inside(day) !== day) { return null; }
    const at = axis.calendar ? day : day / MONTH_DAYS, colour = getComputedStyle(document.documentElement).getPropertyValue("--accent").trim();
    const said = document.querySelector("#safety-day-found:not(.waiting) b");
    return {
      shape: { type: "line", xref: "x", yref: "paper", x0: at, x1: at, y0: 0, y1: 1, line: { color: colour, width: 2 } },
      said: said ? said.textContent + "." : long(day) + ".",
    };
  }

  window.monitor = Object.assign(window.monitor || {}, { dayShape: dayShape });
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.monitor = Object.assign(window.dash_clientside.monitor || {}, { dayLine: dayLine });
})();
