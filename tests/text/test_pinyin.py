"""Names in pinyin, for comparison with their romanised forms."""

from __future__ import annotations

import subprocess
import sys

import pytest

from walkout.text.pinyin import pinyin


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("富士康", "fushikang", id="a firm"),
        pytest.param("裕元鞋廠", "yuyuanxiechang", id="traditional characters"),
        pytest.param("重庆", "chongqing", id="a reading by word"),
        pytest.param("东莞", "dongguan", id="a reading of a place"),
        pytest.param("陕西省", "shaanxisheng", id="the usual spelling of Shaanxi"),
        pytest.param("山西省", "shanxisheng", id="which Shanxi is not"),
        pytest.param("绿城", "lvcheng", id="u with dots as typed"),
        pytest.param("ＡBC 123厂", "abc123chang", id="letters and digits stay, spaces go"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_name_is_spelled_without_tones_and_spaces(name: str, expected: str) -> None:
    """Either script gives the same spelling; other letters and digits are kept."""
    assert pinyin(name) == expected


def test_importing_the_module_does_not_load_the_dictionaries() -> None:
    """The dictionaries, 0.2 s to load, come with the first name and not with the import."""
    code = "import sys, walkout.text.pinyin; print('pypinyin' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
