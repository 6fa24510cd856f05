"""The protective headers of every answer, errors included."""

from functools import cache

import dash
import flask

from callbacks.context import AppContext

IMMUTABLE = "public, max-age=31536000, immutable"
"""What an address with a fingerprint says of its content: it never changes. Every other answer is stored nowhere."""

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=(), clipboard-write=(self), fullscreen=(self)"
    ),
}


def policy(hashes: tuple[str, ...]) -> str:
    """Write the content security policy: own scripts and the inline ones with these hashes, nothing from elsewhere.

    Styles need 'unsafe-inline': dash, plotly and AG Grid write style elements while they run.
    """
    scripts = " ".join(("'self'", *hashes))
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        "form-action 'self'"
    )


def register(app: dash.Dash, context: AppContext) -> None:
    """Put the headers on every answer. The hashes are taken at the first one, when every callback is known."""
    server: flask.Flask = app.server

    @cache
    def content_policy() -> str:
        return policy(tuple(app.csp_hashes()))

    @server.after_request
    def protect(response: flask.Response) -> flask.Response:
        response.headers.update(FIXED)
        response.headers["Content-Security-Policy"] = content_policy()
        if response.headers.get("Cache-Control") != IMMUTABLE or response.status_code not in {200, 206, 304}:
            response.headers["Cache-Control"] = "no-store"
        return response
