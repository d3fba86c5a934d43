"""Nobody gets stuck: from every screen that buttons lead to, the main menu is one press away."""

from __future__ import annotations

from bot.core.conversation.dialogue import Dialogue
from bot.playground import Message, Playground

MENU_DATA = "m"
# A thumb is answered on the spot; the message stays as it is.
THUMB = "v:"
# Far more than there are; a button that leads to ever new screens would never end.
MOST = 1_000


async def reached(stage: Playground, data: str) -> Message:
    """The screen behind a button, for somebody new: nobody presses hundreds of buttons in a second."""
    visitor = stage.person("Tamu")
    menu = await visitor.ask("/menu")
    visitor.press(menu, data, forged=True)

    def look() -> Message | None:
        now = [message for message in visitor.messages() if message.id >= menu.id]
        return now[-1] if now[-1].raw != menu.raw else None

    return await stage.wait_until(look, 10, f"nothing came of {data}")


async def test_every_screen_leads_back_to_the_menu_and_every_entry_is_reached(
    stage: Playground, dialogue: Dialogue
) -> None:
    menu = await stage.person("Sari").ask("/menu")
    waiting = [button.data for button in menu.buttons]
    screens: dict[str, Message] = {MENU_DATA: menu}
    while waiting:
        data = waiting.pop()
        if data and data not in screens and not data.startswith(THUMB):
            screens[data] = await reached(stage, data)
            waiting.extend(button.data for button in screens[data].buttons)
        assert len(screens) < MOST
    stuck = {
        data: screen.labels
        for data, screen in screens.items()
        if data != MENU_DATA and MENU_DATA not in {button.data for button in screen.buttons}
    }
    assert not stuck
    assert {f"e:{entry}" for entry in dialogue.knowledge.entries} <= set(screens)
