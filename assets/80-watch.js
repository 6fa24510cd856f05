// Watches every callback request and the server itself, and marks what is shown as not current when an update failed:
// a picture that stayed because its update failed must never pass for the answer to the present question.
(function () {
  "use strict";
  const UNANSWERED = 5000, BEAT = 4000, BEAT_HIDDEN = 30000, BEAT_PATIENCE = 3000, SECOND_LOOK = 800, PANEL = "[data-panel]";
  const RETRIES = [1000, 2000, 4000];
  const native = window.fetch.bind(window);
  const failures = new Map();   // output -> the latest request for it that failed or has no answer yet after 5 s
  const answered = new Map();   // output -> number of the latest request for it that was answered
  const listeners = [];
  let count = 0, down = null, doubt = false, version = null, newer = null, without = false, timer = 0, lastSign = 0, leaving = false, running = true;

  // --- one callback request ---------------------------------------------------------------------------------------

  function plainId(id) {
    if (typeof id !== "object" || id === null) { return String(id); }
    return "{" + Object.keys(id).sort().map(function (key) { return JSON.stringify(key) + ":" + JSON.stringify(id[key]); }).join(",") + "}";
  }

  // What a request is about: the ids it will write, and an input that asks for it again.
  function subject(body) {
    let asked;
    try { asked = JSON.parse(body); } catch (error) { return { output: "?", ids: [], again: null }; }
    const ids = [asked.outputs].flat(2).filter(Boolean).map(function (one) { return plainId(one.id); });
    const inputs = (asked.inputs || []).flat();
    const changed = (asked.changedPropIds || [])[0];
    const trigger = inputs.find(function (one) { return plainId(one.id) + "." + one.property === changed; }) || inputs[0];
    return { output: String(asked.output), ids: ids, again: trigger || null };
  }

  function isCallback(resource, options) {
    const address = typeof resource === "string" ? resource : resource && (resource.url || resource.href) || "";
    return Boolean(options && options.method === "POST") && address.split("?")[0].endsWith("/_dash-update-component");
  }

  function watched(resource, options) {
    if (!isCallback(resource, options)) { return native(resource, options); }
    const asked = subject(options.body);
    asked.number = count += 1;
    const late = window.setTimeout(function () { fail(asked, "late", null); }, UNANSWERED);
    function lost() {
      window.clearTimeout(late);
      if (!leaving) { fail(asked, "lost", null); look(0); }
    }
    return native(resource, options).then(function (response) {
      if (response.status >= 400) { window.clearTimeout(late); lastSign = Date.now(); refused(asked, response.clone()); return response; }
      // An answer counts when all of it has come: the connection may break in the middle.
      response.clone().arrayBuffer().then(function () { window.clearTimeout(late); lastSign = Date.now(); succeed(asked); }, lost);
      return response;
    }, function (error) {
      lost();
      throw error;
    });
  }

  function refused(asked, response) {
    fail(asked, "failed", null);
    response.json().then(function (told) {
      const failure = failures.get(asked.output);
      if (failure && failure.number === asked.number && told.reference) { failure.reference = String(told.reference); tell(); }
    }, function () { /* no reference in the answer */ });
  }

  // A request that failed after a later one was answered changes nothing on the screen.
  function fail(asked, kind, reference) {
    const before = failures.get(asked.output);
    if ((answered.get(asked.output) || 0) > asked.number || (before && before.number > asked.number)) { return; }
    const within = asked.ids.some(function (id) { return panelOf(id) !== null; });
    const tried = before ? before.tried : 0;
    failures.set(asked.output, Object.assign({ kind: kind, reference: reference, whole: !within, tried: tried }, asked));
    tell();
    if (kind === "lost" && tried < RETRIES.length) {
      window.setTimeout(function () {
        const failure = failures.get(asked.output);
        if (failure && failure.number === asked.number && down === null) { failure.tried += 1; askAgain([failure], false); }
      }, RETRIES[tried]);
    }
  }

  function succeed(asked) {
    answered.set(asked.output, Math.max(asked.number, answered.get(asked.output) || 0));
    const failure = failures.get(asked.output);
    if (failure && failure.number <= asked.number) { failures.delete(asked.output); tell(); }
  }

  // Sets an input of each request to the value it has, which makes the page ask anew; each input once.
  function askAgain(wanted, byHand) {
    const inputs = new Map();
    let possible = Boolean(window.dash_clientside && window.dash_clientside.set_props);
    wanted.forEach(function (failure) {
      const again = failure.again;
      if (again && again.value !== undefined) { inputs.set(plainId(again.id) + "." + again.property, again); } else { possible = false; }
    });
    try {
      if (possible) { inputs.forEach(function (again) { window.dash_clientside.set_props(again.id, { [again.property]: again.value }); }); }
    } catch (error) { possible = false; }
    if (!possible && byHand) { window.location.reload(); }
  }

  function askAll(byHand) {
    const wanted = Array.from(failures.values());
    wanted.forEach(function (failure) { failure.tried = 0; });
    if (wanted.length) { askAgain(wanted, byHand); }
  }

  // --- the server itself ------------------------------------------------------------------------------------------

  function look(delay) {
    window.clearTimeout(timer);
    if (running) { timer = window.setTimeout(beat, delay); }
  }

  function beat() {
    const control = new AbortController();
    const patience = window.setTimeout(function () { control.abort(); }, BEAT_PATIENCE);
    let code = 0;
    native("/readyz", { signal: control.signal, cache: "no-store" }).then(function (response) {
      code = response.status;
      return response.json();
    }).then(function (told) {
      if (told.status === "ready") { alive(String(told.version)); } else { silent(told.status === "loading" ? "loading" : "unusable", false); }
    }, function () {
      if (!leaving) { silent(code ? "odd" : "gone", control.signal.aborted); }
    }).finally(function () {
      window.clearTimeout(patience);
      look(doubt ? SECOND_LOOK : document.hidden ? BEAT_HIDDEN : BEAT);
    });
  }

  function alive(found) {
    const back = down !== null;
    down = null; doubt = false; lastSign = Date.now();
    if (version === null) { version = found; newer = without ? found : null; } else { newer = found === version ? null : found; }
    tell();
    if (back) { askAll(false); }
  }

  // The first bad sign is looked at twice, unless it was three seconds of silence: one worker may just be starting again.
  // A page that never had data says so itself; it is not out of date.
  function silent(why, waited) {
    if (version === null && (why === "loading" || why === "unusable")) { without = without || why === "unusable"; down = null; doubt = false; tell(); return; }
    if (waited || doubt || down !== null) { doubt = false; down = why; tell(); } else { doubt = true; }
  }

  // --- what the reader sees (the marks are made in 81-watch-marks.js) ----------------------------------------------

  function panelOf(id) {
    const named = Array.from(document.querySelectorAll(PANEL)).find(function (panel) {
      return panel.getAttribute("data-panel").split(" ").includes(id);
    });
    const element = document.getElementById(id);
    return named || (element ? element.closest(PANEL) : null);
  }

  // A failure whose panel has left the page is forgotten: the panel asks anew when it comes back.
  function prune() {
    failures.forEach(function (failure, output) {
      const gone = !failure.whole && failure.ids.every(function (id) { return panelOf(id) === null; });
      if (gone && failure.kind !== "late") { failures.delete(output); }
    });
  }

  function state() {
    prune();
    const all = down !== null || Array.from(failures.values()).some(function (failure) { return failure.whole; });
    const marks = new Map();
    failures.forEach(function (failure) {
      const panels = failure.whole ? Array.from(document.querySelectorAll(PANEL)) : failure.ids.map(panelOf).filter(Boolean);
      panels.forEach(function (panel) { if (!marks.has(panel)) { marks.set(panel, failure); } });
    });
    return { down: down, newer: newer, version: version, all: all, failures: Array.from(failures.values()), marks: marks, lastSign: lastSign };
  }

  function tell() { listeners.forEach(function (listener) { listener(state()); }); }

  function retry() {
    if (down !== null) { look(0); } else { askAll(true); }
  }

  function stop() { running = false; window.clearTimeout(timer); window.fetch = native; }

  window.addEventListener("pagehide", function () { leaving = true; window.clearTimeout(timer); });
  window.addEventListener("pageshow", function (event) { leaving = false; if (event.persisted) { look(0); } });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { look(0); } });
  window.fetch = watched;
  look(0);
  window.monitorWatch = {
    state: state, retry: retry, look: function () { look(0); }, stop: stop, tell: tell,
    listen: function (listener) { listeners.push(listener); listener(state()); }
  };
})();
