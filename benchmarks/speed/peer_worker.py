"""The peers' side of the bench: runs in .peers-venv, reads jobs as JSON lines, answers in kind.

A job is ``{"do": NAME, "texts": [...], "base": "2016-10-12"}``; the answer is the seconds that the
peer took and one result a text: for places ``[province, city, county, code]`` lists, for dates
``[first day, last day]`` lists. Nothing of Walkout is imported here.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
import time
import types
import warnings
from collections.abc import Callable
from datetime import datetime
from typing import Any

Found = list[list[Any]]


def jionlp() -> Any:
    """Return jionlp with an empty module where it wants jiojio, which is GPL and not installed."""
    sys.modules.setdefault("jiojio", types.ModuleType("jiojio"))
    return importlib.import_module("jionlp")


def jionlp_places(texts: list[str], base: datetime) -> list[Found]:
    """Return province, city and county of each text."""
    parse = jionlp().parse_location
    out: list[Found] = []
    for text in texts:
        found = parse(text)
        out.append([[found["province"], found["city"], found["county"], None]])
    return out


def jionlp_dates(texts: list[str], base: datetime) -> list[Found]:
    """Return first and last day of each time found."""
    extract = jionlp().ner.extract_time
    out: list[Found] = []
    for text in texts:
        found = extract(text, time_base=base.timestamp()) or []
        # Durations have other shapes; a time is two instants, one of which may be "inf".
        spans = [f["detail"].get("time") for f in found if f["type"].startswith("time_")]
        points = [s for s in spans if isinstance(s, list) and all(isinstance(x, str) for x in s)]
        out.append([[first[:10], last[:10]] for first, last in points])
    return out


def cpca_places(texts: list[str], base: datetime) -> list[Found]:
    """Return province, city, county and code of each text, all in one call."""
    table = importlib.import_module("cpca_new").transform(texts)
    rows = [[None if cell != cell else cell for cell in row] for row in table.values.tolist()]
    return [[[row[0], row[1], row[2], row[4]]] for row in rows]


def cn2an_numbers(texts: list[str], base: datetime) -> list[Found]:
    """Turn the Chinese numbers of each text into digits."""
    transform = importlib.import_module("cn2an").transform
    return [[[transform(text, "cn2an")]] for text in texts]


def dateparser_dates(texts: list[str], base: datetime) -> list[Found]:
    """Return the day of each English date found."""
    search = importlib.import_module("dateparser.search").search_dates
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    out: list[Found] = []
    for text in texts:
        found = search(text, languages=["en"], settings=settings) or []
        out.append([[day.date().isoformat()] * 2 for _, day in found])
    return out


JOBS: dict[str, Callable[[list[str], datetime], list[Found]]] = {
    "jionlp places": jionlp_places,
    "jionlp dates": jionlp_dates,
    "cpca-new places": cpca_places,
    "cn2an numbers": cn2an_numbers,
    "dateparser dates": dateparser_dates,
}


def main() -> None:
    """Answer jobs until the input ends."""
    # Peers print to standard output; answers go to what it was before.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    for line in sys.stdin:
        job = json.loads(line)
        base = datetime.fromisoformat(job["base"])
        began = time.perf_counter()
        results = JOBS[job["do"]](job["texts"], base)
        seconds = time.perf_counter() - began
        answers.write(json.dumps({"seconds": seconds, "results": results}) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
