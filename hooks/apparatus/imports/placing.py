"""Where on our pages the words are that another tool has a note on.

Words are found exactly, and in surroundings like those that the note knows; a position counts only
between places that are equally good. What is in doubt is not placed.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from ..notes.anchoring import everywhere, nearest
from ..text.addresses import iri
from ..text.places import paragraph_number
from ..text.visible import as_seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .record import Said

_REACH = 48
"""How many characters before and after words are compared."""
_ALIKE, _SURELY, _BETTER = 0.6, 0.8, 0.2
_MOST = 500
"""More places than these are not told apart."""
_UNDER = "under it, in an item of a list at the end of its line"
_GUESSES, _WORDS = 40, 200
_NUMBER_RE = re.compile(r"(?<=[^\W\d_])[0-9]{1,4}(?!\w)")
"""Right behind a word: what a reader marks on a page of ours has the numbers of its notes in it."""


class Block(NamedTuple):
    """A block of a page."""

    id: str
    start: int
    end: int


class Place(NamedTuple):
    """Words of a page: characters `[start, end)` of its text."""

    page: str
    start: int
    end: int


class Unplaced(NamedTuple):
    """Why words have no place."""

    message: str
    hint: str = ""
    between: Sequence[Place] = ()
    """Places that are equally good."""


class Page:
    """A page as readers see it."""

    def __init__(self, path: str, its: Mapping[str, Any]) -> None:
        """Take what a host has read of it."""
        self.path, self.text = path, str(its["text"])
        self.url = str(its["url"]).removeprefix("./")
        self.blocks = {}
        for name, (start, end) in its["blocks"].items():
            words = self.text[start:end]
            left = start + len(words) - len(words.lstrip())
            self.blocks[name] = Block(name, left, max(left, start + len(words.rstrip())))

    def around(self, start: int, end: int) -> Block | None:
        """Return the smallest block that holds some characters."""
        holding = (b for b in self.blocks.values() if b.start <= start and end <= b.end)
        return min(holding, key=lambda block: block.end - block.start, default=None)

    def words(self, block: Block) -> str:
        """Return the words of a block."""
        return self.text[block.start : block.end]


class Pages:
    """All pages of a site."""

    def __init__(self, seen: Mapping[str, Any]) -> None:
        """Take what a host has read of them."""
        self.site, self.text = str(seen["url"]), str(seen["page"])
        self.author = str(seen["author"])
        self.pages = {path: Page(path, its) for path, its in seen["pages"].items()}
        self._urls = {unquote(page.url): page.path for page in self.pages.values()}
        self._guesses = _GUESSES

    def named(self, address: str) -> str:
        """Return the path of the page that an address names: ours, or one with the same end."""
        if address in self.pages:
            return address
        bare = unquote(address.partition("#")[0].partition("?")[0]).removesuffix("index.html")
        site = unquote(iri(self.site))
        if self.site and bare.startswith(site):
            return self._urls.get(bare.removeprefix(site), "")
        ends = [url for url in self._urls if url and f"/{bare}".endswith(f"/{url}")]
        return self._urls[max(ends, key=len)] if ends else self._urls.get(bare, "")

    def is_ours(self, address: str) -> bool:
        """Whether an address is on this site."""
        return bool(self.site) and address.startswith(iri(self.site))

    def entry(self, address: str) -> str:
        """Return the place of an entry as data name it: a page, or an id on one, that is there."""
        path, name = self.named(address), unquote(address.partition("#")[2])
        if not address or not path or (name and name not in self.pages[path].blocks):
            return ""
        return f"{path}#{name}" if name else path

    def find(self, address: str, said: Said) -> Place | Unplaced:
        """Find the words of a note on a page, else on any."""
        path = self.named(address)
        pages = [self.pages[path]] if path else list(self.pages.values())
        words, shown = as_seen(said.exact).strip(), " ".join(said.exact.split())
        found = _places(pages, words) or _places(pages, _NUMBER_RE.sub("", words))
        if said.block:
            found = [place for place in found if self._is_in(place, said.block)] or found
        if not found:
            return self._lost(pages, shown)
        if len(found) > _MOST:
            return Unplaced(f"'{_short(shown)}' stands in {len(found)} places")
        rated = sorted(((self._rate(place, said), place) for place in found), reverse=True)
        if rated[0][0] < _ALIKE:
            where = self.called(rated[0][1])
            return Unplaced(
                f"'{_short(shown)}' stands in {where} among other words than those around the note",
                "Look whether it is meant.",
            )
        good = [place for rate, place in rated if rate >= max(_ALIKE, rated[0][0] - _BETTER)]
        return good[0] if len(good) == 1 else self._tie(shown, good)

    def _tie(self, words: str, good: list[Place]) -> Unplaced:
        first = sorted(good)[:2]
        here = [self.called(place) for place in first]
        if here[0] == here[-1]:
            here = [f"{here[0]}, occurrence {nth}" for nth in self._occurrences(words, first)]
        count = "two" if len(good) == len(here) else str(len(good))
        message = f"'{_short(words)}' stands in {count} places that are equally good: "
        more = "" if len(good) == len(here) else " …"
        return Unplaced(message + " and ".join(here) + more, between=good)

    def _occurrences(self, words: str, places: Sequence[Place]) -> Iterator[int]:
        for place in places:
            page = self.pages[place.page]
            block = page.around(place.start, place.end)
            its = block and _words(page, block, place, words)
            yield its.get("occurrence", 1) if its else 1

    def _is_in(self, place: Place, name: str) -> bool:
        block = self.pages[place.page].blocks.get(name)
        return block is not None and block.start <= place.start and place.end <= block.end

    def _rate(self, place: Place, said: Said) -> float:
        """Say from 0 to 1 how much a place's surroundings are like those of a note."""
        text = self.pages[place.page].text
        before = text[max(0, place.start - 2 * _REACH) : place.start].strip()
        after = text[place.end : place.end + 2 * _REACH].strip()
        rates = []
        if prefix := as_seen(said.prefix).strip()[-_REACH:]:
            rates.append(_alike(prefix, before[-len(prefix) :]))
        if suffix := as_seen(said.suffix).strip()[:_REACH]:
            rates.append(_alike(suffix, after[: len(suffix)]))
        if not rates:
            return 1
        mean = sum(rates) / len(rates)
        # What stands on one side may have been written anew.
        return max(mean, _ALIKE) if max(rates) >= _SURELY else mean

    def _lost(self, pages: list[Page], words: str) -> Unplaced:
        message = f"'{_short(words)}' does not stand in "
        message += f"'{pages[0].path}'" if len(pages) == 1 else "any page"
        if self._guesses <= 0 or not words:
            return Unplaced(message)
        self._guesses -= 1
        near = [(page.path, nearest(page.text, words[:_WORDS])) for page in pages[:_GUESSES]]
        path, best = max(near, key=lambda one: _alike(words[:_WORDS], one[1]), default=("", ""))
        where = "there" if len(pages) == 1 else f"in '{path}'"
        return Unplaced(message, f"The nearest words {where} are '{_short(best)}'." if best else "")

    def called(self, place: Place) -> str:
        """Say where a place is."""
        page = self.pages[place.page]
        around = page.around(place.start, place.end)
        near = page.text[max(0, place.start - 20) : place.end + 20].strip()
        return f"'{page.path}', " + (f"block '{around.id}'" if around else f"'… {near} …'")

    def target(self, place: Place, words: str) -> dict[str, Any] | Unplaced:
        """Say in the words of our data where a place is; `words` are those that it has."""
        page = self.pages[place.page]
        shown = {"page": place.page} if place.page != self.text else {}
        its = page.text[place.start : place.end]
        words = words if as_seen(words).strip() == its else its
        if (block := page.around(place.start, place.end)) is not None:
            if (block.start, block.end) == (place.start, place.end):
                return shown | _named(block.id)
            return shown | _named(block.id) | _words(page, block, place, words)
        first = page.around(place.start, place.start + 1)
        last = page.around(place.end - 1, place.end)
        if first is None or last is None:
            message = f"'{_short(words)}' stands in '{page.path}' in a block without an id"
            return Unplaced(message, f"Give it one: a line '{{ #{free(page)} }}' {_UNDER}.")
        start = place._replace(end=min(place.end, first.end))
        end = place._replace(start=max(place.start, last.start))
        until = _named(last.id) | _words(page, last, end, page.text[end.start : end.end].strip())
        begins = _words(page, first, start, page.text[start.start : start.end].strip())
        return shown | _named(first.id) | begins | {"until": until}


def free(page: Page) -> str:
    """Return the first id of a numbered paragraph that a page does not have."""
    return next(name for n in count(1) if (name := f"p{n}") not in page.blocks)


def _places(pages: Sequence[Page], words: str) -> list[Place]:
    return [Place(page.path, *span) for page in pages for span in everywhere(page.text, words)]


def _named(name: str) -> dict[str, Any]:
    number = paragraph_number(name)
    return {"block": name} if number is None else {"paragraph": number}


def _words(page: Page, block: Block, place: Place, words: str) -> dict[str, Any]:
    """Name words of a block, and which they are, if it has them more than once."""
    seen = as_seen(words).strip()
    starts = [span.start for span in everywhere(page.words(block), seen)]
    at = place.start - block.start
    nth = starts.index(at) + 1 if at in starts else 1
    return {"exact": " ".join(words.split())} | ({"occurrence": nth} if nth > 1 else {})


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def _short(words: str) -> str:
    return words if len(words) <= _REACH else words[: _REACH - 1] + "…"
