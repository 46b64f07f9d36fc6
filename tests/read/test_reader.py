"""The reader's process: it may hang, crash and cheat, and the next document is read after it."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.read import hostile
from walkout.errors import (
    DocumentError,
    EmptyDocumentError,
    HostileDocumentError,
    UnknownFormatError,
    UnreadableError,
)
from walkout.model import media
from walkout.model.document import Capture, Reading
from walkout.read import Reader, ReadLimits

TODAY = date(2026, 1, 1)
READERS = """
    echo sleep spin allocate leave crash stopped recurse fail connect resolve run fork write look
    look_around_python connect_around_python environment chatter lie flood
""".split()
EXTRA = {f"test/{name.replace('_', '-')}": f"tests.read.hostile_readers:{name}" for name in READERS}

CONNECTED = {"tried": "open a connection"}
STARTED = {"tried": "start a program"}


def item(kind: str, content: bytes = b"words of a strike", id_: str = "d1") -> Capture:
    """Return a document that a misbehaving reader is to read."""
    return Capture(id_, content, f"test/{kind}")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Return a reader with one child and little memory."""
    limits = ReadLimits(memory_bytes=400 << 20)
    with Reader(limits, children=1, today=TODAY, extra=EXTRA) as opened:
        yield opened


@pytest.mark.parametrize(
    ("kind", "error", "facts"),
    [
        pytest.param("allocate", UnreadableError, {"megabytes": 400}, id="takes all memory"),
        pytest.param("leave", UnreadableError, {}, id="leaves"),
        pytest.param("crash", UnreadableError, {"signal": "SIGSEGV"}, id="crashes"),
        pytest.param("stopped", UnreadableError, {"signal": "SIGTERM"}, id="is stopped"),
        pytest.param("recurse", UnreadableError, {"fault": "RecursionError"}, id="recurses"),
        pytest.param("fail", UnreadableError, {"fault": "LookupError"}, id="raises"),
        pytest.param("connect", HostileDocumentError, CONNECTED, id="connects"),
        pytest.param("resolve", HostileDocumentError, CONNECTED, id="resolves"),
        pytest.param("run", HostileDocumentError, STARTED, id="runs a program"),
        pytest.param("fork", HostileDocumentError, STARTED, id="forks"),
        pytest.param("write", HostileDocumentError, {"tried": "open a file"}, id="writes"),
        pytest.param("lie", UnreadableError, {}, id="lies about spans"),
        pytest.param("flood", UnreadableError, {}, id="floods"),
    ],
)
def test_whatever_a_reader_does_is_one_error_and_the_next_document_is_read(
    reader: Reader, kind: str, error: type[DocumentError], facts: dict[str, object]
) -> None:
    """The error says what happened, holds no words of the document, and ends with that document."""
    with pytest.raises(error) as caught:
        reader.read(item(kind))
    assert type(caught.value) is error
    assert facts.items() <= caught.value.where.items()
    assert caught.value.fix
    assert "words of a strike" not in f"{caught.value} {caught.value.where}"
    assert reader.read(item("echo", b"the next strike")).text == "the next strike"


@pytest.mark.parametrize("kind", ["sleep", "spin"])
def test_a_reader_that_hangs_is_stopped_and_the_next_document_is_read(kind: str) -> None:
    """Whether it waits or works; the error says how long it had."""
    with Reader(ReadLimits(seconds=1.5), children=1, today=TODAY, extra=EXTRA) as hasty:
        start = time.monotonic()
        with pytest.raises(UnreadableError) as caught:
            hasty.read(item(kind))
        assert 1.5 <= time.monotonic() - start < 30
        assert caught.value.where == {"seconds": 1.5}
        assert hasty.read(item("echo", b"the next strike")).text == "the next strike"


def test_a_file_outside_of_the_code_is_not_read(reader: Reader) -> None:
    """Neither through Python nor, where the kernel helps, past it."""
    with pytest.raises(HostileDocumentError):
        reader.read(item("look", b"/etc/passwd"))
    answer = reader.read(item("look-around-python", b"/etc/passwd")).text
    assert answer == f"handle {'refused' if 'landlock' in reader.guards else 'given'}"


def test_the_loopback_is_not_reached_past_python(reader: Reader) -> None:
    """A service on this machine is out of reach too, where the kernel helps."""
    if not {"network", "landlock"} & set(reader.guards):
        pytest.skip("this kernel gives neither a network of one's own nor Landlock")
    with socket.socket() as service:
        service.bind(("127.0.0.1", 0))
        service.listen()
        port = str(service.getsockname()[1]).encode()
        assert reader.read(item("connect-around-python", port)).text == "refused"


def test_the_child_knows_nothing_of_its_surroundings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No environment, no working folder, no handle of the parent reaches it."""
    monkeypatch.setenv("WALKOUT_PASSPHRASE", "an invented secret")
    with Reader(children=1, today=TODAY, extra=EXTRA) as reader:
        text = reader.read(item("environment")).text
    assert "WALKOUT_PASSPHRASE" not in text
    assert "secret" not in text
    assert " / 2 " in text


def test_what_a_library_prints_is_no_reply(reader: Reader) -> None:
    """Noise on the standard streams goes nowhere."""
    assert reader.read(item("chatter")).text == "words"


def test_the_limits_that_hold_are_told(reader: Reader) -> None:
    """Nobody has to guess; those that every POSIX system has are there."""
    reader.read(item("echo"))
    assert {"memory", "files", "handles", "dumps", "audit"} <= set(reader.guards)
    if sys.platform.startswith("linux"):
        assert "processes" in reader.guards


def test_many_documents_come_back_in_order_whatever_becomes_of_each() -> None:
    """Readings, errors and what holds no words stand at their documents."""
    kinds = ["echo", "leave", "echo", "fail", "echo", "connect", "echo", "crash", "echo"]
    captures = [item(kind, f"strike {i}".encode(), f"d{i}") for i, kind in enumerate(kinds)]
    captures.insert(4, Capture("photo", hostile.JPEG, "image/jpeg"))
    captures.insert(6, Capture("table", b"a,b", media.CSV))
    captures.insert(2, Capture("row", b'{"text":"words"}', media.ROW, text="words"))
    with Reader(children=2, today=TODAY, extra=EXTRA) as reader:
        results = list(reader.read_many(captures))
    assert [c.id for c, _ in results] == [c.id for c in captures]
    for capture, result in results:
        if capture.id in {"photo", "table"}:
            assert result is None
        elif capture.media_type == "test/echo":
            assert isinstance(result, Reading)
            assert result.text == capture.content.decode()
        elif capture.id == "row":
            assert isinstance(result, Reading)
            assert result.reader == "row@1"
        else:
            assert isinstance(result, DocumentError)


def test_reading_runs_only_a_little_ahead() -> None:
    """A stream of documents is never held whole."""
    taken = 0
    ahead = 0

    def stream() -> Iterator[Capture]:
        nonlocal taken
        for i in range(3000):
            taken += 1
            yield item("echo", b"x" * 100 + b"%d" % i, f"d{i}")

    with Reader(children=1, today=TODAY, extra=EXTRA) as reader:
        for number, _ in enumerate(reader.read_many(stream()), 1):
            ahead = max(ahead, taken - number)
    assert taken == 3000
    assert ahead <= 300


def test_reading_can_be_left_in_the_middle() -> None:
    """Whoever stops taking readings leaves no process and no thread behind."""
    before = threading.active_count()
    with Reader(children=2, today=TODAY, extra=EXTRA) as reader:
        for _ in reader.read_many(item("echo", b"x%d" % i, f"d{i}") for i in range(500)):
            break
    assert threading.active_count() == before


def test_closing_ends_a_child_that_hangs() -> None:
    """Nobody waits for a document that is no longer wanted."""
    with Reader(ReadLimits(seconds=60), children=1, today=TODAY, extra=EXTRA) as reader:
        results = reader.read_many([item("echo", b"a", "d1"), item("sleep", b"b", "d2")])
        assert next(results)[0].id == "d1"
        start = time.monotonic()
    assert time.monotonic() - start < 5


def test_rows_start_no_process() -> None:
    """Their text is there already."""
    with Reader(children=1) as reader:
        list(reader.read_many([Capture("d", b"{}", media.ROW, text="a strike")]))
        assert reader.guards == ()


@pytest.mark.parametrize(
    ("media_type", "error"),
    [
        pytest.param("image/png", EmptyDocumentError, id="an image"),
        pytest.param(media.ZIP, EmptyDocumentError, id="an archive"),
        pytest.param(media.UNKNOWN, UnknownFormatError, id="unknown bytes"),
    ],
)
def test_what_has_no_words_says_so(
    reader: Reader, media_type: str, error: type[DocumentError]
) -> None:
    """Asking for one reading of it is an error that says what to do."""
    with pytest.raises(error):
        reader.read(Capture("d", b"x", media_type))


def test_what_the_container_gave_wins_over_what_the_page_says(reader: Reader) -> None:
    """Title, date, address and language were given by a person or an archive."""
    page = hostile.page(
        f"<h1>Page title</h1><p>{hostile.STORY}</p>",
        head='<meta property="article:published_time" content="2018-07-28">',
        title="Page title",
    )
    plain = reader.read(Capture("d", page.encode(), media.HTML))
    assert (plain.title, plain.published, plain.published_basis, plain.language) == (
        "Page title", date(2018, 7, 28), "metadata", "zh-Hans",
    )  # fmt: skip
    given = reader.read(
        Capture(
            "d", page.encode(), media.HTML, title="Given", published=date(2018, 8, 1),
            url="https://e.example/1", language="mixed",
        )
    )  # fmt: skip
    assert (given.title, given.published, given.published_basis) == (
        "Given", date(2018, 8, 1), "given",
    )  # fmt: skip
    assert (given.url, given.language) == ("https://e.example/1", "mixed")


def test_a_chinese_page_in_universal_time_gets_the_day_of_its_source(reader: Reader) -> None:
    """22:00 UTC on the 27th is the 28th in Beijing; the instant stays the same."""
    head = '<meta property="article:published_time" content="2018-07-27T22:00:00Z">'
    chinese = reader.read(
        Capture("d", hostile.page(f"<p>{hostile.STORY}</p>", head=head).encode(), media.HTML)
    )
    assert chinese.published == datetime(2018, 7, 28, 6, tzinfo=timezone(timedelta(hours=8)))
    assert chinese.published_on == date(2018, 7, 28)
    assert "zone:+08:00" in chinese.notes
    english = reader.read(
        Capture("d", hostile.page(f"<p>{hostile.STORY_EN}</p>", head=head).encode(), media.HTML)
    )
    assert english.published_on == date(2018, 7, 27)


def test_a_date_after_the_capture_is_not_believed(reader: Reader) -> None:
    """A page cannot have been published after it was got."""
    head = '<meta property="article:published_time" content="2018-07-30">'
    content = hostile.page(f"<p>{hostile.STORY}</p>", head=head).encode()
    early = datetime(2018, 7, 27, tzinfo=UTC)
    reading = reader.read(Capture("d", content, media.HTML, captured_at=early))
    assert (reading.published, reading.published_basis) == (None, "unknown")
