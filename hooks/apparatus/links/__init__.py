"""Names in prose to links, cards and backlinks."""

from ..late import late

__getattr__ = late(__name__)
