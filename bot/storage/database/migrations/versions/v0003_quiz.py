"""Rounds of the quiz, and the answers to their questions.

Lives here: two new tables.
Never here: what they are for (tables.py).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "quiz_polls",
        sa.Column("poll", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), nullable=False, index=True),
        sa.Column("day", sa.Date(), nullable=False, index=True),
        sa.Column("went_on", sa.BigInteger()),
        sa.Column("state", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "quiz_answers",
        sa.Column("poll", sa.String(), primary_key=True),
        sa.Column("person", sa.String(), primary_key=True, index=True),
        sa.Column("day", sa.Date(), nullable=False, index=True),
        sa.Column("state", sa.LargeBinary(), nullable=False),
    )
