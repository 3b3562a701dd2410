"""The first schema. A new file is made by `store.schema`; a test holds that both agree."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of tfquiz 0.1."""
    _decks()
    _tags()
    _cards()
    _notes()
    _questions()
    _reviews()


def _decks() -> None:
    op.create_table(
        "decks",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("libraries", sa.Text(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
    )


def _tags() -> None:
    op.create_table(
        "tags",
        sa.Column("tag", sa.Text(), primary_key=True),
        sa.Column("deck", sa.Text(), primary_key=True),
        sa.Column("note", sa.Text(), primary_key=True),
        sqlite_with_rowid=False,
    )


def _cards() -> None:
    op.create_table(
        "cards",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("deck", sa.Text(), sa.ForeignKey("decks.id"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("facet", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("buried", sa.Integer(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("easiness", sa.Integer(), nullable=False),
        sa.Column("repetitions", sa.Integer(), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("reviewed", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("repeating", sa.Boolean(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("deck", "note", "template", "facet", name="cards_key"),
    )
    op.create_index(
        "cards_order", "cards", ["deck", "retired", "suspended", "state", "due", "buried", "id"]
    )
    op.create_index(
        "cards_repeating",
        "cards",
        ["deck"],
        sqlite_where=sa.text("repeating"),
        postgresql_where=sa.text("repeating"),
    )


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("deck", sa.Text(), sa.ForeignKey("decks.id"), primary_key=True),
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
    )


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        sa.Column("card", sa.Integer(), sa.ForeignKey("cards.id"), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_index("questions_ready", "questions", ["card", "ready", "seq"])


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("voids", sa.Text()),
        sa.Column("card", sa.Integer(), sa.ForeignKey("cards.id"), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("misconceptions", sa.Text(), nullable=False),
        sa.Column("hints", sa.Integer(), nullable=False),
        sa.Column("quality", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("reviews_card", "reviews", ["card", "stamp"])
    op.create_index("reviews_day", "reviews", ["day"])
    op.create_index(
        "reviews_voids",
        "reviews",
        ["voids"],
        sqlite_where=sa.text("voids IS NOT NULL"),
        postgresql_where=sa.text("voids IS NOT NULL"),
    )
