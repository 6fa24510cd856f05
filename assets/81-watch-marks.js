// Draws what the watcher found: the mark on each panel, the line at the top, the notice at the bottom right.
(function () {
  "use strict";
  const PREVIOUS = "Still showing the previous picture.";
  const WHY = {
    late: "no answer for 5 seconds.", failed: "the last update failed.", lost: "the connection broke during the last update.",
    gone: "the server does not answer.", odd: "the server answers with an error.",
    loading: "the server is loading the data.", unusable: "the server cannot read the data."
  };
  const root = document.documentElement;
  let section = null, line = null, toast = null, live = null, observer = null, said = "", dismissed = "";

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  function button(className, text, action) {
    const made = element("button", className, text);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  function build() {
    section = element("section", "watch");
    section.setAttribute("aria-label", "State of the connection");
    line = element("div", "watch-line");
    line.hidden = true;
    toast = element("div", "watch-toast");
    toast.hidden = true;
    live = element("p", "watch-live");
    live.setAttribute("aria-live", "polite");
    section.append(live, toast, line);
    document.body.append(section);
  }

  // The page may offer a place for the line under its context strip; else it lies over the page.
  function seat() {
    const place = document.getElementById("watch-place") || section;
    if (line.parentNode !== place) { place.append(line); }
  }

  function words(failure) {
    return "Not current: " + WHY[failure.kind] + " " + PREVIOUS + (failure.reference ? " Reference " + failure.reference : "");
  }

  function mark(state) {
    document.querySelectorAll("[data-panel]").forEach(function (panel) {
      const failure = state.marks.get(panel) || (state.down ? { kind: state.down } : null);
      if (!failure) { panel.removeAttribute("data-watch"); panel.style.removeProperty("--watch-text"); return; }
      const text = JSON.stringify(words(failure));
      if (panel.getAttribute("data-watch") !== failure.kind) { panel.setAttribute("data-watch", failure.kind); }
      if (panel.style.getPropertyValue("--watch-text") !== text) { panel.style.setProperty("--watch-text", text); }
    });
    root.toggleAttribute("data-watch-all", state.all);
  }

  function showLine(state) {
    const alone = state.all && !state.down && document.querySelector("[data-panel]") === null;
    const text = state.down ? "Not current: " + WHY[state.down] + " " + PREVIOUS
      : alone ? words(state.failures[0]) : state.newer ? "Newer data are loaded." : "";
    if (line.dataset.text === text && line.isConnected) { return; }
    line.dataset.text = text;
    line.dataset.kind = state.down || alone ? "down" : "newer";
    line.hidden = text === "";
    line.replaceChildren(element("span", "watch-sign"), element("span", "watch-words", text));
    line.append(state.newer && !state.down
      ? button("action", "Reload", function () { window.location.reload(); })
      : button("action", "Try again", window.monitorWatch.retry));
  }

  function label(state) {
    const names = new Set();
    state.marks.forEach(function (failure, panel) { names.add(panel.getAttribute("aria-label") || "this part"); });
    if (state.all || names.size === 0) { return "this page"; }
    return names.size === 1 ? Array.from(names)[0] : names.size + " parts of this page";
  }

  function showToast(state) {
    const key = state.failures.map(function (failure) { return failure.number + failure.kind + failure.reference; }).join();
    toast.hidden = key === "" || key === dismissed;
    if (toast.hidden || toast.dataset.key === key) { return; }
    toast.dataset.key = key;
    const told = state.failures.find(function (failure) { return failure.reference; });
    const text = (state.version ? "Still showing snapshot " + state.version.slice(0, 8) + "." : PREVIOUS)
      + (told ? " Reference " + told.reference + "." : "");
    const close = button("action quiet icon-only watch-close", "", function () { dismissed = key; toast.hidden = true; });
    close.setAttribute("aria-label", "Close this notice");
    const inside = element("div", "watch-inside");
    inside.append(element("b", "", "Could not refresh " + label(state)), element("p", "", text), button("action", "Try again", window.monitorWatch.retry));
    toast.replaceChildren(element("span", "watch-sign"), inside, close);
  }

  function say(state) {
    const first = state.failures[0];
    const text = state.down ? "Not current: " + WHY[state.down] : first ? "Could not refresh " + label(state) + ". " + PREVIOUS
      : state.newer ? "Newer data are loaded." : said ? "Up to date again." : "";
    if (text !== said && !(text === "Up to date again." && said === "")) {
      live.textContent = text;
      said = text === "Up to date again." ? "" : text;
    }
  }

  // Panels come and go while something is marked: a new one must not look current.
  function follow(state) {
    const wanted = state.all || state.marks.size > 0 || state.failures.length > 0;
    if (wanted && !observer) {
      observer = new MutationObserver(function (changes) {
        if (changes.some(function (change) { return !section.contains(change.target); })) { window.monitorWatch.tell(); }
      });
      observer.observe(document.body, { childList: true, subtree: true });
    } else if (!wanted && observer) {
      observer.disconnect();
      observer = null;
    }
  }

  function draw(state) {
    if (!section) { build(); }
    seat();
    mark(state);
    showLine(state);
    showToast(state);
    say(state);
    follow(state);
  }

  if (document.body) { window.monitorWatch.listen(draw); } else {
    document.addEventListener("DOMContentLoaded", function () { window.monitorWatch.listen(draw); });
  }
})();
