"""What is done while nobody asks: what nobody has looked at yet is written too."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAUSE = 0.3
"""Seconds of calm before it begins: the page that is open reloads first."""
_STEP = 0.002
"""Seconds between two steps, in which others get their turn."""


class Idle(threading.Thread):
    """Works off steps, one by one; a request or a rebuild comes before the next."""

    def __init__(
        self, lock: threading.RLock, steps: Callable[[], Iterator[Callable[[], object]]]
    ) -> None:
        """Take the lock of whoever writes, and what lists the steps when they are begun."""
        super().__init__(daemon=True)
        self._lock, self._steps = lock, steps
        self._begun, self._calm = threading.Event(), threading.Event()
        self._calm.set()
        self._asking = 0
        self._guard = threading.Lock()
        self.is_over = False

    def begin(self) -> None:
        """Begin, or begin anew."""
        self._begun.set()
        if not self.is_alive() and not self.is_over:
            self.start()

    def stop(self) -> None:
        """End; nothing is written from now on."""
        self.is_over = True
        self._begun.set()
        self._calm.set()
        with self._lock:  # whoever writes has come to an end
            pass

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Let a request come first."""
        with self._guard:
            self._asking += 1
            self._calm.clear()
        try:
            yield
        finally:
            with self._guard:
                self._asking -= 1
                if not self._asking:
                    self._calm.set()

    def run(self) -> None:
        """Wait for a rebuild, then for calm, then work."""
        pause = threading.Event()  # nobody sets it
        while self._begun.wait() and not self.is_over:
            self._begun.clear()
            pause.wait(PAUSE)
            if not self._begun.is_set():
                self._work(pause)

    def _work(self, pause: threading.Event) -> None:
        for step in self._steps():
            self._calm.wait()
            with self._lock:
                if self.is_over or self._begun.is_set():
                    return
                step()
            pause.wait(_STEP)
