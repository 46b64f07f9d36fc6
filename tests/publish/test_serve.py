from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from walkout.errors import PublishError
from walkout.publish.serve import serve


@pytest.fixture
def port(world_release: Path) -> Iterator[int]:
    """The port of a server of a release."""
    with serve(world_release) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def get(port: int, path: str) -> tuple[int, str, bytes]:
    """Status, content type and body of an address."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    result = answer.status, answer.getheader("Content-Type", ""), answer.read()
    connection.close()
    return result


def test_a_release_is_served_as_it_is(port: int, world_release: Path) -> None:
    """The first page at the root, each file with its type."""
    assert get(port, "/")[2] == (world_release / "index.html").read_bytes()
    assert get(port, "/tables/events.csv")[1] == "text/csv; charset=utf-8"
    assert get(port, "/app.js")[1] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["/tables/", "/../manifest.txt", "/%2e%2e/%2e%2e/etc/passwd", "/nothing"]
)
def test_nothing_else_is_served(port: int, path: str) -> None:
    """No listing, nothing outside the folder."""
    status, _, body = get(port, path)
    assert status == 404
    assert b"root:" not in body


def test_a_folder_without_a_release_is_refused(tmp_path: Path) -> None:
    """One clear line instead of a listing."""
    with pytest.raises(PublishError, match="no release"):
        serve(tmp_path)


def test_a_taken_port_is_one_clear_line(port: int, world_release: Path) -> None:
    """The address in use is named, without a traceback of sockets."""
    with pytest.raises(PublishError, match="port"):
        serve(world_release, port)
