// The slider through the trial's time: its words follow the hand at once, the view as fast as it can answer. While one
// day is asked for, others wait; when its answer has come, the day on which the hand stands by then is asked for.
(function () {
  "use strict";
  const SLIDER = "visits-as-of-slider", LONGEST = 3000;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  let range = null, asked = null, since = 0;

  function dayOf(place) {
    const day = new Date(range.first + "T00:00:00Z");
    day.setUTCDate(day.getUTCDate() + place);
    return day;
  }

  function say(place) {
    const slider = document.getElementById(SLIDER), shown = document.querySelector(".as-of-day");
    const day = dayOf(place), text = day.getUTCDate() + " " + MONTHS[day.getUTCMonth()] + " " + day.getUTCFullYear();
    if (slider) { slider.setAttribute("aria-valuetext", text); }
    if (shown) { shown.textContent = text; }
  }

  function ask(place) {
    asked = place === range.at ? null : place;
    if (asked === null) { return; }
    since = Date.now();
    window.monitor.change("cut=" + (place === range.days ? "" : dayOf(place).toISOString().slice(0, 10)));
  }

  document.addEventListener("input", function (event) {
    if (event.target.id !== SLIDER || !range) { return; }
    const place = Number(event.target.value);
    say(place);
    if (asked === null || Date.now() - since > LONGEST) { ask(place); }
  });

  // An answer has come: the slider stands where it says, unless the hand has moved on.
  function asOfShown(found) {
    const slider = document.getElementById(SLIDER);
    const place = slider && range ? Number(slider.value) : null, moved = asked !== null && place !== asked;
    range = found || null;
    asked = null;
    if (!range) { return window.dash_clientside.no_update; }
    if (moved) { ask(place); } else { window.dash_clientside.set_props(SLIDER, { min: 0, max: range.days, value: range.at }); }
    window.requestAnimationFrame(function () { say(moved ? place : range.at); });
    return window.dash_clientside.no_update;
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.monitor = Object.assign(window.dash_clientside.monitor || {}, { asOfShown: asOfShown });
})();
