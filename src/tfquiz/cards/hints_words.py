"""The sentences of hints, by language."""

from tfquiz.cards.question import Words, pick

SENTENCES: dict[str, Words] = {
    "look": {
        "en": "Follow the shapes and dtypes line by line.",
        "zh": "逐行想一想每一步的形状和 dtype。",
    },
    "rank": {"en": "It has this many axes: {count}.", "zh": "它有 {count} 个轴。"},
    "shape": {"en": "Its shape is {shape}.", "zh": "它的形状是 {shape}。"},
    "size": {"en": "The first axis has length {text}.", "zh": "第一个轴的长度是 {text}。"},
    "kind": {"en": "Its elements are of kind {kind}.", "zh": "它的元素是 {kind} 类型。"},
    "elements": {
        "en": "Think of what one of its elements can be.",
        "zh": "想一想其中一个元素可能是什么。",
    },
    "first-row": {"en": "It begins with {text}.", "zh": "它以 {text} 开头。"},
    "first": {"en": "It begins with {text}.", "zh": "它以 {text} 开头。"},
    "no-number": {"en": "It is not a number.", "zh": "它不是一个数。"},
    "one": {"en": "It is of type {kind}.", "zh": "它的类型是 {kind}。"},
    "letters": {"en": "It has this many characters: {count}.", "zh": "它有 {count} 个字符。"},
    "begins": {"en": "It begins with {text}.", "zh": "它以 {text} 开头。"},
    "below": {"en": "It is below zero.", "zh": "它小于零。"},
    "not-below": {"en": "It is not below zero.", "zh": "它不小于零。"},
    "between": {
        "en": "Without its sign it lies from {low} to below {high}.",
        "zh": "不看符号，它不小于 {low}，小于 {high}。",
    },
    "not-finite": {"en": "It is not finite.", "zh": "它不是有限数。"},
    "length": {"en": "Its length is {count}.", "zh": "它的长度是 {count}。"},
    "keys": {"en": "It has this many keys: {count}.", "zh": "它有 {count} 个键。"},
    "lines": {"en": "Lines printed: {count}.", "zh": "输出 {count} 行。"},
    "first-line": {"en": "The first line is: {text}", "zh": "第一行是：{text}"},
    "sharing": {
        "en": "For each name, ask which call or index made it: does that copy?",
        "zh": "逐个想一想：这个变量是由哪个调用或索引得到的，它会复制数据吗？",
    },
    "calls": {
        "en": "Work out the shape that each call gives first.",
        "zh": "先想一想每个调用给出的形状。",
    },
    "not": {"en": "It is not this one: {text}", "zh": "不是这一个：{text}"},
}


def say(key: str, language: str, **details: object) -> str:
    """The sentence called `key`."""
    return pick(SENTENCES[key], language).format(**details)
