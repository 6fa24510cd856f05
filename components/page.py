"""The HTML page that Dash fills: language, colour mode before the first paint, own font, libraries when needed.

Addresses below /assets/ are replaced by fingerprinted ones when the page is served.
"""

GRID_PLACE = 'data-grid=""'
"""Where the address of AG Grid is put, which Dash would put on every page as a script (callbacks.statics)."""
FONT = "/assets/vendor/inter-latin-wght-normal.woff2"
INDEX = f"""<!DOCTYPE html>
<html lang="en" data-bs-theme="light">
<head>
{{%metas%}}
<meta name="robots" content="noindex">
<title>{{%title%}}</title>
<script src="/assets/00-mode.js"></script>
<script src="/assets/01-libraries.js" data-plotly="/assets/vendor/plotly-basic.min.js" {GRID_PLACE}></script>
<link rel="preload" href="{FONT}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="/assets/vendor/bootstrap.min.css">
<style>
@font-face {{
  font-family: "Inter Variable"; src: url("{FONT}") format("woff2"); font-weight: 100 900; font-display: swap;
}}
</style>
<link rel="icon" href="/assets/emblem.svg" type="image/svg+xml">
{{%css%}}
</head>
<body>
{{%app_entry%}}
<footer>
{{%config%}}
{{%scripts%}}
{{%renderer%}}
</footer>
</body>
</html>"""
