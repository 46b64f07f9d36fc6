"""Names that are shown and kept do nothing to a terminal, a page or a folder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.capture.names import safe_name, safe_path, suffix


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("report.txt", "report.txt", id="a plain name"),
        pytest.param("../../etc/passwd", "passwd", id="a path"),
        pytest.param("..\\..\\boot.ini", "boot.ini", id="a path of Windows"),
        pytest.param("folder/", "folder", id="a folder"),
        pytest.param("a\x1b[31mb\n", "a\ufffd[31mb\ufffd", id="codes of a terminal"),
        pytest.param("a\u202etxt.exe", "a\ufffdtxt.exe", id="a turned direction"),
        pytest.param("工人\U0001f6a9.txt", "工人\U0001f6a9.txt", id="Han and an emoji"),
        pytest.param("/", "unnamed", id="nothing"),
    ],
)
def test_a_name_is_made_safe(name: str, shown: str) -> None:
    """The last part stays, and nothing that acts."""
    assert safe_name(name) == shown


@given(st.text(max_size=600))
def test_any_name_can_be_shown(name: str) -> None:
    """It is never empty, never long, never a path, and can be written as UTF-8."""
    shown = safe_name(name)
    assert 0 < len(shown) <= 200
    assert "/" not in shown
    assert not any(ord(char) < 32 for char in shown)
    shown.encode("utf-8")
    safe_path(name).encode("utf-8")


def test_a_long_name_keeps_its_ending() -> None:
    """The kind of a file is in the last letters."""
    assert safe_name("x" * 500 + ".docx").endswith(".docx")


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        pytest.param("a.TXT", ".txt", id="in capitals"),
        pytest.param("a.warc.gz", ".warc.gz", id="of two parts"),
        pytest.param("a.tar.gz", ".gz", id="of another archive"),
        pytest.param(".profile", "", id="hidden"),
        pytest.param("a.verylongword", "", id="a word after a point"),
    ],
)
def test_an_ending_is_found(name: str, ending: str) -> None:
    """Endings hint at kinds of text."""
    assert suffix(name) == ending
