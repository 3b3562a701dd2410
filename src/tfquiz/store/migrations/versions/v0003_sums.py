"""The log's indices hold what replaying and statistics read."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the indices anew; no line is touched."""
    op.drop_index("reviews_card", "reviews")
    op.drop_index("reviews_day", "reviews")
    op.create_index(
        "reviews_card",
        "reviews",
        ["card", "stamp", "id", "kind", "voids", "day", "repeat", "quality", "spread"],
    )
    op.create_index(
        "reviews_day",
        "reviews",
        ["day", "repeat", "interval", "quality", "seconds", "card", "kind"],
        sqlite_where=sa.text("kind = 'answer'"),
        postgresql_where=sa.text("kind = 'answer'"),
    )
    op.create_index(
        "reviews_held",
        "reviews",
        ["card", "misconceptions", "day"],
        sqlite_where=sa.text("misconceptions != '[]'"),
        postgresql_where=sa.text("misconceptions != '[]'"),
    )
