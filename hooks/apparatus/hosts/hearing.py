"""What a host warns of in its log, while something is done."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOSTS = ("mkdocs", "properdocs")
"""They have loggers of their names, and say only there what is wrong with their settings."""


class _Listener(logging.Handler):
    """Hears what a host calls warnings and errors."""

    def __init__(self, hear: Callable[[logging.LogRecord], None]) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._hear = hear

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
        self._hear(record)


@contextmanager
def listening(hear: Callable[[logging.LogRecord], None]) -> Iterator[list[str]]:
    """Listen to hosts, and let a function hear each record. Out: the messages, as they come."""
    listener = _Listener(hear)
    for name in HOSTS:
        logging.getLogger(name).addHandler(listener)
    try:
        yield listener.messages
    finally:
        for name in HOSTS:
            logging.getLogger(name).removeHandler(listener)


def said(records: list[logging.LogRecord]) -> list[str]:
    """Return what a host has warned of, as it was said."""
    return [record.getMessage() for record in records]


def repeat(records: list[logging.LogRecord]) -> None:
    """Say once more what a host has warned of."""
    for record in records:
        logging.getLogger(record.name).handle(record)
