"""What the reader says about text that it cannot read: one helpful sentence each, by language.

Sentences only; where the caret goes and when a sentence is said is the parser's business.
"""

from tfquiz.cards.question import Words, pick

PROBLEMS: dict[str, Words] = {
    "empty": {"en": "Nothing is typed yet.", "zh": "还没有输入内容。"},
    "too-long": {"en": "That is too long for an answer.", "zh": "答案太长了。"},
    "too-big": {
        "en": "That is more than {limit} elements: an answer is far smaller.",
        "zh": "元素超过 {limit} 个了，答案远没有这么大。",
    },
    "too-deep": {"en": "That is nested too deeply.", "zh": "嵌套层数太多了。"},
    "unclosed": {
        "en": "The {text} opened here is not closed yet.",
        "zh": "这里的 {text} 还没有闭合。",
    },
    "unopened": {"en": "This {text} closes nothing.", "zh": "这个 {text} 没有对应的左括号。"},
    "mismatch": {
        "en": "This {text} does not fit the {open} that is open.",
        "zh": "这个 {text} 与前面的 {open} 不匹配。",
    },
    "missing": {"en": "A value is missing here.", "zh": "这里缺一个值。"},
    "arithmetic": {
        "en": "Type the result, not the arithmetic.",
        "zh": "请直接输入结果，不要写算式。",
    },
    "character": {"en": "{text} has no meaning here.", "zh": "这里不应出现 {text}。"},
    "number": {"en": "{text} is not a number.", "zh": "{text} 不是一个数。"},
    "quote": {"en": "This quote is not closed yet.", "zh": "这个引号还没有闭合。"},
    "word": {
        "en": "{text} is not a value; text stands in quotes.",
        "zh": "{text} 不是一个值；字符串要加引号。",
    },
    "call": {
        "en": "{text}(...) is not read here: type what it gives.",
        "zh": "这里不能写 {text}(...)，请直接输入它的结果。",
    },
    "arguments": {
        "en": "{text} cannot be read with these arguments: type what it gives.",
        "zh": "{text} 的参数读不懂，请直接输入它的结果。",
    },
    "ellipsis": {
        "en": "Write out every element instead of the dots.",
        "zh": "请写出全部元素，不要用省略号。",
    },
    "ragged": {
        "en": "The rows differ in length, so this cannot be an array.",
        "zh": "各行长度不一致，不能构成数组。",
    },
    "size": {
        "en": "{count} elements do not fit the shape {shape}.",
        "zh": "{count} 个元素不能排成形状 {shape}。",
    },
    "unhashable": {
        "en": "A list or dict cannot be in a set or be a key.",
        "zh": "列表和字典不能放进集合，也不能作为键。",
    },
    "which-error": {
        "en": "Which exception? Type its name, such as ValueError.",
        "zh": "是哪一种异常？请输入它的名字，例如 ValueError。",
    },
    "raises": {
        "en": "Type an exception's name, such as ValueError, or: no error.",
        "zh": "请输入异常的名字，例如 ValueError；不报错就输入 no error。",
    },
    "dtype": {
        "en": "{text} is not a dtype; one looks like int64 or float32.",
        "zh": "{text} 不是 dtype；请输入 int64、float32 这样的名字。",
    },
    "bits": {
        "en": "How many bits? Type {text}32 or {text}64, for instance.",
        "zh": "是多少位的？例如 {text}32 或 {text}64。",
    },
    "shape": {
        "en": "A shape is whole numbers such as (2, 3), (3,) or ().",
        "zh": "形状由整数组成，例如 (2, 3)、(3,) 或 ()。",
    },
    "no-error": {
        "en": "Then type what it gives.",
        "zh": "那么请输入它给出的结果。",
    },
    "comma": {
        "en": "One number? Its decimals stand behind a point: 0.5.",
        "zh": "是一个数吗？小数点用 . 表示，例如 0.5。",
    },
    "brackets": {
        "en": "Brackets say the shape here: [1 2] or [[1] [2]]?",
        "zh": "这里要用方括号表明形状：是 [1 2] 还是 [[1] [2]]？",
    },
    "name": {
        "en": "The code has no variable {text}.",
        "zh": "代码里没有变量 {text}。",
    },
    "which-names": {
        "en": "Type the variables' names, or: none.",
        "zh": "请输入变量名；都不是就输入 none。",
    },
    "code": {"en": "This is not Python.", "zh": "这不是合法的 Python 代码。"},
    "literal": {
        "en": "Get it from {text}: a result written out shows nothing.",
        "zh": "请由 {text} 得出结果，直接写出结果不算。",
    },
    "no-result": {
        "en": "End with an expression that gives the result.",
        "zh": "最后一行请写出给出结果的表达式。",
    },
    "forbidden": {"en": "{text}.", "zh": "{text}。"},
    "code-raises": {
        "en": "That raises {text}. Nothing is counted: type it again.",
        "zh": "这段代码会抛出 {text}。不计分，请重新输入。",
    },
    "code-lost": {
        "en": "That could not be run to its end ({text}). Nothing is counted: type it again.",
        "zh": "这段代码没能运行完（{text}）。不计分，请重新输入。",
    },
    "no-value": {
        "en": "That gives no value to compare: {text}. Nothing is counted: type it again.",
        "zh": "这没有给出可以比较的值：{text}。不计分，请重新输入。",
    },
}


class Stuck(Exception):  # noqa: N818  (not an error of the program: the reader's way out)
    """Raised inside the reader only: what it stumbled over, and where."""

    def __init__(self, start: int, problem: str, **details: object) -> None:
        super().__init__(problem)
        self.start = start
        self.problem = problem
        self.details = details

    def sentence(self, language: str) -> str:
        """The sentence for the learner."""
        return pick(PROBLEMS[self.problem], language).format(**self.details)
