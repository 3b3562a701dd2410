"""What stands around a question, its answer and its verdict, in the learner's language.

All that is said about code is: prompts and explanations come from the deck, hints and judgements
from `cards`. The menus around it (keys, decks, statistics) are in English.
"""

from tfquiz.cards.question import Words, pick

WORDS: dict[str, Words] = {
    "type": {"en": "Type your answer", "zh": "输入答案"},
    "new-line": {"en": "{heard} · {enter} starts a new line", "zh": "{heard} · {enter} 换行"},
    "running": {"en": "Running your code ...", "zh": "正在运行你的代码……"},
    "nearly": {
        "en": "Nearly: {text} Mend it, then Enter.",
        "zh": "差一点：{text}改好后再按 Enter。",
    },
    "right": {"en": "Right.", "zh": "答对了。"},
    "mended": {"en": "Right, with the slip mended.", "zh": "改过之后答对了。"},
    "slip": {"en": "A slip: {text}", "zh": "小失误：{text}"},
    "idea": {
        "en": "Your answer follows from another idea:",
        "zh": "你的答案出自另一种想法：",
    },
    "ideas": {
        "en": "Your answer follows from other ideas, one of these:",
        "zh": "你的答案可能出自下面的某一种想法：",
    },
    "given-up": {"en": "Here is the answer.", "zh": "答案在这里。"},
    "gives": {"en": "it gives", "zh": "结果"},
    "one-way": {"en": "one way", "zh": "一种写法"},
    "wrote": {"en": "you wrote", "zh": "你写的"},
    "chose": {"en": "you chose", "zh": "你选的"},
    "mixed-up": {"en": "mixed up with ({times} in all)", "zh": "混淆过 {times} 次"},
    "that-gives": {"en": "gives", "zh": "得到"},
    "nothing": {"en": "(nothing)", "zh": "（无）"},
    "scalar": {"en": "{kind} scalar", "zh": "{kind} 标量"},
    "array": {"en": "{kind} · shape {shape}", "zh": "{kind} · 形状 {shape}"},
    "items": {"en": "{kind} of {count}", "zh": "{kind}，{count} 项"},
    "both": {"en": "With {inputs} both {same}.", "zh": "{inputs} 时，两者{same}。"},
    "and": {"en": " and ", "zh": " 和 "},
    "same": {"en": "give the same", "zh": "结果相同"},
    "same-value": {"en": "give `{text}`", "zh": "都得到 `{text}`"},
    "same-error": {"en": "raise `{text}`", "zh": "都抛出 `{text}`"},
    "no-error": {"en": "raise nothing", "zh": "都不报错"},
    "does": {"en": "what it does", "zh": "实际运行"},
    "thought": {"en": "what you thought", "zh": "你的想法"},
    "prints": {"en": "prints", "zh": "打印"},
    "saving": {"en": "Saving ...", "zh": "正在保存……"},
    "next": {"en": "Next: ", "zh": "下次："},
    "grade": {"en": " · grade {grade}", "zh": " · 评分 {grade}"},
    "yourself": {"en": "Or grade: ", "zh": "或自己评分："},
    "taken-back": {
        "en": "Taken back. Here is the question again.",
        "zh": "已撤回。请再答一次。",
    },
    "slips-away": {
        "en": "This card keeps slipping away. Trace shows why; Suspend puts it away.",
        "zh": "这张卡片总是记不住：Trace 显示逐行运行，Suspend 收起这张卡片。",
    },
    "put-away": {
        "en": "Put away. Browse finds it again, under suspended.",
        "zh": "已收起。在 Browse 里可用 state:suspended 找到。",
    },
}


def word(key: str, language: str, **details: object) -> str:
    """The words called `key`."""
    return pick(WORDS[key], language).format(**details)
