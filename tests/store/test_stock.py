from tests.store.samples import TODAY, make_question


def test_a_question_stays_in_stock_until_it_is_answered(collection, learner):
    first, second = (make_question(collection.card(1), seed) for seed in (1, 2))
    assert collection.stock(1, [first, second]) == 2
    taken = collection.take(1)
    assert taken.question == first
    assert collection.take(1) == taken
    learner.answer(1, question_id=taken.id)
    assert collection.take(1).question == second
    assert collection.question(taken.id) == first


def test_stocking_the_same_question_twice_keeps_one(collection):
    question = make_question(collection.card(1), 1)
    assert collection.stock(1, [question, question]) == 1
    assert collection.stock_levels([1, 2]) == {1: 1, 2: 0}


def test_a_question_that_was_asked_may_be_stocked_again(collection, learner):
    question = make_question(collection.card(1), 1)
    collection.stock(1, [question])
    learner.answer(1, question_id=collection.take(1).id)
    assert collection.take(1) is None
    assert collection.stock(1, [question]) == 1
    assert collection.take(1).question == question


def test_an_undo_puts_the_question_back(collection, learner):
    collection.stock(1, [make_question(collection.card(1), seed) for seed in (1, 2)])
    taken = collection.take(1)
    review = learner.answer(1, question_id=taken.id)
    collection.undo(review.id)
    assert collection.take(1) == taken


def test_after_an_upgrade_only_unasked_questions_of_old_versions_go(collection, learner):
    card = collection.card(1)
    old = [make_question(card, seed, versions={"numpy": "2.3"}) for seed in (1, 2)]
    new = make_question(card, 3, versions={"numpy": "2.4"})
    collection.stock(1, [*old, new])
    asked = collection.take(1)
    learner.answer(1, question_id=asked.id)
    assert collection.drop_stale({"numpy": "2.4", "python": "3.12"}) == 1
    assert collection.take(1).question == new
    assert collection.question(asked.id) == old[0]


def test_many_cards_are_stocked_at_once(collection):
    made = {card.id: [make_question(card, 1)] for card in collection.new(TODAY)}
    assert collection.stock_many(made) == 6
    assert set(collection.stock_levels(list(made)).values()) == {1}
