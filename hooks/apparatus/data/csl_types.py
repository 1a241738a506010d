"""Types of sources: those that CSL 1.0.2 knows, and what authors call them."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TYPES = _words(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter "
    "classic collection dataset document entry entry-dictionary entry-encyclopedia event "
    "figure graphic hearing interview legal_case legislation manuscript map motion_picture "
    "musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software "
    "song speech standard thesis treaty webpage"
)
USUAL = _words("book chapter article-journal article-newspaper report webpage")
MEANT = {
    "act": "legislation",
    "blog": "post-weblog",
    "case": "legal_case",
    "conference": "paper-conference",
    "dissertation": "thesis",
    "email": "personal_communication",
    "encyclopedia": "entry-encyclopedia",
    "film": "motion_picture",
    "image": "graphic",
    "journal": "article-journal",
    "law": "legislation",
    "letter": "personal_communication",
    "magazine": "article-magazine",
    "movie": "motion_picture",
    "newspaper": "article-newspaper",
    "paper": "article-journal",
    "photo": "graphic",
    "ruling": "legal_case",
    "site": "webpage",
    "video": "motion_picture",
    "web": "webpage",
    "website": "webpage",
}
"""What a name that is none may mean."""
