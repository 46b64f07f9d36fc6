"""Folders: a fixed order, a reason for what is left out, one fault for what cannot be read."""

from __future__ import annotations

import builtins
import errno
import os
from pathlib import Path
from typing import Any

import pytest

from tests.capture.factories import run_paths
from tests.read import hostile
from walkout.capture import CaptureFault, CaptureOptions, Limits, Notice, capture
from walkout.model.ids import document_id


def test_files_come_in_the_order_of_their_names_and_folders_after_them(tmp_path: Path) -> None:
    """The same folder gives the same order on every machine."""
    for name in ("b.txt", "a.txt", "z/a.txt", "c/b.txt", "c/a/x.txt", "10.txt", "9.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"strike at {name}")
    run = run_paths(tmp_path)
    assert [c.content.decode()[10:] for c in run.captures] == [
        "10.txt", "9.txt", "a.txt", "b.txt", "c/b.txt", "c/a/x.txt", "z/a.txt",
    ]  # fmt: skip
    assert [c.id for c in run.captures] == [c.id for c in run_paths(tmp_path).captures]


def test_what_is_left_out_of_a_folder_is_told_with_its_reason(tmp_path: Path) -> None:
    """Hidden files, litter, links and page furniture are no documents."""
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("outside")
    (folder / "good.txt").write_text("a strike")
    for name in (".hidden.txt", "Thumbs.db", "~$draft.docx", "jquery.js"):
        (folder / name).write_text("x")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "in.txt").symlink_to(folder / "good.txt")
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    run = run_paths(folder)
    assert [c.name for c in run.captures] == ["good.txt"]
    assert run.faults == []
    told = {str(n.where["file"]): n.text for n in run.notices}
    assert set(told) == {
        ".hidden.txt", "Thumbs.db", "~$draft.docx", "jquery.js", "out.txt", "in.txt",
        "nowhere.txt", "loop", "pipe",
    }  # fmt: skip
    assert "out of the folder" in told["out.txt"]
    assert str(tmp_path) not in "".join(told.values())


def test_a_path_that_is_named_is_taken_whatever_its_name(tmp_path: Path) -> None:
    """Only what lies inside a folder is left out for its name."""
    path = tmp_path / ".hidden.txt"
    path.write_text("a strike")
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    assert len(run_paths(path, link).captures) == 2


def test_the_pictures_of_a_saved_page_are_kept_and_its_scripts_are_not(tmp_path: Path) -> None:
    """A browser's folder beside a page holds evidence among furniture."""
    (tmp_path / "post.html").write_text("<html><body><p>a strike</p></body></html>")
    furniture = tmp_path / "post_files"
    furniture.mkdir()
    (furniture / "photo.jpg").write_bytes(hostile.JPEG)
    (furniture / "data.txt").write_text("tracking")
    (furniture / "frame.html").write_text("<html><p>advertisement</p></html>")
    run = run_paths(tmp_path)
    assert [c.name for c in run.captures] == ["post.html", "photo.jpg"]


def test_a_missing_path_is_one_fault_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Nothing is there: said with the base name alone."""
    good = tmp_path / "good.txt"
    good.write_text("a strike")
    run = run_paths(tmp_path / "gone.txt", good)
    assert run.codes == ["InputMissingError"]
    assert run.faults[0].capture is None
    assert run.faults[0].issue.where == {"file": "gone.txt"}
    assert [c.name for c in run.captures] == ["good.txt"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(errno.EACCES, "InputDeniedError", id="no permission"),
        pytest.param(errno.EPERM, "InputDeniedError", id="not allowed"),
        pytest.param(errno.EIO, "SourceError", id="a broken disk"),
        pytest.param(errno.ENOENT, "InputMissingError", id="gone in the meantime"),
    ],
)
def test_a_file_that_the_system_refuses_is_one_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    """As root nothing is denied, so the refusal is put in by hand."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("a strike")
    real = builtins.open

    def refuse(path: Any, *args: Any, **kwargs: Any) -> Any:
        if str(path).endswith("a.txt"):
            raise OSError(number, os.strerror(number), path)
        return real(path, *args, **kwargs)

    monkeypatch.setattr(builtins, "open", refuse)
    run = run_paths(tmp_path)
    assert run.codes == [code]
    assert run.faults[0].issue.where == {"file": "a.txt"}
    assert run.faults[0].issue.fix
    assert [c.name for c in run.captures] == ["b.txt"]


def test_a_folder_that_the_system_refuses_is_one_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its siblings are walked all the same."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "good.txt").write_text("a strike")
    real = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    run = run_paths(tmp_path)
    assert run.codes == ["InputDeniedError"]
    assert run.faults[0].issue.where == {"file": "closed"}
    assert [c.name for c in run.captures] == ["good.txt"]


def test_a_file_that_is_too_large_is_hashed_and_not_kept(tmp_path: Path) -> None:
    """Its id is told, so that the file can be found again; its bytes are not read into memory."""
    path = tmp_path / "film.mp4"
    path.write_bytes(hostile.MP4 + bytes(5 << 20))
    run = run_paths(path, limits=Limits(document_bytes=1 << 20))
    assert run.codes == ["UnreadableError"]
    assert run.faults[0].capture is None
    where = run.faults[0].issue.where
    assert where["would_be"] == document_id(path.read_bytes())
    assert (where["file"], where["megabytes"]) == ("film.mp4", 5)


def test_a_large_video_that_the_record_has_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is asked by the id that a stream of the bytes gives."""
    path = tmp_path / "film.mp4"
    path.write_bytes(hostile.MP4 + bytes(9 << 20))
    asked: list[str] = []
    notices: list[Notice] = []

    def known(document: str) -> bool:
        asked.append(document)
        return True

    found = list(capture([path], CaptureOptions(known=known, notice=notices.append)))
    assert found == []
    assert asked == [document_id(path.read_bytes())]
    assert [n.code for n in notices] == ["known"]
    again = list(capture([path], CaptureOptions(known=lambda _: False)))
    assert [c.id for c in again if not isinstance(c, CaptureFault)] == asked


def test_a_name_in_another_encoding_is_shown_in_words(tmp_path: Path) -> None:
    """File names from old Chinese systems are bytes of GBK."""
    raw = os.fsencode(tmp_path) + b"/" + "临江罢工报告".encode("gb18030") + b".txt"
    with open(raw, "wb") as file:
        file.write(b"a strike")
    assert [c.name for c in run_paths(tmp_path).captures] == ["临江罢工报告.txt"]


def test_no_path_is_in_anything_that_comes_out(tmp_path: Path) -> None:
    """Custody keeps no trace of where people keep their files."""
    (tmp_path / "a.txt").write_text("a strike")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.csv").write_text("n,m\n1,2\n")
    run = run_paths(tmp_path, tmp_path / "gone")
    everything = repr((run.captures, run.faults, run.notices)) + "".join(
        f"{f.issue.where}{f.issue.problem}{f.issue.fix}" for f in run.faults
    )
    assert len(run.faults) == 3
    assert str(tmp_path) not in everything
