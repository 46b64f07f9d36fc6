"""A release on this machine's own address, to look at: static files, nothing else."""

from __future__ import annotations

import functools
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from walkout.errors import PublishError

HOST = "127.0.0.1"

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonl": "application/x-ndjson; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


class _Files(SimpleHTTPRequestHandler):
    server_version = "Walkout"
    sys_version = ""
    extensions_map = _TYPES

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, path: Any) -> None:
        # No listing: what is to be seen has a link.
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:
        # Who looked at what is nobody's business, and not this process's either.
        return


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that goes away in the middle of a file is no fault to print.
        return


def serve(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of a release folder, bound to 127.0.0.1 and not yet running.

    Args:
        folder: The release.
        port: Port; 0 takes a free one, which ``server_address[1]`` names.

    Returns:
        The server: call ``serve_forever``; leaving it as a context manager closes it.

    Raises:
        PublishError: The folder is no release, or the port is taken.
    """
    if not (folder / "index.html").is_file():
        raise PublishError(
            "There is no release in this folder",
            fix="Write one with `walkout release --out`.",
            folder=folder.name,
        )
    try:
        return _Server((HOST, port), functools.partial(_Files, directory=str(folder)))
    except OSError as fault:
        raise PublishError(
            "The port cannot be used",
            fix="Name another one with --port, or none to take a free one.",
            port=port,
        ) from fault
