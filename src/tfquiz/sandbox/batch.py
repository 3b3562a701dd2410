"""One batch: hand a child the programs, wait, and say what became of it.

Deadlines are counted here, outside the process that runs a stranger's code. A child that hangs,
floods or dies gives a `Broken`, never an exception; who is to blame is `host`'s question.
"""

import os
import select
import signal
import struct
import time
from dataclasses import astuple, dataclass

from tfquiz.program.program import Outcome
from tfquiz.sandbox.broken import Broken, Reason
from tfquiz.sandbox.reply import (
    MAX_REPLY,
    RefusedError,
    Request,
    dump_request,
    is_whole,
    read_reply,
)

GRACE = 0.5
"""Seconds that a batch may take beyond its programs' own: to fork, lock and answer."""

FATE = struct.Struct("<i")
_CHUNK = 262_144


@dataclass(frozen=True, slots=True)
class Pipes:
    """The parent's ends of one child's four pipes."""

    out: int
    reply: int
    progress: int
    fate: int

    def __post_init__(self) -> None:
        for descriptor in (self.out, self.reply, self.progress):
            os.set_blocking(descriptor, False)

    def are_quiet(self) -> bool:
        """Whether the child has said nothing that was not yet heard, and lives."""
        heard = select.poll()
        for descriptor in (self.reply, self.progress):
            heard.register(descriptor, select.POLLIN)
        return not heard.poll(0)

    def close(self) -> None:
        """Close them all."""
        for descriptor in astuple(self):
            os.close(descriptor)


class Conversation:
    """A request to a child, and what comes back."""

    def __init__(self, pipes: Pipes, request: Request) -> None:
        self._request = request
        self._unsent = memoryview(dump_request(request))
        self._pipes = pipes
        self._received = bytearray()
        self._begun = 0

    def hold(self, deadline: float) -> list[Outcome] | Broken:
        """Send the request and wait for the reply, as long as programs keep ending in time."""
        poll = select.poll()
        poll.register(self._pipes.out, select.POLLOUT)
        poll.register(self._pipes.reply, select.POLLIN)
        limit = time.monotonic() + deadline + GRACE
        while (left := limit - time.monotonic()) > 0:
            events = dict(poll.poll(min(left, deadline / 4) * 1000))
            if self._pipes.out in events and self._send():
                poll.unregister(self._pipes.out)
            if self._pipes.reply in events:
                ended = self._receive()
                if len(self._received) > MAX_REPLY:
                    return self._broken("flood", "the reply is too long")
                if ended or is_whole(self._received):
                    return self._finish()
            if self._has_progressed():
                limit = time.monotonic() + deadline
            if self._begun > len(self._request.programs):
                return self._broken("crash", "the child counts programs that it was not given")
        return self._broken("timeout", f"no end after {deadline:g} seconds")

    def _send(self) -> bool:
        """Send what the pipe takes; whether all is sent, or nobody reads any more."""
        try:
            sent = os.write(self._pipes.out, self._unsent)
        except BlockingIOError:
            return False
        except BrokenPipeError:
            return True
        self._unsent = self._unsent[sent:]
        return not self._unsent

    def _receive(self) -> bool:
        """Take what there is; whether the child has closed its end."""
        chunk = os.read(self._pipes.reply, _CHUNK)
        self._received += chunk
        return not chunk

    def _has_progressed(self) -> bool:
        try:
            marks = os.read(self._pipes.progress, _CHUNK)
        except BlockingIOError:
            return False
        self._begun += len(marks)
        return bool(marks)

    def _finish(self) -> list[Outcome] | Broken:
        self._has_progressed()
        if not self._received:
            return self._why_it_died()
        try:
            return read_reply(bytes(self._received), self._request)
        except RefusedError as error:
            return self._broken("crash", f"the child's reply was refused: {error}")

    def _why_it_died(self) -> Broken:
        """Sort a silent end by the wait status that the template reports."""
        ready, _, _ = select.select([self._pipes.fate], [], [], GRACE)
        data = os.read(self._pipes.fate, FATE.size) if ready else b""
        if len(data) != FATE.size:
            return self._broken("crash", "the child closed its pipe without a reply")
        (status,) = FATE.unpack(data)
        if not os.WIFSIGNALED(status):
            return self._broken("exit", f"it ended the process with {os.WEXITSTATUS(status)}")
        number = os.WTERMSIG(status)
        if number == signal.SIGKILL:
            return self._broken("memory", "the system killed it: memory was short")
        if number == signal.SIGXCPU:
            return self._broken("timeout", "it used up its processor time")
        return self._broken("crash", f"it crashed with {signal.Signals(number).name}")

    def _broken(self, reason: Reason, detail: str) -> Broken:
        index = min(max(self._begun - 1, 0), len(self._request.programs) - 1)
        return Broken(reason, detail, index)
