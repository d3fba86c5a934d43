"""Who is suspected of having ended a process, and who was told that there will be no answer.

Lives here: what was added to the first tables for that.
Never here: what it is for (tables.py). A replica with the version before knows nothing of it: hence the defaults.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("inbox", _flag("suspect"))
    op.add_column("inbox", _flag("alone"))
    op.add_column("inbox", sa.Column("crashes", sa.SmallInteger(), nullable=False, server_default=sa.text("0")))
    condition = sa.text("suspect")
    op.create_index("inbox_suspect", "inbox", ["update_id"], sqlite_where=condition, postgresql_where=condition)
    op.add_column("replicas", sa.Column("boot", sa.String()))
    op.add_column("dead_letters", _flag("told"))


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
