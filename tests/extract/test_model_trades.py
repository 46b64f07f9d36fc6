"""The bundled model of trades: what it says of phrases, when it speaks, what it quotes."""

from __future__ import annotations

import hashlib
import json
import re
import time
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.codebook.loading import load
from walkout.extract.mentions import extract
from walkout.extract.proposer import Report
from walkout.extract.proposers import PROPOSERS
from walkout.extract.trades.coder import LEAST_SILENT, MOST, TradeCoder
from walkout.extract.trades.features import chinese, english
from walkout.extract.trades.phrases import chinese_phrases, english_phrases
from walkout.extract.trades.weights import FILE, parse, weights
from walkout.model.contract import assemble
from walkout.model.statement import Mention, Statement

ROOT = Path(__file__).resolve().parents[2]


def _said(text: str, mentions: tuple[Mention, ...] | None = None) -> list[Statement]:
    """Return what the model adds to the mentions of a text."""
    given = extract(text) if mentions is None else mentions
    made = TradeCoder().propose(Report(text), given).mentions
    return [s for m in made for s in m.statements if s.coder.startswith("model:")]


def _whole(text: str, *statements: Statement) -> tuple[Mention, ...]:
    """Return one mention over a whole text, as rules that found no more than this leave it."""
    return (Mention(0, len(text), statements),)


def _rule(text: str, value: str, quote: str, confidence: float = 0.85) -> Statement:
    start = text.index(quote)
    return Statement(
        "industry", value, quote, start, start + len(quote), "rule:en@1", "stated", confidence
    )


# --- the file ------------------------------------------------------------------------------------


def test_the_card_is_of_the_shipped_file() -> None:
    """The card gives the hash, the size and the name of the weights that the package holds."""
    content = (files("walkout.extract.trades") / FILE).read_bytes()
    card = (ROOT / "docs/model-card-trades.md").read_text("utf-8")
    assert hashlib.sha256(content).hexdigest() in card
    assert f"{len(content):,} bytes" in card
    assert f"`model:{weights().name}`" in card
    assert len(content) < 400_000


def test_the_weights_come_from_the_lists_that_stand_here() -> None:
    """Whoever edits a list or the features must train anew: the file names what it learnt from."""
    header = json.loads(
        (files("walkout.extract.trades") / FILE).read_text("utf-8").splitlines()[0][2:]
    )
    for name, digest in header["learnt_from"].items():
        assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == digest, name
    assert len(header["learnt_from"]) == 3


def test_every_code_of_the_model_is_one_of_the_codebook() -> None:
    """The model proposes codes of the field industry only; `unsaid` is never proposed."""
    codebook = load()
    assert [c for c in weights().codes if not codebook.has("industry", c)] == ["unsaid"]


def test_lists_hold_each_phrase_under_codes_of_the_model() -> None:
    """A line of the lists is a code of the model and its phrases."""
    for language in ("en", "zh"):
        path = ROOT / f"scripts/trades/phrases_{language}.txt"
        for line in path.read_text("utf-8").splitlines():
            assert line.startswith("#") or line.partition(":")[0] in weights().codes, line


def test_a_file_is_read_as_it_was_written() -> None:
    """Header, biases, then a feature a line with letters for codes."""
    model = parse('# {"model": "m@2", "codes": ["a", "b"], "scale": 10}\n1 -1\n$锅\ta20 b-5\n')
    assert (model.name, model.codes, model.bias) == ("m@2", ("a", "b"), (1, -1))
    assert model.weigh(["$锅", "unknown"]) == [2.1, -0.6]
    assert model.best(["$锅"])[0] == "a"
    assert (model.support("$锅", "b"), model.support("none", "b")) == (-5, 0)


# --- phrases -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Workers at a touch panel company", ["touch panel company"], id="a firm"),
        pytest.param("staff of a Taiwanese-owned lens maker", ["lens maker"], id="owners left out"),
        pytest.param("Lantern workers strike", ["Lantern workers"], id="people at work"),
        pytest.param(
            "workers from Hongxin Motors, Wuhan", ["Hongxin Motors"], id="a name after at"
        ),
        pytest.param("workers at a government building", [], id="where people stood"),
        pytest.param("Workers strike over wages", [], id="no phrase"),
        pytest.param(
            "owed by a pump and valve works", ["pump and valve works"], id="joined by and"
        ),
    ],
)
def test_english_phrases(text: str, expected: list[str]) -> None:
    """A phrase stands before a firm, a works or people at work, or after "workers at"."""
    assert [text[p.start : p.end] for p in english_phrases(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("位于桐城的宏远控制器有限公司欠薪", ["宏远控制器有限公司"], id="behind 的"),
        pytest.param(
            "青河市永利绳网(广东)有限公司", ["永利绳网(广东)有限公司"], id="a bracket within"
        ),
        pytest.param("一家假发厂的员工", ["假发厂"], id="a works, and people without a phrase"),
        pytest.param("厂方拒绝，厂门被堵", [], id="厂 of 厂方 and 厂门"),
        pytest.param("港资家具厂的工人", ["家具厂"], id="家 of 家具 is no measure word"),
    ],
)
def test_chinese_phrases(text: str, expected: list[str]) -> None:
    """A phrase stands before 公司, 厂, 工人 and the like, from the last boundary on."""
    assert [text[p.start : p.end] for p in chinese_phrases(text, 0, len(text))] == expected


def test_features_of_both_languages() -> None:
    """Words with their order and end in English; runs of characters and the end in Chinese."""
    assert english(["Gears"], "works") == ["gear", "$gear", ">works"]
    assert chinese("锅", "") == ["$锅"]


# --- when it speaks ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "quote"),
    [
        pytest.param(
            "Workers at an artificial flower company in Heshan strike over unpaid wages",
            "manufacturing",
            "artificial flower company",
            id="what a firm makes",
        ),
        pytest.param(
            "Staff of a performing arts company protest wage arrears",
            "services",
            "performing arts company",
            id="what a firm does",
        ),
        pytest.param(
            "青河市永利绳网有限公司工人罢工", "manufacturing", "绳网有限公司", id="a firm's name"
        ),
        pytest.param(
            "永發傢俬有限公司工人罷工", "manufacturing", "傢俬有限公司", id="traditional script"
        ),
        pytest.param("宏遠客運有限公司員工停工", "transport", "客運有限公司", id="another trade"),
    ],
)
def test_speaks_where_rules_are_silent(text: str, value: str, quote: str) -> None:
    """A phrase of the trade gives a stated industry that quotes it."""
    (said,) = _said(text, _whole(text))
    assert said.value == value
    assert said.quote is not None
    assert said.quote.endswith(quote)
    assert said.quote == text[said.start : said.end]
    assert said.basis == "stated"
    assert LEAST_SILENT <= said.confidence <= MOST


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Workers demand unpaid wages at the government building", id="no firm"),
        pytest.param("Workers at a state-owned company strike", id="an owner, no trade"),
        pytest.param("Workers at Hongda Group strike over pay", id="a name that tells nothing"),
        pytest.param("某公司上百名员工罢工", id="公司 alone"),
        pytest.param("宏达集团员工罢工", id="a Chinese name that tells nothing"),
        pytest.param("大家下班一起吃饭吗？今天天气真好", id="small talk"),
        pytest.param("Nice weather, shall we have lunch with the staff?", id="English small talk"),
        pytest.param("", id="nothing"),
    ],
)
def test_abstains_where_no_words_tell_a_trade(text: str) -> None:
    """However likely manufacturing may be, without words of the trade nothing is proposed."""
    assert _said(text, _whole(text)) == []


def test_small_talk_has_no_mention_to_speak_of() -> None:
    """Without a mention the model adds none."""
    made = TradeCoder().propose(Report("今天去新开的火锅店吃饭"), ())
    assert made.mentions == ()


def test_leaves_a_sure_rule_alone() -> None:
    """What the rules read in a whole phrase stands."""
    text = "Workers at a toy factory strike"
    assert _said(text, _whole(text, _rule(text, "services", "toy factory"))) == []


def test_reads_the_whole_phrase_where_a_rule_read_its_first_words() -> None:
    """A phrase ends in what it is: metro construction is building, though metro is transport."""
    text = "Metro construction workers block a road over arrears"
    (said,) = _said(text, _whole(text, _rule(text, "transport", "Metro")))
    assert (said.value, said.quote) == ("construction", "Metro construction workers")
    agreed = _whole(text, _rule(text, "construction", "Metro"))
    assert _said(text, agreed) == []


def test_speaks_beside_an_unsure_rule_and_is_shown() -> None:
    """A rule under its own threshold gives way: of two coders the model's value is shown."""
    text = "Workers of an umbrella company strike at the service gate"
    mentions = _whole(text, _rule(text, "services", "service", confidence=0.35))
    made = TradeCoder().propose(Report(text), mentions).mentions[0]
    assert assemble(made.statements)["industry"] == "manufacturing"
    assert len(made.statements) == 2


def test_a_known_firm_needs_no_model() -> None:
    """Where the rules know the firm, and so its trade, the model says nothing."""
    text = "Workers at Foo Mobile company strike"
    known = Statement("industry", "services", None, None, None, "rule:en@1", "inferred", 0.4)
    assert _said(text, _whole(text, known)) == []


def test_a_person_in_the_quote_is_marked() -> None:
    """A quote that spans a private person's name is marked, so that protection can act."""
    text = "工人代表张建国制衣厂罢工"
    (said,) = _said(text, _whole(text))
    assert "张建国" in (said.quote or "")
    assert said.person


def test_is_in_the_registry() -> None:
    """Settings name it `model`; its coder names model and version, and it runs after the rules."""
    assert list(PROPOSERS)[:2] == ["rule", "model"]
    assert PROPOSERS["model"]().coders == (f"model:{weights().name}",)
    assert re.fullmatch(r"model:[a-z]+@\d+", PROPOSERS["model"]().coders[0])


# --- laws ----------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    "workers at a lens company 锅炉 有限公司 工人 罢工 and İ 😀 𠮷 works staff , \n 厂 ß".split(" ")
)


@given(st.lists(_PIECES | st.text(max_size=4), max_size=30).map(" ".join))
def test_any_text_gives_quotes_of_itself(text: str) -> None:
    """Whatever the text, a proposal quotes it at its span, emoji and astral characters included."""
    for said in _said(text, _whole(text)):
        assert said.quote == text[said.start : said.end]
        assert said.quote
        assert said.value in weights().codes


def test_time_grows_with_the_text_and_no_faster() -> None:
    """Eight times the text takes about eight times as long, in both languages."""
    pieces = (
        "Workers at a lens company strike and ",
        "永利绳网有限公司工人罢工",
        "厂" * 12,
        "and ",
    )
    coder = TradeCoder()
    for piece in pieces:

        def seconds(times: int, piece: str = piece) -> float:
            text = piece * times
            began = time.process_time()
            coder.propose(Report(text), _whole(text))
            return time.process_time() - began

        seconds(50)
        assert seconds(4000) < 30 * max(seconds(500), 0.002)
