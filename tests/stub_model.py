"""A language model's endpoint on this machine that answers as a test says, or misbehaves."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Events = list[dict[str, Any]]

QUICK = 2.0
"""Seconds that tests give an endpoint: long for this machine, short for a person."""


def value(name: str, code: str, quote: str) -> dict[str, str]:
    """One value of an answer."""
    return {"field": name, "code": code, "quote": quote}


def event(*values: dict[str, str]) -> dict[str, Any]:
    """One event of an answer."""
    return {"values": list(values)}


@dataclass
class Stub:
    """The endpoint.

    Args:
        answer: Makes the events for a text.
        script: How the next requests are misbehaved to, one each; then it answers well.
        requests: The bodies that came.
        headers: The headers that came with them.
    """

    answer: Callable[[str], Events] = lambda text: []
    script: list[str] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    url: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def texts(self) -> list[str]:
        """The texts that it was asked about."""
        return [json.loads(r["messages"][1]["content"])["text"] for r in self.requests]


def completion(content: str, finish: str = "stop") -> bytes:
    """Return a whole answer of ``/v1/chat/completions``."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}}
    return json.dumps({"choices": [{**choice, "finish_reason": finish}]}).encode()


class _Handler(BaseHTTPRequestHandler):
    stub: Stub

    def do_POST(self) -> None:
        stub = self.stub
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        stub.requests.append(body)
        stub.headers.append(dict(self.headers.items()))
        stub.paths.append(self.path)
        how = stub.script.pop(0) if stub.script else "well"
        getattr(self, f"_{how}", self._status)(body) if not how[0].isdigit() else self._status(how)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _text(self, body: dict[str, Any]) -> str:
        return str(json.loads(body["messages"][1]["content"])["text"])

    def _well(self, body: dict[str, Any]) -> None:
        events = self.stub.answer(self._text(body))
        self._send(completion(json.dumps({"events": events}, ensure_ascii=False)))

    def _status(self, how: Any) -> None:
        # "429 after 0": a status, and the seconds that it asks for.
        status, _, wait = str(how).partition(" after ")
        headers = {"Retry_After": wait} if wait else {}
        self._send(b'{"error": "secret words"}', int(status), **headers)

    def _fenced(self, body: dict[str, Any]) -> None:
        events = json.dumps({"events": self.stub.answer(self._text(body))}, ensure_ascii=False)
        self._send(completion(f"<think>a strike?</think>\n```json\n{events}\n```"))

    def _prose(self, body: dict[str, Any]) -> None:
        self._send(completion("I am sorry, I cannot help with strikes."))

    def _half(self, body: dict[str, Any]) -> None:
        self._send(completion('{"events": [{"values": [{"field": "act'))

    def _deep(self, body: dict[str, Any]) -> None:
        self._send(completion("[" * 100_000))

    def _cut(self, body: dict[str, Any]) -> None:
        self._send(completion('{"events": [{"val', "length"))

    def _foreign(self, body: dict[str, Any]) -> None:
        self._send(b'{"result": "ok"}')

    def _no_json(self, body: dict[str, Any]) -> None:
        self._send(b"<html>It works!</html>")

    def _huge(self, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(80):
                self.wfile.write(b" " * 100_000)
        except OSError:
            pass  # The other side hung up, as it should.

    def _slow(self, body: dict[str, Any]) -> None:
        self.stub.stopping.wait(30)

    def _drip(self, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        try:
            while not self.stub.stopping.wait(0.1):
                self.wfile.write(b" ")
                self.wfile.flush()
        except OSError:
            pass

    def _hang_up(self, body: dict[str, Any]) -> None:
        self.close_connection = True

    def _short(self, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"choices')

    def _elsewhere(self, body: dict[str, Any]) -> None:
        self._send(b"", 307, Location=f"{self.stub.url}/elsewhere")


@contextmanager
def serving(stub: Stub) -> Iterator[Stub]:
    """Serve a stub on a free port of this machine."""
    handler = type("Handler", (_Handler,), {"stub": stub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    stub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()
        time.sleep(0)
