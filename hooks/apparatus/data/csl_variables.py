"""The variables of CSL 1.0.2, by what they hold, with what programs write besides them."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NAMES = _words(
    "author chair collection-editor compiler composer container-author contributor curator "
    "director editor editor-translator editorial-director executive-producer guest host "
    "illustrator interviewer narrator organizer original-author performer producer recipient "
    "reviewed-author script-writer series-creator translator"
)
DATES = _words("accessed available-date event-date issued original-date submitted")
TEXTS = _words(
    "abstract annote archive archive-place archive_collection archive_location authority "
    "call-number chapter-number citation-key citation-label citation-number collection-number "
    "collection-title container-title container-title-short dimensions division DOI edition event "
    "event-place event-title first-reference-note-number genre ISBN ISSN issue "
    "journalAbbreviation jurisdiction keyword language license locator medium note number "
    "number-of-pages number-of-volumes original-publisher original-publisher-place original-title "
    "page page-first part part-number part-title PMCID PMID printing printing-number publisher "
    "publisher-place references reviewed-genre reviewed-title scale section shortTitle source "
    "status supplement supplement-number title title-short translated-title type URL version "
    "volume volume-title year-suffix"
)
"""Texts and numbers, which may be either: `volume: 3`, `edition: second`."""
VARIABLES = (*TEXTS, *NAMES, *DATES, "categories", "custom")
NAME_PARTS = _words("family given literal suffix dropping-particle non-dropping-particle")
NAME_SIGNS = _words("comma-suffix static-ordering parse-names")
"""Yes or no, as words or numbers too."""
DATE_PARTS = _words("date-parts season circa literal raw edtf")
