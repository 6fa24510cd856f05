// Rows of a grid that open something: a click or Enter on a row makes the change of the address that the row names.
(function () {
  "use strict";
  function rowChange(target) {
    const row = target.closest && target.closest(".ag-row[row-id]");
    const box = row && row.closest("[data-opens-rows]");
    if (!box || !window.dash_ag_grid) { return null; }
    const api = window.dash_ag_grid.getApi(box.getAttribute("data-opens-rows"));
    const node = api && api.getRowNode(row.getAttribute("row-id"));
    return node && node.data && node.data.change || null;
  }

  document.addEventListener("click", function (event) {
    if (event.defaultPrevented || event.button !== 0 || event.target.closest("a, button, input")) { return; }
    const change = rowChange(event.target);
    if (change && String(window.getSelection()) === "") { window.monitor.change(change); }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.metaKey || event.ctrlKey || event.altKey || event.target.closest("a, button, input")) { return; }
    const change = rowChange(event.target);
    if (change) { event.preventDefault(); window.monitor.change(change); }
  });
})();
