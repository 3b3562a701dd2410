"""Notes as people have them, made up for these tests."""

WEB_TEXT = """\
我的 NumPy 笔记

np.repeat()

把每个元素重复若干次，新手常常和 tile 混淆：

import numpy as np
a = np.array([4, 7, 9])
print np.repeat(a, 2)

输出:
[4 4 7 7 9 9]

tf.less()

逐元素比较两个张量，返回布尔值。

import tensorflow as tf
p=[[1,5],
   [3,2]]
q=[[2,2],
   [4,1]]
with tf.Session() as sess:
    # 比较
    print(sess.run(tf.less(p, q)))

out: [[ True False]
 [ True False]]

enumerate(x, start)

names = ["a", "b", "c"]
for i, name in enumerate(names, 1):
    print i, name
>>>
1 a
2 b
3 c
(2)下面这种写法会读取文件，不能作为题目:
rows = open("data.csv").readlines()

>>> np.cumsum(a)  array([ 4, 11, 20])
"""

MARKDOWN = """\
# Notes

## Sum over an axis

The axis that you name disappears.

```python
import numpy as np
x = np.array([[1, 2, 3], [4, 5, 6]])
x.sum(axis=0)
```

Output:

```
array([5, 7, 9])
```

## Stacking

```pycon
>>> a = np.array([1, 2, 3])
>>> b = np.array([4, 5, 6])
>>> np.stack([a, b])
array([[1, 2, 3],
       [4, 5, 6]])
```
"""
