"""The fixtures themselves: no network, and services of a test's own."""

from __future__ import annotations

import socket
import subprocess
import urllib.request
from pathlib import Path

import psycopg
import pytest

from tests.conftest import NetworkBlockedError


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "198.51.100.7", "example.org"])
def test_a_test_cannot_reach_another_machine(host: str) -> None:
    """Connecting, sending and looking up are refused before anything leaves."""
    with pytest.raises(NetworkBlockedError):
        socket.create_connection((host, 80), timeout=1)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(family, kind) as plug:
            plug.settimeout(1)
            with pytest.raises(NetworkBlockedError):
                plug.connect((host, 80))
            with pytest.raises(NetworkBlockedError):
                plug.sendto(b"x", (host, 80))


def test_a_library_cannot_fetch() -> None:
    """The refusal is an error that no library takes for a bad connection and swallows."""
    with pytest.raises(NetworkBlockedError):
        urllib.request.urlopen("http://192.0.2.1/", timeout=1)


def test_a_test_can_talk_to_itself() -> None:
    """A server on the loopback address is within reach."""
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as plug,
    ):
        peer, _ = server.accept()
        with peer:
            peer.sendall(b"x")
            assert plug.recv(1) == b"x"


def test_a_database_is_empty_and_speaks_chinese(postgres_url: str) -> None:
    """A test's database has no table and keeps every code point."""
    with psycopg.connect(postgres_url) as link:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert link.execute(tables).fetchone() == (0,)
        link.execute("CREATE TABLE left_behind (word text)")
        link.execute("INSERT INTO left_behind VALUES ('𠮷罢工📢')")
        assert link.execute("SELECT length(word) FROM left_behind").fetchone() == (4,)


def test_a_database_is_a_tests_own(postgres_url: str) -> None:
    """What an earlier test wrote is not there."""
    with psycopg.connect(postgres_url) as link:
        found = link.execute("SELECT to_regclass('left_behind')").fetchone()
    assert found == (None,)


def test_chromium_starts(chromium_path: Path) -> None:
    """The browser that was found is one."""
    done = subprocess.run(
        [str(chromium_path), "--version"], capture_output=True, text=True, check=True
    )
    assert "Chrom" in done.stdout
