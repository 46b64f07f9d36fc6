"""Reports of a JSON Lines file: what each line is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from walkout.flows.extract import Report, reports


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param('{"id":"a7","text":"罢工"}', "a7", id="as it says"),
        pytest.param('{"id":0,"text":"罢工"}', "0", id="a number, nought too"),
        pytest.param('{"text":"罢工"}', "1", id="none: the number of its line"),
        pytest.param('{"id":null,"text":"罢工"}', "1", id="null is none"),
    ],
)
def test_a_line_has_its_own_id_or_its_number(tmp_path: Path, line: str, name: str) -> None:
    """Null is no id: two such lines would be one document."""
    path = tmp_path / "reports.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    (report,) = reports(path)
    assert isinstance(report, Report)
    assert report.id == name
