"""What the child does with one document, and what its audit hook lets through."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.read import hostile
from tests.read.reading import TODAY
from walkout.errors import UnreadableError
from walkout.model import media
from walkout.model.document import Capture
from walkout.read import guard, wire
from walkout.read.child import FORMATS, RESCUE, load, read_one
from walkout.read.page import Page


def reply(reader: Any, rescue: Any = None, watch: guard.Watch | None = None) -> Any:
    """Return what the child answers when a reader does this."""
    data = read_one(
        Capture("d", b"secret words", "test/x; charset=utf-8"),
        TODAY,
        {"test/x": reader},
        {"test/x": rescue} if rescue else {},
        watch or guard.Watch(),
    )
    head, _ = wire.HEADER.unpack(data[: wire.HEADER.size])
    return orjson.loads(data[wire.HEADER.size :][:head])


def raising(error: BaseException) -> Any:
    """Return a reader that raises."""

    def read(capture: Capture, today: date) -> Page:
        raise error

    return read


def reading(capture: Capture, today: date) -> Page:
    """Read."""
    return Page("test@1", "words")


def test_what_a_parser_raises_is_told_by_its_class_alone() -> None:
    """Its words may be the document's."""
    head = reply(raising(KeyError("secret words")))
    assert (head["error"], head["where"]["fault"]) == ("UnreadableError", "KeyError")
    assert "secret" not in str(head)


def test_an_error_of_ours_goes_as_it_is() -> None:
    """It was written for people."""
    head = reply(raising(UnreadableError("It is cut", fix="Get it again.", pages=3)))
    assert (head["problem"], head["where"]) == ("It is cut", {"pages": 3})


def test_a_plainer_reader_has_a_try_where_there_is_one() -> None:
    """A page that breaks the first is read by the second."""
    assert reply(raising(KeyError("x")), reading)["reader"] == "test@1"
    assert reply(raising(KeyError("x")), raising(ValueError("y")))["error"] == "UnreadableError"
    assert reply(raising(UnreadableError("x")), reading)["problem"] == "x"


def test_an_attempt_is_the_answer_whatever_else_came_of_it() -> None:
    """Words that were got on the side are not kept."""
    for outcome in (reading, raising(KeyError("x"))):
        watch = guard.Watch(["open a connection"])
        head = reply(outcome, reading, watch)
        assert (head["error"], head["where"]["tried"]) == (
            "HostileDocumentError",
            "open a connection",
        )
        assert watch.tried == []


def test_memory_is_the_processs_affair() -> None:
    """It ends with the process."""
    with pytest.raises(MemoryError):
        reply(raising(MemoryError()))


def test_a_kind_that_nothing_reads_says_so() -> None:
    """One clear error."""
    data = read_one(Capture("d", b"x", "a/b"), TODAY, {}, {}, guard.Watch())
    assert b"UnknownFormatError" in data


def test_every_format_has_its_reader() -> None:
    """What capturing tells apart can be read."""
    assert set(load(FORMATS)) == {
        media.TEXT, media.MARKDOWN, media.HTML, media.XML, media.PDF, media.DOCX, media.EML,
        media.MHTML,
    }  # fmt: skip


def test_the_rescue_reads_all_words_of_a_page() -> None:
    """Flat, with title and date, and nothing of its scripts."""
    source = hostile.page(
        "<div>2018年7月28日</div><script>x()</script><ul><li>工<b>人</b>罢工<li>三天</ul>"
        "<!-- hidden --><p>结束</p>",
        title="讨薪",
    )
    page = load(RESCUE)[media.HTML](Capture("d", source.encode(), media.HTML), TODAY)
    assert page.text.split("\n") == ["2018年7月28日", "工人罢工", "三天", "结束"]
    assert (page.title, page.published) == ("讨薪", date(2018, 7, 28))
    assert "boilerplate:kept" in page.notes


@pytest.mark.parametrize(
    ("event", "arguments", "told"),
    [
        pytest.param("socket.connect", (None, ("h", 1)), "open a connection", id="a connection"),
        pytest.param("urllib.Request", ("http://x",), "open a connection", id="a request"),
        pytest.param("subprocess.Popen", ("x",), "start a program", id="a program"),
        pytest.param("os.system", (b"x",), "start a program", id="a shell"),
        pytest.param("os.remove", ("x", -1), "change the system", id="removing"),
        pytest.param("sqlite3.connect", ("x",), "change the system", id="a database"),
        pytest.param("open", ("/etc/passwd", "r", 0), "open a file", id="a file"),
        pytest.param("open", (b"/etc/passwd", None, os.O_RDONLY), "open a file", id="by bytes"),
        pytest.param("open", (os.__file__, "w", os.O_WRONLY), "open a file", id="writing"),
        pytest.param("open", (os.__file__, "r+", None), "open a file", id="writing by mode"),
        pytest.param("open", (Path("/etc/hosts"), "r", 0), "open a file", id="by path"),
        pytest.param("open", ("/usr/lib/../../etc/hosts", "r", 0), "open a file", id="by detour"),
    ],
)
def test_the_hook_refuses(event: str, arguments: tuple[Any, ...], told: str) -> None:
    """Each attempt is refused and remembered."""
    watch = guard.Watch()
    hook = guard.hook(watch, guard.readable())
    with pytest.raises(PermissionError):
        hook(event, arguments)
    assert watch.taken() == [told]
    assert watch.taken() == []


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        pytest.param("open", (os.__file__, "r", os.O_RDONLY), id="the library's own code"),
        pytest.param("open", (orjson.__file__, "rb", os.O_RDONLY), id="a package's code"),
        pytest.param("open", ("/dev/urandom", "rb", os.O_RDONLY), id="randomness"),
        pytest.param("open", (5, "rb", 0), id="what is open already"),
        pytest.param("import", ("json", None, None, None, None), id="an import"),
        pytest.param("compile", (None, "x"), id="compiling"),
        pytest.param("object.__getattr__", (sys, "x"), id="an attribute"),
    ],
)
def test_the_hook_lets_reading_work(event: str, arguments: tuple[Any, ...]) -> None:
    """Code is loaded as it is needed."""
    watch = guard.Watch()
    guard.hook(watch, guard.readable())(event, arguments)
    assert watch.tried == []


def test_the_root_of_the_file_system_is_never_readable() -> None:
    """Whatever the paths of the installation are."""
    assert "/" not in guard.readable()
    assert all(os.path.isabs(root) for root in guard.readable())
