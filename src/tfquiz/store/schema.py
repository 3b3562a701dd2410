"""The tables as they are today. How a file gets here from an older schema is `migrations`.

Times are microseconds since 1970 in UTC and study days are ordinals, both integers, because
SQLite's date types drop the offset. Lists and texts by language are JSON.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()

versions = Table("alembic_version", metadata, Column("version_num", Text, primary_key=True))

decks = Table(
    "decks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("libraries", Text, nullable=False),
    Column("added", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("deck", ForeignKey(decks.c.id), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("was", Text, nullable=False),
    Column("source", Text, nullable=False),
    # Id, title and explanation in all languages, without case, to be searched.
    Column("words", Text, nullable=False),
)

cards = Table(
    "cards",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("deck", ForeignKey(decks.c.id), nullable=False),
    Column("note", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("facet", Text, nullable=False),
    Column("was", Text, nullable=False),
    # Where the card stands in its deck; new cards are learned in this order.
    Column("position", Integer, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("suspended", Boolean, nullable=False),
    Column("buried", Integer, nullable=False),
    Column("state", Integer, nullable=False),
    # The study day of the next review; `position` while the card is new, for the index.
    Column("due", Integer, nullable=False),
    Column("easiness", Integer, nullable=False),
    Column("repetitions", Integer, nullable=False),
    Column("interval", Integer, nullable=False),
    Column("reviewed", Integer, nullable=False),
    Column("lapses", Integer, nullable=False),
    Column("repeating", Boolean, nullable=False),
    # The `stamp` of the card's last line in the log.
    Column("stamp", BigInteger, nullable=False),
    UniqueConstraint("deck", "note", "template", "facet", name="cards_key"),
)
Index(
    "cards_order",
    *(cards.c[name] for name in ("deck", "retired", "suspended", "state", "due", "buried", "id")),
)
Index(
    "cards_repeating",
    cards.c.deck,
    sqlite_where=cards.c.repeating,
)

tags = Table(
    "tags",
    metadata,
    Column("tag", Text, primary_key=True),
    # Whether the card has left its deck, so that a search finds those in play in one place.
    Column("retired", Boolean, primary_key=True),
    Column("card", ForeignKey(cards.c.id), primary_key=True),
    sqlite_with_rowid=False,
)
"""What is in `notes.tags`, the other way round, for search."""

questions = Table(
    "questions",
    metadata,
    Column("seq", Integer, primary_key=True),
    # A hash of the content, so that two machines give the same question the same id.
    Column("id", Text, nullable=False, unique=True),
    Column("card", ForeignKey(cards.c.id), nullable=False),
    Column("ready", Boolean, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("versions", Text, nullable=False),
    # JSON of `cards.question.dump_question`, deflated: traces repeat themselves.
    Column("data", LargeBinary, nullable=False),
)
Index("questions_ready", questions.c.card, questions.c.ready, questions.c.seq)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Text, primary_key=True),
    # "answer", or "undo" of another line, or "reset" of a card to new.
    Column("kind", Text, nullable=False),
    # The line that counts no more: of an undo, or of an answer that was graded anew.
    Column("voids", Text),
    Column("card", ForeignKey(cards.c.id), nullable=False),
    Column("question", Text, nullable=False),
    Column("typed", Text, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("misconceptions", Text, nullable=False),
    Column("hints", Integer, nullable=False),
    Column("quality", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("repeat", Boolean, nullable=False),
    Column("interval", Integer, nullable=False),
    # The instant, but later than the card's line before, so that a clock set back or a second
    # machine cannot change the order in which a card's lines are replayed: by (stamp, id).
    Column("stamp", BigInteger, nullable=False),
    # How far from its day the card was sent, so that the log replays; see `scheduler.review`.
    Column("spread", Integer, nullable=False, server_default=text("0")),
    sqlite_with_rowid=False,
)
"""The log. Lines are added and never changed: an undo is a line that voids another."""
# These hold all that replaying and statistics read, so that no line itself has to be looked up.
Index(
    "reviews_card",
    *(reviews.c[name] for name in ("card", "stamp", "id", "kind", "voids")),
    *(reviews.c[name] for name in ("day", "repeat", "quality", "spread")),
)
Index(
    "reviews_day",
    *(reviews.c[name] for name in ("day", "repeat", "interval")),
    *(reviews.c[name] for name in ("quality", "seconds", "card", "kind")),
    sqlite_where=reviews.c.kind == "answer",
)
Index(
    "reviews_held",
    *(reviews.c[name] for name in ("card", "misconceptions", "day")),
    sqlite_where=reviews.c.misconceptions != "[]",
)
Index(
    "reviews_voids",
    reviews.c.voids,
    sqlite_where=reviews.c.voids.is_not(None),
)
