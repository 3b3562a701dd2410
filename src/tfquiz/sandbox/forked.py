"""Children forked from one template process: one for a batch, or one for all batches of a room.

A room is whoever asks for batch after batch of the same template. Its child waits between them, so
that the lock is put on once and what was compiled and checked is known. It serves nobody else.
"""

import contextlib
import os

from tfquiz.program.program import Outcome
from tfquiz.sandbox.batch import Conversation, Pipes
from tfquiz.sandbox.broken import Broken
from tfquiz.sandbox.process import TemplateProcess, pipes
from tfquiz.sandbox.reply import Request

MANY = 2_000
"""Programs that one child runs at most: its limit of processor time is set once, for all."""

_Key = tuple[str, tuple[str, ...]]
"""Deck and libraries: what programs in one child have in common."""


class Forking:
    """Runs batches in children forked from one template."""

    def __init__(self, heavy: tuple[str, ...], order: int = 0) -> None:
        self.template = TemplateProcess(heavy, order)
        self._waiting: dict[object, dict[_Key, _Child]] = {}
        """The children of each room that wait for more."""
        self._is_closed = False

    def start(self) -> None:
        """Wait until children can be forked; GoneError if they never can."""
        self.template.await_ready()

    def attempt(
        self, request: Request, libraries: tuple[str, ...], *, deadline: float
    ) -> list[Outcome] | Broken:
        """Run a batch once, in the child of its room or in a new one.

        Raises:
            GoneError: if there is no template to fork from any more.
        """
        key = request.programs[0].deck, libraries
        if (child := self._waiting.get(request.room, {}).pop(key, None)) is not None:
            result = self._serve(child, key, request, deadline)
            if not isinstance(result, Broken):
                return result
            # It may have died of what it ran before.
        return self._serve(_Child(self.template, libraries), key, request, deadline)

    def _serve(
        self, child: "_Child", key: _Key, request: Request, deadline: float
    ) -> list[Outcome] | Broken:
        with contextlib.ExitStack() as ending:
            ending.callback(child.end)
            result = child.serve(request, deadline)
            if not (request.room is None or self._is_closed or isinstance(result, Broken)):
                self._waiting.setdefault(request.room, {})[key] = child
                ending.pop_all()
        return result

    def leave(self, room: object) -> None:
        """End the children of a room."""
        for child in self._waiting.pop(room, {}).values():
            child.end()

    def close(self) -> None:
        """End the template and its children."""
        self._is_closed = True
        for room in list(self._waiting):
            self.leave(room)
        self.template.close()


class _Child:
    """One child, from its fork to its end."""

    def __init__(self, template: TemplateProcess, libraries: tuple[str, ...]) -> None:
        self._template = template
        self._served = 0
        (request, out), (reply_in, reply), (progress_in, progress), (fate_in, fate) = pipes(4)
        self._pipes = Pipes(out, reply_in, progress_in, fate_in)
        theirs = (request, reply, progress, fate)
        try:
            self._number = template.run(libraries, theirs)
        except OSError:
            self._pipes.close()
            raise
        finally:
            for descriptor in theirs:
                os.close(descriptor)

    def serve(self, request: Request, deadline: float) -> list[Outcome] | Broken:
        """Have it run a batch, unless it has run too much or said what nobody asked for."""
        served, self._served = self._served, self._served + len(request.programs)
        if served and (self._served > MANY or not self._pipes.are_quiet()):
            return Broken("exit", "it serves no more", 0)
        return Conversation(self._pipes, request).hold(deadline)

    def end(self) -> None:
        """See to it that it is gone."""
        self._template.end(self._number)
        self._pipes.close()
