// Fills a table of numbers from an answer of the server. Hundreds of cells are plain elements here: as components of
// the page each of them would be asked again at every change of the state.
(function () {
  "use strict";

  function element(name, text, css) {
    const made = document.createElement(name);
    if (css) { made.className = css; }
    if (text !== undefined) { made.textContent = text; }
    return made;
  }

  function heads(answer) {
    const head = document.createElement("thead");
    const groups = element("tr"), names = element("tr");
    answer.columns.forEach(function (column, place) {
      const before = answer.columns[place - 1];
      if (!column.group) {
        const alone = element("th", column.label, column.css);
        alone.scope = "col"; alone.rowSpan = 2;
        groups.append(alone);
        return;
      }
      if (!before || before.group !== column.group) {
        const group = element("th", column.group, "group " + column.tone);
        group.scope = "colgroup";
        group.colSpan = answer.columns.filter(function (one) { return one.group === column.group; }).length;
        groups.append(group);
      }
      const name = element("th", column.label, column.css);
      name.scope = "col";
      names.append(name);
    });
    head.append(groups, names);
    return head;
  }

  // The first cell names the row and may be a link; a second line of a cell stands small below the first.
  function row(columns, given) {
    const made = element("tr");
    given.cells.forEach(function (text, place) {
      const cell = place === 0 ? element("th") : element("td", undefined, (columns[place].css + " " + columns[place].tone).trim());
      const lines = text.split("\n");
      if (place === 0) {
        cell.scope = "row";
        const link = element("a", lines[0], "patient-link");
        link.href = given.href;
        cell.append(link);
      } else {
        cell.append(lines[0]);
        if (lines[1]) { cell.append(element("small", lines[1])); }
      }
      made.append(cell);
    });
    return made;
  }

  // answer = {target, title, columns: [{label, group, css, tone}], rows: [{href, cells: [text]}]} or null.
  function fillTable(answer) {
    if (!answer) { return; }
    const target = document.getElementById(answer.target);
    if (!target) { return; }
    const table = element("table", undefined, "listing slopes");
    const body = document.createElement("tbody");
    body.append.apply(body, answer.rows.map(function (one) { return row(answer.columns, one); }));
    table.append(element("caption", answer.title, "sr"), heads(answer), body);
    target.replaceChildren(table);
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.monitor = Object.assign(window.dash_clientside.monitor || {}, { fillTable: fillTable });
})();
