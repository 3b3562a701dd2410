"""The parent's handle of one template process: start it, hand it batches, end it.

It moves descriptors and numbers; what programs are and what they answer is not its business.
"""

import contextlib
import json
import os
import socket
import subprocess
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from tfquiz.sandbox.broken import GoneError
from tfquiz.sandbox.environment import environment, interpreter

START_SECONDS = 120.0
"""How long the libraries may take to load: TensorFlow from a cold disk takes half a minute."""


class TemplateProcess:
    """A template: an interpreter that loads its libraries and then forks on request."""

    def __init__(self, libraries: Sequence[str], order: int = 0) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        self._sending = threading.Lock()
        self._next = 0
        self._is_ready = False
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
                interpreter("tfquiz.sandbox.template", str(theirs.fileno()), *libraries),
                env=environment(order),
                cwd="/",
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # Ctrl-C at the terminal is for the parent alone.
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The template's process id."""
        return self._process.pid

    def await_ready(self) -> None:
        """Wait until the libraries are loaded.

        Raises:
            GoneError: if that fails, takes too long, or the process is closed meanwhile.
        """
        try:
            self._control.settimeout(START_SECONDS)
            word = self._control.recv(4096).decode(errors="replace")
            self._control.settimeout(None)
        except TimeoutError as error:
            raise GoneError("the libraries took too long to load") from error
        except OSError as error:
            raise GoneError("the helper process was closed") from error
        if word != "ready":
            raise GoneError(word or "the helper process ended while it loaded its libraries")
        self._is_ready = True

    def run(self, libraries: Sequence[str], descriptors: Sequence[int]) -> int:
        """Fork a child that holds `descriptors`; its number, for `end`."""
        with self._sending:
            self._next += 1
            number = self._next
            message = json.dumps({"run": number, "libraries": list(libraries)}).encode()
            self._send(message, descriptors)
        return number

    def end(self, number: int) -> None:
        """See to it that this child is gone. Harmless when it is gone already."""
        with self._sending, contextlib.suppress(GoneError):
            self._send(json.dumps({"end": number}).encode(), ())

    def _send(self, message: bytes, descriptors: Sequence[int]) -> None:
        try:
            socket.send_fds(self._control, [message], list(descriptors))
        except OSError as error:
            raise GoneError(f"the helper process is gone: {error}") from error

    def close(self) -> None:
        """End the template and all of its children, also while it is loading."""
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # wakes whoever waits for it
        self._control.close()
        if not self._is_ready:
            self._process.kill()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def pipes(count: int) -> list[tuple[int, int]]:
    """So many new pipes as (read, write) descriptors, none inherited by other processes."""
    return [os.pipe() for _ in range(count)]
