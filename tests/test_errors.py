"""The error tree: drawn as it is, readable, and whole after a trip through another process."""

from __future__ import annotations

import inspect
import pickle
import re

import pytest

from walkout import errors
from walkout.errors import TableError, WalkoutError

CLASSES = [
    cls
    for _, cls in inspect.getmembers(errors, inspect.isclass)
    if cls.__module__ == errors.__name__
]


def _drawn() -> dict[str, str]:
    """Return the tree of the module's docstring as child to parent."""
    drawn: dict[str, str] = {}
    parents: dict[int, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"^([ │├└─]*)(\w+Error)\b", line)
        if not found:
            continue
        depth, name = len(found[1]) // 4, found[2]
        parents[depth] = name
        if depth > 1:
            drawn[name] = parents[depth - 1]
    return drawn


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    """Every class is drawn once under its parent, and nothing else is drawn."""
    real = {cls.__name__: cls.__bases__[0].__name__ for cls in CLASSES if cls is not WalkoutError}
    assert _drawn() == real
    assert len(real) > 20


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_facts_survive_the_way_back_from_another_process(cls: type[WalkoutError]) -> None:
    """An error that is pickled keeps its class, sentence, remedy and facts."""
    error = cls("Bad row", fix="Mend it.", row=7, span=(3, 5), name=None)
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(back) is cls
    assert (back.problem, back.fix, back.where) == ("Bad row", "Mend it.", error.where)
    assert str(back) == str(error)


@pytest.mark.parametrize(
    ("error", "printed"),
    [
        pytest.param(
            TableError("Row has 3 cells, its header 4", fix="Mend it.", row=7, file="a.csv"),
            "Row has 3 cells, its header 4 (row=7, file='a.csv'). Mend it.",
            id="what, where, what to do",
        ),
        pytest.param(TableError("Row is short", row=7), "Row is short (row=7).", id="no remedy"),
        pytest.param(TableError("Row is short.", fix="Fill it."), "Row is short. Fill it.", id="."),
    ],
)
def test_an_error_prints_as_one_line(error: WalkoutError, printed: str) -> None:
    """The message says what is wrong, where, and what to do, and stays on one line."""
    assert str(error) == printed


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_error_says_what_it_means(cls: type[WalkoutError]) -> None:
    """Each class has a docstring of its own, which `docs` prints."""
    own = cls.__dict__.get("__doc__") or ""
    assert own.strip(), f"{cls.__name__} has no docstring"
