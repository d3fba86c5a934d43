"""A bot that repeats what it hears, with a button of every kind; enough to hold journeys against."""

from __future__ import annotations

import asyncio
from typing import Any, Self

import aiohttp

ROWS = [
    [{"text": "Ubah", "callback_data": "ubah"}, {"text": "Salin", "copy_text": {"text": "0812"}}],
    [{"text": "Cari", "switch_inline_query": "kopi"}, {"text": "Luar", "url": "https://contoh.id"}],
]
RESULT = {
    "type": "article", "id": "1", "title": "Hasil", "input_message_content": {"message_text": "isi"},
}  # fmt: skip

# What is sent to whoever says the word.
POLLS: dict[str, dict[str, Any]] = {
    "kuis": {"question": "Benar?", "options": ["tidak", "ya"], "type": "quiz", "correct_option_ids": [1]},
    "suara": {"question": "Mana?", "options": ["kiri", "kanan"]},
}


class Parrot:
    def __init__(self, base_url: str, token: str) -> None:
        self._url = f"{base_url}{token}"
        self._session = aiohttp.ClientSession()
        self._work: asyncio.Task[None] | None = None
        self._name = ""

    async def __aenter__(self) -> Self:
        self._name = (await self._call("getMe"))["username"]
        return self

    async def __aexit__(self, *_error: object) -> None:
        if self._work is not None:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)
        await self._session.close()

    def begin(self) -> None:
        self._work = asyncio.create_task(self._run())

    async def _run(self) -> None:
        offset = 0
        while True:
            for update in await self._call("getUpdates", offset=offset, timeout=30):
                offset = update["update_id"] + 1
                await self._answer(update)

    async def _answer(self, update: dict[str, Any]) -> None:
        if "callback_query" in update:
            await self._press(update["callback_query"])
        elif "inline_query" in update:
            await self._call(
                "answerInlineQuery", inline_query_id=update["inline_query"]["id"], results=[RESULT],
                button={"text": "Buka", "start_parameter": "x"},
            )  # fmt: skip
        elif "guest_message" in update:
            await self._call(
                "answerGuestQuery", guest_query_id=update["guest_message"]["guest_query_id"], result=RESULT
            )
        elif "edited_message" in update:
            await self._say(update["edited_message"], f"diubah: {update['edited_message']['text']}")
        elif "new_chat_members" in update.get("message", {}):
            await self._say(update["message"], "masuk")
        elif update.get("message", {}).get("text") in POLLS:
            poll = POLLS[update["message"]["text"]]
            await self._call("sendPoll", chat_id=update["message"]["chat"]["id"], is_anonymous=False, **poll)
        elif "message" in update:
            message = update["message"]
            await self._say(message, message.get("text") or message.get("caption") or "?")

    async def _press(self, query: dict[str, Any]) -> None:
        await self._call("answerCallbackQuery", callback_query_id=query["id"], text="baik")
        message = query["message"]
        if query["data"] == "ubah":
            target = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
            await self._call("editMessageText", **target, text="ditekan")

    async def _say(self, message: dict[str, Any], text: str) -> None:
        site = {"text": "Situs", "url": f"https://t.me/{self._name}?start=dari-situs"}
        await self._call(
            "sendMessage", chat_id=message["chat"]["id"], text=text,
            reply_parameters={"message_id": message["message_id"]},
            reply_markup={"inline_keyboard": [*ROWS, [site]]},
        )  # fmt: skip

    async def _call(self, method: str, **params: Any) -> Any:
        async with self._session.post(f"{self._url}/{method}", json=params) as response:
            return (await response.json()).get("result")
