"""What a bot says about itself: name, descriptions, commands, menu button.

Lives here: setting and getting each by language, scope or chat.
Never here: where it is kept (Profile in world/bots.py); showing it, which is up to whoever looks.
"""

from __future__ import annotations

import re
from typing import Any

from bot.playground import limits
from bot.playground.content.utf16 import units
from bot.playground.errors import bad_request
from bot.playground.methods.registry import Context, method

Json = dict[str, Any]
_COMMAND = re.compile(rf"[a-z0-9_]{{1,{limits.COMMAND_NAME}}}")
_LANGUAGE = re.compile(r"[a-z]{2}|")
_SCOPES = frozenset(
    {
        "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
        "chat_administrators", "chat_member",
    }
)  # fmt: skip


@method("setMyCommands")
def set_my_commands(call: Context) -> bool:
    key = _key(call)
    commands = call.params.array("commands")
    if commands is None:
        raise bad_request("can't parse commands: expected an Array")
    if len(commands) > limits.COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if len(call.bot.profile.commands) >= limits.KEPT_COMMAND_LISTS and key not in call.bot.profile.commands:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.bot.profile.commands[key] = [_command(item) for item in commands]
    call.world.events.publish("profile", {"bot": call.bot.id, "what": "commands"})
    return True


@method("getMyCommands")
def get_my_commands(call: Context) -> list[Json]:
    return call.bot.profile.commands.get(_key(call), [])


@method("deleteMyCommands")
def delete_my_commands(call: Context) -> bool:
    call.bot.profile.commands.pop(_key(call), None)
    return True


@method("setMyName")
def set_my_name(call: Context) -> bool:
    return _set_text(call, "name", limits.NAME)


@method("getMyName")
def get_my_name(call: Context) -> Json:
    return {"name": _text(call, "name") or call.bot.user.first_name}


@method("setMyDescription")
def set_my_description(call: Context) -> bool:
    return _set_text(call, "description", limits.DESCRIPTION)


@method("getMyDescription")
def get_my_description(call: Context) -> Json:
    return {"description": _text(call, "description")}


@method("setMyShortDescription")
def set_my_short_description(call: Context) -> bool:
    return _set_text(call, "short_description", limits.SHORT_DESCRIPTION)


@method("getMyShortDescription")
def get_my_short_description(call: Context) -> Json:
    return {"short_description": _text(call, "short_description")}


@method("setChatMenuButton")
def set_chat_menu_button(call: Context) -> bool:
    button = call.params.mapping("menu_button") or {"type": "default"}
    kind = button.get("type")
    if kind not in {"commands", "default", "web_app"}:
        raise bad_request("can't parse menu button: Unsupported menu button type specified")
    if kind == "web_app" and not (
        isinstance(button.get("text"), str) and isinstance(button.get("web_app"), dict)
    ):
        raise bad_request("can't parse menu button: Can't find field \"text\"")
    call.bot.profile.menu_buttons[_menu_chat(call)] = button
    call.world.events.publish("profile", {"bot": call.bot.id, "what": "menu_button"})
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Context) -> Json:
    buttons = call.bot.profile.menu_buttons
    chat_id = _menu_chat(call)
    own = buttons.get(chat_id, {"type": "default"})
    if own["type"] != "default":
        return own
    # Telegram answers "commands" where a bot has never chosen anything but has commands.
    general = buttons.get(0, {"type": "commands"})
    return general if chat_id else (own if 0 in buttons else general)


def _menu_chat(call: Context) -> int:
    if not call.params.text("chat_id"):
        return 0
    chat = call.chat()
    if not chat.is_private:
        raise bad_request("chat_id must be a private chat")
    return chat.id


def _key(call: Context) -> tuple[str, str]:
    """Scope and language as one key; raises 400 for scopes Telegram does not know."""
    scope = call.params.mapping("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    place = ""
    if kind in {"chat", "chat_administrators", "chat_member"}:
        place = str(call.world.chat_for(call.bot, str(scope.get("chat_id", ""))).id)
    if kind == "chat_member":
        if not isinstance(scope.get("user_id"), int):
            raise bad_request('can\'t parse BotCommandScope: Field "user_id" must be of type Number')
        place += f"/{scope['user_id']}"
    return f"{kind}:{place}", _language(call)


def _language(call: Context) -> str:
    language = call.params.text("language_code").strip()
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _command(item: object) -> Json:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = item.get("command"), item.get("description")
    if not isinstance(name, str) or not isinstance(description, str):
        raise bad_request("can't parse BotCommand: Can't find field \"command\"")
    name = name.strip().removeprefix("/")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= units(description.strip()) <= limits.COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description.strip()}


def _set_text(call: Context, what: str, most: int) -> bool:
    language = _language(call)
    text = call.params.text(what).strip()
    if units(text) > most:
        raise bad_request(f"{what.replace('_', ' ')} is too long")
    call.bot.profile.texts[what, language] = text
    if what == "name" and not language and text:
        call.bot.rename(text)
    call.world.events.publish("profile", {"bot": call.bot.id, "what": what})
    return True


def _text(call: Context, what: str) -> str:
    texts = call.bot.profile.texts
    return texts.get((what, _language(call))) or texts.get((what, ""), "")
