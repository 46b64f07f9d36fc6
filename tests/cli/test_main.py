"""The command itself: help without weight, wrong use, and faults that spare the person."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from tests.cli.running import WALKOUT, environment, walkout
from walkout.cli.main import COMMANDS, cli


def test_help_lists_every_command() -> None:
    """The first screen names them all, each with one line."""
    done = walkout("--help")
    assert done.returncode == 0
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(name: str) -> None:
    """Each command says what it does and what it takes."""
    shown = CliRunner().invoke(cli, [name, "--help"])
    assert shown.exit_code == 0
    assert "Usage:" in shown.output
    assert len(shown.output.splitlines()) > 5


def test_help_imports_no_heavy_library() -> None:
    """What `--help` costs is the interpreter and click, whatever stands behind the commands."""
    code = (
        "import sys, runpy; sys.argv=['walkout','--help']\n"
        "try:\n    from walkout.cli.main import main; main()\nexcept SystemExit: pass\n"
        "heavy={'django','lxml','trafilatura','rich','sqlcipher3','cryptography','yaml',"
        "'ahocorasick_rs','orjson'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"


def test_wrong_use_is_exit_status_two() -> None:
    """A command that does not exist is told as such."""
    done = walkout("frobnicate")
    assert done.returncode == 2
    assert "No such command" in done.stderr


def test_a_closed_pipe_is_no_fault() -> None:
    """`walkout ... | head` ends quietly."""
    process = subprocess.Popen(
        [WALKOUT, "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=20)
    assert b"Traceback" not in err


def test_a_fault_of_walkout_tells_its_place_and_no_words() -> None:
    """A bug prints its kind and place; its text, which may quote a document, stays unsaid."""
    code = (
        "import sys, click; from walkout.cli import main as m\n"
        "def boom(*a, **k): raise ZeroDivisionError('secret words')\n"
        "m.cli.main = boom\nm.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert "secret words" not in done.stderr
    assert "Traceback" not in done.stderr
