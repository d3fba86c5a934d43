"""What the inbox promises, on both databases."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.core.turns import Conversation
from bot.storage.database import Arrival, ChatName, Database, Kind, Options, UnavailableError, open_database, turn_rows

from .conftest import BUDI, KEY, SARI, SARI_IN_GROUP, Clock, answered, message, peek, poke, press, take_one


async def test_an_update_is_accepted_once(database: Database) -> None:
    assert await database.inbox.accept([message(7), message(8)]) == {7, 8}
    assert await database.inbox.accept([message(8), message(9)]) == {9}
    assert (await database.inbox.depth()).waiting == 3


async def test_an_update_that_stands_twice_in_one_batch_is_accepted_once(database: Database) -> None:
    assert await database.inbox.accept([message(7), message(7)]) == {7}
    assert (await database.inbox.depth()).waiting == 1


async def test_accepting_nothing_is_fine(database: Database) -> None:
    assert await database.inbox.accept([]) == frozenset()


async def test_the_same_update_ten_times_at_once_is_accepted_once(database: Database) -> None:
    results = await asyncio.gather(*(database.inbox.accept([message(7)]) for _ in range(10)))
    assert sorted(map(len, results)) == [0] * 9 + [1]


async def test_the_same_update_at_three_replicas_at_once_is_accepted_once(url: str) -> None:
    replicas = [await open_database(url, KEY) for _ in range(3)]
    results = await asyncio.gather(*(replica.inbox.accept([message(7)]) for replica in replicas for _ in range(4)))
    assert sorted(map(len, results)) == [0] * 11 + [1]
    for replica in replicas:
        await replica.close()


async def test_an_update_stays_known_after_it_is_done(database: Database) -> None:
    await database.inbox.accept([message(7)])
    await database.inbox.done(await take_one(database))
    assert await database.inbox.accept([message(7)]) == frozenset()
    assert await database.inbox.claim() == ()


async def test_ids_that_start_again_lower_are_new(database: Database) -> None:
    await database.inbox.accept([message(900_000)])
    await database.inbox.done(await take_one(database))
    assert await database.inbox.accept([message(12)]) == {12}
    assert (await take_one(database)).update_id == 12


async def test_a_claim_brings_the_update_as_it_came(database: Database) -> None:
    body = json.dumps({"text": "halo \ud83d \u0000"}).encode()
    await database.inbox.accept([Arrival(7, SARI_IN_GROUP, Kind.CALLBACK, body)])
    claim = await take_one(database)
    assert (claim.update_id, claim.body, claim.attempt) == (7, body, 1)
    assert claim.conversation == Conversation()


async def test_what_a_claim_shows_in_a_log_is_nobodys(database: Database) -> None:
    arrival = message(7, ChatName.private(12345678), b"rahasia")
    await database.inbox.accept([arrival])
    shown = repr([arrival, await take_one(database), answered(ChatName.private(12345678), "rahasia")])
    assert "12345678" not in shown
    assert "rahasia" not in shown


async def test_a_chat_is_worked_on_in_the_order_of_ids(database: Database) -> None:
    await database.inbox.accept([message(9), message(7), press(8)])
    order = []
    while claims := await database.inbox.claim():
        order += [claim.update_id for claim in claims]
        await database.inbox.done(claims[0])
    assert order == [7, 8, 9]


async def test_a_chat_is_worked_on_once_at_a_time(database: Database) -> None:
    await database.inbox.accept([message(7), press(8), message(9, BUDI)])
    claims = await database.inbox.claim(5)
    assert [claim.update_id for claim in claims] == [7, 9]
    assert await database.inbox.claim(5) == ()
    await database.inbox.done(claims[0])
    assert (await take_one(database)).update_id == 8


async def test_an_older_update_that_comes_late_waits_for_the_one_being_worked_on(database: Database) -> None:
    await database.inbox.accept([message(8)])
    claim = await take_one(database)
    await database.inbox.accept([message(7)])
    assert await database.inbox.claim() == ()
    await database.inbox.done(claim)
    assert (await take_one(database)).update_id == 7


async def test_replicas_never_work_on_one_chat_at_once(url: str) -> None:
    replicas = [await open_database(url, KEY) for _ in range(3)]
    working: set[str] = set()
    order: dict[str, list[int]] = {}

    async def work(replica: Database) -> None:
        while len(order) < 4 or sum(map(len, order.values())) < 60:
            for claim in await replica.inbox.claim(2):
                assert claim.lane not in working
                working.add(claim.lane)
                order.setdefault(claim.lane, []).append(claim.update_id)
                await asyncio.sleep(0)
                working.remove(claim.lane)
                await replica.inbox.done(claim)
            await replica.inbox.wait(0.01)

    await replicas[0].inbox.accept([message(number, ChatName.private(number % 4)) for number in range(60)])
    async with asyncio.timeout(20):
        await asyncio.gather(*map(work, replicas))
    assert all(ids == sorted(ids) for ids in order.values())
    assert sum(map(len, order.values())) == 60
    for replica in replicas:
        await replica.close()


async def test_of_two_claims_of_one_chat_at_the_same_instant_one_succeeds(postgres_url: str) -> None:
    async with await open_database(postgres_url, KEY) as first, await open_database(postgres_url, KEY) as second:
        await first.inbox.accept([message(8)])
        with first._access.transactions._engines.writer.begin() as connection:
            assert [row.update_id for row in first.inbox._rows.take(connection, 1)] == [8]
            await first.inbox.accept([message(7)])
            # It cannot see the claim that is not committed yet; the index can.
            other = asyncio.create_task(second.inbox.claim())
            assert not (await asyncio.wait([other], timeout=0.3))[0]
        assert await other == ()


async def test_a_kind_that_only_a_newer_replica_knows_is_given_out_too(database: Database, url: str) -> None:
    await database.inbox.accept([message(7)])
    poke(url, "UPDATE inbox SET kind = 'hologram'")
    assert (await take_one(database)).update_id == 7


@pytest.mark.parametrize(
    ("kind", "seconds"), [(Kind.CALLBACK, 150), (Kind.INLINE, 30), (Kind.CHOSEN, 600), (Kind.MESSAGE, 86_400)]
)
async def test_what_nobody_waits_for_any_more_is_dropped(
    database: Database, clock: Clock, kind: Kind, seconds: float
) -> None:
    await database.inbox.accept([Arrival(7, SARI, kind, b"{}")])
    clock.now += seconds - 1
    await database.inbox.accept([Arrival(8, BUDI, kind, b"{}"), message(9, ChatName.private(44))])
    clock.now += 1
    assert [claim.update_id for claim in await database.inbox.claim(5)] == [8, 9]
    assert (await database.inbox.depth()).waiting == 2


async def test_a_long_row_of_late_updates_does_not_hide_what_stands_behind_it(database: Database, clock: Clock) -> None:
    await database.inbox.accept([Arrival(number, SARI, Kind.INLINE, b"{}") for number in range(15)])
    clock.now += 60
    await database.inbox.accept([message(99)])
    assert (await take_one(database)).update_id == 99


async def test_a_failed_update_is_tried_again_after_growing_pauses_and_then_given_up(
    database: Database, clock: Clock, url: str
) -> None:
    await database.inbox.accept([message(7), message(8)])
    for attempt, pause in enumerate((1.0, 4.0, 16.0, 64.0), start=1):
        claim = await take_one(database)
        assert (claim.update_id, claim.attempt) == (7, attempt)
        await database.inbox.failed(claim, "TimedOut")
        clock.now += pause - 0.5
        assert await database.inbox.claim() == (), "the chat waits, so that the order is kept"
        clock.now += 0.5
    await database.inbox.failed(await take_one(database), "TimedOut 081234567890")
    assert (await take_one(database)).update_id == 8
    assert peek(url, "SELECT update_id, reason FROM dead_letters") == [(7, "TimedOut [telepon]")]


async def test_a_pause_that_telegram_asked_for_is_no_attempt(database: Database, clock: Clock) -> None:
    await database.inbox.accept([message(7)])
    for _ in range(8):
        claim = await take_one(database)
        assert claim.attempt == 1
        await database.inbox.failed(claim, "RetryAfter", retry_after=3600)
        assert await database.inbox.claim() == ()
        clock.now += 3600
    assert (await database.inbox.depth()).dead_letters == 0


async def test_a_hopeless_update_goes_to_the_dead_letters_at_once(database: Database, url: str) -> None:
    await database.inbox.accept([message(7, body=b"rusak"), message(8)])
    await database.inbox.bury(await take_one(database), "tidak terbaca")
    assert (await take_one(database)).update_id == 8
    assert peek(url, "SELECT update_id, reason FROM dead_letters") == [(7, "tidak terbaca")]


async def test_what_has_no_id_is_kept_as_a_dead_letter(database: Database) -> None:
    await database.inbox.dead_letter(b"[1]", "bukan pembaruan")
    assert (await database.inbox.depth()).dead_letters == 1


async def test_done_keeps_the_conversation_for_the_next_claim(database: Database) -> None:
    await database.inbox.accept([message(7), message(8), message(9, BUDI)])
    kept = answered(turns=1)
    await database.inbox.done(await take_one(database), kept)
    claims = await database.inbox.claim(2)
    assert [claim.conversation for claim in claims] == [kept.turn.conversation, Conversation()]


async def test_who_lost_a_claim_changes_nothing_any_more(database: Database, url: str) -> None:
    await database.inbox.accept([message(7)])
    claim = await take_one(database)
    poke(url, "UPDATE inbox SET owner = 'lain'")
    await database.inbox.done(claim, answered())
    await database.inbox.failed(claim, "TimedOut")
    await database.inbox.bury(claim, "x")
    assert peek(url, "SELECT owner, attempts FROM inbox") == [("lain", 1)]
    assert peek(url, "SELECT count(*) FROM conversations") == [(0,)]
    assert (await database.inbox.depth()).dead_letters == 0


async def test_an_earlier_claim_of_the_same_update_does_not_end_a_later_one(database: Database, clock: Clock) -> None:
    await database.inbox.accept([message(7)])
    first = await take_one(database)
    await database.inbox.failed(first, "TimedOut")
    clock.now += 10
    await take_one(database)
    await database.inbox.done(first)
    assert (await database.inbox.depth()).waiting == 1


async def test_an_end_that_could_not_be_written_is_written_later(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.inbox.accept([message(7), message(8)])
    claim = await take_one(database)
    transactions = database._access.transactions
    with monkeypatch.context() as patch:
        patch.setattr(type(transactions), "write", away)
        await database.inbox.done(claim, answered())
        assert database.inbox.held == {7}
        with pytest.raises(UnavailableError):
            await database.inbox.make_up()
    assert await database.inbox.claim() == (), "not to be sent again meanwhile"
    await database.inbox.make_up()
    assert database.inbox.held == frozenset()
    assert (await take_one(database)).conversation == answered().turn.conversation


async def away(*_: object) -> None:
    raise UnavailableError("Basis data sedang tidak bisa dipakai.")


async def test_a_bug_while_writing_an_end_is_not_hidden(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await database.inbox.accept([message(7)])
    claim = await take_one(database)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(turn_rows, "write", fail)
        with pytest.raises(ZeroDivisionError):
            await database.inbox.done(claim, answered())
    await database.inbox.done(claim, answered())
    assert (await database.inbox.depth()).waiting == 0


async def test_an_end_that_can_never_be_written_does_not_hold_up_the_others(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    await database.inbox.accept([message(7), message(8, BUDI)])
    broken, other = await database.inbox.claim(2)
    with monkeypatch.context() as patch:
        patch.setattr(type(database._access.transactions), "write", away)
        await database.inbox.done(broken, answered())
        await database.inbox.done(other)
    monkeypatch.setattr(turn_rows, "write", fail)
    await database.inbox.make_up()
    assert (await database.inbox.depth()).waiting == 1
    clock.now += 11
    await database._presence.beat(database.inbox.held)
    assert (await take_one(database)).attempt == 2


async def test_who_is_cancelled_while_writing_an_end_has_it_made_up_for(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        await asyncio.sleep(600)

    await database.inbox.accept([message(7)])
    claim = await take_one(database)
    with monkeypatch.context() as patch:
        patch.setattr(type(database._access.transactions), "write", never)
        ending = asyncio.create_task(database.inbox.done(claim, answered()))
        await asyncio.sleep(0)
        ending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await ending
    await database.inbox.make_up()
    assert (await database.inbox.depth()).waiting == 0


async def test_waiting_ends_with_the_next_update(database: Database) -> None:
    assert await database.inbox.claim() == ()
    waiting = asyncio.create_task(database.inbox.wait(30))
    await asyncio.sleep(0)
    await database.inbox.accept([message(7)])
    async with asyncio.timeout(5):
        await waiting


async def test_news_between_looking_and_waiting_are_not_missed(database: Database) -> None:
    assert await database.inbox.claim() == ()
    await database.inbox.accept([message(7)])
    async with asyncio.timeout(5):
        await database.inbox.wait(30)


async def test_the_depth_tells_how_long_the_oldest_waits(database: Database, clock: Clock) -> None:
    assert (await database.inbox.depth()).oldest_seconds == 0
    await database.inbox.accept([message(7)])
    clock.now += 30
    await database.inbox.accept([message(8)])
    assert (await database.inbox.depth()).oldest_seconds == pytest.approx(30)


async def test_a_clock_that_was_set_back_does_not_park_an_update_for_ever(database: Database, clock: Clock) -> None:
    clock.now += 90_000
    await database.inbox.accept([message(7)])
    clock.now -= 90_000
    assert (await take_one(database)).update_id == 7


async def test_an_update_sealed_with_a_newer_key_is_left_to_a_replica_that_knows_it(url: str, clock: Clock) -> None:
    async with (
        await open_database(url, KEY, options=Options(now=clock)) as older,
        await open_database(url, "kunci-baru-untuk-percobaan", [KEY], Options(now=clock)) as newer,
    ):
        await newer.inbox.accept([message(7, body=b"halo")])
        assert await older.inbox.claim() == ()
        clock.now += 2
        assert (await take_one(newer)).body == b"halo"


async def test_certain_updates_are_claimed_before_older_ones_of_other_chats(database: Database) -> None:
    await database.inbox.accept([message(number, ChatName.private(number)) for number in range(7, 12)])
    claims = await database.inbox.claim(5, {9, 11, 99})
    assert [claim.update_id for claim in claims] == [9, 11]
    assert [claim.update_id for claim in await database.inbox.claim(5)] == [7, 8, 10]


async def test_a_certain_update_still_waits_for_older_ones_of_its_own_chat(database: Database) -> None:
    await database.inbox.accept([message(7), message(8)])
    assert await database.inbox.claim(1, {8}) == ()
    await database.inbox.done(await take_one(database))
    assert [claim.update_id for claim in await database.inbox.claim(1, {8})] == [8]


async def test_a_claim_tells_when_its_update_came(database: Database, clock: Clock) -> None:
    await database.inbox.accept([message(7)])
    came = clock.now
    clock.now += 60
    assert (await take_one(database)).received_at == came
