"""``walkout.toml``."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkout.errors import ConfigurationError, NewerRecordError, RecordError
from walkout.model.endpoint import Endpoint
from walkout.record.settings import FORMAT, Settings, load, parse, render, save


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(st.sampled_from(["zh-Hans", "zh-Hant", "en"]), min_size=1, unique=True),
)
def test_settings_come_back_as_they_were_written(title: str, languages: list[str]) -> None:
    """Any title can be had, quotes, control characters and emoji included."""
    made = Settings(title, "Asia/Taipei", tuple(languages), "embedded", {"n": 4, "salt": "ab=="})
    assert parse(render(made)) == made


@pytest.mark.parametrize(
    ("line", "setting"),
    [
        pytest.param('zone = "Mars/Olympus"', "zone", id="no such zone"),
        pytest.param('languages = ["tlh"]', "languages", id="no such language"),
        pytest.param("languages = []", "languages", id="no language"),
        pytest.param('titel = "x"', "titel", id="a misspelt setting"),
        pytest.param("title = 7", "title", id="a wrong type"),
        pytest.param('key = "x"', "key", id="no table of keys"),
    ],
)
def test_a_setting_that_cannot_stand_is_named(line: str, setting: str) -> None:
    """The error names the setting and says what is known."""
    with pytest.raises(ConfigurationError) as caught:
        parse(f"format = 1\n{line}\n")
    assert caught.value.where["setting"] == setting
    assert caught.value.fix


@pytest.mark.parametrize("text", ["format = ", "format = 1\nformat = 2", "\x00", "[key"])
def test_a_file_that_is_no_toml_is_told(text: str) -> None:
    """And what to do about it."""
    with pytest.raises(ConfigurationError, match="cannot be read"):
        parse(text)


def test_a_newer_format_is_refused() -> None:
    """A newer Walkout's record is told as such, whatever else is in it."""
    with pytest.raises(NewerRecordError) as caught:
        parse(f"format = {FORMAT + 1}\nunheard_of = true\n")
    assert caught.value.where == {"format": FORMAT + 1, "known": FORMAT}


@pytest.mark.parametrize("text", ["", 'format = "1"'])
def test_a_file_without_its_format_is_damaged(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ConfigurationError):
        parse(text)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(Settings(proposers=("rule",)), id="one proposer"),
        pytest.param(Settings(proposers=()), id="none at all"),
        pytest.param(
            Settings(
                proposers=("rule", "endpoint"),
                endpoint=Endpoint("http://127.0.0.1:8080/v1", "qwen3:8b", timeout=2.5, window=900),
                key={"opens_by": "nothing"},
            ),
            id="an endpoint with limits of its own",
        ),
    ],
)
def test_proposers_and_endpoint_come_back(made: Settings) -> None:
    """What a keeper chose survives a rewriting of the file, defaults left unwritten."""
    assert parse(render(made)) == made


@pytest.mark.parametrize(
    ("line", "setting"),
    [
        pytest.param("proposers = [1]", "proposers", id="a number for a name"),
        pytest.param('[endpoint]\nurl = "http://127.0.0.1"', "endpoint.model", id="no model"),
        pytest.param('[endpoint]\nmodel = "m"', "endpoint.url", id="no address"),
        pytest.param(
            '[endpoint]\nmodel = "m"\nurl = "http://127.0.0.1"\nkey = "sk-1"',
            "endpoint.key",
            id="a key in the file",
        ),
        pytest.param(
            '[endpoint]\nmodel = "m"\nurl = "http://127.0.0.1"\ntimeout = true',
            "endpoint.timeout",
            id="a truth for a number",
        ),
    ],
)
def test_an_endpoint_that_cannot_stand_is_named(line: str, setting: str) -> None:
    """The error names the setting and repeats no value: a key may stand in the wrong line."""
    with pytest.raises(ConfigurationError) as caught:
        parse(f"format = 1\n{line}\n")
    assert caught.value.where["setting"] == setting
    assert "sk-1" not in str(caught.value)


def test_saving_is_whole_or_not_at_all(tmp_path: Path) -> None:
    """A new file takes the old one's place and is its owner's."""
    save(tmp_path, Settings(title="one"))
    save(tmp_path, Settings(title="two"))
    assert load(tmp_path).title == "two"
    assert [path.name for path in tmp_path.iterdir()] == ["walkout.toml"]
    assert (tmp_path / "walkout.toml").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("what", ["nothing", "a folder", "a file in its way", "bytes"])
def test_where_there_is_no_record_the_error_says_so(tmp_path: Path, what: str) -> None:
    """Each way of not being a record gives one clear error."""
    folder = tmp_path / "record"
    if what == "a file in its way":
        folder.write_text("x")
    elif what != "nothing":
        folder.mkdir()
    if what == "bytes":
        (folder / "walkout.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(RecordError) as caught:
        load(folder)
    assert caught.value.fix
