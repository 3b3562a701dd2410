"""The reply reader against everything: what is not exactly a reply is refused, never believed."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfquiz.program.program import Finished, Lost, Outcome, Program, Raised, dump_outcome
from tfquiz.program.steps import Step
from tfquiz.sandbox.reply import HEADER, MAX_REPLY, RefusedError, Request, clean, read_reply
from tfquiz.values import Array, Atom, Mapping, Opaque, Series, Value

NONCE = "0123456789abcdef"


def request(count: int = 1) -> Request:
    programs = [Program("x = 1", "x", (), ("x", "y"))] * count
    return Request(NONCE, programs, confined=True, seconds=2, strict=True, checked=True)


def frame(body: bytes) -> bytes:
    return HEADER.pack(len(body)) + body


def reply(*outcomes: object, nonce: object = NONCE) -> bytes:
    return frame(json.dumps({"nonce": nonce, "layers": [], "outcomes": outcomes}).encode())


HONEST = dump_outcome(Finished(Atom(1), "1", "", (("x", "y"),)))

atoms = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.binary(max_size=10),
    st.complex_numbers(),
).map(Atom)
arrays = st.lists(st.integers(-(2**63), 2**63 - 1), max_size=6).map(
    lambda items: Array("ndarray", "int64", (len(items),), tuple(items))
)
opaque = st.builds(Opaque, st.text(max_size=9), st.text(max_size=20))
values: st.SearchStrategy[Value] = st.recursive(
    atoms | arrays | opaque,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: Series("list", tuple(items)))
        | st.lists(st.tuples(inner, inner), max_size=3).map(lambda items: Mapping(tuple(items)))
    ),
    max_leaves=8,
)
steps = st.lists(st.builds(Step, st.integers(0, 9), st.just(-1), st.text(max_size=5), values))
outcomes: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Finished, values, st.text(), st.text(), st.just(()), steps.map(tuple)),
    st.builds(Raised, st.text(), st.text(), st.integers(0, 9), st.text(), steps.map(tuple)),
    st.builds(Lost, st.text(), st.text()),
)
json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


def test_an_honest_reply_is_read():
    assert read_reply(reply(HONEST), request()) == [Finished(Atom(1), "1", "", (("x", "y"),))]


FORGERIES = {
    "nothing": b"",
    "half a header": b"\x01\x00",
    "no JSON": frame(b"hello"),
    "too short": reply(HONEST)[:-1],
    "too long": reply(HONEST) + b" ",
    "another frame behind": reply(HONEST) * 2,
    "another nonce": reply(HONEST, nonce="f" * 16),
    "no nonce": reply(HONEST, nonce=None),
    "a list as the nonce": reply(HONEST, nonce=[NONCE]),
    "no outcome": reply(),
    "two outcomes": reply(HONEST, HONEST),
    "an outcome of null": reply(None),
    "an unknown end": reply(HONEST | {"end": "won"}),
    "names not asked about": reply(HONEST | {"sharing": [["x", "z"]]}),
    "text that is a number": reply(HONEST | {"text": 1}),
    "endless text": reply(HONEST | {"text": "a" * 10_000}),
    "too many steps": reply(HONEST | {"steps": [[1, -1, "x", {"t": "int", "v": 1}, -1]] * 61}),
    "a shape of nonsense": reply(
        HONEST | {"value": {"t": "ndarray", "dtype": "int64", "shape": [-1, -1], "v": [1]}}
    ),
    "a shape without items": reply(
        HONEST | {"value": {"t": "ndarray", "dtype": "int64", "shape": [10**9], "v": []}}
    ),
    "nested without end": frame(b"[" * 100_000),
    "a million lists": frame(b"[" + b"[]," * 400_000 + b"[]]"),
    "an endless number": frame(b"1" * 100_000),
    "not UTF-8": frame(b'{"nonce": "\xff"}'),
    "above the cap": b"\x00" * (MAX_REPLY + 1),
}


@pytest.mark.parametrize("data", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forgery_is_refused(data):
    with pytest.raises(RefusedError):
        read_reply(data, request())


@given(data=st.binary(max_size=200))
def test_random_bytes_are_refused(data):
    with pytest.raises(RefusedError):
        read_reply(data, request())


@given(data=json_data)
def test_random_json_is_refused(data):
    with pytest.raises(RefusedError):
        read_reply(frame(json.dumps(data).encode()), request())


@given(data=json_data, key=st.sampled_from([*HONEST, "value"]))
def test_an_outcome_with_one_wrong_field_never_crashes_the_reader(data, key):
    try:
        (outcome,) = read_reply(reply(HONEST | {key: data}), request())
    except RefusedError:
        return
    assert isinstance(outcome, Finished | Lost)


@given(position=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_changed_byte_never_crashes_the_reader(position, byte):
    data = bytearray(reply(HONEST))
    data[position % len(data)] = byte
    with contextlib.suppress(RefusedError):
        read_reply(bytes(data), request())


@given(outcome=outcomes)
@settings(max_examples=200)
def test_nothing_that_is_read_can_drive_a_terminal_or_fail_to_be_stored(outcome):
    try:
        (seen,) = read_reply(reply(dump_outcome(outcome)), request())
    except RefusedError:
        return
    for text in shown(seen):
        assert clean(text) == text
        text.encode()


def shown(outcome: Outcome) -> list[str]:
    match outcome:
        case Finished():
            return [outcome.text, outcome.printed, *[step.text for step in outcome.steps]]
        case Raised():
            return [outcome.error, outcome.message, outcome.printed]
        case Lost():
            return [outcome.reason, outcome.detail]


@pytest.mark.parametrize("text", ["\x1b[2J", "a\rb", "\x07", "\u202eabc", "\u2066", "\x9b1m"])
def test_what_drives_a_terminal_is_not_shown(text):
    outcome = dump_outcome(Finished(None, "", text))
    (seen,) = read_reply(reply(outcome), request())
    assert isinstance(seen, Lost)
    (raised,) = read_reply(reply(dump_outcome(Raised("E", text, 1, ""))), request())
    assert clean(raised.message) == raised.message != text


def test_newlines_and_tabs_are_ordinary_text():
    outcome = Finished(None, "", "a\tb\nc\n")
    assert read_reply(reply(dump_outcome(outcome)), request()) == [outcome]
