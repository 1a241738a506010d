"""Sources: the bibliography, citations, and where each source is used."""

from ..late import late

__getattr__ = late(__name__)
