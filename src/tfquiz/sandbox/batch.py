"""One try at one batch: fork a child, hand it the programs, wait, and say what became of it.

Deadlines are counted here, outside the process that runs a stranger's code. A child that hangs,
floods or dies gives a `Broken`, never an exception; who is to blame is `host`'s question.
"""

import os
import select
import signal
import struct
import time

from tfquiz.program.program import Outcome
from tfquiz.sandbox.broken import Broken, Reason
from tfquiz.sandbox.process import TemplateProcess, pipes
from tfquiz.sandbox.reply import MAX_REPLY, RefusedError, Request, dump_request, read_reply

GRACE = 0.5
"""Seconds that a batch may take beyond its programs' own: to fork, lock and answer."""

FATE = struct.Struct("<i")
_CHUNK = 262_144


class Forking:
    """Runs batches in children forked from one template."""

    def __init__(self, heavy: tuple[str, ...], order: int = 0) -> None:
        self.template = TemplateProcess(heavy, order)

    def start(self) -> None:
        """Wait until children can be forked; GoneError if they never can."""
        self.template.await_ready()

    def attempt(
        self, request: Request, libraries: tuple[str, ...], *, deadline: float
    ) -> list[Outcome] | Broken:
        """Run a batch once in a child of its own.

        Raises:
            GoneError: if there is no template to fork from any more.
        """
        made = pipes(4)
        (request_in, request_out), (reply_in, reply_out), (progress_in, progress_out), fate = made
        theirs = (request_in, reply_out, progress_out, fate[1])
        conversation = _Conversation(request, request_out, reply_in, progress_in, fate[0])
        try:
            try:
                number = self.template.run(libraries, theirs)
            finally:
                for descriptor in theirs:
                    os.close(descriptor)
            try:
                return conversation.hold(deadline)
            finally:
                self.template.end(number)
        finally:
            conversation.close()

    def close(self) -> None:
        """End the template and its children."""
        self.template.close()


class _Conversation:
    """The parent's ends of one child's four pipes."""

    def __init__(self, request: Request, out: int, reply: int, progress: int, fate: int) -> None:
        self._request = request
        self._unsent = memoryview(dump_request(request))
        self._out = out
        self._reply = reply
        self._progress = progress
        self._fate = fate
        self._received = bytearray()
        self._begun = 0
        for descriptor in (out, reply, progress):
            os.set_blocking(descriptor, False)

    def hold(self, deadline: float) -> list[Outcome] | Broken:
        """Send the request and wait for the reply, as long as programs keep ending in time."""
        poll = select.poll()
        poll.register(self._out, select.POLLOUT)
        poll.register(self._reply, select.POLLIN)
        limit = time.monotonic() + deadline + GRACE
        while (left := limit - time.monotonic()) > 0:
            events = dict(poll.poll(min(left, deadline / 4) * 1000))
            if self._out in events and self._send():
                poll.unregister(self._out)
            if self._reply in events:
                if self._receive():
                    return self._finish()
                if len(self._received) > MAX_REPLY:
                    return self._broken("flood", "the reply is too long")
            if self._has_progressed():
                limit = time.monotonic() + deadline
            if self._begun > len(self._request.programs):
                return self._broken("crash", "the child counts programs that it was not given")
        return self._broken("timeout", f"no end after {deadline:g} seconds")

    def _send(self) -> bool:
        """Send what the pipe takes; whether all is sent, or nobody reads any more."""
        try:
            sent = os.write(self._out, self._unsent)
        except BlockingIOError:
            return False
        except BrokenPipeError:
            return True
        self._unsent = self._unsent[sent:]
        return not self._unsent

    def _receive(self) -> bool:
        """Take what there is; whether the child has closed its end."""
        chunk = os.read(self._reply, _CHUNK)
        self._received += chunk
        return not chunk

    def _has_progressed(self) -> bool:
        try:
            marks = os.read(self._progress, _CHUNK)
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
        ready, _, _ = select.select([self._fate], [], [], GRACE)
        data = os.read(self._fate, FATE.size) if ready else b""
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

    def close(self) -> None:
        for descriptor in (self._out, self._reply, self._progress, self._fate):
            os.close(descriptor)
