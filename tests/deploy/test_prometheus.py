"""The alerts: about numbers that exist, each with a line in the page that says what to do."""

from __future__ import annotations

import re

import yaml

from bot.channels.telegram.reporting.health import STALE_SECONDS, Health
from bot.channels.telegram.reporting.metrics import exposition
from bot.storage.database import Depth

from .conftest import ROOT

ALERTS = (ROOT / "deploy" / "prometheus" / "alerts.yml").read_text()
PAGE = (ROOT / "docs" / "merawat.md").read_text()


def shown() -> set[str]:
    health = Health()
    health.count("masuk")
    text = exposition(health, Depth(0, 0.0, 0), 0.0).decode()
    return {line.partition("{")[0].partition(" ")[0] for line in text.splitlines() if not line.startswith("#")}


def test_alerts_and_the_page_name_only_numbers_that_the_bot_shows() -> None:
    assert set(re.findall(r"tanya_peksos_\w+", ALERTS)) <= shown()
    assert set(re.findall(r"^\| `(tanya_peksos_\w+)`", PAGE, re.MULTILINE)) == shown()


def test_the_kinds_they_look_at_are_counted() -> None:
    code = "".join(path.read_text() for path in (ROOT / "bot" / "channels" / "telegram").rglob("*.py"))
    kinds = set(re.findall(r'kind="(\w+)"', ALERTS))
    assert [kind for kind in kinds if f'"{re.sub(r"_[0-9]+$", "_", kind)}' not in code] == []


def test_the_page_says_what_to_do_about_every_alert() -> None:
    rules = yaml.safe_load(ALERTS)["groups"][0]["rules"]
    assert [rule["alert"] for rule in rules] == re.findall(r"^\| `([A-Z]\w+)` \|", PAGE, re.MULTILINE)


def test_being_cut_off_is_told_as_soon_as_the_bot_itself_says_so() -> None:
    assert f"tanya_peksos_telegram_age_seconds > {STALE_SECONDS:.0f}" in ALERTS
    assert f"{STALE_SECONDS:.0f} detik" in PAGE
