"""The shape of the house: who may import whom, what may be caught, how large a module grows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "walkout"
MODULES = sorted(PACKAGE.rglob("*.py"))

ORDER = [
    "cli | web",
    "flows",
    "review",
    "record",
    "publish | crosswalk",
    "protect",
    "measure | resolve | extract | read | capture | archive",
    "places",
    "codebook",
    "text",
    "model",
    "errors",
]

MAY_CATCH_ALL = {"read/child.py"}
"""The reader's process boundary: whatever a parser does there, it becomes an UnreadableError."""

MAY_IMPORT_DJANGO = {"record", "review", "web"}

HEAVY = {
    "cryptography", "django", "fastwarc", "htmldate", "lxml", "pypdfium2", "pypinyin", "sqlcipher3",
    "trafilatura",
}  # fmt: skip
"""Packages that a command which does not need them must not wait for."""


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def test_the_contract_states_the_order_of_the_rooms() -> None:
    """The layers under test are those of the design, in its order."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    assert [re.sub(r"[()]", "", layer) for layer in contract["layers"]] == ORDER
    assert contract["containers"] == ["walkout"]
    assert contract["exhaustive"] is True


def test_a_room_imports_only_rooms_further_down() -> None:
    """The layered contract holds for every import in the package."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(program), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_django_is_imported_only_where_the_record_is_kept_and_shown() -> None:
    """Stateless rooms never import Django, at module level or inside a function."""
    found = {
        _name(path)
        for path in MODULES
        if _name(path).partition("/")[0] not in MAY_IMPORT_DJANGO
        and any(name.partition(".")[0] == "django" for name in _imported(_tree(path)))
    }
    assert found == set()


def test_a_module_stays_small_enough_to_be_read() -> None:
    """No module has more than 600 lines."""
    lengths = {_name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > 600} == {}


def test_no_module_is_a_drawer_for_everything() -> None:
    """A module's name says what is in it."""
    assert [p for p in map(_name, MODULES) if re.search(r"\b(utils?|misc|helpers)\b", p)] == []


def _catches_all(tree: ast.AST) -> list[int]:
    """Return the lines that catch everything, by ``except`` or by ``suppress``."""

    def broad(node: ast.expr | None) -> bool:
        if isinstance(node, ast.Tuple):
            return any(broad(part) for part in node.elts)
        return node is None or (
            isinstance(node, ast.Name) and node.id in {"Exception", "BaseException"}
        )

    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and broad(node.type):
            lines.append(node.lineno)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            lines.extend(node.lineno for part in node.args if broad(part))
    return lines


def test_nothing_catches_what_it_does_not_know() -> None:
    """Broad and bare excepts stand only at the reader's process boundary."""
    found = {_name(path): _catches_all(_tree(path)) for path in MODULES}
    assert {name for name, lines in found.items() if lines} <= MAY_CATCH_ALL, found


def test_what_may_catch_all_is_there() -> None:
    """The allow-list names only files that exist."""
    assert [name for name in MAY_CATCH_ALL if not (PACKAGE / name).is_file()] == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        pytest.param("try: f()\nexcept: pass", True, id="bare"),
        pytest.param("try: f()\nexcept Exception: pass", True, id="broad"),
        pytest.param("try: f()\nexcept (OSError, BaseException) as e: g(e)", True, id="in a tuple"),
        pytest.param("with contextlib.suppress(Exception): f()", True, id="suppressed"),
        pytest.param("try: f()\nexcept OSError: pass", False, id="named"),
    ],
)
def test_the_search_for_broad_excepts_finds_them(code: str, found: bool) -> None:
    """The search above would see each spelling of the fault."""
    assert bool(_catches_all(ast.parse(code))) is found


def _unbuilt(tree: ast.AST) -> list[int]:
    """Return the lines where an error is given a message that nobody fills in."""
    lines = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        called = ast.unparse(node.func).rpartition(".")[2]
        first = node.args[0]
        if not re.search(r"(Error|Exception|Warning)$", called):
            continue
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            filled = len(node.args) == 1
            percent = re.search(r"%[-+#0 ]*\d*[sdrfxi]", first.value)
            if (percent and not filled) or re.search(r"\{[A-Za-z_][\w.]*(![rsa])?\}", first.value):
                lines.append(node.lineno)
    return lines


def test_no_error_carries_a_message_that_was_never_built() -> None:
    """No error gets a format string and a comma, or braces without an ``f``."""
    found = {_name(path): _unbuilt(_tree(path)) for path in MODULES}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        pytest.param("raise ValueError('no %r here', x)", True, id="a format string and a comma"),
        pytest.param("raise errors.TableError('row {row} is short')", True, id="an f forgotten"),
        pytest.param("e = KeyError('%s', x)", True, id="built, not raised"),
        pytest.param("raise ValueError('no %r here' % x)", False, id="built by %"),
        pytest.param("raise ValueError(f'row {row}')", False, id="built by f"),
        pytest.param("raise TableError('50 % is short', row=3)", False, id="a plain percent"),
    ],
)
def test_the_search_for_unbuilt_messages_finds_them(code: str, found: bool) -> None:
    """The search above would see each spelling of the fault."""
    assert bool(_unbuilt(ast.parse(code))) is found


def _modules_after(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has after running `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sorted(sys.modules), file=sys.stderr)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import walkout", id="the package"),
        pytest.param("import walkout.cli.main", id="the command line"),
        pytest.param(
            "import walkout.cli.main as m, sys\nsys.argv = ['walkout', '--help']\n"
            "try: m.main()\nexcept SystemExit as end: assert not end.code",
            id="its help",
        ),
    ],
)
def test_the_command_line_starts_without_what_it_may_not_need(code: str) -> None:
    """Starting the command line loads no reader, no database and no table of data."""
    assert _modules_after(code) & HEAVY == set()


PURE = {"model", "text", "codebook", "places", "extract", "resolve", "measure", "protect"}


@pytest.mark.parametrize("room", sorted(PURE & {path.parent.name for path in MODULES}))
def test_a_room_of_pure_functions_imports_nothing_heavy(room: str) -> None:
    """Importing every module of a pure room loads no Django, no reader and opens no file."""
    modules = [
        "walkout." + _name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in sorted((PACKAGE / room).rglob("*.py"))
    ]
    code = "".join(f"import {module}\n" for module in modules)
    assert _modules_after(code) & HEAVY == set()
