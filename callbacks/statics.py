"""Scripts, styles and fonts: read once, compressed once, served under an address that carries their fingerprint."""

import gzip
import hashlib
import mimetypes
import pkgutil
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli
import dash
import flask
from dash.fingerprint import build_fingerprint, check_fingerprint
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from callbacks.headers import IMMUTABLE
from components.page import GRID_PLACE

BROTLI, GZIP = 5, 9
"""Efforts. Brotli makes 363 kB of 1.1 MB of script in 0.03 s; at its highest, 11, it would be 329 kB in 2.3 s."""
SMALLEST = 512
COMPRESSIBLE = frozenset({".css", ".html", ".ico", ".js", ".json", ".md", ".mjs", ".svg", ".txt"})
ADDRESS = re.compile(r'(?<=["\'(])/assets/([^"\'()?#\s]+)(?:\?m=[0-9.]+)?(?=["\')])')
GRID = re.compile(r'<script src="([^"]+/dash_ag_grid/[^"]+)"></script>\n?')
UNUSED = re.compile(r'<script src="[^"]+/dash/dash_table/[^"]+"></script>\n?')


@dataclass(frozen=True, eq=False)
class Packed:
    """The content of a file in the three forms in which it travels; a compressed one is made when it is asked for."""

    plain: bytes
    type: str
    etag: str
    gains: bool
    """Whether compressing is worth it."""

    @cached_property
    def gzip(self) -> bytes | None:
        """Give the form that every client takes."""
        return gzip.compress(self.plain, GZIP, mtime=0) if self.gains else None

    @cached_property
    def br(self) -> bytes | None:
        """Give the smaller form, which browsers take from this machine and over HTTPS."""
        return brotli.compress(self.plain, quality=BROTLI) if self.gains else None


def packed(name: str, content: bytes) -> Packed:
    """Prepare a file to be sent, compressed if its kind gains by it."""
    suffix = Path(name).suffix
    kind = mimetypes.types_map.get(suffix, "application/octet-stream")
    etag = hashlib.sha256(content).hexdigest()[:16]
    return Packed(content, kind, etag, suffix in COMPRESSIBLE and len(content) >= SMALLEST)


def lightened(page: str) -> str:
    """Take out of a page the scripts that it does not start with.

    Dash puts every library that it knows on every page, and its own table too, which nothing here uses. AG Grid comes
    with the first grid (assets/01-libraries.js).

    Raises:
        LookupError: the page has a place for the address of AG Grid, and Dash did not list it.
    """
    page = UNUSED.sub("", page)
    if GRID_PLACE not in page:
        return page
    found = GRID.search(page)
    if found is None:
        raise LookupError("this version of Dash lists the script of AG Grid in another way")
    return GRID.sub("", page).replace(GRID_PLACE, f'{GRID_PLACE[:-1]}{found[1]}"')


def response(file: Packed, kept: bool = True) -> flask.Response:
    """Answer with the smallest form that the browser takes, which it may keep for ever if `kept`."""
    wanted = flask.request.accept_encodings
    body, encoding = file.plain, ""
    if wanted["br"] > 0 and file.br is not None:
        body, encoding = file.br, "br"
    elif wanted["gzip"] > 0 and file.gzip is not None:
        body, encoding = file.gzip, "gzip"
    found = flask.Response(body, content_type=_content_type(file.type))
    if encoding:
        found.headers["Content-Encoding"] = encoding
    found.headers["Vary"] = "Accept-Encoding"
    if kept:
        found.headers["Cache-Control"] = IMMUTABLE
        found.set_etag(f"{file.etag}{encoding}")
        found.make_conditional(flask.request)
    return found


def _content_type(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


class Shelf:
    """The files of the assets folder, under one fingerprint for all, so that they can name one another.

    The folder is read once, before the workers are forked, and not looked at again: every worker, also one that is
    started later, serves the same. A change needs a new start.
    """

    def __init__(self, folder: Path) -> None:
        """Read the folder; hidden files stay out."""
        files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
        self._files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
        self._packed: dict[str, Packed] = {}
        whole = hashlib.sha256()
        for name, content in self._files.items():
            whole.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(content).digest())
        self.fingerprint = whole.hexdigest()[:8]

    def address(self, name: str) -> str:
        """Give the address of a file of the folder ("vendor/bootstrap.min.css"); KeyError where there is none."""
        if name not in self._files:
            raise KeyError(name)
        return f"/static/{self.fingerprint}/{name}"

    def linked(self, page: str) -> str:
        """Point every /assets/ address in a page, with or without a date, to the one with the fingerprint."""
        return ADDRESS.sub(lambda found: self._link(found.group(1), found.group(0)), page)

    def _link(self, name: str, written: str) -> str:
        return self.address(name) if name in self._files else written

    def file(self, name: str) -> Packed:
        """Give a file.

        Raises:
            NotFound: there is no such file.
        """
        if name not in self._files:
            raise NotFound
        return self._take(name, lambda: self._files[name])

    def bundle(self, app: dash.Dash, package: str, path: str) -> Packed:
        """Give a script of a component library, as Dash lists it.

        Raises:
            NotFound: Dash does not list it.
        """
        if path not in app.registered_paths.get(package, ()) or package not in sys.modules:
            raise NotFound
        return self._take(f"{package}:{path}", lambda: pkgutil.get_data(package, path))

    def _take(self, key: str, content: Callable[[], bytes | None]) -> Packed:
        if key not in self._packed:
            found = content()
            if found is None:
                raise NotFound
            self._packed[key] = packed(key, found)
        return self._packed[key]


def serve(app: dash.Dash, shelf: Shelf) -> None:
    """Serve the shelf, and the scripts of the component libraries compressed once each."""
    server: flask.Flask = app.server
    prefix = app.config.routes_pathname_prefix

    def static_file(fingerprint: str, name: str) -> flask.Response:
        # A page of another version gets the file as it is now, to be kept by nobody.
        return response(shelf.file(name), kept=fingerprint == shelf.fingerprint)

    def component_suite(package_name: str, fingerprinted_path: str) -> Response:
        path, fingerprinted = check_fingerprint(fingerprinted_path)
        file = shelf.bundle(app, package_name, path)
        if fingerprinted:
            return response(file)
        # Scripts that load others ask for them without a fingerprint; sent to the one with, the browser keeps them.
        lasting = build_fingerprint(path, "0", file.etag)
        return flask.redirect(f"{prefix}_dash-component-suites/{package_name}/{lasting}")

    server.add_url_rule(f"{prefix}static/<fingerprint>/<path:name>", "fingerprinted", static_file, methods=["GET"])
    suites = f"{prefix}_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"
    if suites not in server.view_functions:
        raise LookupError("this version of Dash serves its scripts in another way")
    server.view_functions[suites] = component_suite
