"""The clause model: what it hears, what it leaves alone, and that its file is the card's."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.codebook import labels
from walkout.extract.hearing import CODER, hear, weights
from walkout.extract.hearing.features import chinese, signs
from walkout.extract.hearing.weights import FILE, parse
from walkout.extract.hits import Hit
from walkout.extract.mentions import extract
from walkout.extract.segment import sentences
from walkout.text.script import image

ROOT = Path(__file__).resolve().parents[2]


def _heard(text: str, hits: tuple[Hit, ...] = ()) -> set[tuple[str, str]]:
    folded = image(text)
    return {(h.field, h.code) for h in hear(folded, sentences(folded), hits)}


def test_the_card_is_of_the_shipped_file() -> None:
    """The card gives the hash, the size and the coder of the weights that the package holds."""
    content = (files("walkout.extract.hearing") / FILE).read_bytes()
    card = (ROOT / "docs/model-card-clauses.md").read_text("utf-8")
    assert hashlib.sha256(content).hexdigest() in card
    assert f"{len(content):,} bytes" in card
    assert f"`{CODER}`" in card
    assert weights().name == CODER.removeprefix("model:")
    assert len(content) < 1_000_000


def test_every_label_is_a_code_of_the_codebook() -> None:
    """The model can only say what the codebook has; an act is the second part of a response."""
    known = labels()
    acts = {code.partition(".")[2] for code in known["response"]}
    for field, code in weights().labels:
        assert code in (acts if field == "act" else known[field]), (field, code)


def test_every_written_phrase_has_labels_of_the_model_or_none() -> None:
    """A label that was mistyped in the phrases would be lost in silence."""
    known = {name: set(labels()[name]) for name in ("action", "demand", "cause", "outcome")}
    seen: dict[str, int] = {}
    for path in sorted((ROOT / "scripts/clauses").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            label, tab, clause = line.partition("\t")
            assert tab, (path.name, line)
            assert clause.strip(), (path.name, line)
            for part in label.split("+"):
                field, _, code = part.partition(".")
                if field in known:
                    assert code in known[field], (path.name, part)
                else:
                    assert field == "act" or part == "none", (path.name, part)
                seen[part] = seen.get(part, 0) + 1
    assert seen["none"] > 2_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("拖着我们仨月的工钱", ("demand", "wage_arrears"), id="unpaid months"),
        pytest.param("厂里至今没给我们交养老保险", ("demand", "social_insurance"), id="insurance"),
        pytest.param("老板跑了", ("cause", "relocation_closure"), id="boss gone"),
    ],
)  # fmt: skip
def test_what_a_clause_tells_is_heard(text: str, expected: tuple[str, str]) -> None:
    """Clauses in words of their own give the code that a coder would give them."""
    assert expected in _heard(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("今天天气不错，我们去公园散了散心。", id="weather"),
        pytest.param("公司按时发了工资，大家都很高兴。", id="paid on time"),
        pytest.param("球队在下半场连进三球。", id="sport"),
        pytest.param("The weather stayed fine and the children played outside.", id="a fine day"),
        pytest.param("Shares of the steel maker rose two percent.", id="shares"),
        pytest.param("", id="nothing"),
        pytest.param("，。！？", id="only stops"),
        pytest.param("\ud800\u4e00\U0002a6d6🚩", id="half a surrogate and an astral character"),
    ],
)
def test_small_talk_tells_nothing(text: str) -> None:
    """What is no demand, cause, response or outcome is not heard as one."""
    assert _heard(text) == set()


def test_a_clause_that_the_lexicon_reads_is_left_alone() -> None:
    """Where a word of a field stands in a clause, the model adds nothing to that field."""
    text = "拖着我们仨月的工钱"
    word = Hit(0, 1, "demand", "pension", 1, "zh")
    assert ("demand", "wage_arrears") not in _heard(text, (word,))


@given(st.text(max_size=120), st.sampled_from(["", "欠了我们13个月工资，"]))
def test_what_is_heard_lies_inside_one_clause(text: str, seed: str) -> None:
    """Every hit is a span of the text without a clause's end in it, and knows its odds."""
    folded = image(seed + text)
    for hit in hear(folded, sentences(folded), ()):
        assert 0 <= hit.start < hit.end <= len(folded)
        assert "，" not in folded[hit.start : hit.end - 1]
        assert hit.odds > -100
        assert hit.gap


@given(st.text(alphabet="欠了十3个月,，。 工资a", max_size=40))
def test_signs_lead_back_to_the_text(text: str) -> None:
    """A position in the signs and one in the image are the same character, numbers aside."""
    made = signs(text)
    for at, sign in enumerate(made.text):
        if sign not in "0\n":
            assert text[made.back(at)] == sign
            assert made.forth(made.back(at)) == at


def test_features_are_those_of_the_training() -> None:
    """The automaton finds in a text what the training saw of a clause."""
    model = weights()
    clause = "老板欠了13个月工资"
    found = {number for number, _, _ in model.runs.find_matches_as_indexes(
        "\n" + signs(clause).text + "\n", overlapping=True
    )}  # fmt: skip
    seen = set(chinese(clause))
    names = _names()
    assert {names[n] for n in found} == {n for n in names if n in seen}


def _names() -> list[str]:
    text = (files("walkout.extract.hearing") / FILE).read_text("utf-8")
    lines = text.splitlines()[1:]
    return [line.rpartition("\t")[0].replace("|", "\n") for line in lines]


def test_a_file_reads_back() -> None:
    """Header, features, and what they add."""
    made = parse(
        '# {"bias": [-1], "labels": ["demand.pension"], "model": "clauses@9", "open": 1}\n'
        "养老\t3 0:5\n停发|\t4 0:-6\n"
    )
    assert made.labels == (("demand", "pension"),)
    assert [made.lane(row, 0) for row in made.rows] == [5, -6]
    assert made.runs.find_matches_as_indexes("停发\n") == [(1, 0, 3)]


def test_statements_carry_the_models_coder() -> None:
    """What was heard says so, and is never surer than the rule that uses it."""
    text = "2019年5月6日，东莞一家鞋厂两百名工人罢工，老板拖着大伙仨月的工钱。"
    plain = {s.coder for m in extract(text) for s in m.statements}
    assert CODER not in plain
    for mention in extract(text, listen=True):
        for statement in mention.statements:
            if statement.coder == CODER:
                assert statement.confidence <= 0.85
                statement.check(text)
