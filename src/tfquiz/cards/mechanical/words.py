"""Why each mechanical misconception is wrong: what was believed, and what holds instead.

One or two sentences a language; `{old}` and `{new}` are the pieces of code before and after.
"""

from tfquiz.cards.mechanical.python_words import WHY_PYTHON
from tfquiz.cards.question import Words

WHY: dict[str, Words] = {
    "axis-moved": {
        "en": (
            "That is what `axis={new}` gives. Axes count from the outside in, starting at 0; "
            "here the work is done along `axis={old}`."
        ),
        "zh": "这是 `axis={new}` 的结果。轴从外向内、从 0 开始数，这里是沿 `axis={old}` 计算的。",
    },
    "joined-otherwise": {
        "en": (
            "That is what `{new}` gives. Concatenating keeps the number of axes; stacking makes"
            " a new one."
        ),
        "zh": "这是 `{new}` 的结果。concat 不改变轴数，stack 会新增一个轴。",
    },
    "stacked-otherwise": {
        "en": (
            "That is what `{new}` gives. `hstack` puts the pieces side by side, `vstack` below "
            "each other."
        ),
        "zh": "这是 `{new}` 的结果。`hstack` 左右拼接，`vstack` 上下堆叠。",
    },
    "flipped-otherwise": {
        "en": (
            "That is what `{new}` gives. `flipud` turns the order of the rows round, `fliplr` the"
            " order in each row."
        ),
        "zh": "这是 `{new}` 的结果。`flipud` 把各行的次序倒过来，`fliplr` 把每一行左右翻转。",
    },
    "elementwise-product": {
        "en": "That is `{new}`. `*` multiplies element by element, `@` is the matrix product.",
        "zh": "这是 `{new}` 的结果。`*` 是逐元素相乘，`@` 才是矩阵乘法。",
    },
    "copy-or-alias": {
        "en": (
            "That is what `{new}` would do. `np.array` copies; `np.asarray` hands back the "
            "array itself where it can."
        ),
        "zh": "这是 `{new}` 的结果。`np.array` 会复制，`np.asarray` 则尽量返回原数组本身。",
    },
    "copy-for-view": {
        "en": (
            "That would be so if `{old}` made a copy. It does not: both names see the same data."
        ),
        "zh": "只有当 `{old}` 会复制数据时才是这样；其实没有复制，两个名字看到的是同一份数据。",
    },
    "view-for-copy": {
        "en": "That would be so if `{old}` shared its data. It makes a copy of its own.",
        "zh": "只有当 `{old}` 与原数据共享内存时才是这样；其实它复制了一份。",
    },
    "inplace-for-new": {
        "en": (
            "That would be so if `{old}` made a new object. It changes the one that is there, "
            "which other names may see."
        ),
        "zh": "只有当 `{old}` 新建对象时才是这样；其实它就地修改，其他名字也会看到变化。",
    },
    "whole-array": {
        "en": (
            "That is the result over all elements. With `axis={old}` the axes that are not named "
            "stay."
        ),
        "zh": "这是对全部元素计算的结果。写了 `axis={old}`，没写到的轴会保留。",
    },
    "axis-assumed": {
        "en": (
            "That is what `axis={new}` gives. Where no axis is written, it is `axis={old}` for this"
            " function."
        ),
        "zh": "这是加上 `axis={new}` 的结果。不写 axis 时，这个函数用的是 `axis={old}`。",
    },
    "keepdims": {
        "en": (
            "That is what `keepdims={new}` gives. Only `keepdims=True` leaves an axis of length 1"
            " behind."
        ),
        "zh": "这是 `keepdims={new}` 的结果。只有 `keepdims=True` 才会保留长度为 1 的轴。",
    },
    "value-or-index": {
        "en": "That is what `{new}` gives. The `arg` functions give indices, the others values.",
        "zh": "这是 `{new}` 的结果。带 `arg` 的函数返回下标，不带的返回值。",
    },
    "or-equal": {
        "en": "That is `{new}`: the two differ where both sides are equal.",
        "zh": "这是 `{new}` 的结果：两边相等时，二者不同。",
    },
    "comparison-mirrored": {
        "en": (
            "That is what `{new}` gives. A comparison is read from the left: `a > b` asks whether"
            " `a` is the greater one."
        ),
        "zh": "这是 `{new}` 的结果。比较要从左往右读：`a > b` 问的是 `a` 是否更大。",
    },
    "branches-swapped": {
        "en": (
            "That takes the branches the other way round: the second argument is for True, the "
            "third for False."
        ),
        "zh": "这把两个分支弄反了：条件为 True 取第二个参数，为 False 取第三个。",
    },
    "ddof": {
        "en": (
            "That divides by `n - ddof` with `ddof={new}`. NumPy divides by `n` unless you say "
            "otherwise; `ddof=1` is the sample's."
        ),
        "zh": (
            "这是按 `ddof={new}`（除以 `n - ddof`）计算的。NumPy 默认除以 `n`，样本统计量才用 "
            "`ddof=1`。"
        ),
    },
    "order": {
        "en": 'That fills in column by column. Without `order="F"` the last axis runs fastest.',
        "zh": '这是按列填充的结果。不写 `order="F"` 时，最后一个轴变化最快。',
    },
    "row-order": {
        "en": 'That fills in row by row. With `order="F"` the first axis runs fastest.',
        "zh": '这是按行填充的结果。`order="F"` 时，第一个轴变化最快。',
    },
    "reshape-transposes": {
        "en": "That is the transpose. `reshape` keeps the elements in reading order.",
        "zh": "这是转置的结果。`reshape` 不改变元素的先后顺序。",
    },
    "not-transposed": {
        "en": "That leaves out the transpose in `{old}`.",
        "zh": "这漏掉了 `{old}` 里的转置。",
    },
    "operand-transposed": {
        "en": "That is the result with `{new}`: the operand is transposed only where it is True.",
        "zh": "这是 `{new}` 时的结果：只有设为 True 的操作数才会先转置。",
    },
    "operands-swapped": {
        "en": "That is `{new}`, with the operands the other way round.",
        "zh": "这是 `{new}` 的结果，两个操作数颠倒了。",
    },
    "end-included": {
        "en": "That counts the end in. A slice or a range stops before its end, `{old}`.",
        "zh": "这把终点也算进去了。切片和 range 到 `{old}` 之前为止，不含终点。",
    },
    "division": {
        "en": "That is `{new}`. `/` gives floats, `//` rounds down.",
        "zh": "这是 `{new}` 的结果。`/` 得到浮点数，`//` 向下取整。",
    },
    "mean-or-sum": {
        "en": "That is `{new}`: a mean is the sum divided by how many there are.",
        "zh": "这是 `{new}` 的结果：均值等于总和除以个数。",
    },
    "deviation-or-variance": {
        "en": "That is `{new}`: the standard deviation is the square root of the variance.",
        "zh": "这是 `{new}` 的结果：标准差是方差的平方根。",
    },
    "rows-or-columns": {
        "en": "That is `{new}`. `np.r_` joins along the first axis; `np.c_` makes columns.",
        "zh": "这是 `{new}` 的结果。`np.r_` 沿第一个轴拼接，`np.c_` 把一维数组变成列。",
    },
    "tile-or-repeat": {
        "en": "That is `{new}`: `tile` repeats the whole, `repeat` each element in turn.",
        "zh": "这是 `{new}` 的结果：`tile` 重复整体，`repeat` 逐个重复元素。",
    },
    "new-axis-moved": {
        "en": "That puts the new axis on the other side: `{new}`.",
        "zh": "这把新轴加在了另一侧：`{new}`。",
    },
    "not-squeezed": {
        "en": "That leaves out `{old}`, which takes away axes of length 1.",
        "zh": "这漏掉了 `{old}`，它会去掉长度为 1 的轴。",
    },
    "start": {
        "en": "That is `{new}`. The second argument only says where the counting starts.",
        "zh": "这是 `{new}` 的结果。第二个参数只决定从几开始计数。",
    },
    "index-second": {
        "en": "That puts the index second. `enumerate` gives (index, item).",
        "zh": "这把下标放到了后面。`enumerate` 给出的是（下标，元素）。",
    },
    "arguments-swapped": {
        "en": "That is `{new}`, with the arguments in the other order.",
        "zh": "这是 `{new}` 的结果，参数顺序反了。",
    },
    "and-or": {
        "en": (
            "That is what `{new}` gives. `and` and `all` need every side to hold, `or` and `any`"
            " only one."
        ),
        "zh": "这是 `{new}` 的结果。`and`、`all` 要求每一边都成立，`or`、`any` 只要一边成立。",
    },
    "smallest-or-largest": {
        "en": "That is what `{new}` gives.",
        "zh": "这是 `{new}` 的结果。",
    },
    "floor-or-ceil": {
        "en": "That is what `{new}` gives. `floor` goes down to a whole number, `ceil` up.",
        "zh": "这是 `{new}` 的结果。`floor` 向下取整，`ceil` 向上取整。",
    },
    "append-or-extend": {
        "en": (
            "That is what `{new}` does. `append` adds its argument as one item, `extend` adds the"
            " items in it."
        ),
        "zh": (
            "这是 `{new}` 的结果。`append` 把参数整个作为一个元素加入，"
            "`extend` 逐个加入其中的元素。"
        ),
    },
    "assign-or-add": {
        "en": "That is what `{new}` does. `assign` replaces the value, `assign_add` adds to it.",
        "zh": "这是 `{new}` 的结果。`assign` 替换原来的值，`assign_add` 在原值上累加。",
    },
    "wider": {
        "en": (
            "That is what `{new}` would give. Here everything stays `{old}`: what it has no room"
            " for wraps around."
        ),
        "zh": "这是 `{new}` 的结果。这里始终是 `{old}`，超出范围的值会回绕。",
    },
    "rounded": {
        "en": "That rounds. A cast to integers cuts off what stands after the point.",
        "zh": "这是四舍五入的结果。转换成整数只是截去小数部分。",
    },
    "squared-or-doubled": {
        "en": "That is `{new}`: `**` is a power, `*` a product.",
        "zh": "这是 `{new}` 的结果：`**` 是乘方，`*` 是乘法。",
    },
    "negation-lost": {
        "en": "That leaves out the negation in `{old}`.",
        "zh": "这漏掉了 `{old}` 里的取反。",
    },
    "unchanged": {
        "en": "Those are the data as they were before `{old}`.",
        "zh": "这是执行 `{old}` 之前的数据。",
    },
    **WHY_PYTHON,
}
