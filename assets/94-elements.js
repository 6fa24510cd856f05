// Builds long tables from answered data: {type, props} trees as components travel, made into plain elements.
// One such table is thousands of elements; as components of the page each of them would be watched for changes.
(function () {
  "use strict";
  const TAGS = new Set(["A", "B", "Button", "Div", "Em", "Img", "P", "Small", "Span", "Sup"]);
  const NAMES = { className: "class", tabIndex: "tabindex" };
  const PLAIN = new Set(["alt", "aria", "class", "data", "hidden", "href", "id", "loading", "role", "src", "tabindex", "title", "type"]);

  // Addresses lead to this program; pictures are text-free drawings that the server wrote.
  function allowed(name, value) {
    if (name === "href") { return value.charAt(0) === "/" && value.charAt(1) !== "/"; }
    if (name === "src") { return value.startsWith("data:image/svg+xml,"); }
    return PLAIN.has(name.split("-")[0]);
  }

  function styled(node, style) {
    for (const key of Object.keys(style)) {
      if (key.startsWith("--")) { node.style.setProperty(key, String(style[key])); }
    }
  }

  function made(part) {
    if (part === null || part === undefined || typeof part === "boolean") { return document.createTextNode(""); }
    if (typeof part !== "object") { return document.createTextNode(String(part)); }
    if (!TAGS.has(part.type)) { throw new Error("no such element: " + part.type); }
    const node = document.createElement(part.type);
    for (const key of Object.keys(part.props)) {
      const value = part.props[key], name = NAMES[key] || key;
      if (value === null || key === "children") { continue; }
      if (key === "style") { styled(node, value); } else if (allowed(name, String(value))) { node.setAttribute(name, String(value)); }
    }
    node.append(...listed(part.props.children).map(made));
    return node;
  }

  function listed(children) {
    return children === undefined || children === null ? [] : Array.isArray(children) ? children : [children];
  }

  // Replace what stands in the container; the row or link that had the focus gets it back.
  function build(answer, id) {
    const place = document.getElementById(id);
    if (!place || !answer) { return; }
    const held = place.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    place.replaceChildren(...listed(answer.type === "Html" ? answer.props.tree : answer).map(made));
    if (held) { Array.from(place.querySelectorAll("a[href]")).filter(function (link) { return link.getAttribute("href") === held; }).slice(0, 1).forEach(function (link) { link.focus({ preventScroll: true }); }); }
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.monitor = Object.assign(window.dash_clientside.monitor || {}, { build: build });
})();
