"""`walkout publish`: mark events public."""

from __future__ import annotations

from pathlib import Path

import click

from walkout import record
from walkout.cli.opening import key_source, record_folder, record_options
from walkout.cli.watch import watching
from walkout.flows.publish import publish


@click.command()
@click.argument("events", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every event of the record.")
@click.option("--no-quotes", is_flag=True, help="Approve values only, no quotes.")
@click.option("--reason", default="published by command", help="Why, as the log keeps it.")
@record_options
def command(
    events: tuple[str, ...],
    every: bool,
    no_quotes: bool,
    reason: str,
    folder: Path | None,
    key_file: Path | None,
) -> None:
    """Mark EVENTS (ids), their values and their quotes as public; `walkout release` writes them.

    A quote in which a person was detected is never approved by this command.
    """
    every = every or events == ("all",)
    if not every and not events:
        raise click.UsageError("Name events by their ids, or give --all.")
    place = record_folder(folder)
    with record.open(place, key_source(place, key_file)) as store, watching() as watch:
        report = publish(
            store, None if every else events, reason, quotes=not no_quotes, progress=watch
        )
    click.echo(
        f"Public now: {report.events} event(s), {report.values} value(s), "
        f"{report.quotes} quote(s) that were not before; {report.withheld} quote(s) withheld "
        "because a person was detected in them."
    )
