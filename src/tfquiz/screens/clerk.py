"""One thread that does what may take time, in order; what came of it arrives as a message.

The interface never waits for the disk: it hands the call in and goes on painting. Because there is
one thread and one order, an answer is always saved before the next question is fetched. The clerk
knows neither the store nor the sitting.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from textual.message import Message
from textual.message_pump import MessagePump


class Failed(Message):
    """A call ended in an exception."""

    def __init__(self, error: Exception, again: Callable[[], None]) -> None:
        super().__init__()
        self.error = error
        self.again = again
        """Hands the same call in once more."""


class Clerk:
    """Runs calls one after the other, off the interface's thread."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="clerk")
        self._closed = False

    def do(self, call: Callable[[], Message], *, tell: MessagePump) -> None:
        """Run `call`, then post the message that it gives to `tell`, or `Failed` if it raised."""

        def again() -> None:
            self.do(call, tell=tell)

        def finished(future: Future[Message]) -> None:
            if self._closed:
                return
            error = future.exception()
            if isinstance(error, Exception):
                tell.post_message(Failed(error, again))
            elif error is None:
                tell.post_message(future.result())

        self._executor.submit(call).add_done_callback(finished)

    def do_ahead(self, call: Callable[[], object]) -> None:
        """Run `call` in its turn for what is asked for soon; what it raises is met again then."""
        self._executor.submit(call)

    def do_aside(self, call: Callable[[], Message], *, tell: MessagePump) -> None:
        """As `do`, on a thread of its own: for what may take a minute and may be left any time."""

        def work() -> None:
            try:
                told = call()
            except Exception as error:  # noqa: BLE001 - whoever is told decides what it means
                told = Failed(error, lambda: self.do_aside(call, tell=tell))
            if not self._closed:
                tell.post_message(told)

        threading.Thread(target=work, name="aside", daemon=True).start()

    def close(self) -> None:
        """Let what was handed in finish, tell nobody any more, and take no more."""
        self._closed = True
        self._executor.shutdown(wait=True)
