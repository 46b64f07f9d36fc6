"""The first minute: what `make` says on a machine that lacks something."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

OLD = '#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2"\n[ "$1" = -V ]\n'
"""A Python that is too old for every question but its name."""

BARE = """#!/bin/sh
case "$2" in
*ensurepip*) exit 1 ;;
*"%d.%d"*) echo 3.12 ;;
esac
"""
"""A Python as Debian splits it: new enough, without the package for virtual environments."""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What make reads first, under a path with a space in it."""
    folder = tmp_path / "a clone"
    (folder / "explorer").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    for name in ("scripts", "requirements"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def _make(clone: Path, *args: str) -> subprocess.CompletedProcess[str]:
    # A make above this one (make test) must not tell this one what to do.
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *args],
        cwd=clone,
        env={**inherited, "PYTHON": ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("word", ["setup", "demo", "test"])
@pytest.mark.parametrize(
    ("python", "what", "remedy"),
    [
        pytest.param(OLD, "needs Python 3.11", "apt-get install python3 python3-venv", id="old"),
        pytest.param(BARE, "virtual environments", "apt-get install python3-venv", id="no venv"),
    ],
)
def test_what_a_machine_lacks_is_one_clear_line(
    clone: Path, word: str, python: str, what: str, remedy: str
) -> None:
    """One line says what is missing and what to install, and nothing is left behind."""
    program = clone / "python"
    program.write_text(python)
    program.chmod(0o755)
    done = _make(clone, word, "PYTHON=./python")
    said = (done.stdout + done.stderr).strip().splitlines()
    assert len(said) == 1, said
    assert what in said[0]
    assert remedy in said[0]
    assert done.returncode != 0
    assert not (clone / ".venv").exists()


def test_make_alone_lists_every_word(clone: Path) -> None:
    """``make`` without a word changes nothing and lists what can be asked for."""
    done = _make(clone)
    words = {line.split()[1] for line in done.stdout.splitlines()}
    assert words == {
        "help", "setup", "demo", "test", "check", "lock", "explorer", "evaluate", "gate",
        "model", "peers", "bench", "golden-update", "clean",
    }  # fmt: skip
    assert not (clone / ".venv").exists()
