"""What goes wrong in Telegram's own words, and the one error of the playground itself.

Lives here: everything a bot can be refused with, in the words of tdlib/telegram-bot-api 10.0 (Client.cpp,
`fail_query_with_error` and the checks around it) and of the servers behind it.
Never here: when one of them applies. That is decided beside the state it is about.
"""

from __future__ import annotations

from collections.abc import Mapping


class PlaygroundError(Exception):
    """Something that cannot be done was asked of the people: an unknown chat, a missing button."""


class ApiError(Exception):
    """A call the Bot API refuses: HTTP status, Telegram's description, and `parameters` if it has any."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})


def bad_request(text: str) -> ApiError:
    return ApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> ApiError:
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    return ApiError(409, f"Conflict: {text}")


def too_many_requests(retry_after: int) -> ApiError:
    """`retry_after` in seconds; the header Retry-After is added where the answer is written."""
    description = f"Too Many Requests: retry after {retry_after}"
    return ApiError(429, description, {"retry_after": retry_after})


def not_found() -> ApiError:
    """Unknown methods and malformed tokens."""
    return ApiError(404, "Not Found")


def unauthorized() -> ApiError:
    """A well-formed token that Telegram does not (or no longer does) accept."""
    return ApiError(401, "Unauthorized")


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
WEBHOOK_SET = "terminated by setWebhook request"
CHAT_NOT_FOUND = "chat not found"
TEXT_EMPTY = "message text is empty"
TEXT_TOO_LONG = "message is too long"
CAPTION_TOO_LONG = "message caption is too long"
# Also for MarkdownV2: the prefix every failed parse has.
CANT_PARSE = "can't parse entities: "
