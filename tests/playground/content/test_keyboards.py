"""Buttons that Telegram refuses, and what is left of those it takes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.content.keyboards import reply_markup
from bot.playground.errors import ApiError


def inline(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button] for button in buttons]}


def data(value: object) -> dict[str, Any]:
    return {"text": "Ya", "callback_data": value}


@pytest.mark.parametrize("value", ["", "x" * 65, "é" * 33, 5, None])
def test_callback_data_are_1_to_64_bytes(value: object) -> None:
    with pytest.raises(ApiError, match=r"BUTTON_DATA_INVALID|Text buttons are unallowed"):
        reply_markup(inline(data(value)))


@pytest.mark.parametrize("value", ["x", "x" * 64, "é" * 32])
def test_callback_data_of_64_bytes_are_taken(value: str) -> None:
    assert reply_markup(inline(data(value))) == inline(data(value))


def test_100_buttons_are_taken_and_101_are_too_long() -> None:
    assert reply_markup(inline(*[data("x")] * 100)) is not None
    with pytest.raises(ApiError, match="reply markup is too long"):
        reply_markup(inline(*[data("x")] * 101))


@pytest.mark.parametrize(
    ("button", "error"),
    [
        ({"text": "a"}, "Text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "a"}, 'Field "text" must be of type String'),
        ({"text": " ", "callback_data": "a"}, "BUTTON_TEXT_INVALID"),
        ({"text": "a", "url": "bukan alamat"}, "BUTTON_URL_INVALID"),
        ({"text": "a", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "a", "web_app": {"url": "http://contoh.id"}}, "Only HTTPS links are allowed"),
        ({"text": "a", "callback_data": "a", "style": "purple"}, "invalid button style"),
        (5, "expected an Object"),
    ],
)
def test_a_broken_button_is_refused(button: object, error: str) -> None:
    with pytest.raises(ApiError, match=error):
        reply_markup(inline(button))


@pytest.mark.parametrize(
    "button",
    [
        {"text": "a", "url": "https://contoh.id/x"},
        {"text": "a", "url": "tg://user?id=5"},
        {"text": "a", "copy_text": {"text": "0811"}},
        {"text": "a", "switch_inline_query_current_chat": ""},
        {"text": "a", "callback_data": "x", "style": "primary"},
        {"text": "a", "web_app": {"url": "https://contoh.id/x"}},
    ],
)
def test_every_kind_of_button_comes_back_as_it_was(button: dict[str, Any]) -> None:
    assert reply_markup(inline(button)) == inline(button)


def test_unknown_fields_of_a_button_are_left_out() -> None:
    assert reply_markup(inline({**data("x"), "colour": "red"})) == inline(data("x"))


def test_empty_rows_vanish_and_an_empty_keyboard_is_none() -> None:
    assert reply_markup({"inline_keyboard": [[], []]}) is None


@pytest.mark.parametrize("markup", [{"keyboard": []}, {"keyboard": [[{"text": ""}]]}, {"keyboard": [[5]]}])
def test_a_reply_keyboard_needs_labels(markup: dict[str, Any]) -> None:
    with pytest.raises(ApiError):
        reply_markup(markup)


def test_only_an_inline_keyboard_may_be_edited_in() -> None:
    with pytest.raises(ApiError, match="inline keyboard expected"):
        reply_markup({"force_reply": True}, inline_only=True)
