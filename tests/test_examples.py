"""Every example in a docstring runs and gives what it prints."""

from __future__ import annotations

import doctest
import importlib
import io
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "walkout"

NEEDS_A_RECORD = {"record", "review", "web"}
"""Rooms whose modules can be imported only after Django has been told which record is open."""


def _modules() -> list[str]:
    """Return the modules with an example, by name, without importing anything."""
    names = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("walkout", *path.relative_to(PACKAGE).with_suffix("").parts)
        if parts[1] not in NEEDS_A_RECORD and ">>>" in path.read_text("utf-8"):
            names.append(".".join(part for part in parts if part != "__init__"))
    return names


@pytest.mark.parametrize("name", _modules())
def test_the_examples_of_a_module_run(name: str) -> None:
    """What a docstring shows is what happens."""
    module = importlib.import_module(name)
    said = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module, name):
        runner.run(test, out=said.write)
    assert runner.failures == 0, said.getvalue()
    assert runner.tries > 0, "an example that is never reached"
