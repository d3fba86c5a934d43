"""Chats as a bot sees them, and what it hears in groups."""

from __future__ import annotations

from bot.playground import Person, Playground

from ..conftest import Caller


async def heard(call: Caller) -> list[str]:
    updates = (await call("getUpdates")).result
    return [update["message"].get("text", "") for update in updates if "message" in update]


async def test_a_person_is_shown_with_what_telegram_always_gives(pg: Playground, call: Caller) -> None:
    ani = pg.person("Ani", last_name="S", username="ani_s")
    ani.send("halo")
    chat = (await call("getChat", chat_id=ani.id)).result
    assert (chat["first_name"], chat["active_usernames"], chat["max_reaction_count"]) == (
        "Ani",
        ["ani_s"],
        11,
    )


async def test_a_group_is_found_by_its_username(pg: Playground, call: Caller, sari: Person) -> None:
    group = pg.group("Kelas", [sari])
    group.chat.username = "kelas_peksos"
    assert (await call("getChat", chat_id="@Kelas_Peksos")).result["title"] == "Kelas"


async def test_membership_is_told_by_user(pg: Playground, call: Caller, sari: Person) -> None:
    group = pg.group("Kelas", [sari])
    budi = pg.person("Budi")
    ask = [(await call("getChatMember", chat_id=group.id, user_id=who)).result for who in (sari.id, budi.id, 424242)]
    assert [answer["status"] for answer in ask] == ["member", "left", "member"]
    assert (await call("getChatMemberCount", chat_id=group.id)).result == 2


async def test_a_bot_that_left_a_group_may_not_look_at_it(pg: Playground, call: Caller, sari: Person) -> None:
    group = pg.group("Kelas", [sari])
    await call("leaveChat", chat_id=group.id)
    answer = await call("getChat", chat_id=group.id)
    assert answer.error == "403 Forbidden: bot is not a member of the supergroup chat"


async def test_privacy_mode_hides_what_is_not_meant_for_the_bot(pg: Playground, call: Caller, sari: Person) -> None:
    group = pg.group("Kelas", [sari])
    there = sari.at(group)
    sent = (await call("sendMessage", chat_id=group.id, text="halo semua")).result
    bots_own = next(message for message in group.messages() if message.id == sent["message_id"])
    there.send("obrolan biasa")
    there.send("/mulai")
    there.send("/mulai@bot_lain_bot")
    there.send("hai @bot_424242_bot")
    there.send("setuju", reply_to=bots_own)
    assert await heard(call) == ["", "/mulai", "hai @bot_424242_bot", "setuju"]


async def test_without_privacy_mode_the_bot_hears_everything(pg: Playground, call: Caller, sari: Person) -> None:
    group = pg.group("Kelas", [sari])
    group.let_read_all()
    sari.at(group).send("obrolan biasa")
    assert "obrolan biasa" in await heard(call)


async def test_being_added_and_removed_is_told_to_the_bot(pg: Playground, call: Caller, sari: Person) -> None:
    group = pg.group("Kelas", [sari])
    group.remove_bot(sari)
    updates = (await call("getUpdates")).result
    changes = [
        update["my_chat_member"]["new_chat_member"]["status"] for update in updates if "my_chat_member" in update
    ]
    assert changes == ["member", "kicked"]


async def test_blocking_and_unblocking_is_told_to_the_bot(call: Caller, sari: Person) -> None:
    sari.block()
    sari.block()
    sari.send("halo lagi")
    updates = (await call("getUpdates")).result
    kinds = [next(name for name in update if name != "update_id") for update in updates]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


async def test_a_forwarded_message_says_where_it_is_from(pg: Playground, call: Caller, sari: Person) -> None:
    budi = pg.person("Budi")
    sari.send("teruskan", forwarded_from=budi)
    sari.send("teruskan", forwarded_from="Seseorang")
    origins = [update["message"]["forward_origin"] for update in (await call("getUpdates")).result]
    assert [origin["type"] for origin in origins] == ["user", "hidden_user"]


async def test_two_bots_each_have_their_own_chat_with_a_person(pg: Playground, call: Caller, sari: Person) -> None:
    other = pg.bot_of("777001:AAAnotherBotOfSomebodyElse_0123456")
    sari.with_bot(424242).send("untuk satu")
    sari.with_bot(other.id).send("untuk dua")
    assert await heard(call) == ["untuk satu"]
    assert [update.body["message"]["text"] for update in other.updates.first(9)] == ["untuk dua"]
