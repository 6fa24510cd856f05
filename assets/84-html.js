// Draws HTML that a callback answered, as one component of the page. As components each element would be asked at every
// step of every callback whether it has changed; here only the answer is, and React compares what it holds.
(function () {
  "use strict";
  const REFUSED = new Set(["Base", "Embed", "Frame", "Iframe", "Link", "Meta", "ObjectEl", "Script", "Style"]);
  const DROPPED = new Set(["children", "dangerouslySetInnerHTML", "disable_n_clicks", "loading_state", "n_clicks", "n_clicks_timestamp", "ref"]);

  function listed(children) {
    return children === undefined || children === null ? [] : Array.isArray(children) ? children : [children];
  }

  function properties(given) {
    const own = {};
    for (const name of Object.keys(given)) {
      if (DROPPED.has(name) || /^on/i.test(name)) { continue; }
      own[name] = name === "href" || name === "src" ? window.dash_clientside.clean_url(given[name]) : given[name];
    }
    return own;
  }

  function made(part) {
    if (part === null || typeof part !== "object") { return part; }
    if (part.type === "Html") { return window.React.createElement(window.React.Fragment, null, ...listed(part.props.tree).map(made)); }
    if (REFUSED.has(part.type)) { throw new Error("not an element for an answer: " + part.type); }
    return window.React.createElement(part.type.toLowerCase(), properties(part.props), ...listed(part.props.children).map(made));
  }

  // tree = one part, a text, or a list of them; a part is {type, props} as components travel.
  function Html(props) {
    const React = window.React;
    return React.useMemo(function () { return React.createElement(React.Fragment, null, ...listed(props.tree).map(made)); }, [props.tree]);
  }

  window.monitor = Object.assign(window.monitor || {}, { Html: Html });
})();
