"""`walkout status`: what the record holds, and what waits for a person."""

from __future__ import annotations

from pathlib import Path

import click

from walkout import record
from walkout.cli.issues import issue_line
from walkout.cli.opening import key_source, record_folder, record_options
from walkout.cli.refusals import refusal_line
from walkout.model.contract import assemble
from walkout.model.event import Event

_MOST = 50


@click.command()
@click.option("--all", "every", is_flag=True, help=f"List all open issues, not just {_MOST}.")
@click.option("--events", "list_events", is_flag=True, help="List every event with its id.")
@record_options
def command(every: bool, list_events: bool, folder: Path | None, key_file: Path | None) -> None:
    """Show totals, how the record is protected, and every item that could not be used."""
    place = record_folder(folder)
    with record.open(place, key_source(place, key_file)) as store:
        if list_events:
            for event in store.events():
                click.echo(_event_line(event))
            return
        counts = store.counts()
        issues = list(store.issues())
        title, notes = store.settings.title, store.notes()
        seq, link = store.head()
        refused = refusal_line(store.refused())
    if title:
        click.echo(title)
    for name, number in counts.items():
        click.echo(f"{name:<24}{number:>10}")
    # Written down elsewhere, it shows whether the end of the log was cut off.
    click.echo(f"{'log ends':<24}{seq:>10}  {link[:16]}")
    for note in notes:
        click.echo(note)
    if refused:
        click.echo(refused)
    if not issues:
        return
    click.echo(f"\nOpen issues: {len(issues)}")
    for issue in issues if every else issues[:_MOST]:
        click.echo(f"  {issue_line(issue)}")
    if not every and len(issues) > _MOST:
        click.echo(f"  ... and {len(issues) - _MOST} more; --all lists them.")


def _event_line(event: Event) -> str:
    """Return an event as one line: id, tier, accounts, and what its fullest account says."""
    fullest = max(event.accounts, key=lambda account: len(account.told))
    values = assemble(told.statement for told in fullest.told)
    day = (values["date"] or {}).get("earliest") or "undated"
    place = " ".join((values["place"] or {}).get("path_en", ())) or "place unknown"
    acts = ", ".join(values["action"] or values["response"]) or values["kind"]
    return f"{event.id}  {event.tier:<7} {len(event.accounts):>3}  {day:<10}  {place}: {acts}"
