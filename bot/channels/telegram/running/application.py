"""One bot, put together.

Lives here: which parts there are and what each is given.
Never here: running (lifecycle.py), anything a part does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from telegram import LinkPreviewOptions, User
from telegram.constants import ParseMode
from telegram.ext import Application, ApplicationBuilder, Defaults

from bot.assistant import Assistant
from bot.channels.telegram.answering.administration import Administration, Desk, Tools
from bot.channels.telegram.answering.answers import Answers
from bot.channels.telegram.answering.apologies import Apologies
from bot.channels.telegram.answering.failures import Failures
from bot.channels.telegram.answering.feedback import Feedback
from bot.channels.telegram.answering.guests import Guests
from bot.channels.telegram.answering.handlers import App, Doors, Handlers, Parts, register
from bot.channels.telegram.answering.inline import Inline
from bot.channels.telegram.answering.pace import Gate
from bot.channels.telegram.answering.privacy import Privacy
from bot.channels.telegram.answering.quiz import Quiz
from bot.channels.telegram.answering.reading import Reader
from bot.channels.telegram.answering.sending import Permits, Sender
from bot.channels.telegram.answering.sessions import Sessions
from bot.channels.telegram.answering.workers import Source, Workers
from bot.channels.telegram.intake.accepting import Intake
from bot.channels.telegram.intake.dispatching import CONCURRENCY, Dispatcher
from bot.channels.telegram.intake.first_aid import FirstAid
from bot.channels.telegram.intake.working import Worker
from bot.channels.telegram.reporting.health import Health
from bot.channels.telegram.running.setup import present_to
from bot.channels.telegram.wire.client import Client
from bot.channels.telegram.wire.request import Request
from bot.config import Settings
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that whoever runs the bot holds. A repr shows none of them: some know the token."""

    app: App
    assistant: Assistant
    workers: Workers | None
    client: Client
    intake: Intake
    health: Health
    sessions: Sessions
    dispatcher: Dispatcher
    permits: Permits
    database: Database
    settings: Settings

    def __repr__(self) -> str:
        return "Service"

    @property
    def is_steady(self) -> bool:
        """Whether there is something to answer from, and no crash for a while."""
        return self.assistant.is_ready and self.dispatcher.is_steady


def build(settings: Settings, assistant: Assistant, database: Database) -> Service:
    """The parts, not yet connected. Raises ConfigError without a token."""
    source = Source(settings.knowledge, settings.contact, settings.cache)
    workers = Workers(assistant, source, settings.workers) if settings.workers else None
    health, sessions = Health(), Sessions(assistant, workers)
    client = Client(
        settings.token(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=Request(CONCURRENCY),
        # Its own connection: a long poll must not take one from the answers.
        get_updates_request=Request(1),
        defaults=Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)),
    )
    permits: Permits = database.budget if settings.send_limits else Gate()
    app = _application(client)
    worker = Worker(app, client, sessions, database.inbox.recalled)
    dispatcher = Dispatcher(worker, database, permits, FirstAid(worker, health))
    return Service(
        app=app,
        assistant=assistant,
        workers=workers,
        client=client,
        intake=Intake(database, health, sessions, dispatcher),
        health=health,
        sessions=sessions,
        dispatcher=dispatcher,
        permits=permits,
        database=database,
        settings=settings,
    )


def equip(service: Service, desk: Desk | None = None) -> tuple[Administration, Apologies]:
    """Give a connected bot its handlers: they need to know who it is. Returns the ways to its administrators, and to
    those whose messages were set aside."""
    me: User = service.client.bot
    database, health, sessions = service.database, service.health, service.sessions
    sender = Sender(service.client, health, service.permits)
    answers = Answers(sender, inline_mode=bool(me.supports_inline_queries))
    reader, name = Reader(me), me.username or ""
    feedback = Feedback(database, health, sessions)
    privacy = Privacy(database, answers, sender, health, service.settings.retention_days)
    tools = Tools(answers, sender, database, partial(present_to, service.client))
    administration = Administration(desk, frozenset(service.settings.admins), tools)
    failures = Failures(answers, health, sessions)
    quiz = Quiz(database, sender, sessions)
    parts = Parts(reader, answers, failures, health, privacy, feedback, administration, quiz)
    doors = Doors(
        Handlers(sessions, parts),
        Inline(sessions, sender, name),
        Guests(sessions, sender, reader, name),
        feedback,
        quiz,
    )
    register(service.app, doors)
    return administration, Apologies(database, answers, sessions, health)


def _application(client: Client) -> App:
    builder: Any = ApplicationBuilder()
    # Updates come out of the inbox (intake/dispatching.py), not from the framework's updater and its queue.
    built: Application[Any, Any, Any, Any, Any, Any] = builder.bot(client).updater(None).build()
    return built
