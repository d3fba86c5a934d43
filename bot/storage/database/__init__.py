"""The database: nothing accepted is lost, nobody is recognisable in it, and several replicas may share it.

Lives here: everything that outlives the process but knowledge.
Never here: Telegram, sentences, settings. Importing this package does nothing.

    async with await open_database(url, find_key(url, given), old_keys) as database: ...

A chat is a ChatName (names.py); only pseudonyms of it are kept.

    inbox          accept(arrivals) before Telegram is told "received"; then, as often as there is room,
                   claim(limit, certain), and for each claim exactly one of done(claim, answered), failed(claim, reason,
                   retry_after), bury(claim, reason); wait(seconds) while there is nothing to claim;
                   dead_letter(body, reason) for what cannot be accepted; depth() for whoever watches. A claim brings
                   the conversation of its chat along, and `done` keeps the new one in the same transaction. After a
                   crash: suspect_waits(), claim_suspect() with nothing else in hand, mark(claim, alone) around waits.
                   waiting(limit) and put_first(arrivals) for what must not stand in line
    letters        untold() and tell(letter) for whoever is told that there will be no answer; all(), count(days),
                   read(letter), again(letter, arrival), drop(letter) for operators
    people         standing(chat), notice_shown(chat), opt_out(chat, objects)
    personal_data  export(chat), forget(chat)
    log            vote(reply, chat, up), turns(days), counts(days)
    budget         enter(chat, group, urgent, patience) before each message; pause(seconds) after a 429
    retention      sweep(days), daily
    duties         take(name, seconds): whether this replica does for all what one has to do
    check()        whether the database answers
    close()

Every method may raise UnavailableError: not now, the same call may succeed later. The exceptions are done, failed and
bury, which make up for it by themselves, and budget, which keeps to the limits without the database if it must.
"""

from bot.storage.database.database import Database
from bot.storage.database.failures import UnavailableError
from bot.storage.database.key_file import find_key
from bot.storage.database.letters import Letter
from bot.storage.database.names import ChatName
from bot.storage.database.opening import Options, open_database
from bot.storage.database.pacing import Slot
from bot.storage.database.personal_data import GivenVote, PersonalCopy
from bot.storage.database.turn_log import Count
from bot.storage.database.turn_rows import Answered, LoggedTurn, Rejection
from bot.storage.database.updates import Arrival, Claim, Depth, Kind, Standing

__all__ = [
    "Answered",
    "Arrival",
    "ChatName",
    "Claim",
    "Count",
    "Database",
    "Depth",
    "GivenVote",
    "Kind",
    "Letter",
    "LoggedTurn",
    "Options",
    "PersonalCopy",
    "Rejection",
    "Slot",
    "Standing",
    "UnavailableError",
    "find_key",
    "open_database",
]
