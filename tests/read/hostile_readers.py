"""Readers that misbehave, put into the child by the tests alone."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import date

from walkout.model.document import Capture
from walkout.read.page import Page

# Loaded before the limits are in place, as native code of a library is.
_LIBC = ctypes.CDLL(None)


def _page(text: str) -> Page:
    return Page("test@1", text)


def echo(capture: Capture, today: date) -> Page:
    """Return the bytes as words."""
    return _page(capture.content.decode())


def sleep(capture: Capture, today: date) -> Page:
    """Hang without using the processor."""
    time.sleep(3600)
    return _page("awake")


def spin(capture: Capture, today: date) -> Page:
    """Hang and use the processor."""
    while True:
        pass


def allocate(capture: Capture, today: date) -> Page:
    """Take memory without end."""
    held: list[bytearray] = []
    while True:
        held.append(bytearray(16 << 20))


def leave(capture: Capture, today: date) -> Page:
    """End the process."""
    os._exit(7)


def crash(capture: Capture, today: date) -> Page:
    """Read where there is no memory."""
    ctypes.string_at(0)
    return _page("alive")


def stopped(capture: Capture, today: date) -> Page:
    """End the process by a signal of its own."""
    signal.raise_signal(signal.SIGTERM)
    return _page("alive")


def recurse(capture: Capture, today: date) -> Page:
    """Call itself without end."""
    return recurse(capture, today)


def fail(capture: Capture, today: date) -> Page:
    """Raise what nobody expects, with the document's words in it."""
    raise LookupError(capture.content.decode())


def connect(capture: Capture, today: date) -> Page:
    """Open a connection."""
    socket.create_connection(("127.0.0.1", 9), 1)
    return _page("connected")


def resolve(capture: Capture, today: date) -> Page:
    """Look a name up, and swallow the refusal as a library would."""
    try:
        socket.getaddrinfo("news.example", 80)
    except OSError:
        return _page("looked up")
    return _page("looked up")


def run(capture: Capture, today: date) -> Page:
    """Start a program."""
    subprocess.run([sys.executable, "-V"], check=True)
    return _page("run")


def fork(capture: Capture, today: date) -> Page:
    """Make another process."""
    os.fork()
    return _page("forked")


def write(capture: Capture, today: date) -> Page:
    """Write a file."""
    with open("/tmp/walkout-test-written", "w") as file:
        file.write("x")
    return _page("written")


def look(capture: Capture, today: date) -> Page:
    """Read a file that is not its business."""
    with open(capture.content.decode()) as file:
        return _page(file.read())


def look_around_python(capture: Capture, today: date) -> Page:
    """Read a file past Python, as native code would."""
    handle = _LIBC.open(capture.content, 0)
    return _page(f"handle {'refused' if handle < 0 else 'given'}")


def connect_around_python(capture: Capture, today: date) -> Page:
    """Reach the loopback past Python, as native code would."""
    port = int(capture.content)
    handle = _LIBC.socket(2, 1, 0)
    address = (2).to_bytes(2, "little") + port.to_bytes(2, "big") + bytes((127, 0, 0, 1)) + bytes(8)
    return _page("refused" if _LIBC.connect(handle, address, 16) else "reached")


def environment(capture: Capture, today: date) -> Page:
    """Tell what it knows of its surroundings."""
    handles = [n for n in range(3, 64) if _is_open(n)]
    return _page(f"words {sorted(os.environ)} {os.getcwd()} {len(handles)} {sys.argv[1:]!r}"[:2000])


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def chatter(capture: Capture, today: date) -> Page:
    """Print where replies go."""
    print("noise")  # noqa: T201
    os.write(1, b"\0\0\0\5\0\0\0\0\0\0\0\0noise")
    os.write(2, b"noise")
    return _page("words")


def lie(capture: Capture, today: date) -> Page:
    """Answer with spans outside of the text, past the checks of the honest side."""
    page = _page("words")
    from walkout.model.document import Block

    object.__setattr__(page, "blocks", (Block(0, 99, "p 1"),))
    return page


def flood(capture: Capture, today: date) -> Page:
    """Answer with more than anybody asked for."""
    return _page("words " * (20 << 20))
