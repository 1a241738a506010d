"""What the data files and settings say: read, checked, and kept between builds."""

from ..late import late

__getattr__ = late(__name__)
