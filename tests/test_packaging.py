"""What users install: the wheel is whole, the locks hold, the core is small and freely licensed."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "walkout"
SAMPLE = ROOT / "sample" / "documents"
REQUIREMENTS = ROOT / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

MEGABYTE = 1_000_000
CORE_LIMIT = 400 * MEGABYTE


def _pins(lock: str) -> dict[str, str]:
    text = (REQUIREMENTS / f"{lock}.txt").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", text, re.MULTILINE))


def _direct(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in requirements}


def _closure(names: set[str]) -> dict[str, importlib.metadata.Distribution]:
    """Return the distributions that installing these brings on this machine."""
    found: dict[str, importlib.metadata.Distribution] = {}
    done: set[tuple[str, str]] = set()
    queue = [(name, "") for name in sorted(names)]
    while queue:
        name, extra = queue.pop()
        if (name, extra) in done:
            continue
        done.add((name, extra))
        found[name] = importlib.metadata.distribution(name)
        for line in found[name].requires or ():
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                queue.extend((canonicalize_name(need.name), e) for e in ("", *need.extras))
    return found


CORE = _closure(_direct(PROJECT["project"]["dependencies"]))

# --- locks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", ["bootstrap", "core", "dev", "gazetteer", "lock", "node", "train"])
def test_a_lock_holds_names_versions_markers_and_hashes_only(lock: str) -> None:
    """A lock names no index, address, option or path: whoever installs chooses the index."""
    lines = (REQUIREMENTS / f"{lock}.txt").read_text("utf-8").splitlines()
    pin = re.compile(r"[a-z0-9.-]+==[\w.+!]+( ; [\w .'<>=!()]+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not (pin.fullmatch(line) or digest.fullmatch(line))] == []
    for before, after in zip(lines, [*lines[1:], ""], strict=True):
        if pin.fullmatch(before):
            assert digest.fullmatch(after), f"{before} has no hash"


def test_the_core_lock_has_all_that_core_needs() -> None:
    """Core's whole closure on this machine is pinned, so that pip needs to resolve nothing."""
    assert set(CORE) - set(_pins("core")) == set()


def test_tests_run_on_what_users_install() -> None:
    """The dev lock pins core's packages at the core lock's versions."""
    core, dev = _pins("core"), _pins("dev")
    assert {name: dev.get(name) for name in core} == core


def test_the_dev_lock_has_every_extra_and_group_that_tests_need() -> None:
    """What pyproject asks for is in the lock: nobody forgot ``make lock``."""
    extras = PROJECT["project"]["optional-dependencies"]
    asked = _direct([*extras["postgres"], *PROJECT["dependency-groups"]["dev"]])
    assert asked - set(_pins("dev")) == set()


def test_what_is_installed_is_what_is_locked() -> None:
    """The environment under test has the core lock's versions."""
    pins = _pins("core")
    assert {name: CORE[name].version for name in CORE} == {name: pins[name] for name in CORE}


# --- size and licences ---------------------------------------------------------------------------


def _size(path: Path) -> int:
    """Return the bytes of a file, byte code counted as large as its source."""
    if path.suffix == ".pyc" or not path.is_file():
        return 0
    return path.stat().st_size * (2 if path.suffix == ".py" else 1)


def test_a_core_install_is_at_most_400_megabytes(
    record_property: Callable[[str, object], None],
) -> None:
    """Walkout and all that it needs stay small enough for an old laptop and a slow line."""
    sizes = {
        name: sum(_size(Path(str(found.locate_file(file)))) for file in found.files or ())
        for name, found in CORE.items()
    }
    sizes["walkout"] = sum(_size(path) for path in PACKAGE.rglob("*"))
    total = sum(sizes.values())
    largest = sorted(sizes.items(), key=lambda item: -item[1])[:5]
    figure = f"core install: {total / MEGABYTE:.0f} MB, of which " + ", ".join(
        f"{name} {size / MEGABYTE:.0f}" for name, size in largest
    )
    record_property("core_install", figure)
    print(figure)  # noqa: T201 - `pytest -rP` shows the figure
    assert sizes["django"] > 5 * MEGABYTE, "the sum does not see what is installed"
    assert total <= CORE_LIMIT, figure


def _licence(found: importlib.metadata.Distribution) -> str:
    def said(field: str) -> list[str]:
        return found.metadata.get_all(field) or []

    classifiers = [line for line in said("Classifier") if line.startswith("License")]
    free_text = [line.split("\n")[0] for line in said("License") if line.strip()]
    return "; ".join(said("License-Expression") or free_text or classifiers)


def test_nothing_in_core_binds_those_who_build_on_it() -> None:
    """Each package of core's closure says its licence, and none is GPL, LGPL or AGPL only."""
    licences = {name: _licence(found) for name, found in CORE.items()}
    assert [name for name, licence in licences.items() if not licence] == []
    bound = {n: x for n, x in licences.items() if "GPL" in x and " OR " not in x.upper()}
    assert bound == {}


@pytest.mark.parametrize("name", ["psycopg", "codespell"])
def test_the_search_for_binding_licences_would_see_one(name: str) -> None:
    """The search reads the licence of the two such packages that tests use."""
    assert "GPL" in _licence(importlib.metadata.distribution(name))


def test_every_dependency_is_explained() -> None:
    """Each direct dependency has its line, with its licence, in the decision about them."""
    text = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text("utf-8")
    explained = {canonicalize_name(n) for n in re.findall(r"^\| ([\w.-]+) \|", text, re.M)}
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    asked = _direct(
        [
            *project["dependencies"],
            *(line for extra in project["optional-dependencies"].values() for line in extra),
            *(line for group in groups.values() for line in group),
        ]
    )
    assert asked - explained == set(), "in pyproject.toml and not in the decision"
    assert explained - asked - {"package"} == set(), "in the decision and not in pyproject.toml"


def _imported() -> dict[str, set[str]]:
    """Return the distributions that the package imports, each with the modules that do."""
    providers = importlib.metadata.packages_distributions()
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            else:
                continue
            for top in {name.partition(".")[0] for name in names} - sys.stdlib_module_names:
                for provider in providers.get(top, [top]):
                    found.setdefault(canonicalize_name(provider), set()).add(path.name)
    return found


def test_the_package_imports_what_it_asks_for_and_asks_for_what_it_imports() -> None:
    """No package is used that only happens to be there, and none is installed for nothing."""
    asked = _direct(PROJECT["project"]["dependencies"])
    extra = _direct(PROJECT["project"]["optional-dependencies"]["postgres"])
    used = _imported()
    used.pop("walkout")
    assert {name: where for name, where in used.items() if name not in asked | extra} == {}
    assert asked - set(used) == set(), "asked for and never imported"


# --- the wheel -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree as `python -m build` would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run(
        [*command, "--directory", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_has_every_file_of_the_package(wheel: Path) -> None:
    """Data, migrations, the built explorer and the sample are in it, each at its full size."""
    expected = {
        prefix + path.relative_to(base).as_posix(): path.stat().st_size
        for base, prefix in ((PACKAGE, "walkout/"), (SAMPLE, "walkout/sample/documents/"))
        for path in base.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != ".ready"
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = {
            item.filename: item.file_size
            for item in archive.infolist()
            if ".dist-info/" not in item.filename
        }
    assert packed == expected


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("walkout/py.typed", id="the mark that it is typed"),
        pytest.param(r"walkout/publish/explorer/.*\.js", id="the explorer"),
        pytest.param("walkout/sample/documents/.*", id="the sample record"),
        pytest.param("walkout/codebook/v1/.*yml", id="the codebook"),
        pytest.param("walkout/places/data/.*", id="the gazetteer"),
        pytest.param("walkout/extract/lexicon/zh/.*", id="the lexicon"),
        pytest.param(r"walkout/extract/trades/weights\.tsv", id="the bundled model"),
        pytest.param("walkout/record/migrations/0001_.*", id="the first migration"),
        pytest.param(r"walkout-.*\.dist-info/licenses/LICENSE", id="the licence"),
        pytest.param(r"walkout-.*\.dist-info/licenses/NOTICE", id="the credits"),
    ],
)
def test_the_wheel_carries(wheel: Path, pattern: str) -> None:
    """Each part that Walkout cannot work without is in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if re.fullmatch(pattern, name)]


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    """No test, note, cache or Node package travels to users."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert [n for n in names if not re.match(r"walkout(-[\w.]+\.dist-info)?/", n)] == []
    assert [n for n in names if re.search(r"node_modules|__pycache__|\.map$|\.ready$", n)] == []


def test_the_wheel_works_where_it_is_unpacked(wheel: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere, it starts and finds itself there and not in this tree."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "import sys, walkout\n"
        "assert walkout.__file__.startswith(sys.argv[1]), walkout.__file__\n"
        "sys.argv = ['walkout', '--help']\n"
        "from walkout.cli.main import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "AssertionError" not in done.stderr
    assert done.returncode == 0, done.stderr
    assert "walkout" in done.stdout
