"""The index of the site's own search, which the reader's browser asks."""

from ...late import late

__getattr__ = late(__name__)
