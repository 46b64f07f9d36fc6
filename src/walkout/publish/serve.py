"""Serving a release on this machine, to look at it; the public gets the files, never this."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from walkout.errors import ConfigurationError

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
}


class _Handler(SimpleHTTPRequestHandler):
    server_version = "walkout"
    sys_version = ""

    def end_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        # Who looked at what is nobody's business, not even this terminal's.
        return


def serve(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of a release's files on 127.0.0.1, bound and ready for `serve_forever`.

    Args:
        folder: The release.
        port: Port; 0 takes a free one.

    Raises:
        ConfigurationError: The port is taken.
    """
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(folder)))
    except (OSError, OverflowError):
        raise ConfigurationError(
            "The port cannot be served on", fix="Take another one, or leave it out.", port=port
        ) from None
