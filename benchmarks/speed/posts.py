"""Invented posts of about 80 characters, and prose made of such sentences, from a fixed seed.

Built from lists of days, places, firms, crowds, acts, demands and replies with numbers drawn anew
for each, so that hardly two are alike and no cache of whole texts helps. One post in four tells of
no action. Nothing in them is taken from a data set, and nobody in them is real.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml

SEED = 20100527
PUBLISHED = date(2016, 10, 12)
NEGATIVE_SHARE = 0.25

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@functools.cache
def words(language: str) -> dict[str, list[str]]:
    """Return the lists of words that posts of a language are made from."""
    path = Path(__file__).with_name(f"words-{language}.yml")
    read: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def _numbers(chance: random.Random) -> dict[str, str]:
    day = chance.randrange(1, 25)
    crowd = chance.choice((chance.randrange(11, 99), chance.randrange(10, 90) * 10, 1200, 2500))
    return {
        "y": str(chance.randrange(2009, 2017)),
        "m": str(chance.randrange(1, 13)),
        "month": chance.choice(MONTHS),
        "d": str(day),
        "e": str(day + chance.randrange(1, 4)),
        "n": str(crowd),
        "q": str(crowd + 100),
        "s": str(chance.randrange(2, 30)),
        "k": str(chance.randrange(2, 9)),
        "p": str(chance.randrange(5, 60)),
        "w": str(chance.randrange(11, 990)),
    }


def _firm_zh(chance: random.Random) -> str:
    zh = words("zh")
    tail = chance.choice(zh["firm_tails"])
    if chance.random() < 0.5:
        return chance.choice(zh["firm_heads"]) + chance.choice(zh["firm_heads"]) + tail
    return chance.choice(zh["bare"]).format(tail=tail)


def post_zh(chance: random.Random) -> str:
    """Return one Chinese post."""
    zh = words("zh")
    numbers = _numbers(chance)
    place, firm = chance.choice(zh["places"]), _firm_zh(chance)
    if chance.random() < NEGATIVE_SHARE:
        text = chance.choice(zh["negatives"]).format(city=place, firm=firm, **numbers)
        return text + chance.choice(zh["negatives"]).format(city=place, firm=firm, **numbers)[:38]
    asks = [a for a in chance.sample(zh["asks"], 2) if a]
    parts = [chance.choice(zh["days"]), "，" if chance.random() < 0.3 else "", place, firm]
    parts += [chance.choice(zh["crowds"]), chance.choice(zh["acts"])]
    parts += [f"，{'，'.join(asks)}。" if asks else "。"]
    text = "".join(parts)
    for reply in chance.sample(zh["replies"], 5):
        if len(text) < 80:
            text += reply
    return text.format(**numbers).lstrip("，")


def post_en(chance: random.Random) -> str:
    """Return one English post."""
    en = words("en")
    numbers = _numbers(chance)
    names = {"head": chance.choice(en["heads"]), "place": chance.choice(en["places"])}
    if chance.random() < NEGATIVE_SHARE:
        return chance.choice(en["negatives"]).format(**names, **numbers)
    firm = chance.choice(en["firms"]).format(**names)
    crowd = chance.choice(en["crowds"]).format(**numbers)
    act = chance.choice(en["acts"]).format(firm=firm, **names)
    day = chance.choice(en["days"]).format(**numbers)
    ask, reply = chance.choice(en["asks"]), chance.choice(en["replies"])
    text = f"{day}{crowd} {act}{ask}{reply}".format(**numbers)
    return text[0].upper() + text[1:]


MAKERS: dict[str, Callable[[random.Random], str]] = {"zh": post_zh, "en": post_en}


def posts(language: str, number: int, seed: int = SEED) -> list[str]:
    """Return so many different posts, the same on every run."""
    chance = random.Random(f"{language} {seed}")  # noqa: S311 - invented, no secret
    make = MAKERS[language]
    out: dict[str, None] = {}
    while len(out) < number:
        out[make(chance)] = None
    return list(out)


def _background(language: str, chance: random.Random) -> str:
    lists, numbers = words(language), _numbers(chance)
    place, trade = chance.choice(lists["places"]), chance.choice(lists["trades"])
    return chance.choice(lists["prose"]).format(city=place, place=place, trade=trade, **numbers)


def prose(language: str, size: int, *, events: float = 0.15, seed: int = SEED) -> str:
    """Return prose of about so many bytes of UTF-8: paragraphs of four to eight sentences.

    Args:
        language: ``zh`` or ``en``.
        size: Bytes.
        events: Share of sentences made like posts; the others tell of life and trade. An essay
            has few (0.15), a list of reports has nothing else (1.0).
        seed: Of the draw.
    """
    chance = random.Random(f"prose {language} {seed}")  # noqa: S311 - invented, no secret
    make = MAKERS[language]
    gap = "" if language == "zh" else " "
    paragraphs, length = [], 0
    while length < size:
        sentences = [
            make(chance) if chance.random() < events else _background(language, chance)
            for _ in range(chance.randrange(4, 9))
        ]
        paragraphs.append(gap.join(sentences))
        length += len(paragraphs[-1].encode()) + 2
    return "\n\n".join(paragraphs).encode()[:size].decode("utf-8", "ignore")
