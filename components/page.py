"""The HTML page that Dash fills: language, colour mode before the first paint, own font and figures library."""

from collections.abc import Mapping

FONT = "inter-latin-wght-normal.woff2"
FIGURES = "plotly-basic.min.js"
STYLES = "bootstrap.min.css"


def index(addresses: Mapping[str, str]) -> str:
    """Give the index page. `addresses` maps the vendored files FONT, FIGURES and STYLES to where they are served."""
    return f"""<!DOCTYPE html>
<html lang="en" data-bs-theme="light">
<head>
{{%metas%}}
<meta name="robots" content="noindex">
<title>{{%title%}}</title>
<script src="/assets/00-mode.js"></script>
<link rel="preload" href="{addresses[FONT]}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="{addresses[STYLES]}">
<style>@font-face{{font-family:"Inter Variable";src:url({addresses[FONT]}) format("woff2");font-weight:100 900;font-display:swap}}</style>
{{%favicon%}}
{{%css%}}
</head>
<body>
{{%app_entry%}}
<footer>
{{%config%}}
<script src="{addresses[FIGURES]}"></script>
{{%scripts%}}
{{%renderer%}}
</footer>
</body>
</html>"""
