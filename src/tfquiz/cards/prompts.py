"""What is asked, in words, by facet; an author's own `prompt` replaces the first sentence."""

from tfquiz.cards.answers import NOBODY
from tfquiz.cards.question import Target, Words
from tfquiz.cards.variant import Variant, program
from tfquiz.values import Array, Atom, Mapping, Opaque, Series, Value, shape_text

_ASKED: dict[str, Words] = {
    "value": {"en": "What is `{ask}`?", "zh": "`{ask}` 的值是什么？"},
    "shape": {"en": "What is the shape of `{ask}`?", "zh": "`{ask}` 的形状是什么？"},
    "dtype": {"en": "What is the dtype of `{ask}`?", "zh": "`{ask}` 的 dtype 是什么？"},
    "printed": {"en": "What does this print?", "zh": "这段代码会打印什么？"},
    "raises": {
        "en": "Does this raise an exception, and which one?",
        "zh": "这段代码会抛出异常吗？抛出哪一种？",
    },
    "raises-ask": {
        "en": "Does `{ask}` raise an exception here, and which one?",
        "zh": "此处计算 `{ask}` 会抛出异常吗？抛出哪一种？",
    },
    "shares-memory": {
        "en": "Which of {others} share memory with `{first}`?",
        "zh": "{others} 中哪些与 `{first}` 共享内存？",
    },
    "shares-memory-one": {
        "en": f"Does {{others}} share memory with `{{first}}`? (its name, or {NOBODY})",
        "zh": f"{{others}} 与 `{{first}}` 共享内存吗？（填变量名，或 {NOBODY}）",
    },
    "which-call": {"en": "Which code gives this?", "zh": "哪段代码会得到下面的结果？"},
    "which-call-named": {
        "en": "Which code makes `{ask}` this?",
        "zh": "哪段代码会让 `{ask}` 变成这样？",
    },
}
_TYPED: dict[str, Words] = {
    "which-call": {
        "en": "Type code that gives this ({kind}), using {names}.",
        "zh": "写一段代码得到下面的结果（{kind}），要用到 {names}。",
    },
    "which-call-named": {
        "en": "Type code that makes `{ask}` this ({kind}), using {names}.",
        "zh": "写一段代码让 `{ask}` 变成这样（{kind}），要用到 {names}。",
    },
}
_OR: Words = {"en": " or ", "zh": " 或 "}
_ROUNDED: Words = {
    "en": "Round to {decimals} decimals.",
    "zh": "保留 {decimals} 位小数。",
}


def prompt(variant: Variant, facet: str, *, decimals: int | None = None) -> Words:
    """The question in every language there is.

    Args:
        variant: what is asked about.
        facet: which side of it.
        decimals: digits to round to, where that is asked for.
    """
    own = variant.subject.template.prompt
    names = program(variant, variant.truth).names
    fields = {
        "ask": variant.truth.ask or "",
        "first": names[0] if names else "",
        "others": ", ".join(f"`{name}`" for name in names[1:]),
        "decimals": decimals,
    }
    words: Words = {}
    for language, text in _ASKED[_kind(variant, facet, len(names))].items():
        asked = text.format(**fields)
        if own and (facet in ("value", "printed") or len(variant.subject.facets) == 1):
            asked = own.get(language) or own.get("en") or asked
        if decimals is not None:
            asked += (" " if language == "en" else "") + _ROUNDED[language].format(**fields)
        words[language] = asked
    return words


def reverse_prompt(ask: str | None, target: str) -> Words:
    """The question which code gives a value.

    Args:
        ask: the expression whose value is shown; None where the choices name it themselves.
        target: the value, as tfquiz shows it.
    """
    texts = _ASKED["which-call-named" if ask else "which-call"]
    return {language: f"{text.format(ask=ask)}\n{target}" for language, text in texts.items()}


def typed_prompt(target: Target) -> Words:
    """The question for code that gives a value: any code that does is right."""
    value = target.answer.value
    texts = _TYPED["which-call-named" if target.ask else "which-call"]
    words: Words = {}
    for language, text in texts.items():
        names = _OR[language].join(f"`{name}`" for name in target.names)
        asked = text.format(ask=target.ask, kind=_kind_of(value), names=names)
        words[language] = f"{asked}\n{target.answer.text}"
    return words


def _kind_of(value: Value) -> str:
    """What a value is beyond what its text shows: "int64, shape (2, 3)", "list"."""
    match value:
        case Array(shape=()):
            return value.dtype
        case Array():
            return f"{value.dtype}, shape {shape_text(value.shape)}"
        case Series(kind=kind):
            return kind
        case Mapping():
            return "dict"
        case Atom() | Opaque():
            return value.type


def _kind(variant: Variant, facet: str, names: int) -> str:
    ask = variant.truth.ask
    if facet == "raises" and ask and not ask.isidentifier():  # a name alone raises nothing
        return "raises-ask"
    if facet == "shares-memory" and names == 2:
        return "shares-memory-one"
    return facet
