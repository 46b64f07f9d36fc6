"""The archive's folder: sealing, committing, recovering, verifying."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from walkout.archive import Archive, Entry, archive
from walkout.archive.pack import HEADER, SEGMENT
from walkout.errors import ChecksumError, RecordError, StorageFullError

KEYS = (b"n" * 32, b"c" * 32)


def nothing(_: Collection[str]) -> set[str]:
    """Answer that the record refers to no pack."""
    return set()


def named(entries: list[Entry]) -> list[tuple[str, Entry]]:
    """Give each entry a document id."""
    return [(f"d{number}", entry) for number, entry in enumerate(entries)]


def files(folder: Path) -> list[Path]:
    """Return the packs that are in place."""
    return [path for path in sorted(folder.iterdir()) if path.is_file()]


@pytest.fixture
def packs(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive(tmp_path / "archive", *KEYS)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x00", id="one byte"),
        pytest.param("罢工😀𠀀".encode(), id="a few words"),
        pytest.param(bytes(SEGMENT), id="one whole segment"),
        pytest.param(bytes(SEGMENT) + b"x", id="a segment and a byte"),
        pytest.param(os.urandom(3 * SEGMENT + 17), id="several segments"),
    ],
)
def test_what_was_sealed_is_read_again(packs: Archive, content: bytes) -> None:
    """Every content comes back byte for byte."""
    (entry,) = packs.seal([content])
    packs.commit()
    assert packs.read(entry) == content


def test_small_contents_share_a_pack(packs: Archive) -> None:
    """The rows of a table do not become a file each."""
    entries = packs.seal(f"row {n}".encode() for n in range(5000))
    packs.commit()
    assert len({entry.secret for entry in entries}) == 5000
    assert len(files(packs.folder)) == 1
    assert packs.read(entries[4321]) == b"row 4321"


def test_a_pack_ends_before_its_limit(packs: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would make a pack too large starts the next one; a large content is a pack alone."""
    monkeypatch.setattr(archive, "PACK_LIMIT", 1000)
    entries = packs.seal([b"a" * 400, b"b" * 400, b"c" * 400, b"d" * 5000, b"e"])
    packs.commit()
    names = [entry.pack for entry in entries]
    assert names[0] == names[1]
    assert len(set(names[1:])) == 4
    assert list(packs.verify(named(entries))) == []


def test_names_and_bytes_tell_nothing(packs: Archive) -> None:
    """The same content sealed twice has another name and other bytes; neither shows it."""
    one, two = packs.seal([b"PLANTED" * 100])[0], packs.seal([b"PLANTED" * 100])[0]
    packs.commit()
    assert one.pack != two.pack
    for path in files(packs.folder):
        assert b"PLANTED" not in path.read_bytes()
        assert path.stat().st_mode & 0o777 == 0o600


def test_an_entry_does_not_print_its_secret(packs: Archive) -> None:
    """No half of a key reaches a log through an entry's printed form."""
    (entry,) = packs.seal([b"x"])
    assert "secret" not in repr(entry)
    assert repr(entry.secret) not in repr(entry)


def test_an_entry_alone_opens_nothing(packs: Archive) -> None:
    """Who has the packs and the rows, but not the archive's key, reads no document."""
    (entry,) = packs.seal([b"x"])
    packs.commit()
    with pytest.raises(ChecksumError):
        Archive(packs.folder, KEYS[0], bytes(32)).read(entry)


def test_nothing_is_in_place_before_the_commit(packs: Archive) -> None:
    """Sealing leaves packs aside; rolling back leaves none."""
    packs.seal([b"x"])
    assert files(packs.folder) == []
    packs.rollback()
    assert list((packs.folder / "incoming").iterdir()) == []


def test_recovery_keeps_what_the_record_refers_to(packs: Archive) -> None:
    """A process died after sealing: packs that rows refer to move into place, others go."""
    (kept,), (lost,) = packs.seal([b"kept"]), packs.seal([b"lost"])
    (packs.folder / "incoming" / "part-0123456789abcdef").write_bytes(b"half")
    again = Archive(packs.folder, *KEYS)
    again.recover(lambda names: {kept.pack} & set(names))
    assert again.read(kept) == b"kept"
    assert [path.name for path in files(packs.folder)] == [kept.pack]
    assert list((packs.folder / "incoming").iterdir()) == []
    with pytest.raises(ChecksumError):
        again.read(lost)


def test_recovery_leaves_foreign_files_to_verify(packs: Archive) -> None:
    """A file that is not ours is never deleted, only told of."""
    stray = packs.folder / "incoming" / "notes.txt"
    stray.write_text("x")
    packs.recover(nothing)
    (finding,) = packs.verify([])
    assert (finding.code, finding.where["file"]) == ("foreign", "archive/incoming/notes.txt")


def test_a_move_that_fails_is_made_up_for(packs: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A committed pack whose move is refused is read where it is and moved by the next commit."""
    (entry,) = packs.seal([b"x"])

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        packs.commit()
    assert packs.read(entry) == b"x"
    packs.rollback()
    assert list(packs.verify(named([entry]))) == []
    packs.seal([b"y"])
    packs.commit()
    assert packs.folder.joinpath(entry.pack).is_file()


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT], ids=["full", "quota"])
def test_a_full_disk_leaves_nothing(
    packs: Archive, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    """Wherever the disk refuses, one clear error comes and nothing of the batch stays."""
    packs.seal([b"before"])
    packs.commit()

    def refuse(*_: Any) -> int:
        raise OSError(code, "refused")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        with pytest.raises(StorageFullError, match="no room"):
            packs.seal([bytes(3_000_000), b"small"])
    assert list((packs.folder / "incoming").iterdir()) == []
    assert len(files(packs.folder)) == 1


def test_a_broken_disk_is_no_traceback(packs: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other refusals to write are errors of the record, with the reason."""

    def refuse(*_: Any) -> int:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(RecordError, match="EIO"):
        packs.seal([b"x"])


CONTENTS = [b"", b"short", bytes(SEGMENT + 5), b"last"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_flipped_byte_is_named(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever byte of a pack flips, verify names the file, the document and a range around it."""
    packs = Archive(tmp_path / "archive", *KEYS)
    entries = packs.seal(CONTENTS)
    packs.commit()
    (path,) = (p for p in files(packs.folder) if p.name == entries[0].pack)
    good = path.read_bytes()
    edges = [len(HEADER) - 1, *(e.offset for e in entries), *(e.end - 1 for e in entries)]
    at = data.draw(st.one_of(st.sampled_from(edges), st.integers(0, len(good) - 1)))
    mask = data.draw(st.integers(1, 255))
    path.write_bytes(good[:at] + bytes([good[at] ^ mask]) + good[at + 1 :])
    (finding,) = packs.verify(named(entries))
    start, end = finding.where["bytes"]
    assert finding.code == "flipped"
    assert finding.where["file"] == f"archive/{path.name}"
    assert start <= at < end
    assert end - start <= SEGMENT + 16
    owner = [f"d{n}" for n, e in enumerate(entries) if e.offset <= at < e.end]
    assert [finding.where["document"]] == owner if owner else "document" not in finding.where
    if owner:
        with pytest.raises(ChecksumError):
            packs.read(entries[int(owner[0][1:])])
    path.unlink()


def test_segments_cannot_be_swapped(packs: Archive) -> None:
    """Two segments of one document that change places do not verify."""
    (entry,) = packs.seal([b"a" * SEGMENT + b"b" * SEGMENT + b"c"])
    packs.commit()
    path = packs.folder / entry.pack
    data, width = path.read_bytes(), SEGMENT + 16
    first, second = data[entry.offset :][:width], data[entry.offset + width :][:width]
    path.write_bytes(
        data.replace(first, b"?" * width).replace(second, first).replace(b"?" * width, second)
    )
    assert [f.code for f in packs.verify(named([entry]))] == ["flipped", "flipped"]


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        pytest.param(lambda b, e: b[:-1], {"missing"}, id="the last byte cut off"),
        pytest.param(
            lambda b, e: b[: e[1].offset], {"missing"}, id="cut off between two documents"
        ),
        pytest.param(lambda b, e: b"", {"flipped", "missing"}, id="emptied"),
        pytest.param(lambda b, e: b + b"!", {"foreign"}, id="a byte at the end"),
        pytest.param(
            lambda b, e: b[: e[1].offset] + b"!" + b[e[1].offset :],
            {"flipped", "foreign"},
            id="a byte between two documents",
        ),
    ],
)
def test_missing_and_foreign_bytes_are_named(
    packs: Archive, damage: Any, expected: set[str]
) -> None:
    """A pack that is shorter or longer than it was sealed does not verify."""
    entries = packs.seal([b"one", b"two"])
    packs.commit()
    path = packs.folder / entries[0].pack
    path.write_bytes(damage(path.read_bytes(), entries))
    findings = list(packs.verify(named(entries)))
    assert {finding.code for finding in findings} == expected
    assert all(finding.where["file"] == f"archive/{path.name}" for finding in findings)


def test_a_gap_between_documents_is_foreign(packs: Archive) -> None:
    """Bytes that belong to no document are told of, though the pack was sealed with them."""
    entries = packs.seal([b"one", b"unknown", b"two"])
    packs.commit()
    (finding,) = packs.verify([("d0", entries[0]), ("d2", entries[2])])
    assert finding.code == "foreign"
    assert finding.where["bytes"] == (entries[1].offset, entries[1].end)


def test_a_missing_pack_names_its_documents(packs: Archive) -> None:
    """One finding tells which documents went with a file."""
    entries = packs.seal([b"one", b"two"])
    packs.commit()
    (packs.folder / entries[0].pack).unlink()
    (finding,) = packs.verify(named(entries))
    assert finding.code == "missing"
    assert finding.where["documents"] == ["d0", "d1"]


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_a_foreign_file_is_named(packs: Archive, kind: str) -> None:
    """Whatever stands in the archive besides its packs is told of."""
    stray = packs.folder / ("f" * 40)
    if kind == "file":
        stray.write_bytes(b"x")
    elif kind == "folder":
        stray.mkdir()
    else:
        stray.symlink_to("nowhere")
    (finding,) = packs.verify([])
    assert (finding.code, finding.where["file"]) == ("foreign", f"archive/{stray.name}")


def test_a_wrong_hash_is_found(packs: Archive) -> None:
    """An entry that opens but is not what was captured does not verify."""
    (entry,) = packs.seal([b"x"])
    packs.commit()
    other = Entry(entry.pack, entry.offset, entry.length, entry.secret, bytes(32))
    assert [f.code for f in packs.verify([("d0", other)])] == ["flipped"]
    with pytest.raises(ChecksumError):
        packs.read(other)


@pytest.mark.parametrize("name", ["../../etc/passwd", "incoming", ""])
def test_a_name_never_leads_outside(packs: Archive, name: str) -> None:
    """An entry with a name that is no pack's is missing, whatever stands there."""
    entry = Entry(name, 16, 16, bytes(32), bytes(32))
    with pytest.raises(ChecksumError, match="lacks a pack"):
        packs.read(entry)
