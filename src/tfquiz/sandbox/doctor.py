"""Says which protections really hold on this system, each proven by trying what it forbids.

A kernel may have a feature compiled in and switched off, or a container may take it away, so
nothing is concluded from version numbers: a child is locked down as for a stranger's deck, tries
the forbidden thing with the language's lock off, and must fail.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tfquiz.program.program import Lost, Outcome, Program, Raised
from tfquiz.sandbox.host import Runner

_PROBE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Layer:
    """One protection, and whether it holds here."""

    name: str
    """What it keeps a deck from, in a few words."""
    enforced: bool
    needed: bool
    """Whether a stranger's deck should not run without it."""
    detail: str
    """How it was proven, or what was possible."""


@dataclass(frozen=True, slots=True)
class _Probe:
    name: str
    source: str
    failed: Callable[[Outcome], bool]
    """Whether the outcome shows that the forbidden thing did not work."""
    needed: bool = True


def examine(*, spawn: bool | None = None) -> list[Layer]:
    """Try every protection once; takes a few seconds.

    Args:
        spawn: as for `Runner`; None examines what this system uses.
    """
    with tempfile.TemporaryDirectory(prefix="tfquiz-doctor-") as folder:
        secret = Path(folder, "secret.txt")
        secret.write_text("a file of yours", encoding="utf-8")
        probes = _probes(secret)
        with Runner(checked=False, deadline=_PROBE_SECONDS, spawn=spawn) as runner:
            layers = [_system_layer(runner, probe) for probe in probes]
        with Runner(deadline=_PROBE_SECONDS, spawn=spawn) as runner:
            layers += [_language_layer(runner), _terminal_layer(runner)]
    return layers


def is_safe_for_strangers(layers: list[Layer]) -> bool:
    """Whether every protection that a stranger's deck needs holds."""
    return all(layer.enforced for layer in layers if layer.needed)


def _denied(outcome: Outcome) -> bool:
    """The system said no: permission denied, or a call that does not exist.

    An ImportError would prove nothing: the forbidden thing was not even tried.
    """
    return isinstance(outcome, Raised) and outcome.error in {
        "OSError",
        "PermissionError",
        "ValueError",
    }


def _lost(*reasons: str) -> Callable[[Outcome], bool]:
    return lambda outcome: isinstance(outcome, Lost) and outcome.reason in reasons


def _probes(secret: Path) -> list[_Probe]:
    written = secret.with_name("written.txt")
    return [
        _Probe("reading your files", f"open({str(secret)!r}).read()", _denied),
        _Probe("writing files", f"open({str(written)!r}, 'w').write('x')", _denied),
        _Probe("changing files", f"import os\nos.chmod({str(secret)!r}, 0o777)", _denied),
        _Probe("reaching the network", "import _socket\n_socket.socket()", _denied),
        _Probe("starting programs", "import os\nos.execv('/bin/true', ['true'])", _denied),
        _Probe("making processes", "import os\nif os.fork() == 0: os._exit(0)", _denied),
        _Probe("signalling processes", "import os\nos.kill(os.getppid(), 0)", _denied),
        _Probe("making machine code", _MACHINE_CODE, _denied),
        _Probe("raising its limits", _RAISE_LIMITS, _denied),
        _Probe("filling the memory", "x = bytearray(16 * 2**30)", _lost("memory")),
        _Probe("running without end", "while True: pass", _lost("timeout")),
        _Probe("printing without end", "while True: print('x' * 999)", _lost("flood")),
        _Probe("taking tfquiz down", "import os\nos.abort()", _lost("crash", "exit")),
    ]


_MACHINE_CODE = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
page = libc.mmap(None, ctypes.c_size_t(4096), 7, 0x22, -1, ctypes.c_long(0))
if page == ctypes.c_void_p(-1).value:
    raise OSError("no executable memory")
"""

_RAISE_LIMITS = """
import resource
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard + 1, hard + 1))
"""


def _system_layer(runner: Runner, probe: _Probe) -> Layer:
    (outcome,) = runner.run([Program(probe.source)])
    works = probe.failed(outcome)
    return Layer(probe.name, works, probe.needed, _describe(outcome))


def _language_layer(runner: Runner) -> Layer:
    (outcome,) = runner.run([Program("open('x')")])
    return Layer("code outside the lists", _lost("refused")(outcome), True, _describe(outcome))


def _terminal_layer(runner: Runner) -> Layer:
    (outcome,) = runner.run([Program("print('\\x1b[2J')")])
    return Layer("driving the terminal", _lost("refused")(outcome), True, _describe(outcome))


def _describe(outcome: Outcome) -> str:
    match outcome:
        case Raised():
            return f"tried; it failed with {outcome.error}"
        case Lost():
            return f"tried; {outcome.detail}"
        case _:
            return "tried; it was possible"
