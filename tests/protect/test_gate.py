from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path

import pytest

from walkout.errors import LeakError
from walkout.protect.gate import Gate

PHONE = "13800001111"


def script(value: object, name: str = "core") -> bytes:
    """A data file as a release writes it."""
    packed = base64.b64encode(gzip.compress(json.dumps(value, ensure_ascii=False).encode()))
    return b'walkoutData("%s","%s");\n' % (name.encode(), packed)


def folder(tmp_path: Path, **files: bytes) -> Path:
    """A written release of these files; two underscores stand for the dot."""
    for name, data in files.items():
        (tmp_path / name.replace("__", ".")).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        pytest.param("a__txt", f"call {PHONE}".encode(), "line 1", id="text"),
        pytest.param(
            "a__json", json.dumps({"a": [{"b": PHONE}]}).encode(), ".a[0].b", id="JSON value"
        ),
        pytest.param("a__json", json.dumps({PHONE: 1}).encode(), " key", id="JSON key"),
        pytest.param("a__json", json.dumps({"a": int(PHONE)}).encode(), ".a", id="JSON number"),
        pytest.param(
            "a__json",
            json.dumps({"a": PHONE}).encode().replace(b"1", b"\\u0031"),
            ".a",
            id="JSON escapes",
        ),
        pytest.param(
            "a__jsonl", b'{"a":1}\n{"a":"' + PHONE.encode() + b'"}\n', "line 2.a", id="JSON Lines"
        ),
        pytest.param(
            "a__csv", f'x,y\r\n1,"a ""{PHONE}"""\r\n'.encode(), "row 2 column 2", id="CSV cell"
        ),
        pytest.param("a__csv", f"x\r\n{PHONE}\r\n".encode(), "row 2 column 1", id="CSV number"),
        pytest.param(
            "a__html", b"<p>1380000<b>x</b> &#49;3800001111</p>", "line 1", id="HTML entity"
        ),
        pytest.param(
            "a__html", f'\n<a href="tel:{PHONE}">x</a>'.encode(), "line 2", id="HTML attribute"
        ),
        pytest.param("a__html", f"<!-- {PHONE} -->".encode(), "line 1", id="HTML comment"),
        pytest.param("a__js", script({"a": [PHONE]}), "core.a[0]", id="packed data"),
    ],
)
def test_an_identifier_is_found_in_every_format(
    tmp_path: Path, name: str, data: bytes, place: str
) -> None:
    """Each file is decoded by a reader of its format, and the error says where, never what."""
    with pytest.raises(LeakError) as raised:
        Gate([]).check(folder(tmp_path, **{name: data}), {})
    assert raised.value.where == {"file": name.replace("__", "."), "place": place, "kind": "phone"}
    assert PHONE not in str(raised.value)


@pytest.mark.parametrize(
    ("forbidden", "text"),
    [
        pytest.param("欧阳新华", "据欧阳新华说", id="a name"),
        pytest.param("欧阳新华", "據歐陽新華說", id="in traditional characters"),
        pytest.param("Li Xinhua", "said LI XINHUA.", id="in capitals"),
        pytest.param(
            "d0123456789abcdef01234567", "x d0123456789abcdef01234567", id="a document id"
        ),
        pytest.param("my notes 2014.docx", "see my notes 2014.docx", id="a file name"),
    ],
)
def test_a_forbidden_string_is_found_in_packed_data(
    tmp_path: Path, forbidden: str, text: str
) -> None:
    """Names, ids and file names are found in either script and case."""
    with pytest.raises(LeakError) as raised:
        Gate([forbidden]).check(folder(tmp_path, a__js=script({"a": text})), {})
    assert raised.value.where["kind"] == "forbidden string"
    assert forbidden not in str(raised.value)


def test_what_is_not_forbidden_passes_and_is_counted(tmp_path: Path) -> None:
    """Short names and names within fixed words are not looked for, and the report says so."""
    made = folder(tmp_path, a__txt="广东省 Li Xinhuang 李新".encode(), b__json=b'{"n":13000000000}')
    report = Gate(["李新", "Li", "广东省", "Li Xinhua"], fixed=["广东省深圳市"]).check(made, {})
    assert (report.files, report.strings, report.passed, report.short) == (2, 1, 1, 2)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a__zip", b"PK", id="an unknown ending"),
        pytest.param("a", b"words", id="no ending"),
        pytest.param("a__json", b"{", id="broken JSON"),
        pytest.param("a__txt", b"\xff\xfe", id="undecodable text"),
        pytest.param("a__csv", b'x\r\n"half', id="a broken table"),
        pytest.param("a__js", b"alert(1)", id="a script that is no data"),
        pytest.param("a__js", script({}) + b"alert(1)", id="data and more"),
        pytest.param(
            "a__js",
            b'walkoutData("core","%s");\n'
            % base64.b64encode(gzip.compress(b"{}") + gzip.compress(b"{}")),
            id="two gzip members",
        ),
        pytest.param(
            "a__js", b'walkoutData("core","%s");\n' % base64.b64encode(b"{}"), id="no gzip"
        ),
    ],
)
def test_what_cannot_be_read_cannot_be_cleared(tmp_path: Path, name: str, data: bytes) -> None:
    """An unknown container stops the release."""
    with pytest.raises(LeakError, match="no format"):
        Gate([]).check(folder(tmp_path, **{name: data}), {})


def test_the_explorer_must_be_the_installed_one(tmp_path: Path) -> None:
    """Its files are compared byte for byte; a changed one stops the release."""
    made = folder(tmp_path, app__js=b"code()")
    assert Gate([]).check(made, {"app.js": b"code()"}).files == 1
    with pytest.raises(LeakError, match="installed"):
        Gate([]).check(made, {"app.js": b"other()"})


def test_a_name_of_a_file_is_read_too(tmp_path: Path) -> None:
    """What must not leave does not leave as a file name."""
    with pytest.raises(LeakError):
        Gate([]).check(folder(tmp_path, **{f"{PHONE}__txt": b"x"}), {})


def test_a_link_is_refused(tmp_path: Path) -> None:
    """A link points out of the release."""
    (tmp_path / "a.txt").symlink_to("/etc/hostname")
    with pytest.raises(LeakError, match="link"):
        Gate([]).check(tmp_path, {})
