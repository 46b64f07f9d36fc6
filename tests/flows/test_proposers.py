"""Which proposers read, and where answers are kept."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from walkout.errors import ConfigurationError
from walkout.extract.endpoint import EndpointProposer, Reply
from walkout.extract.endpoint_question import Question
from walkout.extract.proposer import Report, propose
from walkout.extract.proposers import PROPOSERS
from walkout.flows.answers import AnswerFolder
from walkout.flows.proposers import DEFAULT, NAMES, checked, coders_of, local, with_endpoint
from walkout.model.endpoint import Endpoint


def test_the_endpoint_is_never_asked_by_default() -> None:
    """Who needs nothing but the text reads; a language model is named or silent."""
    assert checked(None) == DEFAULT == tuple(PROPOSERS)
    assert "endpoint" in NAMES
    assert "endpoint" not in DEFAULT


def test_names_run_in_their_own_order_each_once() -> None:
    """However they were given."""
    assert checked(["endpoint", "rule", "rule"]) == ("rule", "endpoint")
    assert checked([]) == ()


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    """The error says who there is."""
    with pytest.raises(ConfigurationError) as caught:
        checked(["rule", "oracle"])
    assert caught.value.where == {"proposer": "oracle"}
    assert all(name in caught.value.fix for name in NAMES)


@pytest.mark.parametrize("name", PROPOSERS)
def test_every_proposer_speaks_as_the_coders_that_it_names(name: str) -> None:
    """No statement carries a coder that is not told beforehand, and every quote is in place."""
    text = "😀𠮷2014年4月14日，广东东莞裕新鞋厂两千多名工人罢工，要求补缴社保，警方带走三十人。"
    who = local(["rule", name])
    made = propose(Report(text), who)
    assert made.mentions
    for mention in made.mentions:
        for statement in mention.statements:
            assert statement.coder in coders_of(who)
            statement.check(text)


@pytest.mark.parametrize("name", PROPOSERS)
def test_a_proposer_takes_nothing_away(name: str) -> None:
    """What was there before it is there after it, in the same mentions."""
    text = "2014年4月14日，广东东莞裕新鞋厂两千多名工人罢工。"
    before = propose(Report(text), local(["rule"])).mentions
    after = PROPOSERS[name]().propose(Report(text), before).mentions
    kept = {(m.start, m.end): set(map(repr, m.statements)) for m in after}
    for mention in before:
        assert set(map(repr, mention.statements)) <= kept[mention.start, mention.end]


def test_the_endpoint_needs_an_endpoint() -> None:
    """Naming the proposer is not enough."""
    with pytest.raises(ConfigurationError, match="no endpoint"):
        with_endpoint(["rule", "endpoint"])

    def ask(question: Question) -> Reply:
        raise AssertionError("nobody asks")

    readers = with_endpoint(["endpoint"], Endpoint("http://127.0.0.1", "m"), ask)
    assert [type(r) for r in readers] == [EndpointProposer]
    assert with_endpoint(["rule"])


KEY = "a" * 64


def test_answers_come_back_and_are_their_owners_alone(tmp_path: Path) -> None:
    """The folder and its files are closed to others; halves of surrogates survive."""
    folder = tmp_path / "cache"
    made = AnswerFolder(folder)
    made[KEY] = "罢工\ud800"
    assert AnswerFolder(folder)[KEY] == "罢工\ud800"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == {0o600}
    assert list(made) == [KEY]
    del made[KEY]
    assert len(made) == 0


@pytest.mark.parametrize("key", ["../x", "", "A" * 64, "a" * 63])
def test_only_keys_of_questions_name_files(tmp_path: Path, key: str) -> None:
    """No key leads out of the folder."""
    made = AnswerFolder(tmp_path / "cache")
    with pytest.raises(KeyError):
        made[key] = "x"
    assert key not in made


def test_a_damaged_answer_is_none(tmp_path: Path) -> None:
    """It is asked for again."""
    made = AnswerFolder(tmp_path / "cache")
    (tmp_path / "cache" / f"{KEY}.txt").write_bytes(b"\xff\xfe")
    assert made.get(KEY) is None


@pytest.mark.parametrize("how", ["open to others", "a file", "a link"])
def test_a_folder_that_others_can_open_is_refused(tmp_path: Path, how: str) -> None:
    """It holds words of the texts."""
    folder = tmp_path / "cache"
    if how == "open to others":
        folder.mkdir(mode=0o755)
        folder.chmod(0o755)
    elif how == "a file":
        folder.write_text("x")
    else:
        (tmp_path / "real").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "real")
    with pytest.raises(ConfigurationError, match="only you can open"):
        AnswerFolder(folder)
