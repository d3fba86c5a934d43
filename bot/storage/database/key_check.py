"""Whether the key given is the one this database was written with.

Lives here: the fingerprint of the key in the database, and refusing another key.
Never here: what a key is used for (keys.py).

With another key everything would seem to work, but nobody would be recognised, nothing that waits could be read, and
nobody could have anything deleted.
"""

from __future__ import annotations

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StorageError
from bot.storage.database.access import upsert
from bot.storage.database.failures import translated
from bot.storage.database.keys import Keyring
from bot.storage.database.tables import facts

_KEY = "key"


def check_key(engine: Engine, keys: Keyring, place: str) -> None:
    """Note the fingerprint of the current key. StorageError if the database knows none of `keys`. Blocks."""
    try:
        with engine.begin() as connection:
            # Inserted first, so that of two first starts the second waits, and then sees what the first one wrote.
            connection.execute(upsert(engine.dialect.name, facts), {"name": _KEY, "value": keys.fingerprint})
            known = connection.execute(select(facts.c.value).where(facts.c.name == _KEY)).scalar_one()
            if known not in keys.fingerprints:
                raise StorageError(
                    f"{place}: ditulis dengan BOT_KEY yang lain. Pakai kunci itu lagi; bila sedang menggantinya, "
                    "tulis kunci lama di BOT_OLD_KEYS."
                )
            connection.execute(facts.update().where(facts.c.name == _KEY).values(value=keys.fingerprint))
    except SQLAlchemyError as error:
        raise StorageError(f"{place}: tidak bisa ditulis. {translated(error)}") from None
