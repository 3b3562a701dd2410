"""The statements of `statements.py`, compiled for SQLite by `make statements`.

For each name its text, and the values that belong to the statement itself.
"""

# ruff: noqa: E501 - a statement's text is one line

from typing import Any

COMPILED: dict[str, tuple[str, dict[str, Any]]] = {
    "revision": ("SELECT alembic_version.version_num FROM alembic_version", {}),
    "deck_ids": ("SELECT decks.id FROM decks ORDER BY decks.id", {}),
    "any_deck": (
        "SELECT decks.id FROM decks LIMIT :param_1 OFFSET :param_2",
        {"param_1": 1, "param_2": 0},
    ),
    "decks": (
        "SELECT decks.id, decks.title, decks.text, decks.hash, decks.origin, decks.libraries, decks.added, decks.changed FROM decks ORDER BY decks.id",
        {},
    ),
    "notes_in_play": (
        "SELECT notes.deck, count(*) AS count_1 FROM notes WHERE notes.retired = 0 GROUP BY notes.deck",
        {},
    ),
    "cards_in_play": (
        "SELECT cards.deck, count(*) AS count_1 FROM cards WHERE cards.retired = 0 GROUP BY cards.deck",
        {},
    ),
    "note": (
        'SELECT notes.id, notes.title, notes.text, notes.source, notes.tags, notes."after", notes.was FROM notes WHERE notes.deck = :deck AND notes.id = :note',
        {},
    ),
    "keys_of_note": (
        "SELECT cards.position, cards.template, cards.facet, cards.was, cards.retired FROM cards WHERE cards.deck = :deck AND cards.note = :note",
        {},
    ),
    "new_cards": (
        "SELECT cards.id, cards.deck, cards.note, cards.template, cards.facet, cards.retired, cards.suspended, cards.buried, cards.state, cards.easiness, cards.repetitions, cards.interval, cards.due, cards.reviewed, cards.lapses, cards.repeating FROM cards WHERE cards.deck = :deck AND cards.retired = 0 AND cards.suspended = 0 AND cards.buried <= :day AND cards.state = :state_1 ORDER BY cards.due, cards.buried, cards.id LIMIT :count OFFSET :param_1",
        {"state_1": 0, "param_1": 0},
    ),
    "due_learning": (
        "SELECT cards.id, cards.deck, cards.note, cards.template, cards.facet, cards.retired, cards.suspended, cards.buried, cards.state, cards.easiness, cards.repetitions, cards.interval, cards.due, cards.reviewed, cards.lapses, cards.repeating FROM cards WHERE cards.deck = :deck AND cards.retired = 0 AND cards.suspended = 0 AND cards.buried <= :day AND cards.state = :state_1 AND cards.due <= :day ORDER BY cards.due, cards.buried, cards.id LIMIT :count OFFSET :param_1",
        {"state_1": 1, "param_1": 0},
    ),
    "due_review": (
        "SELECT cards.id, cards.deck, cards.note, cards.template, cards.facet, cards.retired, cards.suspended, cards.buried, cards.state, cards.easiness, cards.repetitions, cards.interval, cards.due, cards.reviewed, cards.lapses, cards.repeating FROM cards WHERE cards.deck = :deck AND cards.retired = 0 AND cards.suspended = 0 AND cards.buried <= :day AND cards.state = :state_1 AND cards.due <= :day ORDER BY cards.due, cards.buried, cards.id LIMIT :count OFFSET :param_1",
        {"state_1": 2, "param_1": 0},
    ),
    "card": (
        "SELECT cards.id, cards.deck, cards.note, cards.template, cards.facet, cards.retired, cards.suspended, cards.buried, cards.state, cards.easiness, cards.repetitions, cards.interval, cards.due, cards.reviewed, cards.lapses, cards.repeating FROM cards WHERE cards.id = :id",
        {},
    ),
    "repeating": (
        "SELECT cards.id, cards.deck, cards.note, cards.template, cards.facet, cards.retired, cards.suspended, cards.buried, cards.state, cards.easiness, cards.repetitions, cards.interval, cards.due, cards.reviewed, cards.lapses, cards.repeating FROM cards WHERE cards.repeating = 1 AND cards.reviewed >= :day",
        {},
    ),
    "counts": (
        "SELECT cards.deck, cards.retired, cards.suspended, cards.state, count(*) AS count_1 FROM cards GROUP BY cards.deck, cards.retired, cards.suspended, cards.state",
        {},
    ),
    "waiting": (
        "SELECT count(*) AS count_1 FROM cards WHERE cards.deck = :deck AND cards.retired = 0 AND cards.suspended = 0 AND cards.buried <= :day AND cards.state = :state AND cards.due <= :day",
        {},
    ),
    "progress": (
        "SELECT cards.deck, cards.note, count(*) AS count_1, sum(CASE WHEN (cards.state != :state_1) THEN :param_1 ELSE :param_2 END) AS sum_1, sum(CASE WHEN (cards.state = :state_2) THEN :param_3 ELSE :param_4 END) AS sum_2 FROM cards WHERE cards.retired = 0 AND cards.deck IN (__[POSTCOMPILE_decks]) GROUP BY cards.deck, cards.note",
        {"state_1": 0, "param_1": 1, "param_2": 0, "state_2": 2, "param_3": 1, "param_4": 0},
    ),
    "suspend": ("UPDATE cards SET suspended=:suspended WHERE cards.id = :card_id", {}),
    "bury": ("UPDATE cards SET buried=:buried WHERE cards.id = :card_id", {}),
    "next_question": (
        "SELECT questions.id, questions.data FROM questions WHERE questions.card = :card AND questions.ready = 1 ORDER BY questions.seq LIMIT :param_1 OFFSET :param_2",
        {"param_1": 1, "param_2": 0},
    ),
    "question": ("SELECT questions.data FROM questions WHERE questions.id = :id", {}),
    "is_ready": ("SELECT questions.ready FROM questions WHERE questions.id = :id", {}),
    "ready_again": ("UPDATE questions SET ready=:ready WHERE questions.id = :key", {"ready": True}),
    "add_question": (
        "INSERT INTO questions (id, card, ready, asked, versions, data) VALUES (:id, :card, :ready, :asked, :versions, :data)",
        {},
    ),
    "stock_levels": (
        "SELECT questions.card, count(*) AS count_1 FROM questions WHERE questions.ready = 1 AND questions.card IN (__[POSTCOMPILE_cards]) GROUP BY questions.card",
        {},
    ),
    "latest_question": (
        "SELECT questions.data FROM questions WHERE questions.card = :card ORDER BY questions.seq DESC LIMIT :param_1 OFFSET :param_2",
        {"param_1": 1, "param_2": 0},
    ),
    "versions_in_stock": (
        "SELECT DISTINCT questions.versions FROM questions WHERE questions.ready = 1",
        {},
    ),
    "asked": (
        "UPDATE questions SET ready=:ready, asked=(questions.asked + :asked_1) WHERE questions.id = :question",
        {"ready": False, "asked_1": 1},
    ),
    "unasked": (
        "UPDATE questions SET ready=:ready, asked=CASE WHEN (questions.asked > :asked_1) THEN questions.asked - :asked_2 ELSE :param_1 END WHERE questions.id = :question",
        {"ready": True, "asked_1": 0, "asked_2": 1, "param_1": 0},
    ),
    "delete_unasked_of_versions": (
        "DELETE FROM questions WHERE questions.ready = 1 AND questions.versions = :versions AND questions.asked = :asked_1",
        {"asked_1": 0},
    ),
    "delete_unasked_of_note": (
        "DELETE FROM questions WHERE questions.ready = 1 AND questions.card IN (SELECT cards.id FROM cards WHERE cards.deck = :deck AND cards.note = :note) AND questions.asked = :asked_1",
        {"asked_1": 0},
    ),
    "shelve_asked_of_versions": (
        "UPDATE questions SET ready=:ready WHERE questions.ready = 1 AND questions.versions = :versions",
        {"ready": False},
    ),
    "shelve_asked_of_note": (
        "UPDATE questions SET ready=:ready WHERE questions.ready = 1 AND questions.card IN (SELECT cards.id FROM cards WHERE cards.deck = :deck AND cards.note = :note)",
        {"ready": False},
    ),
    "card_before": (
        "SELECT cards.id, cards.deck, cards.note, cards.template, cards.facet, cards.retired, cards.suspended, cards.buried, cards.state, cards.easiness, cards.repetitions, cards.interval, cards.due, cards.reviewed, cards.lapses, cards.repeating, cards.stamp, cards.position FROM cards WHERE cards.id = :id",
        {},
    ),
    "remember": (
        "UPDATE cards SET state=:state, due=:due, easiness=:easiness, repetitions=:repetitions, interval=:interval, reviewed=:reviewed, lapses=:lapses, repeating=:repeating, stamp=:stamp WHERE cards.id = :card_id",
        {},
    ),
    "add_line": (
        'INSERT INTO reviews (id, kind, voids, card, question, typed, seconds, verdict, misconceptions, hints, quality, at, day, "offset", repeat, interval, stamp, spread) VALUES (:id, :kind, :voids, :card, :question, :typed, :seconds, :verdict, :misconceptions, :hints, :quality, :at, :day, :offset, :repeat, :interval, :stamp, :spread)',
        {},
    ),
    "line": (
        'SELECT reviews.id, reviews.card, reviews.question, reviews.typed, reviews.seconds, reviews.verdict, reviews.misconceptions, reviews.hints, reviews.quality, reviews.at, reviews.day, reviews."offset", reviews.repeat, reviews.spread, reviews.interval, reviews.kind, reviews.stamp, cards.id AS id_1, cards.deck, cards.note, cards.template, cards.facet, cards.retired, cards.suspended, cards.buried, cards.state, cards.easiness, cards.repetitions, cards.interval AS interval_1, cards.due, cards.reviewed, cards.lapses, cards.repeating, cards.position FROM reviews JOIN cards ON cards.id = reviews.card WHERE reviews.id = :id',
        {},
    ),
    "voiding": ("SELECT reviews.id FROM reviews WHERE reviews.voids = :id", {}),
    "lines_of_card": (
        "SELECT reviews.id, reviews.kind, reviews.voids, reviews.quality, reviews.day, reviews.spread, reviews.stamp FROM reviews WHERE reviews.card = :id ORDER BY reviews.stamp, reviews.id",
        {},
    ),
    "last_answer": (
        "SELECT reviews.id FROM reviews WHERE reviews.kind = :kind_1 AND (reviews.id NOT IN (SELECT reviews.voids FROM reviews WHERE reviews.voids IS NOT NULL)) ORDER BY reviews.id DESC LIMIT :param_1 OFFSET :param_2",
        {"kind_1": "answer", "param_1": 1, "param_2": 0},
    ),
    "newest_line": ("SELECT max(reviews.id) AS max_1 FROM reviews", {}),
    "ids_of_log": ("SELECT reviews.id FROM reviews", {}),
    "answers_of_day": (
        "SELECT reviews.card, cards.deck, cards.note, reviews.interval, reviews.repeat FROM reviews JOIN cards ON cards.id = reviews.card WHERE reviews.day = :day AND reviews.kind = 'answer' AND (reviews.id NOT IN (SELECT reviews.voids FROM reviews WHERE reviews.voids IS NOT NULL)) ORDER BY reviews.stamp, reviews.id",
        {},
    ),
    "right_times": (
        "SELECT cards.facet, anon_1.seconds FROM cards JOIN (SELECT reviews.id AS id, reviews.card AS card, reviews.seconds AS seconds, reviews.verdict AS verdict, reviews.hints AS hints FROM reviews ORDER BY reviews.id DESC LIMIT :count OFFSET :param_1) AS anon_1 ON anon_1.card = cards.id WHERE anon_1.verdict = :verdict_1 AND anon_1.hints = :hints_1 AND anon_1.seconds > :seconds_1 ORDER BY anon_1.id",
        {"param_1": 0, "verdict_1": "right", "hints_1": 0, "seconds_1": 0},
    ),
    "misconceptions_of_card": (
        "SELECT reviews.misconceptions FROM reviews WHERE reviews.card = :card AND reviews.misconceptions != '[]' AND (reviews.id NOT IN (SELECT reviews.voids FROM reviews WHERE reviews.voids IS NOT NULL))",
        {},
    ),
    "after": (
        'SELECT notes.id, notes."after" FROM notes WHERE notes.deck = :deck AND notes.id IN (__[POSTCOMPILE_notes]) AND notes."after" != :after_1',
        {"after_1": "[]"},
    ),
    "remembered": (
        "SELECT cards.note, max(cards.repetitions) AS max_1 FROM cards WHERE cards.deck = :deck AND cards.note IN (__[POSTCOMPILE_notes]) AND cards.retired = 0 AND cards.suspended = 0 GROUP BY cards.note",
        {},
    ),
    "tallies": (
        "SELECT reviews.day, reviews.repeat, reviews.interval, count(*) AS count_1, sum(CASE WHEN (reviews.quality >= :quality_1) THEN :param_1 ELSE :param_2 END) AS sum_1, sum(reviews.seconds) AS sum_2 FROM reviews WHERE reviews.kind = 'answer' AND (reviews.id NOT IN (SELECT reviews.voids FROM reviews WHERE reviews.voids IS NOT NULL)) GROUP BY reviews.day, reviews.repeat, reviews.interval",
        {"quality_1": 3, "param_1": 1, "param_2": 0},
    ),
    "tallies_of_deck": (
        "SELECT reviews.day, reviews.repeat, reviews.interval, count(*) AS count_1, sum(CASE WHEN (reviews.quality >= :quality_1) THEN :param_1 ELSE :param_2 END) AS sum_1, sum(reviews.seconds) AS sum_2 FROM reviews WHERE reviews.kind = 'answer' AND (reviews.id NOT IN (SELECT reviews.voids FROM reviews WHERE reviews.voids IS NOT NULL)) AND reviews.card + :card_1 IN (SELECT cards.id FROM cards WHERE cards.deck = :deck) GROUP BY reviews.day, reviews.repeat, reviews.interval",
        {"quality_1": 3, "param_1": 1, "param_2": 0, "card_1": 0},
    ),
    "shares": (
        "WITH sums AS (SELECT reviews.card AS card, count(*) AS count, sum(CASE WHEN (reviews.quality >= :quality_1) THEN :param_1 ELSE :param_2 END) AS passed FROM reviews WHERE reviews.kind = :kind_1 AND reviews.repeat = 0 AND (reviews.id NOT IN (SELECT reviews.voids FROM reviews WHERE reviews.voids IS NOT NULL)) AND reviews.day + :day_1 >= :since GROUP BY reviews.card) SELECT tags.tag, NULL AS anon_1, NULL AS anon__1, sum(sums.count) AS sum_1, sum(sums.passed) AS sum_2 FROM tags JOIN sums ON sums.card = tags.card WHERE tags.retired = 0 GROUP BY tags.tag UNION ALL SELECT weak.deck, weak.note, notes.title, weak.count, weak.passed FROM (SELECT cards.deck AS deck, cards.note AS note, sum(sums.count) AS count, sum(sums.passed) AS passed FROM cards JOIN sums ON sums.card = cards.id WHERE cards.retired = 0 GROUP BY cards.deck, cards.note HAVING sum(sums.count) >= :sum_3 AND sum(sums.passed) < sum(sums.count) ORDER BY (sum(sums.passed) + :sum_4) / ((sum(sums.count) + :sum_5) + 0.0), cards.note, cards.deck LIMIT :param_3 OFFSET :param_4) AS weak JOIN notes ON notes.deck = weak.deck AND notes.id = weak.note",
        {
            "quality_1": 3,
            "param_1": 1,
            "param_2": 0,
            "kind_1": "answer",
            "day_1": 0,
            "sum_3": 3,
            "sum_4": 1,
            "sum_5": 2,
            "param_3": 10,
            "param_4": 0,
        },
    ),
    "shares_of_deck": (
        "WITH sums AS (SELECT reviews.card AS card, count(*) AS count, sum(CASE WHEN (reviews.quality >= :quality_1) THEN :param_1 ELSE :param_2 END) AS passed FROM reviews WHERE reviews.kind = :kind_1 AND reviews.repeat = 0 AND (reviews.id NOT IN (SELECT reviews.voids FROM reviews WHERE reviews.voids IS NOT NULL)) AND reviews.day + :day_1 >= :since AND reviews.card + :card_1 IN (SELECT cards.id FROM cards WHERE cards.deck = :deck) GROUP BY reviews.card) SELECT tags.tag, NULL AS anon_1, NULL AS anon__1, sum(sums.count) AS sum_1, sum(sums.passed) AS sum_2 FROM tags JOIN sums ON sums.card = tags.card WHERE tags.retired = 0 GROUP BY tags.tag UNION ALL SELECT weak.deck, weak.note, notes.title, weak.count, weak.passed FROM (SELECT cards.deck AS deck, cards.note AS note, sum(sums.count) AS count, sum(sums.passed) AS passed FROM cards JOIN sums ON sums.card = cards.id WHERE cards.retired = 0 GROUP BY cards.deck, cards.note HAVING sum(sums.count) >= :sum_3 AND sum(sums.passed) < sum(sums.count) ORDER BY (sum(sums.passed) + :sum_4) / ((sum(sums.count) + :sum_5) + 0.0), cards.note, cards.deck LIMIT :param_3 OFFSET :param_4) AS weak JOIN notes ON notes.deck = weak.deck AND notes.id = weak.note",
        {
            "quality_1": 3,
            "param_1": 1,
            "param_2": 0,
            "kind_1": "answer",
            "day_1": 0,
            "card_1": 0,
            "sum_3": 3,
            "sum_4": 1,
            "sum_5": 2,
            "param_3": 10,
            "param_4": 0,
        },
    ),
    "held": (
        "SELECT reviews.card, cards.deck, cards.note, notes.title, cards.repetitions, cards.reviewed, reviews.misconceptions, count(*) AS count_1, max(reviews.day) AS max_1 FROM reviews JOIN cards ON cards.id = reviews.card JOIN notes ON notes.deck = cards.deck AND notes.id = cards.note WHERE reviews.misconceptions != '[]' AND (reviews.id NOT IN (SELECT reviews.voids FROM reviews WHERE reviews.voids IS NOT NULL)) AND reviews.day + :day_1 >= :since AND cards.retired = 0 GROUP BY reviews.card, reviews.misconceptions",
        {"day_1": 0},
    ),
    "held_of_deck": (
        "SELECT reviews.card, cards.deck, cards.note, notes.title, cards.repetitions, cards.reviewed, reviews.misconceptions, count(*) AS count_1, max(reviews.day) AS max_1 FROM reviews JOIN cards ON cards.id = reviews.card JOIN notes ON notes.deck = cards.deck AND notes.id = cards.note WHERE reviews.misconceptions != '[]' AND (reviews.id NOT IN (SELECT reviews.voids FROM reviews WHERE reviews.voids IS NOT NULL)) AND reviews.day + :day_1 >= :since AND cards.retired = 0 AND cards.deck = :deck GROUP BY reviews.card, reviews.misconceptions",
        {"day_1": 0},
    ),
    "card_counts": (
        "SELECT coalesce(sum(CASE WHEN (cards.suspended = 0 AND cards.state = :state_1) THEN :param_1 ELSE :param_2 END), :coalesce_2) AS coalesce_1, coalesce(sum(CASE WHEN (cards.suspended = 0 AND cards.state != :state_2 AND cards.interval < :interval_1) THEN :param_3 ELSE :param_4 END), :coalesce_4) AS coalesce_3, coalesce(sum(CASE WHEN (cards.suspended = 0 AND cards.state != :state_2 AND cards.interval >= :interval_2) THEN :param_5 ELSE :param_6 END), :coalesce_6) AS coalesce_5, coalesce(sum(CASE WHEN cards.suspended = 1 THEN :param_7 ELSE :param_8 END), :coalesce_8) AS coalesce_7 FROM cards WHERE cards.retired = 0 AND (:deck IS NULL OR cards.deck = :deck)",
        {
            "state_1": 0,
            "param_1": 1,
            "param_2": 0,
            "coalesce_2": 0,
            "state_2": 0,
            "interval_1": 21,
            "param_3": 1,
            "param_4": 0,
            "coalesce_4": 0,
            "interval_2": 21,
            "param_5": 1,
            "param_6": 0,
            "coalesce_6": 0,
            "param_7": 1,
            "param_8": 0,
            "coalesce_8": 0,
        },
    ),
    "comes": (
        "SELECT cards.retired, cards.suspended, cards.due, cards.buried, count(*) AS count_1 FROM cards WHERE cards.state != :state_1 AND (:deck IS NULL OR cards.deck = :deck) GROUP BY cards.deck, cards.retired, cards.suspended, cards.state, cards.due, cards.buried",
        {"state_1": 0},
    ),
    "lapsed": (
        "SELECT cards.id, cards.deck, cards.note, notes.title, cards.template, cards.facet, cards.lapses, cards.suspended FROM cards JOIN notes ON notes.deck = cards.deck AND notes.id = cards.note WHERE cards.lapses >= :lapses_1 AND cards.retired = 0 AND (:deck IS NULL OR cards.deck = :deck)",
        {"lapses_1": 8},
    ),
}
