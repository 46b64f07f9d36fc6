from __future__ import annotations

from pathlib import Path

import pytest

from walkout import codebook
from walkout.codebook.__main__ import main
from walkout.codebook.document import document

PAGE = Path(__file__).parents[2] / "docs" / "codebook.md"


def test_the_documentation_is_what_the_data_says() -> None:
    """Nobody reads a rule on the page that the codebook does not have."""
    wanted = document(codebook.load())
    assert PAGE.read_text(encoding="utf-8") == wanted, "run: python -m walkout.codebook"


def test_every_code_and_field_stands_on_the_page() -> None:
    """A coder finds each code by its id, with its name in both languages."""
    page = document(codebook.load())
    for field in codebook.load().fields.values():
        assert f"\n## {field.id}\n" in page
        for code in field.codes if not field.parts else ():
            assert f"| `{code.id}`<br>{code.label.zh}<br>{code.label.en}" in page


def test_each_row_of_a_table_has_six_cells() -> None:
    """A text that holds a bar does not break its table."""
    rows = [line for line in document(codebook.load()).splitlines() if line.startswith("| `")]
    assert len(rows) > 200
    assert {line.replace("\\|", "").count("|") for line in rows} == {7}


def test_faults_are_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A codebook that fails its check never reaches the joined file or the page."""
    source = Path(codebook.__file__).parent / "v1"
    for file in source.glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(text.replace("en: Strike\n", "en: ''\n"), "utf-8")
    assert main(tmp_path, tmp_path / "page.md") == 1
    assert "action.strike: has no label in en (missing_text)" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.json"))
    assert not (tmp_path / "page.md").exists()


def test_a_faultless_codebook_is_joined_and_documented(tmp_path: Path) -> None:
    """One command writes both files that are made from the data."""
    source = Path(codebook.__file__).parent / "v1"
    for file in source.glob("*.yml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert main(tmp_path, tmp_path / "page.md") == 0
    assert (tmp_path / "codebook.json").read_bytes() == (source / "codebook.json").read_bytes()
    assert "| `strike`<br>罢工<br>Strike" in (tmp_path / "page.md").read_text(encoding="utf-8")
