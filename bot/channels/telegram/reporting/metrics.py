"""What a graph of the bot is drawn from, and an alarm rings at: numbers in the format of Prometheus.

Lives here: which numbers there are, what they are called, what they mean.
Never here: gathering them (health.py, bot.storage.database); anything about a person or a message.
"""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.channels.telegram.reporting.health import Health
from bot.storage.database import Depth

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Numbers(Collector):
    """The numbers of one moment. `depth` is None while the database is away."""

    def __init__(self, health: Health, depth: Depth | None, paused: float) -> None:
        self._health = health
        self._depth = depth
        self._paused = paused

    def collect(self) -> Iterable[Metric]:
        events = CounterMetricFamily("tanya_peksos_events", "What happened, by kind.", labels=["kind"])
        for kind, number in sorted(self._health.counts.items()):
            events.add_metric([kind], number)
        yield events
        yield _gauge("telegram_age_seconds", "Seconds since Telegram was last heard.", self._health.age)
        yield _gauge("send_pause_seconds", "Seconds that nothing may be sent for (429).", self._paused)
        yield _gauge("database_up", "Whether the database answers.", float(self._depth is not None))
        if self._depth is not None:
            yield _gauge("inbox_waiting", "Updates that are not done.", self._depth.waiting)
            yield _gauge("inbox_oldest_seconds", "Age of the oldest of them.", self._depth.oldest_seconds)
            yield _gauge("dead_letters", "Updates that were given up.", self._depth.dead_letters)
            yield _gauge("inbox_suspects", "Updates to be tried alone after a crash.", self._depth.suspects)


def exposition(health: Health, depth: Depth | None, paused: float) -> bytes:
    """The numbers as Prometheus reads them."""
    registry = CollectorRegistry()
    registry.register(Numbers(health, depth, paused))
    return generate_latest(registry)


def _gauge(name: str, documentation: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"tanya_peksos_{name}", documentation, value=value)
