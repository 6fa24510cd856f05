"""A line between browser and monitor that breaks in the middle of an answer, as when a worker dies while it writes."""

import http.client
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

LEFT_OUT = {"connection", "host", "keep-alive", "origin", "referer", "transfer-encoding"}


@dataclass
class Line:
    """Where the browser goes, and how many answers of callbacks still arrive only in half."""

    url: str
    cuts: int = 0


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """Open a line to the monitor on a port."""
    line = Line("")

    class Handler(BaseHTTPRequestHandler):
        """Passes a request on; cuts what is to be cut."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            kept = {name: text for name, text in self.headers.items() if name.lower() not in LEFT_OUT}
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as onward:
                onward.request(self.command, self.path, self.rfile.read(length), kept)
                told = onward.getresponse()
                body = told.read()
            self.send_response(told.status)
            for name, text in told.getheaders():
                if name.lower() not in LEFT_OUT | {"content-length", "date", "server"}:
                    self.send_header(name, text)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.path == "/_dash-update-component" and line.cuts > 0:
                line.cuts -= 1
                body, self.close_connection = body[: len(body) // 2], True
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815  # as http.server asks for it

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    line.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield line
    finally:
        server.shutdown()
        server.server_close()
