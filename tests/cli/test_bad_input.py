"""Bad input through the real command: one clear line, the rest goes on, the item is listed."""

from __future__ import annotations

import gzip
import io
import re
import signal
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import WALKOUT, environment, no_traceback, walkout

GOOD = "2014年4月14日，广东东莞某鞋厂两千名工人罢工，要求补缴社保。\n"


def _zip(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file.getvalue()


def _warc_cut() -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>" + GOOD.encode() + b"</p>"
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/a\r\n"
        "WARC-Date: 2014-04-15T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000002>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    ).encode()
    whole = head + http + b"\r\n\r\n"
    return gzip.compress(whole) + gzip.compress(whole.replace(b"00002", b"00003"))[:60]


BAD = {
    "an empty file": ("empty.txt", b"", "EmptyDocumentError"),
    "a truncated PDF": ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Ca", "UnreadableError"),
    "a zip bomb": ("bomb.zip", _zip({"zeros.txt": b"0" * 60_000_000}), "HostileDocumentError"),
    "a zip with a name outside itself": (
        "slip.zip",
        _zip({"../../escape.txt": b"x", "fine.txt": GOOD.encode()}),
        "HostileDocumentError",
    ),
    "a binary file called .txt": ("program.txt", bytes(range(256)) * 40, "UnknownFormatError"),
    "a table without a text column": (
        "numbers.csv",
        b"n,m\n1,2\n3,4\n",
        "TableError",
    ),
    "a row of the wrong width": (
        "rows.csv",
        f"date,description\n2014-04-14,{GOOD.strip()}\n2014-04-15,a,b,c,d\n".encode(),
        "TableError",
    ),
    "a JSON line that is none": (
        "rows.jsonl",
        ('{"id":"1","text":"' + GOOD.strip() + '"}\n{"id":\n').encode(),
        "TableError",
    ),
    "a WARC cut in half": ("cut.warc.gz", _warc_cut(), "UnreadableError"),
    "undecodable bytes": (
        "bytes.txt",
        GOOD.encode() * 3 + b"\xff\xfe\x80\x81\x00\xd8" * 40,
        "(UnreadableError|UnknownFormatError)",
    ),
}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return an empty unencrypted record."""
    assert walkout("init", tmp_path / "r", "--unencrypted").returncode == 0
    return tmp_path / "r"


@pytest.mark.parametrize(("name", "content", "code"), BAD.values(), ids=list(BAD))
def test_a_bad_item_is_named_kept_and_listed_and_the_rest_goes_on(
    record: Path, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    """One clear line each: what, where, what to do; the good document beside it gets in."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(content)
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")

    done = walkout("add", "--record", record, folder)

    assert done.returncode == 1, done.stdout + done.stderr
    assert no_traceback(done)
    lines = [line for line in done.stderr.splitlines() if re.match(rf"{code}: ", line)]
    assert len(lines) == 1, done.stderr
    assert name in lines[0]
    assert str(tmp_path) not in done.stderr, (
        "a message tells base names, not where people keep files"
    )
    assert re.search(r"\d+ item\(s\) could not be used", done.stderr)

    status = walkout("status", "--record", record)
    assert status.returncode == 0
    assert re.search(rf"^  {code}: ", status.stdout, re.MULTILINE), status.stdout
    assert re.search(r"^events\s+1$", status.stdout, re.MULTILINE), status.stdout

    assert walkout("verify", "--record", record).returncode == 0


def test_a_missing_path_is_named(record: Path, tmp_path: Path) -> None:
    """A path that names nothing is one line, and exit status 1."""
    done = walkout("add", "--record", record, tmp_path / "nothing-here")
    assert done.returncode == 1
    assert no_traceback(done)
    assert "InputMissingError" in done.stderr
    assert "nothing-here" in done.stderr


def test_a_line_of_fifty_megabytes_is_one_clear_line(record: Path, tmp_path: Path) -> None:
    """A table with a monstrous line is refused at that line, in bounded memory."""
    path = tmp_path / "long.jsonl"
    with path.open("wb") as out:
        out.write(b'{"id":"1","text":"')
        for _ in range(50):
            out.write("罢".encode() * (1024 * 1024 // 3))
        out.write(b'"}\n')
        out.write(('{"id":"2","text":"' + GOOD.strip() + '"}\n').encode())
    done = walkout("add", "--record", record, path)
    assert done.returncode == 1
    assert no_traceback(done)
    assert len([x for x in done.stderr.splitlines() if "Error: " in x]) == 1, done.stderr
    assert re.search(r"tells of 1 event", done.stdout)


def _rows(path: Path, number: int) -> None:
    lines = [f"2014-{i % 12 + 1:02d}-{i % 28 + 1:02d},{i}{GOOD.strip()}" for i in range(number)]
    path.write_text("date,description\n" + "\n".join(lines), encoding="utf-8")


def test_a_full_disk_stops_with_one_line_and_the_same_command_goes_on(
    record: Path, tmp_path: Path
) -> None:
    """Nothing half-written is kept: the record verifies, and with room again it gets it all."""
    _rows(tmp_path / "rows.csv", 600)
    command = ["add", "--record", str(record), str(tmp_path / "rows.csv")]
    # No file may grow beyond 1.2 MB: what the system says of a full disk, for this process alone.
    full = subprocess.run(
        ["bash", "-c", 'ulimit -f 1200; exec "$0" "$@"', WALKOUT, *command],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert full.returncode == 1
    assert no_traceback(full)
    assert "no room" in full.stderr
    assert walkout("verify", "--record", record).returncode == 0
    assert walkout(*command).returncode == 0
    status = walkout("status", "--record", record)
    assert re.search(r"^read\s+600$", status.stdout, re.MULTILINE)


def test_an_interrupt_stops_at_a_safe_point_and_says_how_to_go_on(
    record: Path, tmp_path: Path
) -> None:
    """Ctrl-C ends after the batch in hand; the record verifies and the same command goes on."""
    _rows(tmp_path / "rows.csv", 2000)
    command = ["add", "--record", str(record), str(tmp_path / "rows.csv")]
    process = subprocess.Popen(
        [WALKOUT, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert process.stderr is not None
    # The notice about columns is printed once the first rows are on their way.
    while b"columns taken" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Run the same command again" in out
    assert walkout("verify", "--record", record).returncode == 0
    assert walkout(*command).returncode == 0


def test_a_mended_item_gets_in(record: Path, tmp_path: Path) -> None:
    """The good version of what could not be read is a document like any other, once."""
    path = tmp_path / "post.txt"
    path.write_bytes(b"")
    assert walkout("add", "--record", record, path).returncode == 1
    path.write_text(GOOD, encoding="utf-8")
    assert walkout("add", "--record", record, path).returncode == 0
    again = walkout("add", "--record", record, path)
    assert again.returncode == 0
    assert "0 new document(s)" in again.stdout


class TestOpening:
    """What stands between a person and a record."""

    def test_a_wrong_passphrase_opens_nothing(self, tmp_path: Path) -> None:
        """It says so in one line."""
        assert walkout("init", tmp_path / "r", stdin="right words\n").returncode == 0
        done = walkout("status", "--record", tmp_path / "r", stdin="wrong words\n")
        assert done.returncode == 1
        assert no_traceback(done)
        assert "does not open this record" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1

    def test_a_record_of_a_newer_walkout_is_refused(self, record: Path) -> None:
        """This version would not understand all of it."""
        settings = record / "walkout.toml"
        settings.write_text(
            re.sub(r"format = \d+", "format = 999", settings.read_text("utf-8")), "utf-8"
        )
        done = walkout("status", "--record", record)
        assert done.returncode == 1
        assert no_traceback(done)
        assert "newer Walkout" in done.stderr

    def test_no_record_is_told_with_what_to_do(self, tmp_path: Path) -> None:
        """A command outside of any record names the two ways out."""
        done = walkout("status", cwd=tmp_path)
        assert done.returncode == 1
        assert "walkout init" in done.stderr
        assert "--record" in done.stderr

    def test_a_folder_with_a_record_is_not_made_into_another(self, record: Path) -> None:
        """`init` never overwrites."""
        done = walkout("init", record, "--unencrypted")
        assert done.returncode == 1
        assert no_traceback(done)
