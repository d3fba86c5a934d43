"""Echo bots written with three libraries that nobody of this project wrote, each in the same conversation."""

from __future__ import annotations

import asyncio
import contextlib
import io
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
import telebot
import telebot.apihelper
from aiohttp import web
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)
from telegram import Update as PtbUpdate
from telegram.error import BadRequest
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    Updater,
    filters,
)

from bot.playground import Playground

Running = Callable[[Playground], AbstractAsyncContextManager[None]]


def ptb(pg: Playground) -> Any:
    """The echo bot in python-telegram-bot."""

    async def echo(update: PtbUpdate, _context: Any) -> None:
        message = update.message
        assert message is not None
        assert message.text is not None
        if message.text == "berkas":
            await message.reply_document(b"isi", filename="isi.txt")
            return
        if message.text == "rusak":
            with pytest.raises(BadRequest, match="parse entities"):
                await message.reply_html("<b>")
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data="ya")]])
        await message.reply_html(f"<b>{message.text}</b>", reply_markup=keyboard)

    async def press(update: PtbUpdate, _context: Any) -> None:
        query = update.callback_query
        assert query is not None
        await query.answer("baik", show_alert=True)
        await query.edit_message_text("ditekan")

    async def inline(update: PtbUpdate, _context: Any) -> None:
        assert update.inline_query is not None
        content = InputTextMessageContent("isi")
        await update.inline_query.answer([InlineQueryResultArticle("1", "Judul", content)])

    application = (
        ApplicationBuilder().token(pg.token).base_url(pg.base_url).base_file_url(pg.base_file_url).updater(None)
    )
    built = application.build()
    built.add_handler(MessageHandler(filters.TEXT & filters.UpdateType.MESSAGE, echo))
    built.add_handler(CallbackQueryHandler(press))
    built.add_handler(InlineQueryHandler(inline))
    return built


@asynccontextmanager
async def ptb_polling(pg: Playground) -> AsyncIterator[None]:
    application: Application[Any, Any, Any, Any, Any, Any] = ptb(pg)
    updater = Updater(application.bot, application.update_queue)
    async with application, updater:
        await application.start()
        await updater.start_polling(allowed_updates=PtbUpdate.ALL_TYPES)
        yield
        await updater.stop()
        await application.stop()


@asynccontextmanager
async def ptb_webhook(pg: Playground) -> AsyncIterator[None]:
    application: Application[Any, Any, Any, Any, Any, Any] = ptb(pg)

    async def receive(request: web.Request) -> web.Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != "rahasia":
            return web.Response(status=403)
        await application.update_queue.put(PtbUpdate.de_json(await request.json(), application.bot))
        return web.Response()

    server = web.Application()
    server.router.add_post("/hook", receive)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with application:
        await application.start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        await application.bot.set_webhook(url, secret_token="rahasia", allowed_updates=PtbUpdate.ALL_TYPES)
        yield
        await application.bot.delete_webhook()
        await application.stop()
    await runner.cleanup()


@asynccontextmanager
async def aiogram_polling(pg: Playground) -> AsyncIterator[None]:
    # Its models take seconds to make: not in every process that only collects these tests.
    import aiogram.client.session.aiohttp
    import aiogram.client.telegram
    import aiogram.exceptions

    server = aiogram.client.telegram.TelegramAPIServer.from_base(pg.root_url)
    session = aiogram.client.session.aiohttp.AiohttpSession(api=server)
    bot = aiogram.Bot(pg.token, session=session)
    dispatcher = aiogram.Dispatcher()
    types = aiogram.types

    @dispatcher.message()
    async def echo(message: Any) -> None:
        if message.text == "berkas":
            await message.answer_document(types.BufferedInputFile(b"isi", "isi.txt"))
            return
        if message.text == "rusak":
            with pytest.raises(aiogram.exceptions.TelegramBadRequest, match="can't parse entities"):
                await message.answer("<b>", parse_mode="HTML")
        keyboard = types.InlineKeyboardMarkup(
            inline_keyboard=[[types.InlineKeyboardButton(text="Ya", callback_data="ya")]]
        )
        await message.answer(f"<b>{message.text}</b>", parse_mode="HTML", reply_markup=keyboard)

    @dispatcher.callback_query()
    async def press(query: Any) -> None:
        await query.answer("baik", show_alert=True)
        await query.message.edit_text("ditekan")

    @dispatcher.inline_query()
    async def inline(query: Any) -> None:
        content = types.InputTextMessageContent(message_text="isi")
        await query.answer([types.InlineQueryResultArticle(id="1", title="Judul", input_message_content=content)])

    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, polling_timeout=2))
    yield
    await dispatcher.stop_polling()
    await polling
    await session.close()


@asynccontextmanager
async def telebot_polling(pg: Playground) -> AsyncIterator[None]:
    """A library that blocks: it runs in a thread of its own."""
    telebot.apihelper.API_URL = pg.base_url + "{0}/{1}"
    types = telebot.types
    bot = telebot.TeleBot(pg.token, threaded=False)

    @bot.message_handler(content_types=["text"])
    def echo(message: Any) -> None:
        if message.text == "berkas":
            bot.send_document(message.chat.id, types.InputFile(io.BytesIO(b"isi")), visible_file_name="isi.txt")
            return
        if message.text == "rusak":
            with pytest.raises(telebot.apihelper.ApiTelegramException, match="can't parse entities"):
                bot.send_message(message.chat.id, "<b>", parse_mode="HTML")
        keyboard = types.InlineKeyboardMarkup([[types.InlineKeyboardButton("Ya", callback_data="ya")]])
        bot.send_message(message.chat.id, f"<b>{message.text}</b>", parse_mode="HTML", reply_markup=keyboard)

    @bot.callback_query_handler(func=lambda _query: True)
    def press(query: Any) -> None:
        bot.answer_callback_query(query.id, "baik", show_alert=True)
        bot.edit_message_text("ditekan", query.message.chat.id, query.message.message_id)

    @bot.inline_handler(func=lambda _query: True)
    def inline(query: Any) -> None:
        content = types.InputTextMessageContent("isi")
        bot.answer_inline_query(query.id, [types.InlineQueryResultArticle("1", "Judul", content)])

    thread = threading.Thread(target=bot.polling, kwargs={"interval": 0, "long_polling_timeout": 1}, daemon=True)
    thread.start()
    yield
    with contextlib.suppress(Exception):
        await asyncio.to_thread(bot.stop_polling)
    await asyncio.to_thread(thread.join, 5)


@pytest.mark.parametrize("running", [ptb_polling, ptb_webhook, aiogram_polling, telebot_polling])
async def test_an_echo_bot_of_every_library_holds_the_same_conversation(pg: Playground, running: Running) -> None:
    sari = pg.person("Sari")
    async with running(pg):
        reply = await sari.ask("halo")
        assert (reply.text, reply.entities) == ("halo", [{"type": "bold", "offset": 0, "length": 4}])
        answer = await sari.press(reply, "Ya")
        assert (answer.text, answer.show_alert) == ("baik", True)
        assert (await sari.wait_edit(reply)).text == "ditekan"
        asked = sari.inline("apa")
        assert (await asked).titles == ("Judul",)
        assert (await sari.ask("berkas")).raw["document"]["file_size"] == 3
        assert (await sari.ask("rusak")).text == "rusak"
