"""What every test shares, and how tests get what they need.

Fixtures strategy:

* **Values are built, not loaded.** A test makes the few values it needs with the constructors of
  `walkout.model`, or with small functions beside it that fill in defaults, and names only what
  the behaviour hangs on. Worlds are invented, tiny and whole; nobody in them is real.
* **Files live in `tmp_path`.** No test writes into the repository or reads outside of it. Golden
  files stand in ``golden/`` beside their test and are compared byte for byte by the `golden`
  fixture. Only `make golden-update` writes them, and a run that writes one does not pass; a
  missing one fails.
* **No network.** Every test runs with sockets to anything but this machine's loopback refused,
  so a forgotten fetch fails here and not in the field. A child process is not covered by this;
  tests that start one which could fetch (a browser) must show that it did not.
* **Services are optional on a desk and required in CI.** `chromium_path` and `postgres_url` skip
  when the machine has none, and fail when ``WALKOUT_REQUIRE_SERVICES=1`` (set by ``.ci/run``).
  PostgreSQL is a private cluster in a temporary folder, one per test session (and so one per
  xdist worker), on a free loopback port; every test gets an empty database of its own.
* **The wide fixtures are few.** A fixture that only one room uses lives in that room's own
  ``conftest.py``.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from tests.services import PostgresServer, find_chromium

# A test that hangs is ended by pytest-timeout; a machine that is busy is no fault of a law. In CI
# the examples are the same on every run, so that what fails there fails again on a desk.
settings.register_profile(
    "walkout",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
)
settings.load_profile("walkout")

REQUIRE_SERVICES = os.environ.get("WALKOUT_REQUIRE_SERVICES") == "1"


Golden = Callable[[str, bytes | str], None]
"""Compares what a test made with the golden file of that name."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option by which `make golden-update` writes golden files."""
    parser.addoption("--golden-update", action="store_true", help="write golden files anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that compares with a golden file, so that it can be run alone."""
    for item in items:
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker("golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare bytes (or text, as UTF-8) with the golden file of a name, byte for byte."""
    folder = request.path.parent / "golden"

    def compare(name: str, made: bytes | str) -> None:
        content = made.encode("utf-8") if isinstance(made, str) else made
        path = folder / name
        if request.config.getoption("--golden-update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            pytest.skip(f"golden file {name} was written: read the diff")
        if not path.is_file():
            pytest.fail(f"golden file {name} is missing: make golden-update", pytrace=False)
        assert content == path.read_bytes()

    return compare


class NetworkBlockedError(AssertionError):
    """A test tried to reach another machine."""


def _is_local(host: object) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every socket that leaves this machine, for the whole session."""

    class LocalSocket(socket.socket):
        def _check(self, address: Any) -> None:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
                raise NetworkBlockedError(f"A test tried to reach {address[0]!r}")

        def connect(self, address: Any) -> None:
            self._check(address)
            super().connect(address)

        def connect_ex(self, address: Any) -> int:
            self._check(address)
            return super().connect_ex(address)

        def sendto(self, data: Any, *rest: Any) -> int:
            self._check(rest[-1])
            return super().sendto(data, *rest)

    real_getaddrinfo = socket.getaddrinfo

    def local_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_local(host):
            raise NetworkBlockedError(f"A test tried to look up {host!r}")
        return real_getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "socket", LocalSocket)
        patch.setattr(socket, "getaddrinfo", local_getaddrinfo)
        yield


def _missing(service: str, fix: str) -> NoReturn:
    message = f"{service} was not found. {fix}"
    if REQUIRE_SERVICES:
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The machine's Chromium, to be driven by Playwright's ``executable_path``."""
    path = find_chromium()
    if path is None:
        _missing("Chromium", "apt-get install chromium")
    return path


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A private PostgreSQL cluster, gone when the session ends."""
    server = PostgresServer.find()
    if server is None:
        _missing("PostgreSQL", "apt-get install postgresql")
    with server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of an empty database that belongs to this test alone."""
    with postgres_server.database() as url:
        yield url
