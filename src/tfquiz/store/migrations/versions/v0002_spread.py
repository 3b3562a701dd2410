"""Reviews keep their spread; tags belong to cards."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Give every review the spread 0, and turn the notes' tags round anew."""
    op.add_column(
        "reviews", sa.Column("spread", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.drop_table("tags")
    tags = op.create_table(
        "tags",
        sa.Column("tag", sa.Text(), primary_key=True),
        sa.Column("retired", sa.Boolean(), primary_key=True),
        sa.Column("card", sa.Integer(), sa.ForeignKey("cards.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    found = op.get_bind().execute(
        sa.text(
            "SELECT cards.id, cards.retired, notes.tags FROM cards "
            "JOIN notes ON notes.deck = cards.deck AND notes.id = cards.note"
        )
    )
    op.bulk_insert(
        tags,
        [
            {"tag": tag, "retired": bool(retired), "card": card}
            for card, retired, names in found.all()
            for tag in dict.fromkeys(json.loads(names))
        ],
    )
