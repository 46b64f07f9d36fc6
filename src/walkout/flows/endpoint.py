"""Asking a language model over HTTP, so that no text goes where it may not.

The name of the endpoint is looked up once for each connection, the address is judged, and the
connection is made to that very address; who sits at the other end is then asked of the socket.
Redirects are not followed, proxies of the environment are not used, and plain HTTP is for this
machine only. `http.client` does all that is needed (``docs/decisions/0060-proposers.md``).
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Any, Literal

from walkout.errors import ConfigurationError, EndpointDownError, EndpointError
from walkout.extract.endpoint import Reply
from walkout.extract.endpoint_question import Question
from walkout.model.endpoint import Endpoint

MOST_BYTES = 4 * 1024 * 1024
"""Bytes of an answer at most: a hundred times what a long one has."""

TRIES = 3
LONGEST_WAIT = 60.0
"""Seconds that a server may ask to be left alone for; longer and the text is left for later."""

FAILURES = 3
"""Questions in a row without an answer after which the endpoint is given up for this run."""

_BUSY = frozenset({429, 500, 502, 503, 504, 529})
_WRONG = {
    401: ("refuses the key", "See the environment variable that key_env names."),
    403: ("refuses to answer", "See that the key may use this model."),
    404: ("has no such address or model", "See url and model in [endpoint]."),
}

Form = Literal["schema", "object", "free"]
_FORMS: tuple[Form, ...] = ("schema", "object", "free")

Address = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    wait: float | None


class Line:
    """A line to one endpoint.

    Args:
        endpoint: The endpoint.
        public: The texts are public: they may leave this machine, over HTTPS.
        environment: Where the key is looked up; the process's own for None.
        sleep: Waits so many seconds.

    Raises:
        ConfigurationError: The key is not set, or texts may not go to where the endpoint is.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        public: bool = False,
        environment: dict[str, str] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._endpoint = endpoint
        self._public = public
        self._sleep = sleep
        self._form = 0
        self._failures = 0
        self._down: EndpointDownError | None = None
        self._tls: ssl.SSLContext | None = None
        known = os.environ if environment is None else environment
        self._key = known.get(endpoint.key_env, "") if endpoint.key_env else ""
        if endpoint.key_env and not self._key:
            raise ConfigurationError(
                "The endpoint's key is not set",
                fix="Set the environment variable, or leave key_env out.",
                variable=endpoint.key_env,
            )
        if not self._key.isascii() or not self._key.isprintable():
            raise ConfigurationError(
                "The endpoint's key holds what no key holds",
                fix="Set it again, without line ends.",
                variable=endpoint.key_env,
            )
        # Asked before any text is read, so that a wrong setting is told at once. An endpoint
        # that is not up is told when it is asked.
        with suppress(OSError):
            self._addresses()

    def __call__(self, question: Question) -> Reply:
        """Return the answer to a question.

        Busy servers are asked again, up to three times; others are not.

        Raises:
            EndpointError: There is none that can be used.
            EndpointDownError: The endpoint was given up.
        """
        if self._down is not None:
            raise self._down
        try:
            reply = self._asked(question)
        except EndpointDownError as error:
            self._down = error
            raise
        except EndpointError as error:
            self._failures += 1
            if self._failures >= FAILURES:
                self._down = EndpointDownError(
                    "The endpoint was given up after several failures in a row",
                    fix="See that it works, and run the same command again to go on from here.",
                    last=error.problem,
                )
            raise
        self._failures = 0
        return reply

    def _asked(self, question: Question) -> Reply:
        tries = 0
        while True:
            answer = self._posted(question)
            if answer.status == 200:
                return _reply(answer.body)
            if answer.status in (400, 422) and self._form + 1 < len(_FORMS):
                # Servers that cannot hold a model to a schema say so, each in its own way.
                self._form += 1
                continue
            if answer.status in _WRONG:
                what, fix = _WRONG[answer.status]
                raise EndpointDownError(f"The endpoint {what}", fix=fix, status=answer.status)
            if 300 <= answer.status < 400:
                raise EndpointDownError(
                    "The endpoint sends elsewhere, and nobody goes there",
                    fix="Name the address itself in [endpoint].",
                    status=answer.status,
                )
            tries += 1
            wait = float(2 ** (tries - 1)) if answer.wait is None else answer.wait
            if answer.status not in _BUSY or tries >= TRIES or wait > LONGEST_WAIT:
                raise EndpointError(
                    "The endpoint gives no answer",
                    fix="Run the same command again later; it goes on from here.",
                    status=answer.status,
                )
            self._sleep(wait)

    def _posted(self, question: Question) -> _Answer:
        endpoint = self._endpoint
        _, host, port, path = endpoint.address
        body: dict[str, Any] = {
            "model": endpoint.model,
            "messages": [
                {"role": "system", "content": question.system},
                {"role": "user", "content": question.user},
            ],
            "temperature": 0,
            "max_tokens": endpoint.answer,
            "stream": False,
        }
        form = _FORMS[self._form]
        if form == "schema":
            schema = {"name": "events", "strict": True, "schema": question.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif form == "object":
            body["response_format"] = {"type": "json_object"}
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": "walkout",
            "Connection": "close",
        }
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        # ASCII throughout: half a surrogate in a text is no fault of the line.
        sent = json.dumps(body, ensure_ascii=True).encode("ascii")
        try:
            deadline = time.monotonic() + endpoint.timeout
            with closing(self._connected(deadline)) as sock:
                return _exchange(sock, host, port, path, headers, sent, deadline)
        except TimeoutError:
            raise EndpointError(
                "The endpoint was too slow",
                fix="Raise `timeout` in [endpoint], lower `window`, or use a smaller model.",
                seconds=endpoint.timeout,
            ) from None
        except (OSError, http.client.HTTPException) as error:
            raise EndpointError(
                "The endpoint cannot be reached, or broke off",
                fix="See that it runs at the address in [endpoint].",
                reason=type(error).__name__,
            ) from None

    def _connected(self, deadline: float) -> socket.socket:
        failed: OSError | None = None
        scheme, host, _, _ = self._endpoint.address
        for family, address in self._addresses():
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(_left(deadline))
                sock.connect(address)
                if not self._public and not _loopback(sock.getpeername()[0]):
                    raise _elsewhere()
                if scheme == "https":
                    self._tls = self._tls or ssl.create_default_context()
                    return self._tls.wrap_socket(sock, server_hostname=host)
            except OSError as error:
                sock.close()
                failed = error
            except ConfigurationError:
                sock.close()
                raise
            else:
                return sock
        raise failed or OSError("no address")

    def _addresses(self) -> list[tuple[socket.AddressFamily, Address]]:
        """Return the addresses that texts may go to.

        Raises:
            ConfigurationError: The endpoint has addresses, and texts may go to none of them.
        """
        scheme, host, port, _ = self._endpoint.address
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses: list[tuple[socket.AddressFamily, Address]] = [
            (family, address) for family, _, _, _, address in found
        ]
        here = [(family, address) for family, address in addresses if _loopback(address[0])]
        if self._public and scheme == "https":
            return addresses
        if not here and self._public:
            raise ConfigurationError(
                "The endpoint is not on this machine and is not spoken to in secret",
                fix="Use https, or an endpoint on this machine.",
                setting="endpoint.url",
            )
        if not here:
            raise _elsewhere()
        return here


def _elsewhere() -> ConfigurationError:
    return ConfigurationError(
        "The endpoint is not on this machine, and the texts are not public",
        fix="Use an endpoint on this machine, such as http://127.0.0.1:8080.",
        setting="endpoint.url",
    )


def _loopback(host: object) -> bool:
    try:
        address = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _exchange(
    sock: socket.socket,
    host: str,
    port: int,
    path: str,
    headers: dict[str, str],
    sent: bytes,
    deadline: float,
) -> _Answer:
    connection = http.client.HTTPConnection(host, port)
    connection.sock = sock
    late = threading.Event()

    def hang_up() -> None:
        # A server that sends a byte a minute never lets a read time out.
        late.set()
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(_left(deadline), hang_up)
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", path, sent, headers)
        with connection.getresponse() as response:
            body = response.read(MOST_BYTES + 1)
            missing = response.length if len(body) <= MOST_BYTES else 0
        if late.is_set():
            raise TimeoutError
        if missing:
            raise http.client.IncompleteRead(body, missing)
    except (OSError, http.client.HTTPException):
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        watch.cancel()
        connection.close()
    if len(body) > MOST_BYTES:
        raise EndpointError(
            "The endpoint's answer is far too long",
            fix="See that it is a language model's endpoint.",
            most=MOST_BYTES,
        )
    return _Answer(response.status, body, _wait(response.getheader("Retry-After")))


def _wait(header: str | None) -> float | None:
    """Return the seconds that a server asks for; a date is not reckoned with."""
    if header is None or not header.strip().isascii() or not header.strip().isdigit():
        return None
    return float(header.strip()[:9])


def _reply(body: bytes) -> Reply:
    try:
        choice = json.loads(body)["choices"][0]
        content = choice["message"]["content"]
        cut = choice.get("finish_reason") == "length"
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        content, cut = None, False
    if not isinstance(content, str):
        raise EndpointError(
            "The endpoint's answer is not built as /v1/chat/completions answers are",
            fix="See that url and model in [endpoint] name a chat model.",
        )
    return Reply(content, cut)
