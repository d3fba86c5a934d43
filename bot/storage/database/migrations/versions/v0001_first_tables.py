"""The first tables.

Lives here: the tables as they were first made.
Never here: what they are for (tables.py); later changes, each of which is a file of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _inbox()
    _workers()
    _people()
    _log()
    _shared()


def _inbox() -> None:
    op.create_table(
        "seen",
        sa.Column("update_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("seen_at", sa.Double(), nullable=False, index=True),
    )
    op.create_table(
        "inbox",
        sa.Column("chat", sa.String(), primary_key=True),
        sa.Column("update_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("person", sa.String(), nullable=False, index=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.Double(), nullable=False),
        sa.Column("run_after", sa.Double(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("claimed_at", sa.Double()),
    )
    _partial("inbox_waiting", ["update_id"], "owner IS NULL")
    _partial("inbox_claimed", ["chat"], "owner IS NOT NULL", unique=True)


def _workers() -> None:
    op.create_table(
        "replicas",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("seen_at", sa.Double(), nullable=False),
    )
    op.create_table(
        "dead_letters",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False, index=True),
        sa.Column("update_id", sa.BigInteger()),
        sa.Column("person", sa.String(), index=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )


def _people() -> None:
    op.create_table(
        "conversations",
        sa.Column("chat", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), nullable=False, index=True),
        sa.Column("day", sa.Date(), nullable=False, index=True),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "people",
        sa.Column("person", sa.String(), primary_key=True),
        sa.Column("noticed_on", sa.Date(), index=True),
        sa.Column("opted_out", sa.Boolean(), nullable=False),
    )


def _log() -> None:
    op.create_table(
        "turns",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False, index=True),
        sa.Column("person", sa.String(), nullable=False, index=True),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("gap", sa.String(), nullable=False),
        sa.Column("knowledge", sa.String(), nullable=False),
        sa.Column("offered", sa.JSON(none_as_null=True)),
    )
    op.create_table(
        "votes",
        sa.Column("turn", sa.String(), sa.ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("person", sa.String(), primary_key=True, index=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("up", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "counts",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
    )


def _shared() -> None:
    for name, column, kind in (
        ("budgets", "due", sa.Double()),
        ("duties", "until", sa.Double()),
        ("facts", "value", sa.String()),
    ):
        op.create_table(
            name,
            sa.Column("name", sa.String(), primary_key=True),
            sa.Column(column, kind, nullable=False),
        )

    # Always there to be locked, so that replicas take turns (budget.py).
    op.execute("INSERT INTO budgets (name, due) VALUES ('token', 0)")


def _partial(name: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, "inbox", columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
