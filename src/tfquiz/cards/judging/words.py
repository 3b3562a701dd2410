"""What judging says about a wrong answer: one short sentence each, by language.

None of them gives the right answer away; the screen shows that beside it.
"""

from tfquiz.cards.question import Words, pick

SENTENCES: dict[str, Words] = {
    "one-cell": {
        "en": "all but one element are right.",
        "zh": "只有一个元素不对。",
    },
    "digit": {"en": "one digit is off.", "zh": "有一位数字不对。"},
    "swapped": {"en": "two elements have changed places.", "zh": "有两个元素互换了位置。"},
    "letter": {"en": "a letter is off.", "zh": "有一个字母不对。"},
    "spelling": {"en": "the exception's name is misspelt.", "zh": "异常的名字拼错了。"},
    "dtype-width": {
        "en": "the values are right, but the dtype is {wanted}, not {typed}.",
        "zh": "数值对了，但 dtype 是 {wanted}，不是 {typed}。",
    },
    "in-another": {
        "en": "the values are right, but as {typed}, not as {wanted}.",
        "zh": "数值对了，但类型是 {typed}，不是 {wanted}。",
    },
    "code-gives": {"en": "That gives {text}.", "zh": "这会得到 {text}。"},
    "one-line": {"en": "all but one line are right.", "zh": "只有一行不对。"},
    "case": {
        "en": "capitals and small letters count in what is printed.",
        "zh": "输出区分大小写。",
    },
    "spacing": {
        "en": "only spaces, commas or quotes differ from what is printed.",
        "zh": "只有空格、逗号或引号与输出不一致。",
    },
    "no-error": {
        "en": "It does not raise: it runs to its end.",
        "zh": "它不会报错，能正常运行完。",
    },
    "raises": {
        "en": "It gives no value: it raises an exception.",
        "zh": "它不会给出值，而是抛出异常。",
    },
    "raises-after-all": {
        "en": "It does not run to its end: it raises an exception.",
        "zh": "它不能运行完，会抛出异常。",
    },
    "other-error": {
        "en": "It does raise, but not {typed}.",
        "zh": "确实会报错，但不是 {typed}。",
    },
    "class": {
        "en": "The values are right, but they are {wanted}, not {typed}.",
        "zh": "数值对了，但类型是 {wanted}，不是 {typed}。",
    },
    "transposed": {"en": "Right values, transposed.", "zh": "数值对了，但被转置了。"},
    "axes": {
        "en": "Right values, with the axes in another order.",
        "zh": "数值对了，但各轴的顺序不对。",
    },
    "flattened": {
        "en": "Right values, but they keep the shape {wanted}.",
        "zh": "数值对了，但形状应为 {wanted}，没有被展平。",
    },
    "reshaped": {
        "en": "Right values in another shape: {wanted}, not {typed}.",
        "zh": "数值对了，但形状是 {wanted}，不是 {typed}。",
    },
    "reversed": {"en": "Right values, in reverse order.", "zh": "数值对了，但顺序反了。"},
    "reordered": {"en": "Right values, in another order.", "zh": "数值对了，但顺序不对。"},
    "container": {
        "en": "Right values, but in a {wanted}, not in a {typed}.",
        "zh": "数值对了，但容器是 {wanted}，不是 {typed}。",
    },
    "near": {
        "en": "Near, but not to the precision asked for.",
        "zh": "很接近，但没有达到要求的精度。",
    },
    "one-value": {
        "en": "The shape is right; one of {total} elements differs.",
        "zh": "形状对了，但 {total} 个元素中有 1 个不对。",
    },
    "one-item": {
        "en": "One of {total} values differs.",
        "zh": "{total} 个值中有 1 个不对。",
    },
    "values": {
        "en": "The shape is right; {count} of {total} elements differ.",
        "zh": "形状对了，但 {total} 个元素中有 {count} 个不对。",
    },
    "items": {
        "en": "{count} of {total} values differ.",
        "zh": "{total} 个值中有 {count} 个不对。",
    },
    "shape": {
        "en": "The shape is {wanted}, not {typed}.",
        "zh": "形状是 {wanted}，不是 {typed}。",
    },
    "rank": {
        "en": "The number of axes is {wanted}, not {typed}.",
        "zh": "轴数是 {wanted}，不是 {typed}。",
    },
    "size-order": {
        "en": "The right sizes, on the wrong axes.",
        "zh": "各轴的大小对了，但顺序不对。",
    },
    "length": {
        "en": "The length is {wanted}, not {typed}.",
        "zh": "长度是 {wanted}，不是 {typed}。",
    },
    "or": {"en": " or ", "zh": " 或 "},
    "several": {
        "en": "It is a {wanted} with a length of {count}, not a single value.",
        "zh": "它是长度为 {count} 的 {wanted}，不是单个值。",
    },
    "ragged": {
        "en": "It is an array: all its rows are of one length.",
        "zh": "它是数组，各行长度必须一致。",
    },
    "kind": {"en": "It is {wanted}, not {typed}.", "zh": "它是 {wanted}，不是 {typed}。"},
    "width": {
        "en": "The kind of number is right, its width is not.",
        "zh": "数的种类对了，但位数不对。",
    },
    "missing-names": {
        "en": "Right so far, but not all.",
        "zh": "写出的都对，但还有遗漏。",
    },
    "extra-names": {
        "en": "More than really do.",
        "zh": "写多了，有的并不共享内存。",
    },
    "line-count": {
        "en": "The number of lines is {wanted}, not {typed}.",
        "zh": "输出的行数是 {wanted}，不是 {typed}。",
    },
    "line": {
        "en": "From line {number} on it prints something else.",
        "zh": "从第 {number} 行起，输出就不一样了。",
    },
    "line-order": {
        "en": "The right lines, in another order.",
        "zh": "每一行都对，但顺序不对。",
    },
    "wrong": {"en": "That is not what it gives.", "zh": "结果不是这个。"},
}


def say(key: str, language: str, **details: object) -> str:
    """The sentence called `key`."""
    return pick(SENTENCES[key], language).format(**details)
