"""Take the pictures of the README from a release: ``docs/images/*.png``.

    python scripts/screenshots.py RELEASE [--event ID] [--out docs/images]

Opens the release from the disk in the machine's Chromium, with the network off.
"""

from __future__ import annotations

import argparse
import csv
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"]

# Name, page, width, height, dark.
PICTURES = (
    ("explore-en", "index.html#lang=en", 1440, 900, False),
    ("explore-zh", "index.html#lang=zh", 1440, 900, False),
    ("explore-dark", "index.html#lang=en", 1440, 900, True),
    ("event-en", "event.html#{event}&lang=en", 1440, 900, False),
    ("event-zh", "event.html#{event}&lang=zh", 1440, 900, False),
    ("phone-zh", "index.html#lang=zh", 390, 844, False),
    ("phone-event-en", "event.html#{event}&lang=en", 390, 844, False),
)


def telling_event(release: Path) -> str:
    """Return the id of the event with the most accounts, and among those the most differences."""
    with (release / "tables" / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["coarsened"] == "no"]
    best = max(rows, key=lambda r: (int(r["accounts"]), len(r["differing"].split("; ")), r["id"]))
    return best["id"]


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description="Take the README's pictures from a release.")
    parser.add_argument("release", type=Path)
    parser.add_argument("--event", help="event to show; the most told one unless given")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args()
    event = options.event or telling_event(options.release)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, page_name, width, height, dark in PICTURES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                offline=True,
            )
            page = context.new_page()
            file, _, state = page_name.format(event=event).partition("#")
            page.goto((options.release / file).resolve().as_uri() + "#" + state)
            page.wait_for_selector("canvas")
            page.wait_for_timeout(800)  # the map comes last
            target = options.out / f"{name}.png"
            page.screenshot(path=target)
            context.close()
            print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
