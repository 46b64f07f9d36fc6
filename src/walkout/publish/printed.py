"""The JSON of an event, as the site's shards and ``events.jsonl`` both print it."""

from __future__ import annotations

from typing import Any

from walkout.publish.view import Codes, DateRange, EventView, NumberRange, Said

Json = dict[str, Any]


def event_json(shown: EventView, title: dict[str, str]) -> Json:
    """Return an event with its ranges, and every account of it with its values and quotes.

    Args:
        shown: The event as it is shown.
        title: Its title, zh and en.
    """
    event = shown.event
    out: Json = {
        "id": event.id,
        "title": {
            "zh": title["zh"],
            "en": title["en"],
            "by": "human" if shown.title else "machine",
        },
        "coarsened": event.coarsened,
        "differing": list(shown.differing),
        "start": _date(shown.start),
        "end": _date(shown.end),
        "places": None,
        "employers": {
            "differs": shown.employers_differ,
            "said": [_said(s) for s in shown.employers],
        },
        "participants": [_number(r) for r in shown.participants],
        "duration": [_number(r) for r in shown.duration],
        "amounts": [_number(r) for r in shown.amounts],
        "harm": {name: _number(r) for name, r in shown.harm.items()},
        "codes": {name: _codes(codes) for name, codes in shown.codes.items()},
        "accounts": [
            {
                "number": account.number,
                "published": account.published,
                "language": account.language,
                "coders": list(account.coders),
                "url": account.url,
                "values": [
                    {
                        "field": value.field,
                        "value": value.value,
                        "basis": value.basis,
                        "coder": value.coder,
                        "quote": value.quote,
                    }
                    for value in account.values
                ],
            }
            for account in event.accounts
        ],
    }
    if shown.summary:
        out["summary"] = shown.summary
    if event.merged:
        out["merged"] = list(event.merged)
    if shown.places is not None:
        out["places"] = {
            "differs": shown.places.differs,
            "apart": shown.places.apart,
            "shown": list(shown.places.shown),
            "common_zh": list(shown.places.common[0]),
            "common_en": list(shown.places.common[1]),
            "said": [_said(s) for s in shown.places.said],
        }
    return out


def _said(said: Said[Any]) -> Json:
    return {"value": said.value, "accounts": list(said.accounts)}


def _date(found: DateRange | None) -> Json | None:
    if found is None:
        return None
    return {
        "earliest": found.earliest,
        "latest": found.latest,
        "precision": found.precision,
        "differs": found.differs,
        "apart": found.apart,
        "said": [_said(s) for s in found.said],
    }


def _number(found: NumberRange) -> Json:
    return {
        **found.of,
        "low": found.low,
        "high": found.high,
        "approximate": found.approximate,
        "differs": found.differs,
        "apart": found.apart,
        "said": [_said(s) for s in found.said],
    }


def _codes(found: Codes) -> Json:
    return {
        "told": found.told,
        "differs": found.differs,
        "said": [_said(s) for s in found.said],
    }
