"""Train the clause model, src/walkout/extract/hearing/weights.tsv, from clauses written for it.

Run by `make model`: in an environment of its own, with the packages of requirements/train.txt.
The phrases are scripts/clauses/zh*.tsv: a label or several joined by +, a tab, a clause. No report
of any kind is learnt from, neither the gold sets nor other people's records.

One logistic regression a label (liblinear, one thread, a fixed order), over the features that the
scorer uses; weights are rounded to whole numbers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
PHRASES = ROOT / "scripts" / "clauses"
OUT = ROOT / "src/walkout/extract/hearing/weights.tsv"

VERSION = 1
SEED = 20
SCALE = 16
"""A log-odds of 1 is 16 in the file."""
LEAST = 5
"""Weights nearer to 0 are not kept."""
STRENGTH = 4.0
"""Inverse of the ridge; chosen by five-fold validation over the phrases."""
ANY = "any"
"""The question whether a clause tells anything at all."""
HEARD = frozenset({"demand", "cause", "act", "outcome"})
"""Fields that are learnt. Clauses of action serve as what tells none of these: see decision 62."""
UNHEARD = frozenset({"act.none_seen", "demand.other", "cause.other", "demand.first_contract"})
"""What says that nothing was seen, or is too mixed to be learnt."""
FEWEST = 12
"""A label with fewer phrases is not learnt."""


def _module(name: str, path: str) -> Any:
    """Load a module by its path: the package around it wants more than this environment has."""
    spec = spec_from_file_location(name, ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if TYPE_CHECKING:
    from walkout.extract.hearing import features
    from walkout.text import script
else:
    features = _module("features", "src/walkout/extract/hearing/features.py")
    sys.path.insert(0, str(ROOT / "src"))
    from walkout.text import script


class Example(NamedTuple):
    """A clause: its features, and the labels that it tells."""

    features: tuple[str, ...]
    labels: frozenset[str]
    clause: str


def examples() -> list[Example]:
    """Return the written clauses, each once, with the labels that are learnt."""
    seen: dict[str, set[str]] = {}
    for path in sorted(PHRASES.glob("zh*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            label, _, clause = line.partition("\t")
            parts = {part.strip() for part in label.split("+")}
            told = {p for p in parts - UNHEARD if p.partition(".")[0] in HEARD}
            seen.setdefault(script.image(clause.strip()), set()).update(told)
    return [
        Example(tuple(sorted(set(features.chinese(clause)))), frozenset(told), clause)
        for clause, told in sorted(seen.items())
    ]


def matrix(data: list[Example], index: dict[str, int]) -> csr_matrix:
    """Return the clauses as rows of features that are there or not."""
    rows, columns = [], []
    for i, example in enumerate(data):
        for feature in example.features:
            at = index.get(feature)
            if at is not None:
                rows.append(i)
                columns.append(at)
    ones = np.ones(len(rows))
    return csr_matrix((ones, (rows, columns)), shape=(len(data), len(index)))


def known(data: list[Example]) -> dict[str, int]:
    """Return the features that two clauses or more have, numbered."""
    counts = Counter(f for e in data for f in e.features)
    return {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n > 1))}


def fit(data: list[Example], strength: float) -> tuple[dict[str, int], dict[str, Any]]:
    """Return the features and, by label, its fitted regression."""
    index = known(data)
    x = matrix(data, index)
    counts = Counter(label for e in data for label in e.labels)
    models: dict[str, Any] = {}
    for label in sorted(name for name, n in counts.items() if n >= FEWEST):
        y = np.array([label in e.labels for e in data])
        model = LogisticRegression(C=strength, solver="liblinear", random_state=SEED, max_iter=200)
        models[label] = model.fit(x, y)
    told = np.array([bool(e.labels) for e in data])
    model = LogisticRegression(C=strength, solver="liblinear", random_state=SEED, max_iter=200)
    models[ANY] = model.fit(x, told)
    return index, models


def validate(data: list[Example], strength: float, folds: int = 5) -> None:
    """Print precision and recall by label at even odds, over held-back phrases."""
    right: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for fold in range(folds):
        train = [e for i, e in enumerate(data) if i % folds != fold]
        test = [e for i, e in enumerate(data) if i % folds == fold]
        index, models = fit(train, strength)
        x = matrix(test, index)
        for label, model in models.items():
            found = model.decision_function(x) > 0
            for example, said in zip(test, found, strict=True):
                told = bool(example.labels) if label == ANY else label in example.labels
                right[label] += bool(said and told)
                extra[label] += bool(said and not told)
                missed[label] += bool(told and not said)
    for label in sorted(right | extra | missed):
        r, e, m = right[label], extra[label], missed[label]
        print(f"  {label:34} right {r:4} extra {e:4} missed {m:4}")
    r, e, m = sum(right.values()), sum(extra.values()), sum(missed.values())
    print(f"  all: precision {r / max(1, r + e):.3f} recall {r / max(1, r + m):.3f}")


def main() -> None:
    """Train and write the file; say its size and hash."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--validate", action="store_true", help="only print figures by label")
    parser.add_argument("--strength", type=float, default=STRENGTH)
    args = parser.parse_args()
    data = examples()
    print(f"{len(data)} clauses, {sum(not e.labels for e in data)} of them tell nothing")
    if args.validate:
        validate(data, args.strength)
        return
    content = written(*fit(data, args.strength))
    args.out.write_bytes(content)
    print(f"{len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


def written(index: dict[str, int], models: dict[str, Any]) -> bytes:
    """Return the file: a header of JSON, then the features with their weights."""
    labels = sorted(name for name in models if name != ANY)
    whole = {name: np.rint(m.coef_[0] * SCALE).astype(int) for name, m in models.items()}
    bias = {name: round(float(m.intercept_[0]) * SCALE) for name, m in models.items()}
    header = {
        "model": f"clauses@{VERSION}", "labels": labels, "open": bias[ANY],
        "bias": [bias[name] for name in labels],
    }  # fmt: skip
    lines = ["# " + json.dumps(header, sort_keys=True)]
    for feature, at in index.items():
        row = [
            f"{k}:{whole[name][at]}"
            for k, name in enumerate(labels)
            if abs(whole[name][at]) >= LEAST
        ]
        add = whole[ANY][at]
        if row or abs(add) >= LEAST:
            name = feature.replace("\n", "|")
            lines.append(" ".join([f"{name}\t{add}", *row]))
    return "\n".join([*lines, ""]).encode()


if __name__ == "__main__":
    main()
