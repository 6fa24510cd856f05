// What the browser does by itself: mirrors the state to the address, opens patients, clears filters, searches lists.
(function () {
  "use strict";
  const none = function () { return window.dash_clientside.no_update; };

  function query() { return window.location.search; }

  // The query of the address; what the link itself asks for stands before it.
  function withQuery(link) {
    if (!link.dataset.own) { link.dataset.own = new URL(link.href).search.slice(1) || "-"; }
    const own = link.dataset.own === "-" ? [] : link.dataset.own.split("&");
    const keys = own.map(function (pair) { return pair.split("=")[0]; });
    const rest = query().slice(1).split("&").filter(function (pair) { return pair && keys.indexOf(pair.split("=")[0]) < 0; });
    return own.length + rest.length ? "?" + own.concat(rest).join("&") : "";
  }

  // Push an address of this program; the query of the present view travels along unless the address brings its own.
  function go(path) {
    const url = path.indexOf("?") >= 0 ? path : path + query();
    if (url === window.location.pathname + window.location.search) { return; }
    window.history.pushState({}, "", url);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    const main = document.getElementById("shell-main");
    if (main) { main.scrollTop = 0; }
    markCurrent();
  }

  function markCurrent() {
    const path = window.location.pathname;
    document.querySelectorAll(".rail-link").forEach(function (link) {
      const here = new URL(link.href).pathname === path;
      if (here && !link.hasAttribute("aria-current")) { link.setAttribute("aria-current", "page"); }
      if (!here && link.hasAttribute("aria-current")) { link.removeAttribute("aria-current"); }
    });
    const first = path.split("/")[1] || "overview";
    if (document.body.getAttribute("data-view") !== first) { document.body.setAttribute("data-view", first); }
  }

  // State -> address bar, without a new entry in the history.
  function mirror(state) {
    if (!state) { return none(); }
    const search = state.query ? "?" + state.query : "";
    if (search !== window.location.search) {
      window.history.replaceState(window.history.state, "", window.location.pathname + search + window.location.hash);
    }
    document.body.setAttribute("data-filters", state.query ? "1" : "0");
    markCurrent();
    return none();
  }

  // A click on a mark of a figure: customdata[0] is a path ("/patient/..."), or a switch ("event=01-004:3").
  function follow(click) {
    const point = click && click.points && click.points[0];
    const data = point && point.customdata;
    const target = Array.isArray(data) ? data[0] : data;
    if (typeof target !== "string" || !target) { return none(); }
    if (target.charAt(0) === "/") { go(target); } else { change(target); }
    return none();
  }

  // Change the view by text "key=value" ("key=" clears it); several at once as "key=value&key=value".
  function change(text) {
    const patch = {};
    text.split("&").forEach(function (pair) {
      const cut = pair.indexOf("=");
      if (cut > 0) { patch[pair.slice(0, cut)] = pair.slice(cut + 1); }
    });
    if (!Object.keys(patch).length) { return; }
    window.dash_clientside.set_props("shell-switch", { data: patch });
  }

  function empty() {
    const clicked = window.dash_clientside.callback_context.triggered.some(function (one) { return one.value; });
    const count = window.dash_clientside.callback_context.outputs_list.length;
    const blank = [];
    for (let place = 0; place < count; place += 1) {
      const id = window.dash_clientside.callback_context.outputs_list[place].id;
      blank.push(/months|cut/.test(id) ? null : /grade|strategy/.test(id) ? "" : []);
    }
    return clicked ? blank : blank.map(none);
  }

  document.addEventListener("click", function (event) {
    const changer = event.target.closest("[data-change]");
    if (changer && changer.getAttribute("aria-disabled") !== "true") { event.preventDefault(); change(changer.getAttribute("data-change")); return; }
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) { return; }
    const address = new URL(link.href, window.location.href);
    if (address.origin !== window.location.origin || link.target === "_blank") { return; }
    if (link.dataset.export) { link.href = address.pathname + withQuery(link); return; }
    if (link.dataset.native || (address.hash && address.pathname === window.location.pathname)) { return; }
    event.preventDefault();
    go(address.pathname + address.search);
  });

  // A link opened in another tab takes the filters along as well.
  ["mousedown", "focusin"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      const link = event.target.closest && event.target.closest("a.rail-link, a.patient-link");
      if (link) { link.href = new URL(link.href).pathname + query(); }
    });
  });
  window.addEventListener("popstate", markCurrent);

  // Menus of the filter bar close on a click elsewhere and on Escape.
  document.addEventListener("click", function (event) {
    document.querySelectorAll(".filter details[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.removeAttribute("open"); }
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    const menu = document.querySelector(".filter details[open]");
    if (menu) { menu.removeAttribute("open"); menu.querySelector("summary").focus(); event.stopPropagation(); }
  });

  // Lists with a search field above them: [data-search] names the list whose items it narrows.
  document.addEventListener("input", function (event) {
    const field = event.target.closest("[data-search]");
    const list = field && document.getElementById(field.dataset.search);
    if (!list) { return; }
    const wanted = event.target.value.trim().toLowerCase();
    list.querySelectorAll(".form-check, .rail-link").forEach(function (item) {
      item.hidden = Boolean(wanted) && item.textContent.toLowerCase().indexOf(wanted) < 0;
    });
  });
  document.addEventListener("click", function (event) {
    const copy = event.target.closest("[data-copy-link], [data-copy-text]");
    if (!copy) { return; }
    const done = function (said) { window.monitor.say(said); };
    const text = copy.dataset.copyText, words = text === undefined ? ["Link copied", "Copy the address from the address bar"] : ["Text copied", "Select the text and copy it"];
    navigator.clipboard.writeText(text === undefined ? window.location.href : text).then(function () { done(words[0]); }, function () { done(words[1]); });
  });

  // Words for assistive tools, and for everybody as a short toast.
  function say(text) {
    const live = document.getElementById("shell-live");
    if (!live) { return; }
    live.textContent = text;
    live.classList.add("said");
    window.clearTimeout(say.timer);
    say.timer = window.setTimeout(function () { live.classList.remove("said"); }, 2500);
  }

  window.monitor = Object.assign(window.monitor || {}, { go: go, change: change, say: say, markCurrent: markCurrent });
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.monitor = Object.assign(window.dash_clientside.monitor || {}, { mirror: mirror, follow: follow, empty: empty });
})();
