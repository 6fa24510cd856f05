// The two large libraries come when they are needed: plotly with the first figure, AG Grid with the first grid.
// Where the address has a figure or a grid, fetching starts at once, beside the other scripts.
(function () {
  "use strict";
  const own = document.currentScript.dataset;
  const WITHOUT_FIGURES = ["/", "/data"], WITH_GRIDS = ["/visits"], QUIET = 3000, AGAIN = 2000;

  // Gives a function that fetches a script once, however often it is asked; after a failure it tries again.
  function fetched(address, ready) {
    let coming = null;
    return function () {
      coming = coming || new Promise(function (done, failed) {
        const script = document.createElement("script");
        script.src = address;
        script.onload = function () { if (ready) { ready(); } done(); };
        script.onerror = function () { coming = null; script.remove(); failed(new Error("could not fetch " + address)); };
        document.head.append(script);
      });
      return coming;
    };
  }

  // A graph waits for window.Plotly if it can be waited for; the bundle puts the library in its place.
  const fetchPlotly = fetched(own.plotly, spareResizing);
  window.Plotly = {
    then: function (done, failed) { return fetchPlotly().then(function () { return window.Plotly; }).then(done, failed); },
  };

  // A graph asks for a second drawing after every change of its size, also when plotly has drawn in that size already.
  function spareResizing() {
    const resize = window.Plotly.Plots.resize;
    window.Plotly.Plots.resize = function (graph) {
      const drawn = graph && graph._fullLayout, box = graph && graph.getBoundingClientRect();
      const fits = drawn && drawn.autosize && Math.abs(drawn.width - box.width) < 1 && Math.abs(drawn.height - box.height) < 1;
      return fits ? Promise.resolve(graph) : resize.apply(this, arguments);
    };
  }

  // The grid of the page: an empty box until the library is there, then the grid of the library. It is fetched when the box
  // is in sight, or when the page has been quiet for a while.
  const fetchGrid = fetched(own.grid);
  let library = null;
  function takeGrid() {
    return fetchGrid().then(function () {
      library = library || window.dash_ag_grid;
      window.dash_ag_grid = Object.assign({}, library, { AgGrid: AgGrid });
    });
  }
  function whenWanted(box, take) {
    const seen = new IntersectionObserver(function (entries) { if (entries.some(function (one) { return one.isIntersecting; })) { take(); } });
    const timer = window.setTimeout(take, QUIET);
    seen.observe(box);
    return function () { seen.disconnect(); window.clearTimeout(timer); };
  }
  function AgGrid(props) {
    const React = window.React, box = React.useRef(null), ready = React.useState(library !== null);
    React.useEffect(function () {
      if (ready[0]) { return undefined; }
      let mounted = true;
      function take() {
        if (mounted) { takeGrid().then(function () { if (mounted) { ready[1](true); } }, function () { window.setTimeout(take, AGAIN); }); }
      }
      const forget = whenWanted(box.current, take);
      return function () { mounted = false; forget(); };
    }, []);
    return ready[0] ? React.createElement(library.AgGrid, props) : React.createElement("div", { ref: box, id: props.id, className: props.className, style: props.style });
  }
  AgGrid.dashRenderType = true;  // as the library's own: Dash then tells it what changed
  window.dash_ag_grid = {
    AgGrid: AgGrid,
    getApi: function (id) { throw new Error("the grid " + id + " is not there yet"); },
    getApiAsync: function (id) { return takeGrid().then(function () { return library.getApiAsync(id); }); },
  };

  // Dash's polyfill takes today's browsers for faulty and puts slow ways in the place of two that plotly asks for every colour.
  const trim = String.prototype.trim, parseInt = window.parseInt;
  document.addEventListener("DOMContentLoaded", function () { String.prototype.trim = trim; window.parseInt = parseInt; });

  function calm(reason) { return reason; }  // who needs the library asks again and is told
  function ahead(path) {
    if (!WITHOUT_FIGURES.includes(path)) { fetchPlotly().catch(calm); }
    if (WITH_GRIDS.includes(path)) { afterScripts(function () { takeGrid().catch(calm); }, own.grid); }
  }
  // AG Grid needs React when it runs: from the browser's cache it would be there before the scripts of the page are.
  function afterScripts(take, address) {
    if (window.React) { take(); return; }
    const early = document.createElement("link");
    early.rel = "preload"; early.as = "script"; early.href = address;
    document.head.append(early);
    document.addEventListener("DOMContentLoaded", take, { once: true });
  }
  ahead(window.location.pathname);
  ["pointerover", "focusin"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      const link = event.target.closest && event.target.closest("a[href^='/']");
      if (link) { ahead(link.pathname); }
    });
  });
  window.addEventListener("load", function () { window.setTimeout(function () { fetchPlotly().catch(calm); }, QUIET); });
})();
