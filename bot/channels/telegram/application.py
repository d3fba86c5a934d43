"""One bot, put together.

Lives here: which parts there are and what each is given.
Never here: running (running.py), anything a part does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import LinkPreviewOptions, User
from telegram.constants import ParseMode
from telegram.ext import Application, ApplicationBuilder, Defaults

from bot.assistant import Assistant
from bot.channels.telegram.answers import Answers
from bot.channels.telegram.client import Client
from bot.channels.telegram.failures import Failures
from bot.channels.telegram.feedback import Feedback
from bot.channels.telegram.guests import Guests
from bot.channels.telegram.handlers import App, Doors, Handlers, Parts, register
from bot.channels.telegram.health import Health
from bot.channels.telegram.inline import Inline
from bot.channels.telegram.intake import Inbox, Intake, MemoryInbox
from bot.channels.telegram.pace import Gate
from bot.channels.telegram.processor import CONCURRENCY, Processor
from bot.channels.telegram.reading import Reader
from bot.channels.telegram.request import Request
from bot.channels.telegram.sending import Sender
from bot.config import Settings


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that whoever runs the bot holds. A repr shows none of them: some know the token."""

    app: App
    client: Client
    intake: Intake
    health: Health
    gate: Gate

    def __repr__(self) -> str:
        return "Service"


def build(settings: Settings, inbox: Inbox | None = None) -> Service:
    """The parts, not yet connected. Raises ConfigError without a token."""
    health, gate = Health(polling=not settings.webhook_url), Gate()
    intake = Intake(inbox if inbox is not None else MemoryInbox(), health, gate)
    client = Client(
        settings.token(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=Request(CONCURRENCY),
        # Its own connection: a long poll must not take one from the answers.
        get_updates_request=Request(1),
        defaults=Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)),
    )
    intake.bot = client
    return Service(_application(client, intake), client, intake, health, gate)


def equip(service: Service, assistant: Assistant) -> None:
    """Give a connected bot its handlers: they need to know who it is."""
    me: User = service.client.bot
    sender = Sender(service.client, service.health, service.gate)
    answers = Answers(sender, inline_mode=bool(me.supports_inline_queries))
    failures = Failures(answers, service.health, service.intake.unanswered)
    reader, name = Reader(me), me.username or ""
    doors = Doors(
        Handlers(assistant, Parts(reader, answers, failures, service.health)),
        Inline(assistant, sender, name),
        Guests(assistant, sender, reader, name),
        Feedback(assistant, service.health),
    )
    register(service.app, doors)


def _application(client: Client, intake: Intake) -> App:
    builder: Any = ApplicationBuilder()
    built: Application[Any, Any, Any, Any, Any, Any] = (
        builder.bot(client)
        .concurrent_updates(Processor(intake.done))
        .update_queue(intake.queue)
        # Updates come through intake.py, from polling.py or webhook.py.
        .updater(None)
        .build()
    )
    return built
