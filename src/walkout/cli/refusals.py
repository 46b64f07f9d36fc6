"""How refused values are told: how many, and why."""

from __future__ import annotations

from collections.abc import Mapping


def refusal_line(refused: Mapping[str, int]) -> str:
    """Return what was refused as one line; empty when nothing was.

    Example:
        >>> refusal_line({"unknown_code": 1, "quote_not_in_text": 3})
        'Refused: quote_not_in_text 3, unknown_code 1.'
    """
    counted = sorted(((n, cause) for cause, n in refused.items() if n), key=lambda c: (-c[0], c[1]))
    if not counted:
        return ""
    return f"Refused: {', '.join(f'{cause} {n}' for n, cause in counted)}."
