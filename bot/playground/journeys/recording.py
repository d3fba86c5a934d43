"""Writing a conversation that took place down as a journey.

Lives here: from the events of one chat to steps, and to YAML.
Never here: events themselves; those older than the playground keeps are lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import yaml

from bot.playground.content.keyboards import callback_buttons
from bot.playground.journeys.script import BOT
from bot.playground.people.input_message import KINDS
from bot.playground.people.messages import text_of
from bot.playground.world.chats import Chat, User
from bot.playground.world.events import Event

Json = dict[str, Any]
# Enough of a text to tell it from others, and little enough to survive an edit of its end.
TELLING = 60
_WIDTH = 100


def write_journey(name: str, chat: Chat, bot: User, events: Iterable[Event]) -> str:
    """The journey of what happened in a chat, as YAML."""
    recorder = Recorder(chat, bot.id)
    for event in events:
        if event.data.get("chat") == chat.id and event.data.get("bot") in (bot.id, None):
            recorder.take(event)
        elif event.kind == "callback_answer":
            recorder.take_answer(event.data)
    whole: Json = {"name": name, "people": recorder.people or ["Sari"]}
    if not chat.is_private:
        whole["groups"] = {chat.title: {"bot": recorder.has_bot}}
    whole["steps"] = _for_any_bot(recorder.steps, f"@{bot.username}")
    return str(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=None))


class Recorder:
    """Turns events into steps, one after the other."""

    def __init__(self, chat: Chat, bot_id: int) -> None:
        self._chat = chat
        self._bot_id = bot_id
        self._messages: dict[int, Json] = {}
        self._presses: set[str] = set()
        self._choice: Json | None = None
        self._who = ""
        self._names: dict[int, str] = {}
        self.steps: list[Json] = []
        self.has_bot = True

    @property
    def people(self) -> list[str]:
        return list(self._names.values())

    def take(self, event: Event) -> None:
        kinds: Mapping[str, Callable[[Json], None]] = {
            "message": self._message, "edit": self._edit, "press": self._press,
            "vote": self._vote, "reaction": self._reaction, "membership": self._membership, "chosen": self._chosen,
        }  # fmt: skip
        if event.kind in kinds:
            kinds[event.kind](event.data)

    def take_answer(self, data: Json) -> None:
        """The answer to a press; most only stop the spinner, and are not worth a step."""
        if data["query"] in self._presses and data["text"]:
            self.steps.append({"toast": _telling(data["text"])})

    def _message(self, data: Json) -> None:
        message = data["message"]
        self._messages[message["message_id"]] = message
        if message["from"]["id"] == self._bot_id:
            self.steps.append({"expect": self._seen(message)})
        elif not message["from"].get("is_bot"):
            self._said(message)

    def _said(self, message: Json) -> None:
        text = str(message.get("text") or message.get("caption") or "")
        kind = next((kind for kind in KINDS if kind in message), "")
        if self._choice is not None and "via_bot" in message:
            self._step(message["from"], {"inline": self._choice["query"]})
            self.steps.append({"choose": self._choice["title"]})
            self._choice = None
        elif kind not in ("", "text"):
            self._step(message["from"], {"file": kind, **({"caption": text} if text else {})}, message)
        elif text == "/start" or text.startswith("/start "):
            self._step(message["from"], {"start": text.removeprefix("/start").strip()})
        elif text and not self._chat.is_private and self._bot_id not in self._chat.bots:
            self.has_bot = False
            self._step(message["from"], {"summon": text})
        elif text:
            self._step(message["from"], {"send": text}, message)

    def _edit(self, data: Json) -> None:
        message = data["message"]
        self._messages[message["message_id"]] = message
        if message["from"]["id"] == self._bot_id:
            self.steps.append({"edited": self._seen(message)})
        elif not message.get("via_bot"):
            self._step(message["from"], {"edit": str(message.get("text") or message.get("caption") or "")})

    def _press(self, data: Json) -> None:
        self._presses.add(data["query"])
        message = self._messages.get(data["message_id"], {})
        pressed = next((b for b in callback_buttons(message) if b.get("callback_data") == data["data"]), None)
        if pressed is None:
            self._step(data.get("user"), {"press": data["data"], "forged": True})
        else:
            self._step(data.get("user"), {"press": pressed["text"], **self._on(data["message_id"])})

    def _vote(self, data: Json) -> None:
        """In a quiz whether it was right: the next one who plays may be asked something else."""
        poll = data["message"]["poll"]
        right = poll.get("correct_option_ids")
        if right is not None and data["options"]:
            said = "right" if data["options"] == right else "wrong"
        else:
            said = next((poll["options"][number]["text"] for number in data["options"]), "")
        if said:
            self._step(data["user"], {"vote": said})

    def _reaction(self, data: Json) -> None:
        user = data["user"]
        if user != self._bot_id and data["reactions"]:
            on = self._on(data["message_id"])
            self._step(user, {"react": " ".join(data["reactions"]), **on})

    def _membership(self, data: Json) -> None:
        """A block; whoever writes again lifts it by that."""
        if self._chat.is_private and data["status"] == "kicked":
            self.steps.append({"block": ""})

    def _chosen(self, data: Json) -> None:
        self._choice = data

    def _step(self, who: Json | int | None, step: Json, message: Json | None = None) -> None:
        """Add what a person did; who it was is only said when it changes."""
        name = self._name(who)
        replied = _text((message or {}).get("reply_to_message", {}))
        self.steps.append(
            {
                **step,
                **({"reply_to": _telling(replied)} if replied else {}),
                **({"by": name} if name and self._who and name != self._who else {}),
                **({"in": self._chat.title} if not self._chat.is_private and not self._who else {}),
            }
        )
        self._who = name or self._who

    def _name(self, who: Json | int | None) -> str:
        if isinstance(who, int):
            return self._names.get(who, "")
        if who is None:
            return ""
        if who["id"] not in self._names:
            twins = sum(name.startswith(who["first_name"]) for name in self._names.values())
            self._names[who["id"]] = f"{who['first_name']} {twins + 1}" if twins else str(who["first_name"])
        return self._names[who["id"]]

    def _on(self, message_id: int) -> Json:
        """Which message is meant, where it is not the bot's newest."""
        newest = max((number for number, m in self._messages.items() if self._is_the_bots(m)), default=0)
        text = _text(self._messages.get(message_id, {}))
        return {"on": _telling(text)} if text and message_id != newest else {}

    def _is_the_bots(self, message: Json) -> bool:
        return bool(message["from"]["id"] == self._bot_id or message.get("via_bot"))

    def _seen(self, message: Json) -> Json:
        labels = [str(button["text"]) for button in callback_buttons(message)]
        return {"text": _telling(_text(message)), **({"buttons": labels} if labels else {})}


def _for_any_bot(value: Any, mention: str) -> Any:
    """The same with the bot's own mention replaced, so that a bot of another name can be held to it."""
    if isinstance(value, str):
        return value.replace(mention, f"@{BOT}")
    if isinstance(value, dict):
        return {name: _for_any_bot(item, mention) for name, item in value.items()}
    return [_for_any_bot(item, mention) for item in value] if isinstance(value, list) else value


def _text(message: Json) -> str:
    return text_of(message)


def _telling(text: str) -> str:
    """The first line of a text, as far as a word's end within TELLING characters."""
    line = next(iter(text.strip().splitlines()), "")
    return line if len(line) <= TELLING else line[:TELLING].rpartition(" ")[0] or line[:TELLING]
