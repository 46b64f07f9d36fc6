"""How an issue is printed: one line, what and where and what to do."""

from __future__ import annotations

import click

from walkout.model.store import Issue


def issue_line(issue: Issue) -> str:
    """Return an issue as one line.

    Example:
        >>> issue_line(Issue("read", "UnreadableError", "It hung", "Skip it.", {"file": "a"}))
        'UnreadableError: It hung (file=a). Skip it.'
    """
    where = ", ".join(f"{name}={_safe(value)}" for name, value in issue.where.items())
    problem = issue.problem.rstrip(".")
    told = f"{problem} ({where})." if where else f"{problem}."
    return f"{issue.code}: {told} {issue.fix}".rstrip()


def _safe(value: object) -> str:
    # A hostile file name must not move the cursor or hide the rest of the line.
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in str(value))[:200]


def print_issue(issue: Issue) -> None:
    """Print an issue on standard error."""
    click.echo(issue_line(issue), err=True)
