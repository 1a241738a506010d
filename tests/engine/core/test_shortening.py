"""The first words of a text, where there is no room for all of it."""

from __future__ import annotations

import pytest
from apparatus.text.shortening import shortened


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("a  b\nc", "a b c"),
        ("a b c d", "a b c …"),
        ("longer words follow", "longer words …"),
        ("Donaudampfschifffahrt", "Donaudampfsc …"),
        ("one Donaudampfschifffahrt", "one …"),
        ("林檎畑の樹の下におのづからなる", "林檎畑の樹の …"),
        ("がぎぐげござじずぜぞ", "がぎぐげござ …"),
        ("か\u3099か\u3099か\u3099か\u3099か\u3099か\u3099か\u3099", "か\u3099" * 6 + " …"),
        ("👩\u200d🚀👩🏽👩🏽👩🏽👩🏽👩🏽👩🏽", "👩\u200d🚀" + "👩🏽" * 5 + " …"),
    ],
)
def test_a_text_is_cut_between_words_or_signs(text, said):
    assert shortened(text, 3, 12) == said
