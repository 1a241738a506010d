"""A page's text: its normal form, its tree, its scripts, and the names of its places."""

from ..late import late

__getattr__ = late(__name__)
