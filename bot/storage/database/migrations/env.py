"""How Alembic runs the migrations.

Lives here: handing over the connection, and with it the transaction, of migrating.py.
Never here: opening a connection; what a migration changes (versions/).
"""

from __future__ import annotations

from alembic import context

from bot.storage.database.migrating import VERSION_TABLE
from bot.storage.database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    # One transaction for all steps: it is migrating.py's, and holds the lock.
    transaction_per_migration=False,
    # SQLite changes a column by copying the table.
    render_as_batch=True,
)
context.run_migrations()
