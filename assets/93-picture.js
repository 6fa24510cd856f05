// Saves a drawing as a picture with title, filters, cut, snapshot and the synthetic mark drawn inside it.
(function () {
  "use strict";
  function text(selector) { const one = document.querySelector(selector); return one ? one.textContent.trim() : ""; }

  function facts() {
    return Array.from(document.querySelectorAll("#shell-strip-facts > div")).map(function (row) {
      return row.textContent.replace(/\s+/g, " ").trim();
    }).join("   ");
  }

  function line(words, y, size, weight, colour) {
    return { text: words, xref: "paper", yref: "paper", x: 0, y: 1, xanchor: "left", yanchor: "bottom", showarrow: false, yshift: y, align: "left",
      xshift: 0, font: { size: size, weight: weight, color: colour } };
  }

  function picture(graphId) {
    const drawn = document.querySelector("#" + graphId + " .js-plotly-plot");
    if (!drawn || !window.Plotly) { return; }
    const layout = JSON.parse(JSON.stringify(drawn.layout));
    const top = (layout.margin && layout.margin.t) || 30;
    const left = (layout.margin && layout.margin.l) || 0;
    const synthetic = text(".strip .synthetic");
    const ink = layout.font && layout.font.color;
    const sentence = text("#shell-main [data-sentence]");
    const head = [
      line(text("#shell-main h1"), top + 48, 18, 700, ink),
      line([facts(), text("#filter-count")].filter(Boolean).join("   "), top + 28, 12, 400, ink),
      line([synthetic, sentence].filter(Boolean).join("   "), top + 8, 12, 600, ink),
    ].map(function (one) { one.xshift = 16 - left; return one; });
    // What HTML says beside the figure on the screen stands in the figure only here.
    (layout.annotations || []).forEach(function (one) { if (one.name === "picture") { one.visible = true; } });
    layout.annotations = (layout.annotations || []).concat(head);
    layout.margin = Object.assign({}, layout.margin, { t: top + 80 });
    layout.paper_bgcolor = getComputedStyle(document.documentElement).getPropertyValue("--surface").trim();
    const size = drawn.getBoundingClientRect();
    const options = { format: "png", width: Math.round(size.width), height: Math.round(size.height) + 80, scale: 2 };
    window.Plotly.toImage({ data: drawn.data, layout: layout }, options).then(function (url) {
      const link = document.createElement("a");
      const snapshot = text("#shell-strip-facts [data-snapshot]");
      link.href = url;
      link.dataset.native = "1";
      link.download = [graphId.replace("-graph", ""), snapshot, synthetic ? "synthetic" : ""].filter(Boolean).join("_") + ".png";
      link.click();
      window.monitor.say("Picture saved");
    });
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-picture]");
    if (button) { picture(button.getAttribute("data-picture")); }
  });
})();
