"""The part of `words` that is about Python itself: names, calls, numbers, lists beside arrays.

Told in the same way: one or two sentences a language, with `{old}` and `{new}`.
"""

from tfquiz.cards.question import Words

WHY_PYTHON: dict[str, Words] = {
    "rows-of-their-own": {
        "en": (
            "That would be so if each row were a list of its own. `*` puts the same list in every "
            "place of `{old}`."
        ),
        "zh": "只有每一行都是独立的列表时才是这样。`*` 在 `{old}` 的每个位置放的是同一个列表。",
    },
    "fresh-default": {
        "en": (
            "That would be so if `{old}` were made anew for each call. A default is made once,"
            " when `def` runs, and all calls share it."
        ),
        "zh": (
            "只有每次调用都新建 `{old}` 时才是这样。默认值只在执行 `def` 时创建一次，"
            "所有调用共用它。"
        ),
    },
    "bound-early": {
        "en": (
            "That would be so if each lambda kept the `{old}` of its turn. It looks `{old}` up when"
            " it is called, and by then the loop is over."
        ),
        "zh": (
            "只有 lambda 创建时就记住当时的 `{old}` 才是这样。它在被调用时才查找 `{old}`，"
            "那时循环已经结束。"
        ),
    },
    "restarts": {
        "en": (
            "That would be so if `{old}` could be gone through again. It gives each item once, and"
            " then it is empty."
        ),
        "zh": "只有 `{old}` 能重复遍历时才是这样。它的每个元素只给出一次，之后就空了。",
    },
    "gives-it-back": {
        "en": (
            "That would be so if `{old}` gave the result. It changes its object in place and gives"
            " None."
        ),
        "zh": "只有 `{old}` 会返回结果时才是这样。它就地修改对象，返回 None。",
    },
    "changes-in-place": {
        "en": (
            "That would be so if `{old}` changed its object. It gives a new one and leaves the old"
            " one as it is."
        ),
        "zh": "只有 `{old}` 会修改原对象时才是这样。它返回新的对象，原来的不变。",
    },
    "half-up": {
        "en": (
            "That rounds halves up. Here a number halfway between two goes to the even one:"
            " 0.5 to 0, 1.5 to 2."
        ),
        "zh": "这是四舍五入的结果。这里恰好在正中间时取偶数：0.5 取 0，1.5 取 2。",
    },
    "cuts-off": {
        "en": (
            "That cuts off towards zero. `//` rounds down, also below zero, and `%` has the sign"
            " of what is divided by."
        ),
        "zh": "这是向零截断的结果。`//` 对负数也向下取整，`%` 的符号与除数相同。",
    },
    "equal-or-same": {
        "en": (
            "That is `{new}`. `is` asks whether both are the same object, `==` whether they are"
            " equal."
        ),
        "zh": "这是 `{new}` 的结果。`is` 判断是否为同一个对象，`==` 判断是否相等。",
    },
    "left-to-right": {
        "en": (
            "That is `{new}`. In a chain each pair of neighbours is compared, and all comparisons"
            " must hold."
        ),
        "zh": "这是 `{new}` 的结果。链式比较是两两比较相邻的值，全部成立才为 True。",
    },
    "minus-first": {
        "en": "That is `{new}`. `**` comes before the sign in front of it.",
        "zh": "这是 `{new}` 的结果。`**` 比它前面的负号先计算。",
    },
    "truth-value": {
        "en": (
            "That would be so if `{old}` gave True or False. `and` and `or` give one of their two"
            " sides."
        ),
        "zh": "只有 `{old}` 得到 True 或 False 时才是这样。`and` 和 `or` 返回的是两边中的一个。",
    },
    "list-as-array": {
        "en": "That goes element by element, as in NumPy. With lists `+` joins and `*` repeats.",
        "zh": "这是像 NumPy 那样逐元素计算的结果。对列表来说，`+` 是拼接，`*` 是重复。",
    },
    "array-as-list": {
        "en": "That is what lists do: `+` joins and `*` repeats. Arrays go element by element.",
        "zh": "这是列表的做法：`+` 是拼接，`*` 是重复。数组则逐元素计算。",
    },
}
