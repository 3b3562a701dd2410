"""The language of decks: what honest decks write is allowed, what is refused is told in words."""

import ast
import keyword

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfquiz.program.allowed.lists import allowed, bare, read
from tfquiz.program.policy import MAX_SOURCE, Violation, violations

HONEST = {
    "with": (
        ("contextlib",),
        """
class Door:
    def __init__(self, name):
        self.name = name
        self.log = []
    def __enter__(self):
        print("enter", self.name)
        return self
    def __exit__(self, kind, error, traceback):
        print("exit", kind is None, kind.__name__ if kind else "")
        return True
with Door("a") as door, contextlib.suppress(KeyError):
    door.log.append(1)
    raise ValueError("x")
door.name = "b"
other = door
other.name = "c"
door.__enter__()
""",
    ),
    "try": (
        (),
        """
try:
    [][0]
except (IndexError, KeyError) as error:
    print(type(error).__name__, error, error.args)
else:
    pass
finally:
    print("done")
""",
    ),
    "iterators": (
        ("itertools", "io"),
        """
def count(n):
    while n:
        yield n
        n -= 1
pairs = list(zip("ab", enumerate(count(2), start=1)))
first, *rest = sorted({k: v for k, v in pairs}, key=lambda k: -ord(k), reverse=True)
with io.StringIO("a\\nb") as file:
    for i, line in enumerate(file):
        print(f"{i:>3} {line.strip()!r:<5}", "%d %s" % (i, line), "{:>3}|{x}".format(i, x=1))
print(file.closed, next(iter(itertools.zip_longest([1], [2, 3], fillvalue=0))))
a = b = 3
if (n := len(rest)) > 1 and not a is b: print(n)
match first:
    case "a" | "b": print("letter")
    case [x, *_]: print(x)
    case _: pass
""",
    ),
    "numpy": (
        ("numpy",),
        """
x = np.arange(6).reshape(2, -1)
y = np.asarray(x)
y[0, ::2] = 7
x.flags.writeable = False
x.shape = (3, 2)
z = np.c_[[1, 2], [3, 4]] @ np.linalg.inv(np.eye(2)) + np.r_[1:3]
print(y.base is x, np.shares_memory(x, y), isinstance(z, np.ndarray), type(z), type(z) is int)
print(np.add.reduce(x), np.sum(x, axis=0, keepdims=True, where=x > 1), x.T.copy(order="F"))
print(np.divide(1, 2, out=np.zeros(1), where=True), np.random.default_rng(0).integers(0, 9, 3))
print(np.issubdtype(x.dtype, np.integer), np.asanyarray(x), np.matrix([[1]]))
print(np.float32(1), np.where(x > 1, x, 0), np.pi)
raw = bytearray(x.tobytes())
print(np.frombuffer(raw, np.int64, count=2), np.frombuffer(b"ab", dtype="S1"))
""",
    ),
    "tensorflow": (
        ("tensorflow", "numpy"),
        """
v = tf.Variable([1.0, 2.0])
v.assign_add([1.0, 1.0])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.nn.softmax(v, axis=-1) * v)
print(tape.gradient(loss, v).numpy(), v.shape.as_list(), tf.shape(v), hasattr(tf, "Session"))
for e in tf.data.Dataset.from_tensor_slices([1, 2]).map(lambda q: q * 2).cache().batch(2):
    print(e.numpy())
@tf.function
def double(x): return x * 2
try:
    tf.sub(1, 2)
except (AttributeError, tf.errors.InvalidArgumentError):
    print(isinstance(v, tf.Variable), getattr(tf, "add")(1, 2))
""",
    ),
    "tensorflow1": (
        ("tensorflow1",),
        """
x = tf.placeholder(tf.float32, shape=[])
with tf.variable_scope("V1", reuse=tf.AUTO_REUSE):
    v = tf.get_variable("a", shape=[1], initializer=tf.zeros_initializer())
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([v, x * 2], feed_dict={x: 1.0}), v.name, tf.get_default_graph())
""",
    ),
    "objects": (
        (),
        """
class Account:
    count = 0
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
    def __eq__(self, other): return self.balance == other.balance
    @property
    def total(self): return self.balance
class Savings(Account):
    def __init__(self):
        super().__init__("me", 1)
class Trouble(ValueError): pass
a = Savings()
a.balance += 5
print(a == Account("x", 6), a.total, isinstance(a, Account))
try:
    raise Trouble("no")
except Trouble as trouble:
    print(trouble)
""",
    ),
}

REFUSED = {
    "import os": "no imports in code",
    "open('x')": "open is not part of the language",
    "x = eval": "eval is not part of the language",
    "np.load('x')": "np.load is not on the list for numpy; if it only computes, propose it",
    "np.linalg": "np.linalg is a whole module",
    "m = np": "np is all of numpy",
    "np = 3": "np keeps its meaning",
    "x.tofile('a')": ".tofile is not on the list of attributes",
    "x.__class__": "begin with an underscore",
    "_x = 1": "names do not begin with an underscore",
    "f(_x=1)": "keywords do not begin with an underscore",
    "np.sum(**d)": "** is for calls of the code's own functions",
    "np.add(1, 2, where=m)": "give out=np.zeros(...)",
    "np.frombuffer(np.array([1], object), int)": "np.frombuffer takes b'...'",
    "b = b'a'\nfor b in [x]: np.frombuffer(b)": "np.frombuffer takes b'...'",
    "b = b'a'\nmatch x:\n  case b: np.frombuffer(b)": "np.frombuffer takes b'...'",
    "bytes = list\nnp.frombuffer(bytes(x))": "np.frombuffer takes b'...'",
    "d.cache('x')": ".cache may only be called, as .cache()",
    "f = d.cache": ".cache may only be called, as .cache()",
    "getattr(d, 'cache')": ".cache may only be called, as .cache()",
    "tf.data.Dataset.cache(d, 'x')": ".cache is not on the list",
    "f = np.frombuffer": "np.frombuffer may only be called",
    "t = type(x)": "it is no value",
    "type('T', (), {})": "type takes one argument here",
    "f = type": "type may only be called",
    "isinstance(x, np.ndarray) and np.ndarray((1,))": "may only be asked about",
    "'{0.a}'.format(1)": "nothing after it",
    "'{0[a]}'.format(1)": "nothing after it",
    "'{:{}}'.format(1, 2)": "may not hold a field itself",
    "s.format(1)": "a text that stands right before it",
    "f'{1:>99999}'": "a width of more than three digits",
    "class A(dict): pass": "nothing to inherit from",
    "class A(metaclass=type): pass": "no keywords and no decorators",
    "class A:\n  def __del__(self): pass": "__del__ may not be defined here",
    "class A:\n  def tofile(self): pass": "own classes use the names of section [own]",
    "class A:\n  def area(self): pass\nf = A.area": "the class A may only be called",
    "class A: pass\nf(A)": "the class A may only be called",
    "def f(x): x.value = 1": "x is not clearly an object of an own class",
    "x.strides = 1": ".strides may not be set",
    "async def f(): pass": "async is not part of the language",
    "try: pass\nexcept* ValueError: pass": "use except",
    "match x:\n  case int(real=r): pass": "patterns of classes",
    "getattr(np, n)": "as a plain text",
    "getattr(np, 'load')": "np.load is not on the list",
    "hasattr(np, '__dict__')": "without an underscore first",
    "x = (": "not Python",
    "x" * (MAX_SOURCE + 1): "longer than",
    "(" * 5000: "not ",
    "x = 'a\0b'": "not ",
}

ATTRIBUTES = ["shape", "sum", "save", "__class__", "gi_frame", "tofile", "f_globals", "name"]
expressions = st.recursive(
    st.sampled_from(["np", "tf", "x", "open", "type", "A", "1", "'{0.a}'", "np.add", "np.load"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(ATTRIBUTES)).map(lambda it: f"({it[0]}).{it[1]}"),
        st.tuples(inner, inner).map(lambda it: f"({it[0]})({it[1]})"),
        st.tuples(inner, inner).map(lambda it: f"({it[0]})[{it[1]}]"),
        st.tuples(inner, inner).map(lambda it: f"[{it[0]} for x in {it[1]}]"),
        inner.map(lambda it: f"(lambda x: {it})"),
        inner.map(lambda it: f'f"{{{it}}}"' if '"' not in it and "\\" not in it else it),
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(("libraries", "source"), HONEST.values(), ids=HONEST.keys())
def test_what_honest_decks_write_is_allowed(libraries, source):
    assert violations(source, libraries) == []


@pytest.mark.parametrize(("source", "message"), REFUSED.items())
def test_what_is_refused_is_told_in_words(source, message):
    found = violations(source, ("numpy", "tensorflow"))
    assert [it for it in found if message in it.message], found


def test_a_violation_has_its_place():
    (found,) = violations("x = 1\ny = x + x.dump", ())
    assert (found.line, found.column) == (2, 8)
    (asked,) = violations("x = 1", (), ask="x.dump")
    assert (asked.line, asked.column) == (0, 0)


def test_an_asked_expression_knows_the_classes_of_the_source():
    assert violations("class A: pass", (), ask="[A]") != []
    assert violations("class A: pass", (), ask="A()") == []


def test_comparisons_may_be_defined_only_where_there_are_no_arrays():
    source = "class A:\n  def __eq__(self, other): return True"
    assert violations(source, ("io",)) == []
    assert violations(source, ("numpy",)) != []


@given(source=st.text(max_size=80))
@settings(max_examples=300)
def test_any_text_gets_an_answer(source):
    assert all(isinstance(it, Violation) for it in violations(source, ("numpy",)))


NAMES = {f".{part}" for name in allowed(("numpy", "tensorflow")).names for part in name.split(".")}


@given(source=expressions)
@settings(max_examples=500)
def test_nothing_that_is_allowed_reaches_a_name_or_attribute_off_the_lists(source):
    libraries = ("numpy", "tensorflow")
    if violations(source, libraries):
        return
    lists = allowed(libraries)
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name):
                assert name != "open"
            case ast.Attribute(attr=attr):
                assert attr in lists.attributes | {"__name__"} or f".{attr}" in NAMES
                assert attr not in {"save", "tofile", "gi_frame", "f_globals", "load"}
            case _:
                pass


@pytest.mark.parametrize("name", ["numpy", "tensorflow", "tensorflow1", "pandas", "python"])
def test_a_list_names_everything_one_by_one(name):
    for section, words in read(name).items():
        for word in words:
            plain = bare(word)
            assert all(part.isidentifier() for part in plain.split(".")), (section, word)
            assert not [part for part in plain.split(".") if keyword.iskeyword(part)]
        assert len(words) == len(set(words)), section


DANGEROUS = """
load save savez loadtxt savetxt genfromtxt fromfile tofile memmap dump dumps empty empty_like
ndpointer ctypes ctypeslib f2py distutils testing core lib.format data as_strided open system
popen eval exec query to_csv to_pickle read_csv agg apply io.read_file io.write_file raw_ops
saved_model py_function numpy_function load_library load_op_library import_graph_def print
summary config profiler snapshot list_files cache export_saved_model setattr delattr globals
locals vars dir getstate gi_frame cr_frame tb_frame f_globals f_builtins f_back cell_contents
mro subclasses attrgetter methodcaller
"""


HARMLESS = {
    "numpy": set(),
    # A tensor's eval runs no text, and the functions given to apply are the deck's own.
    "tensorflow": {"eval", "apply"},
    "tensorflow1": {"eval", "apply"},
    # Whether a frame is empty.
    "pandas": {"empty"},
}


@pytest.mark.parametrize("library", HARMLESS)
def test_no_list_holds_what_is_known_to_be_dangerous(library):
    lists = allowed((library,))
    names = {name.partition(".")[2] for name in lists.names} | lists.attributes
    assert names & set(DANGEROUS.split()) == HARMLESS[library]
