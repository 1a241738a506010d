"""Whoever calls the engine: Python-Markdown, a host by hooks, a pass over a built site."""

from ..late import late

__getattr__ = late(__name__)
