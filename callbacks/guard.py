"""Stands before every request: who may ask, from where, how much, and whether a callback can be asked that at all."""

import ipaddress
import re

import dash
import flask
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import BadRequest, Forbidden, RequestEntityTooLarge, UnsupportedMediaType

from callbacks.context import AppContext
from callbacks.limits import BOUNDS, Json, Reception, replay, values
from callbacks.signatures import reader

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
PROXY_HEADERS = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_", "HTTP_X_REAL_IP")
OWN_SITE = frozenset({"same-origin", "none"})
CALLBACK_PATH = "_dash-update-component"

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[0-9a-z.-]+)(?::\d{1,5})?", re.IGNORECASE)


class StrictJson(DefaultJSONProvider):
    """Reads the JSON of every request within the bounds; whoever asks the request for its JSON gets this reading."""

    def loads(self, s: str | bytes, **kwargs: object) -> Json:
        """Read a body; see `callbacks.limits.values`."""
        return values(s)


def register(app: dash.Dash, context: AppContext) -> None:
    """Put the guard before every request of the application.

    Names in Flask's setting TRUSTED_HOSTS are accepted as Host besides those of this machine.
    """
    signature = reader(app)
    reception = Reception()
    callbacks = f"{app.config.routes_pathname_prefix}{CALLBACK_PATH}"
    server: flask.Flask = app.server
    server.json = StrictJson(server)
    server.config["MAX_CONTENT_LENGTH"] = BOUNDS.body_bytes + 1  # Flask counts the end of the body as one more

    @server.before_request
    def guard() -> None:
        request = flask.request
        _check_host(request, frozenset(server.config["TRUSTED_HOSTS"] or ()))
        _check_way(request)
        _check_site(request)
        if (request.content_length or 0) > BOUNDS.body_bytes:
            raise RequestEntityTooLarge(f"The request is larger than {BOUNDS.body_bytes} bytes.")
        if request.endpoint == callbacks and request.method == "POST":
            body = _body(request, reception)
            signature(body.get("output")).check(body)


def _check_host(request: flask.Request, more: frozenset[str]) -> None:
    """Refuse a Host of elsewhere: a page of another name must not reach this machine through its browser."""
    found = _HOST.fullmatch(request.headers.get("Host", ""))
    if found is None or found.group(1).lower() not in LOOPBACK_NAMES | more:
        raise BadRequest("The monitor answers to localhost, 127.0.0.1 and [::1] only.")


def _check_way(request: flask.Request) -> None:
    """Refuse what came from another machine or through a proxy: there is no access control yet."""
    if any(name.startswith(PROXY_HEADERS) for name in request.environ):
        raise Forbidden("The monitor runs for this machine alone and was asked through a proxy. Open it directly.")
    peer = request.remote_addr
    if peer and not ipaddress.ip_address(peer.partition("%")[0]).is_loopback:
        raise Forbidden("The monitor runs for this machine alone.")


def _check_site(request: flask.Request) -> None:
    """Refuse what another site asks for; following a link from there is allowed.

    A browser may hide the origin of our own page, as we ask for no referrers; Sec-Fetch-Site then vouches for it.
    """
    site = request.headers.get("Sec-Fetch-Site", "none")
    origin = request.headers.get("Origin")
    hidden = origin == "null" and site == "same-origin"
    if origin is not None and not hidden and origin != f"{request.scheme}://{request.host}":
        raise Forbidden("The request came from another site.")
    follows = request.method in {"GET", "HEAD"} and request.headers.get("Sec-Fetch-Mode") == "navigate"
    if site not in OWN_SITE and not follows:
        raise Forbidden("The request came from another site.")


def _body(request: flask.Request, reception: Reception) -> dict[str, Json]:
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("A callback is asked in application/json.")
    request.environ["wsgi.input"] = replay(reception.body(request.environ, BOUNDS.body_bytes))
    body: Json = request.get_json()
    if not isinstance(body, dict):
        raise BadRequest("The request is not a JSON object.")
    return body
