"""How a bot gets its updates, and who it is: getMe, getUpdates, the webhook methods, logOut, close.

Lives here: what these take and answer; which addresses a webhook may have.
Never here: waiting (world/polling.py), delivery to a webhook (wire/webhook.py).
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from bot.playground import limits
from bot.playground.errors import WEBHOOK_ACTIVE, WEBHOOK_SET, bad_request, conflict
from bot.playground.methods.registry import Answer, Context, method
from bot.playground.world.bots import Webhook
from bot.playground.world.polling import Poll

Json = dict[str, Any]
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@method("getMe")
def get_me(call: Context) -> Json:
    return call.bot.me()


@method("getUpdates")
async def get_updates(call: Context) -> list[Json]:
    if call.bot.webhook is not None:
        raise conflict(WEBHOOK_ACTIVE)
    _allow(call)
    params = call.params
    wanted = Poll(
        offset=params.integer("offset"),
        limit=params.integer("limit", limits.POLL_UPDATES, low=1, high=limits.POLL_UPDATES),
        timeout=params.integer("timeout", low=0, high=limits.POLL_SECONDS),
    )
    return await call.world.poller(call.bot).poll(wanted)


@method("setWebhook")
def set_webhook(call: Context) -> Answer:
    params = call.params
    url = params.text("url").strip()
    if not url:
        return delete_webhook(call)
    _check_url(url)
    if not _SECRET.fullmatch(params.text("secret_token")):
        raise bad_request("secret token contains unallowed characters")
    if len(params.text("secret_token")) > limits.WEBHOOK_SECRET:
        raise bad_request("secret token is too long")
    _allow(call)
    if params.flag("drop_pending_updates"):
        call.bot.updates.clear()
    webhook = Webhook(
        url=url,
        secret=params.text("secret_token"),
        max_connections=params.integer(
            "max_connections", limits.WEBHOOK_CONNECTIONS, low=1, high=limits.WEBHOOK_CONNECTIONS_MAX
        ),
        has_certificate="certificate" in params.files,
        ip_address=params.text("ip_address"),
    )
    was = call.bot.webhook
    call.bot.webhook = webhook
    call.world.poller(call.bot).end(conflict(WEBHOOK_SET))
    call.webhooks.start(call.bot)
    return Answer(True, "Webhook is already set" if was and was.url == url else "Webhook was set")


@method("deleteWebhook")
def delete_webhook(call: Context) -> Answer:
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.clear()
    was = call.bot.webhook
    call.bot.webhook = None
    call.webhooks.stop(call.bot)
    return Answer(True, "Webhook was deleted" if was else "Webhook is already deleted")


@method("getWebhookInfo")
def get_webhook_info(call: Context) -> Json:
    webhook = call.bot.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": bool(webhook and webhook.has_certificate),
        "pending_update_count": len(call.bot.updates),
    }
    if webhook:
        info["max_connections"] = webhook.max_connections
        info["ip_address"] = webhook.ip_address or "127.0.0.1"
        if webhook.last_error:
            info["last_error_date"] = webhook.last_error_date
            info["last_error_message"] = webhook.last_error
    if call.bot.updates.allowed is not None:
        info["allowed_updates"] = list(call.bot.updates.allowed)
    return info


@method("logOut")
def log_out(call: Context) -> bool:
    """Moving to a local server; here there is nowhere to move, so that the bot simply goes on."""
    call.webhooks.stop(call.bot)
    call.bot.webhook = None
    return True


@method("close")
def close(call: Context) -> bool:
    call.world.poller(call.bot).end()
    return True


def _allow(call: Context) -> None:
    """Remember allowed_updates, if given (Client.cpp, get_allowed_update_types)."""
    if "allowed_updates" not in call.params:
        return
    try:
        kinds = call.params.array("allowed_updates")
    except Exception as error:
        raise bad_request("can't parse allowed updates: expected an Array of String") from error
    if kinds is not None:
        call.bot.updates.allow(kinds)


def _check_url(url: str) -> None:
    """HTTPS as at Telegram, and plain HTTP because this is loopback; other machines are never called."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise bad_request("bad webhook: invalid webhook URL specified") from error
    if parts.scheme not in {"http", "https"}:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if host not in _LOOPBACK:
        raise bad_request("bad webhook: the playground delivers to loopback only")
