"""The main process's end of reading: children kept, watched, killed and replaced."""

from __future__ import annotations

import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from types import TracebackType

import orjson

from walkout.errors import ConfigurationError, DocumentError, EmptyDocumentError, UnreadableError
from walkout.model import media
from walkout.model.document import Capture, Reading
from walkout.read import wire
from walkout.read.page import Page
from walkout.read.reading import finished, read_row, today_or

# Imports only what it must before its limits are in place; the paths are the parent's own.
_BOOT = (
    "import json, sys; o = json.loads(sys.argv[1]); sys.path[:0] = o.pop('path'); "
    "from walkout.read.child import main; main(o)"
)
_START_SECONDS = 60.0
# A child is replaced after this many documents, so that nothing one left behind stays for good.
_MOST_DOCUMENTS = 2_000
# How far reading may run ahead of the one who takes the readings.
_AHEAD = 256
_AHEAD_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What one document may cost.

    Args:
        memory_bytes: Most address space of a child.
        seconds: Longest time on one document, on the wall; then its child is killed.
    """

    memory_bytes: int = 1 << 30
    seconds: float = 20.0


class _Late(Exception):
    """The child did not answer in time."""


class _Gone(Exception):
    """The child has ended."""


class _Child:
    """One process that reads documents one after the other."""

    def __init__(self, limits: ReadLimits, extra: Mapping[str, str]) -> None:
        self._limits = limits
        self._extra = dict(extra)
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0
        self.guards: tuple[str, ...] = ()

    def ask(self, capture: Capture, today: date) -> Page:
        """Return the page of a document.

        Raises:
            DocumentError: The reader says what is wrong with it, or the child died of it.
            ConfigurationError: A child cannot be started.
        """
        if self._process is None or self._process.poll() is not None:
            self._start()
        seconds = self._limits.seconds
        deadline = time.monotonic() + seconds
        try:
            self._send(wire.request(capture, today, seconds), deadline)
            head, body = self._receive(deadline)
        except _Late:
            self.stop()
            raise UnreadableError(
                "Reading it took too long, so the reader was stopped",
                fix="Save its text and add that.",
                seconds=seconds,
            ) from None
        except (_Gone, wire.Broken, orjson.JSONDecodeError):
            raise self._died() from None
        if head.get("memory") is True:
            self.stop()
            raise UnreadableError(
                "Reading it takes more memory than is allowed",
                fix="Save its text and add that.",
                megabytes=self._limits.memory_bytes >> 20,
            )
        self._read += 1
        if self._read >= _MOST_DOCUMENTS:
            self.stop()
        try:
            return wire.answer(head, body)
        except wire.Broken:
            raise self._died() from None

    def _died(self) -> UnreadableError:
        status = self.stop()
        facts: dict[str, object] = {}
        if status is not None and status < 0:
            facts["signal"] = _signal_name(-status)
        return UnreadableError("The reader died of it", fix="Save its text and add that.", **facts)

    def _start(self) -> None:
        self.stop()
        path = [entry for entry in sys.path if entry and os.path.isabs(entry)]
        options = {"path": path, "memory": self._limits.memory_bytes, "extra": self._extra}
        # No environment: it may hold keys and names, and a child needs none of it.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, orjson.dumps(options).decode()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8", "TZ": "UTC"},
            cwd="/",
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        os.set_blocking(self._process.stdin.fileno(), False)
        os.set_blocking(self._process.stdout.fileno(), False)
        self._read = 0
        try:
            head, _ = self._receive(time.monotonic() + _START_SECONDS)
        except (_Late, _Gone, wire.Broken, orjson.JSONDecodeError):
            self.stop()
            raise ConfigurationError(
                "The process that reads documents does not start",
                fix="Install Walkout again; on a small machine, allow it more memory.",
            ) from None
        ready = head.get("ready")
        self.guards = tuple(map(str, ready)) if isinstance(ready, list) else ()

    def stop(self) -> int | None:
        """End the process at once, and return its status when it ended by itself."""
        process, self._process = self._process, None
        if process is None:
            return None
        try:
            # It may be on its way out; what it died of is worth a moment.
            status = process.wait(0.2) if process.stdout and _at_end(process) else process.poll()
        except subprocess.TimeoutExpired:
            status = None
        if status is None:
            process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        process.wait()
        return status

    def _send(self, data: bytes, deadline: float) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        handle = self._process.stdin.fileno()
        view = memoryview(data)
        while view:
            _wait(handle, select.POLLOUT, deadline)
            try:
                view = view[os.write(handle, view[: 1 << 16]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise _Gone from None

    def _receive(self, deadline: float) -> tuple[dict[str, object], bytes]:
        head_size, body_size = wire.HEADER.unpack(self._exactly(wire.HEADER.size, deadline))
        if head_size + body_size > wire.MOST_REPLY:
            raise wire.Broken
        head = orjson.loads(self._exactly(head_size, deadline))
        if not isinstance(head, dict):
            raise wire.Broken
        return head, self._exactly(body_size, deadline)

    def _exactly(self, size: int, deadline: float) -> bytes:
        assert self._process is not None
        assert self._process.stdout is not None
        handle = self._process.stdout.fileno()
        chunks: list[bytes] = []
        while size:
            _wait(handle, select.POLLIN, deadline)
            try:
                chunk = os.read(handle, min(size, 1 << 20))
            except BlockingIOError:
                continue
            if not chunk:
                raise _Gone
            chunks.append(chunk)
            size -= len(chunk)
        return b"".join(chunks)


def _wait(handle: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(handle, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise _Late


def _at_end(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether the child has closed its end."""
    assert process.stdout is not None
    poll = select.poll()
    poll.register(process.stdout.fileno(), select.POLLIN | select.POLLHUP)
    return any(events & select.POLLHUP for _, events in poll.poll(50))


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


Result = Reading | DocumentError | None


@dataclass(slots=True)
class _Pending:
    capture: Capture
    result: Result = None
    future: Future[Result] | None = field(default=None, repr=False)

    def get(self) -> Result:
        return self.future.result() if self.future else self.result


class Reader:
    """Reads documents in child processes with limited memory and time and no network.

    Children start when the first document needs one; table rows never do. Use it as a context
    manager, or call `close`.

    Args:
        limits: What one document may cost.
        children: How many processes; the machine's processors, but at most 4, when None.
        today: Last day on which a document can have been published; the real one when None.
        extra: Readers for further media types, as ``module:function``. For tests, and for what an
            extra package brings.

    Example:
        >>> with Reader() as reader:
        ...     reading = reader.read(Capture("d1", "工人罢工".encode(), "text/plain"))
        >>> reading.text, reading.reader
        ('工人罢工', 'text@1')
    """

    def __init__(
        self,
        limits: ReadLimits | None = None,
        *,
        children: int | None = None,
        today: date | None = None,
        extra: Mapping[str, str] | None = None,
    ) -> None:
        count = children or min(4, os.cpu_count() or 1)
        self._today = today_or(today)
        self._all = [_Child(limits or ReadLimits(), extra or {}) for _ in range(count)]
        self._free: queue.LifoQueue[_Child] = queue.LifoQueue()
        for child in self._all:
            self._free.put(child)
        self._pool: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def guards(self) -> tuple[str, ...]:
        """Names of the limits that hold in the children; empty before the first is started.

        ``memory``, ``files``, ``handles``, ``dumps``, ``processes`` and ``audit`` hold on POSIX
        systems; ``network`` and ``landlock`` where the kernel allows them.
        """
        return max((child.guards for child in self._all), key=len)

    def close(self) -> None:
        """End the children; documents in hand are lost."""
        with self._lock:
            pool, self._pool = self._pool, None
        for child in self._all:
            child.stop()
        if pool:
            pool.shutdown(wait=True, cancel_futures=True)
            for child in self._all:
                child.stop()

    def read(self, capture: Capture) -> Reading:
        """Return the reading of one document.

        Raises:
            EmptyDocumentError: It has no words, or is an image, a video or a container.
            LockedDocumentError: It needs a password.
            HostileDocumentError: It tries what no document may.
            UnknownFormatError: Nothing reads its kind.
            UnreadableError: Its reader failed, hung, died, or was stopped.
        """
        if media.settled(capture.media_type):
            raise EmptyDocumentError(
                "It has no words of its own", fix="Look at it, or at the documents that it holds."
            )
        result = self._result(capture)
        if isinstance(result, DocumentError):
            raise result
        assert result is not None
        return result

    def read_many(self, captures: Iterable[Capture]) -> Iterator[tuple[Capture, Result]]:
        """Yield each document with its reading, in order.

        Several are read at a time, and reading runs a little ahead of the one who takes them.

        Yields:
            The document and its reading; the error when it cannot be read; None when there is
            nothing to read in it, since it is a container or waits for a person.
        """
        waiting: deque[_Pending] = deque()
        held = 0
        try:
            for capture in captures:
                pending = self._begin(capture)
                waiting.append(pending)
                held += len(capture.content)
                while waiting and (
                    len(waiting) > _AHEAD or held > _AHEAD_BYTES or _is_done(waiting[0])
                ):
                    first = waiting.popleft()
                    held -= len(first.capture.content)
                    yield first.capture, first.get()
            while waiting:
                first = waiting.popleft()
                yield first.capture, first.get()
        finally:
            for pending in waiting:
                if pending.future:
                    pending.future.cancel()

    def _begin(self, capture: Capture) -> _Pending:
        if media.settled(capture.media_type):
            return _Pending(capture)
        if capture.text is not None:
            return _Pending(capture, self._row(capture))
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(len(self._all), "walkout-read")
            future: Future[Result] = self._pool.submit(self._result, capture)
        return _Pending(capture, future=future)

    def _row(self, capture: Capture) -> Result:
        try:
            return read_row(capture)
        except DocumentError as error:
            return error

    def _result(self, capture: Capture) -> Result:
        if capture.text is not None:
            return self._row(capture)
        child = self._free.get()
        try:
            return finished(capture, child.ask(capture, self._today))
        except DocumentError as error:
            return error
        finally:
            self._free.put(child)


def _is_done(pending: _Pending) -> bool:
    return pending.future is None or pending.future.done()
