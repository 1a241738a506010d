"""Sources: the bibliography, citations, and where each source is used."""

from .. import late

__getattr__ = late(__name__)
