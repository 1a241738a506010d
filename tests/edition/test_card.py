"""The picture for previews of links says what the opening page says."""

from __future__ import annotations

import card
import pytest


@pytest.fixture
def picture(edition):
    if "assets/card.png" not in (edition / "mkdocs.yml").read_text(encoding="utf-8"):
        pytest.skip("this edition has no picture for previews")
    return card.CARD.read_bytes()


def test_the_picture_is_drawn_from_the_words_of_the_opening_page(picture):
    assert card.is_fresh(picture), "the words have changed: make card"


def test_a_picture_of_other_words_is_known(picture, monkeypatch):
    monkeypatch.setattr(card, "words", lambda: {"name": "Other", "headline": "?", "kicker": ""})
    assert not card.is_fresh(picture)
    assert card.is_fresh(card.signed(picture))
