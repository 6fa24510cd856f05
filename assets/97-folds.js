// Cards that fold: the page learns when one is opened or closed, and asks for its inside only while it is open.
(function () {
  "use strict";

  // A toggle does not bubble; it is caught on its way down.
  document.addEventListener("toggle", function (event) {
    const card = event.target, store = card.dataset && card.dataset.fold;
    if (store) { window.dash_clientside.set_props(store, { data: card.open }); }
  }, true);

  // The state for which the inside is asked: null once it is closed, so that nothing old is seen when it opens again.
  function whenOpen(state, isOpen, asked) {
    if (isOpen) { return state; }
    return asked ? null : window.dash_clientside.no_update;
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.monitor = Object.assign(window.dash_clientside.monitor || {}, { whenOpen: whenOpen });
})();
