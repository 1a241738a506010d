"""Notes: their words in a page, their bodies, their place beside the text."""

from ..late import late

__getattr__ = late(__name__)
