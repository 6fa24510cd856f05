"""The HTML page that Dash fills: language, colour mode before the first paint, own font and figures library.

Addresses below /assets/ are replaced by fingerprinted ones when the page is served.
"""

FONT = "/assets/vendor/inter-latin-wght-normal.woff2"
INDEX = f"""<!DOCTYPE html>
<html lang="en" data-bs-theme="light">
<head>
{{%metas%}}
<meta name="robots" content="noindex">
<title>{{%title%}}</title>
<script src="/assets/00-mode.js"></script>
<link rel="preload" href="{FONT}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="/assets/vendor/bootstrap.min.css">
<style>
@font-face {{
  font-family: "Inter Variable"; src: url("{FONT}") format("woff2"); font-weight: 100 900; font-display: swap;
}}
</style>
{{%favicon%}}
{{%css%}}
</head>
<body>
{{%app_entry%}}
<footer>
{{%config%}}
<script src="/assets/vendor/plotly-basic.min.js"></script>
{{%scripts%}}
{{%renderer%}}
</footer>
</body>
</html>"""
"""plotly stands before Dash's scripts, so that graphs find it and do not fetch the full build."""
