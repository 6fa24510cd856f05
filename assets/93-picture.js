// Saves a drawing as a picture with title, filters, cut, snapshot and the synthetic mark drawn inside it.
(function () {
  "use strict";
  const LETTER = 7.2, ROW = 16;
  function text(selector) { const one = document.querySelector(selector); return one ? one.textContent.trim() : ""; }

  function facts() {
    return Array.from(document.querySelectorAll("#shell-strip-facts > div")).map(function (row) {
      return Array.from(row.children).map(function (part) { return part.textContent.trim(); }).join(" ");
    }).join("   ");
  }

  // Every filter that is set, as the filter bar says it.
  function filters() {
    return Array.from(document.querySelectorAll("#filter-bar .filter.set summary")).map(function (one) {
      return one.textContent.replace(/\s+/g, " ").trim();
    }).join(", ");
  }

  // Plotly reads a small HTML in texts: what comes from the page is shown letter by letter.
  function escaped(words) { return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;"); }

  // Break words into lines of at most so many letters.
  function wrapped(words, most) {
    const lines = [""];
    words.split(" ").forEach(function (word) {
      const last = lines.length - 1;
      if (lines[last] && lines[last].length + word.length + 1 > most) { lines.push(word); } else { lines[last] += (lines[last] ? " " : "") + word; }
    });
    return lines.map(escaped);
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
    const size = drawn.getBoundingClientRect();
    const letters = Math.floor((size.width - 32) / LETTER);
    const upright = window.monitor.dayShape(graphId);  // a line that stands over the drawing as HTML
    const told = wrapped([synthetic, sentence, upright ? upright.said : ""].filter(Boolean).join("   "), letters);
    const where = wrapped([facts(), text("#filter-count"), filters()].filter(Boolean).join("   "), letters);
    const title = wrapped(text("#shell-main h1"), Math.floor(letters * 0.62));
    const heights = [ROW * told.length, ROW * where.length];
    const head = [
      line(title.join("<br>"), top + 16 + heights[0] + heights[1], 18, 700, ink),
      line(where.join("<br>"), top + 12 + heights[0], 12, 400, ink),
      line(told.join("<br>"), top + 8, 12, 600, ink),
    ].map(function (one) { one.xshift = 16 - left; return one; });
    const room = 24 + heights[0] + heights[1] + 24 * title.length;
    // What HTML says beside the figure on the screen stands in the figure only here.
    (layout.annotations || []).forEach(function (one) { if (one.name === "picture") { one.visible = true; } });
    layout.annotations = (layout.annotations || []).concat(head);
    if (upright) { layout.shapes = (layout.shapes || []).concat(upright.shape); }
    layout.margin = Object.assign({}, layout.margin, { t: top + room });
    layout.paper_bgcolor = getComputedStyle(document.documentElement).getPropertyValue("--surface").trim();
    const options = { format: "png", width: Math.round(size.width), height: Math.round(size.height) + room, scale: 2 };
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
