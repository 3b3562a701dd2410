"""How TensorFlow's tensors and variables become values. Importing this loads TensorFlow."""

import contextlib
import random
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
import tensorflow as tf
import tensorflow.compat.v1 as tf1

from tfquiz.sandbox.child.arrays import array_value
from tfquiz.sandbox.child.bindings import (
    register_beginning,
    register_surroundings,
    register_warm_up,
)
from tfquiz.sandbox.child.convert import Budget, convert_within, register
from tfquiz.values import Array, Atom, Opaque, Series, Value

LAZY = [
    (tf.data.Dataset, tf.linalg.matmul, tf.random.uniform, tf.math.add, tf.nn.softmax),
    (tf1.Session, tf1.train, tf1.layers, tf.strings.join, tf.ragged.constant, tf.sparse.from_dense),
]
"""Loaded at the first look; behind the lock it is too late."""


def _warm_up() -> None:
    """Have TensorFlow build its tables of operations now: every child would need 15 ms for it.

    Looking up kernels, and an operation that is not there, builds them without starting a thread.
    The names are TensorFlow's own, so a version without them is only slower.
    """
    with contextlib.suppress(ImportError, AttributeError):
        from tensorflow.python.framework import kernels, op_def_registry

        kernels.get_registered_kernels_for_op("NoOp")
        op_def_registry.get("NoSuchOperation")


def _from_tensor(thing: Any, budget: Budget) -> Value | None:
    return _from_numpy("tensor", thing, budget) if hasattr(thing, "numpy") else None


def _from_variable(thing: Any, budget: Budget) -> Value | None:
    if not tf.executing_eagerly():
        return None
    return _from_numpy("variable", thing.read_value(), budget)


def _from_numpy(kind: str, tensor: Any, budget: Budget) -> Value | None:
    if tensor.dtype in (tf.resource, tf.variant):
        return None
    array = tensor.numpy()
    if tensor.dtype == tf.string:
        return _from_strings(kind, tensor, array, budget)
    return array_value(kind, np.asarray(array), budget)


def _from_strings(kind: str, tensor: Any, array: Any, budget: Budget) -> Value | None:
    items = [array] if isinstance(array, bytes) else list(array.ravel())
    budget.spend(len(items))
    try:
        texts = tuple(item.decode() for item in items)
    except UnicodeDecodeError:
        return None
    return Array(kind, "str", tuple(tensor.shape), texts)


def _from_shape(thing: Any, budget: Budget) -> Value | None:
    if thing.rank is None:
        return None
    budget.spend(thing.rank)
    return Series("tuple", tuple(Atom(size) for size in thing.as_list()))


def _from_ragged(thing: Any, budget: Budget) -> Value | None:
    if not tf.executing_eagerly() or thing.dtype == tf.string:
        return None
    return convert_within(thing.to_list(), budget, 0)


def _from_dtype(thing: Any, _budget: Budget) -> Value:
    return Opaque("dtype", str(thing))


def _fresh_graph() -> AbstractContextManager[Any]:
    """Names start anew in each program, as in a script of its own."""
    graph: AbstractContextManager[Any] = tf1.Graph().as_default()
    return graph


def _seed(seed: int | None) -> None:
    """Neither a seed nor a generator of an earlier program is left; Keras draws from `random`.

    TensorFlow's own seed stays unset: with it, those that operations are given mean something else.
    """
    random.seed(seed)
    tf.random.set_seed(None)
    with contextlib.suppress(ImportError, AttributeError):
        from tensorflow.python.ops import stateful_random_ops

        stateful_random_ops.global_generator = None


def _first_operations() -> None:
    """Start TensorFlow's pools, which read files of the system; the filter binds them, too."""
    tf.matmul(tf.eye(2), tf.eye(2))
    list(tf.data.Dataset.range(1))


_warm_up()
register_warm_up(_first_operations)
register_beginning(_seed)
register_surroundings("tensorflow1", _fresh_graph)
register(tf.Tensor, _from_tensor, subclasses=True)
register(tf.Variable, _from_variable, subclasses=True)
register(tf.RaggedTensor, _from_ragged)
register(tf.TensorShape, _from_shape)
register(tf.DType, _from_dtype, subclasses=True)
