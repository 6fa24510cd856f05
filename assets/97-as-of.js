// The slider through the trial's time: its words follow the hand at once, the view as fast as it can answer. While one
// day is asked for, others wait; when its answer has come, the day on which the hand stands by then is asked for.
(function () {
  "use strict";
  const LONGEST = 3000;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  let asked = null, since = 0;

  function slider() { return document.querySelector("[data-asof]"); }

  function dayOf(one) {
    const day = new Date(one.dataset.first + "T00:00:00Z");
    day.setUTCDate(day.getUTCDate() + Number(one.value));
    return day;
  }

  function words(day) { return day.getUTCDate() + " " + MONTHS[day.getUTCMonth()] + " " + day.getUTCFullYear(); }

  function say(one) {
    const text = words(dayOf(one)), shown = one.closest(".as-of").querySelector(".as-of-day");
    one.setAttribute("aria-valuetext", text);
    shown.textContent = text;
  }

  function ask(one) {
    asked = one.value;
    since = Date.now();
    window.monitor.change("cut=" + (one.value === one.max ? "" : dayOf(one).toISOString().slice(0, 10)));
  }

  document.addEventListener("input", function (event) {
    const one = event.target.closest("[data-asof]");
    if (!one) { return; }
    say(one);
    if (asked === null && one.value === one.dataset.asof) { return; }
    if (asked === null || Date.now() - since > LONGEST) { ask(one); }
  });

  // The answer has come: the slider stands where it says, unless the hand has moved on.
  function shown() {
    window.requestAnimationFrame(function () {
      const one = slider();
      if (!one) { asked = null; return; }
      const moved = asked !== null && one.value !== asked;
      if (asked !== null && one.dataset.asof !== asked && !moved) { return; }
      asked = null;
      if (moved) { say(one); ask(one); return; }
      one.value = one.dataset.asof;
      say(one);
    });
    return window.dash_clientside.no_update;
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.monitor = Object.assign(window.dash_clientside.monitor || {}, { asOfShown: shown });
})();
