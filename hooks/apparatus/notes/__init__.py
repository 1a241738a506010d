"""Notes: their words in a page, their bodies, their place beside the text."""

from .. import late

__getattr__ = late(__name__)
