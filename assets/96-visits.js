// The visit grid: turns the short text of a cell into symbol, words and label; opens a cell by click or Enter; marks the
// open one; gives the focus back when the drawer closes; takes the rows of the listing apart.
(function () {
  "use strict";
  const React = window.React;
  const make = React.createElement;
  const SIGNS = {
    in_window: "check", early: "early", late: "late", due: "due", overdue: "bang", missed: "cross",
    not_yet_due: "ring", not_applicable: "dash"
  };
  const WORDS = {
    in_window: "in window", early: "early", late: "late", due: "due", overdue: "overdue", missed: "missed",
    not_yet_due: "not yet due", not_applicable: "not applicable"
  };
  const LARGE = { in_window: 1, missed: 1, not_yet_due: 1, not_applicable: 1 };
  let open = "", lastOpen = "", wantsFocus = false, opener = null;

  // "+4 d" -> "4 days": signs go, since the status already says early or late.
  function inWords(text) {
    return text.replace(/[+\u2212]?(\d+) d\b/, function (_, days) { return days + (days === "1" ? " day" : " days"); });
  }

  function label(patient, visit, parts) {
    const status = parts[0], first = inWords(parts[1] || ""), second = parts[2] || "";
    const words = [patient + " " + visit, WORDS[status] + (first ? " " + first : "")];
    if (second === "left") { words[1] += " left"; }
    else if (status === "not_yet_due") { words[1] += " " + inWords(second); }
    else if (second !== WORDS[status]) { words.push(second); }
    if (parts[3]) { words.push("assessments " + parts[3].replace("/", " of ")); }
    if (parts[4]) { words.push(parts[4]); }
    return words.filter(Boolean).join(", ");
  }

  function margin(code) {
    const parts = code.slice(1).split("|");
    const held = parts[3] + " of " + parts[1] + " due visits held";
    return make("div", { className: "vs-count", title: parts[0] + " of " + parts[1] + " due visits in window; " + held },
      make("b", null, parts[0] + "/" + parts[1]), make("small", null, parts[2]), make("span", { className: "sr" }, held));
  }

  function icon(name, large) {
    return make("span", { key: name, className: "i ic-" + name + (large ? "" : " small"), "aria-hidden": "true" });
  }

  function VisitCell(props) {
    const code = String(props.value || "");
    if (!code) { return null; }
    if (code.charAt(0) === "=") { return margin(code); }
    const parts = code.split("|"), status = parts[0], key = props.data.id + ":" + props.visit;
    const words = label(props.data.id, props.colDef.headerName, parts);
    const first = [icon(SIGNS[status], LARGE[status] && !parts[1])];
    if (parts[1]) { first.push(parts[1]); }
    if (parts[4]) { first.push(icon("phone")); }
    return make("div", {
      className: "vs-cell v-" + status + (parts[3] ? " lacks" : ""), role: "img", "aria-label": words, title: words,
      "data-visit": key, "data-change": "visit=" + encodeURIComponent(key),
      ref: function (node) { if (node) { node.toggleAttribute("data-open", key === open); } }
    }, make("span", { className: "vs-first" }, first), make("small", null, parts[2]));
  }

  function VisitPatient(props) {
    if (!props.value) { return make("div", { className: "vs-who" }, make("b", null, "In window"), make("small", null, "of due")); }
    return make("div", { className: "vs-who" },
      make("a", { href: "/patient/" + encodeURIComponent(props.value), className: "patient-link", tabIndex: -1, title: props.value }, props.value),
      make("small", null, props.data.status));
  }

  function VisitHead(props) {
    return make("div", { className: "vs-head", title: props.displayName + (props.days ? ", " + props.days : "") },
      make("b", null, props.displayName), props.days ? make("small", null, props.days) : null);
  }

  // --- opening, marking, giving back ------------------------------------------------------------------------------

  function grid() { return document.getElementById("visits-grid"); }

  function mark() {
    const box = grid();
    if (!box) { return; }
    box.querySelectorAll("[data-visit]").forEach(function (cell) { cell.toggleAttribute("data-open", cell.dataset.visit === open); });
  }

  function column(api, visit) {
    const found = api.getColumns().find(function (one) {
      const params = one.getColDef().cellRendererParams;
      return params && params.visit === visit;
    });
    return found ? found.getColId() : null;
  }

  // A grid loads by itself and takes its rows a moment after it got them: `act` is tried until it says that it is done.
  function inGrid(id, act, tries) {
    let api = null;
    try { api = window.dash_ag_grid.getApi(id); } catch (error) { /* not there yet */ }
    if (api && act(api)) { return; }
    if (tries > 0 && document.getElementById(id)) { window.setTimeout(function () { inGrid(id, act, tries - 1); }, 50); }
  }

  // Brings a cell into sight; puts the focus on it when it had gone into the drawer.
  function reach(key, focus) {
    const box = grid(), cut = key.lastIndexOf(":");
    if (!box || !box.offsetParent || cut < 1) { return; }
    inGrid("visits-grid", function (api) {
      const node = api.getRowNode(key.slice(0, cut)), col = node && column(api, key.slice(cut + 1));
      if (!col) { return false; }
      api.ensureIndexVisible(node.rowIndex);
      api.ensureColumnVisible(col);
      if (focus) { api.setFocusedCell(node.rowIndex, col); }
      return true;
    }, 40);
  }

  // Marks the open visit among the rows of the listing.
  function markRow() {
    const box = document.getElementById("visits-table"), wanted = open;
    if (!box || !box.offsetParent) { return; }
    inGrid("visits-table", function (api) {
      const node = wanted && api.getRowNode(wanted);
      if (wanted !== open || (wanted && !node)) { return wanted !== open; }
      window.dash_clientside.set_props("visits-table", { selectedRows: node ? { ids: [wanted] } : [] });
      if (node) { api.ensureNodeVisible(node); }
      return true;
    }, 40);
  }

  // The focus goes back to the cell; without cells to what opened the drawer.
  function giveBack() {
    const box = grid();
    if (box && box.offsetParent) { reach(lastOpen, true); } else if (opener && opener.isConnected) { opener.focus(); }
  }

  function asked() {
    const found = /[?&]visit=([^&]*)/.exec(window.location.search);
    try { return found ? decodeURIComponent(found[1]) : ""; } catch (error) { return ""; }
  }

  // The drawer was filled or emptied, or the grid was.
  function visitOpen(children) {
    const filled = Array.isArray(children) ? children.length > 0 : Boolean(children);
    if (window.dash_clientside.callback_context.triggered.some(function (one) { return one.prop_id.indexOf("rowData") > 0; })) { lastOpen = ""; }
    open = filled ? asked() : "";
    mark();
    markRow();
    if (filled) {
      if (open !== lastOpen) { reach(open, false); }
      if (!lastOpen) { opener = document.activeElement; }
      lastOpen = open;
      if (wantsFocus) { const title = document.querySelector("#visits-drawer h2"); if (title) { title.focus(); } }
    } else if (lastOpen) {
      const active = document.activeElement;
      if (!active || active === document.body || !active.isConnected) { giveBack(); }
      lastOpen = "";
    }
    wantsFocus = false;
    return window.dash_clientside.no_update;
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.metaKey || event.ctrlKey || event.altKey) { return; }
    const cell = event.target.closest && event.target.closest("#visits-grid .ag-cell");
    if (!cell) { return; }
    const opener = cell.querySelector("[data-change]"), link = cell.querySelector("a[href]");
    if (opener) { event.preventDefault(); wantsFocus = true; window.monitor.change(opener.dataset.change); }
    else if (link && event.target !== link) { event.preventDefault(); link.click(); }
  });

  // --- the listing ------------------------------------------------------------------------------------------------

  // answer = {keys: [name], numbers: [name], rows: ["a\tb\t..."]}; a row names the change that opens its visit.
  function visitRows(answer) {
    if (!answer) { return [window.dash_clientside.no_update, window.dash_clientside.no_update]; }
    const numbers = new Set(answer.numbers), wanted = asked();
    const rows = answer.rows.map(function (text, place) {
      const row = {};
      text.split("\t").forEach(function (value, at) {
        const name = answer.keys[at];
        row[name] = numbers.has(name) ? (value === "" ? null : Number(value)) : value || "\u2013";
      });
      const planned = row.visit_id !== "\u2013";
      row.key = planned ? row.subject + ":" + row.visit_id : "unscheduled " + place;
      row.change = planned ? "visit=" + encodeURIComponent(row.key) : "";
      return row;
    });
    return [rows, rows.some(function (row) { return row.key === wanted; }) ? { ids: [wanted] } : []];
  }

  function visitNumber(params) { return params.value === null || params.value === undefined ? "\u2013" : String(params.value).replace("-", "\u2212"); }

  window.dashAgGridComponentFunctions = Object.assign(window.dashAgGridComponentFunctions || {},
    { VisitCell: VisitCell, VisitPatient: VisitPatient, VisitHead: VisitHead });
  window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions || {}, { visitNumber: visitNumber });
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.monitor = Object.assign(window.dash_clientside.monitor || {}, { visitOpen: visitOpen, visitRows: visitRows });
})();
