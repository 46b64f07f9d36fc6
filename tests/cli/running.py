"""Running the real command in a process of its own, as a person does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

WALKOUT = str(Path(sys.executable).with_name("walkout"))


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment without settings that would change what a command does."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("WALKOUT_")}
    return {**kept, "NO_COLOR": "1", **(extra or {})}


def walkout(
    *args: str | Path,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    timeout: float = 100,
) -> subprocess.CompletedProcess[str]:
    """Run `walkout` and return what it printed and its exit status."""
    return subprocess.run(
        [WALKOUT, *map(str, args)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        env=environment(env),
        cwd=cwd,
        timeout=timeout,
        check=False,
    )


def no_traceback(done: subprocess.CompletedProcess[str]) -> bool:
    """Return whether what was printed spares the person the insides of the program."""
    said = done.stdout + done.stderr
    return "Traceback" not in said and "a fault of Walkout itself" not in said
