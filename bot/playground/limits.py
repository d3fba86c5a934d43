"""The Bot API's numbers, each named once and with its source; at the end, the playground's own bounds.

Lives here: numbers.
Never here: the code that obeys them.
"""

from __future__ import annotations

# core.telegram.org/bots/api, sendMessage: "1-4096 characters after entities parsing", counted in UTF-16 code
# units.
TEXT_UNITS = 4096
# sendPhoto, sendDocument: caption "0-1024 characters after entities parsing".
CAPTION_UNITS = 1024
# Client.cpp:11310: longer texts are refused before they are parsed.
RAW_TEXT_BYTES = 32768
# Messages carry at most this many entities; the rest is dropped silently
# (core.telegram.org/method/messages.sendMessage).
ENTITIES = 100
# InlineKeyboardButton.callback_data: "1-64 bytes".
CALLBACK_DATA_BYTES = 64
# python-telegram-bot's InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER, from Telegram's REPLY_MARKUP_TOO_LONG.
INLINE_BUTTONS = 100
# CopyTextButton.text: 1-256 characters.
COPY_TEXT = 256
# ReplyKeyboardMarkup and ForceReply: input_field_placeholder 1-64 characters.
PLACEHOLDER = 64
# answerCallbackQuery: text 0-200 characters.
CALLBACK_ANSWER = 200
# answerInlineQuery: at most 50 results, id 1-64 bytes, next_offset at most 64 bytes.
INLINE_RESULTS = 50
INLINE_ID_BYTES = 64
INLINE_OFFSET_BYTES = 64
# InlineQuery.query: up to 256 characters; Telegram cuts the rest.
INLINE_QUERY = 256
# sendPoll: question 1-300 characters, 1-12 options of 1-100, explanation 0-200 with at most 2 line feeds. TDLib counts
# code points here, and no UTF-16 units.
POLL_QUESTION = 300
POLL_OPTIONS = 12
POLL_OPTION = 100
POLL_EXPLANATION = 200
POLL_EXPLANATION_LINE_FEEDS = 2
# Deep links and InlineQueryResultsButton.start_parameter: 1-64 of A-Z, a-z, 0-9, _ and -.
START_PARAMETER = 64
# setMyCommands: at most 100 commands of 1-32 characters, descriptions of 1-256.
COMMANDS = 100
COMMAND_NAME = 32
COMMAND_DESCRIPTION = 256
# setMyName, setMyDescription, setMyShortDescription.
NAME = 64
DESCRIPTION = 512
SHORT_DESCRIPTION = 120

# Client.h:1610, the longest long poll; getUpdates returns 1-100 updates.
POLL_SECONDS = 50
POLL_UPDATES = 100
# Client.cpp:16225-16245: a second conflict within this time is answered this much later.
CONFLICT_SECONDS = 3.0
# Client.cpp:15714: the same offset again within these times brings timeout 3, then limit 1.
SAME_OFFSET_SECONDS = 3.0
SAME_OFFSET_LIMIT_SECONDS = 0.5
# Client.cpp:17053-17218: how long an undelivered update lives.
UPDATE_SECONDS = 24 * 3600
UPDATE_SECONDS_BY_KIND = {"callback_query": 150, "inline_query": 30, "chosen_inline_result": 600}

# setWebhook: max_connections 1-100, default 40; secret_token 1-256 of A-Z, a-z, 0-9, _ and -.
WEBHOOK_CONNECTIONS = 40
WEBHOOK_CONNECTIONS_MAX = 100
WEBHOOK_SECRET = 256
# WebhookActor.cpp: an answer is awaited 60 s; retries double from 2 s up to a random 60-120 s; Retry-After up
# to 1 h.
WEBHOOK_ANSWER_SECONDS = 60
WEBHOOK_RETRY_SECONDS = 2.0
WEBHOOK_RETRY_CAP = (60.0, 120.0)
WEBHOOK_RETRY_AFTER_CAP = 3600

# core.telegram.org/bots/faq: 1 message a second in a chat, 20 a minute in a group, about 30 a second in all.
FLOOD_CHAT = (1, 1.0)
FLOOD_GROUP = (20, 60.0)
FLOOD_ALL = (30, 1.0)

# Uploads up to 50 MB, downloads through getFile up to 20 MB.
UPLOAD_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024

# The playground's own bounds, so that a long run does not eat the machine. Telegram has no such numbers.
KEPT_UPDATES = 10_000
KEPT_CALLS = 5_000
KEPT_EVENTS = 2_000
KEPT_MESSAGES = 1_000
KEPT_QUERIES = 5_000
KEPT_FILE_BYTES = 128 * 1024 * 1024
KEPT_BOTS = 200
KEPT_COMMAND_LISTS = 1_000
KEPT_PEOPLE = 20_000
SUBSCRIBER_EVENTS = 1_000
# Recorded parameters and answers are cut to this many characters a value.
RECORDED_CHARACTERS = 16_384
RECORDED_PARAMETERS = 64
