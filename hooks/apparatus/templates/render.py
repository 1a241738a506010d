"""Fragments of HTML from templates, escaped by type and not by memory.

A site may replace any fragment by a file of the same name in `overrides/fragments/`.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, ParseError, fromstring

import jinja2
from markupsafe import escape

from ..data import kept
from ..data.edition import UNKNOWN
from ..data.vocabulary import DEFAULT
from ..text import dates, inline
from ..text.languages import called, language_name
from ..text.scripts import is_ja_or_zh, with_language
from ..words import ENGLISH, MARK_RE, first_upper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2.bccache import Bucket

    from ..data.cited import Cited
    from ..data.edition import Edition
    from ..data.vocabulary import Vocabulary
    from ..words import Words

TEMPLATES = Path(__file__).parent
# Characters that XML does not know; two of them would also be Markdown's own marks.
NO_XML_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class FragmentError(Exception):
    """A fragment gives no element that can be used; `file` is the template, the text says why."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(reason)
        self.file = file


class Renderer:
    """The engine's own template environment: autoescape on, undefined names are errors."""

    def __init__(
        self,
        overrides: Iterable[Path] = (),
        kept: Path | None = None,
        *,
        edition: Edition = UNKNOWN,
        words: Words = ENGLISH,
        vocabulary: Vocabulary = DEFAULT,
    ) -> None:
        """Look fragments up in the folders given, then among the engine's own.

        `kept` is a folder for compiled templates; without it each build compiles them anew.
        `edition` says in which language pages are: on Japanese ones Japanese words are not marked
        as such. `words` are those of the engine itself, `vocabulary` those of the data.
        """
        self.words = words
        self._vocabulary = vocabulary
        folders = [str(folder) for folder in (*overrides, TEMPLATES)]
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folders),
            auto_reload=False,  # an environment lives for one build
            bytecode_cache=Compiled(kept) if kept else None,
            autoescape=True,
            extensions=["jinja2.ext.i18n"],
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        _speak(self._environment, words)
        self._environment.filters["called"] = called
        self._environment.filters["language_name"] = partial(
            language_name, language=edition.language
        )
        self.language = edition.language
        marked = partial(with_language, unnamed=edition.unnamed)
        self._environment.filters["with_language"] = (
            _unmarked if is_ja_or_zh(edition.language) else marked
        )
        self._environment.filters["label"] = self.label
        self._environment.filters["inline"] = inline.html
        self._environment.policies["json.dumps_function"] = _bare_json
        self._templates: dict[str, jinja2.Template] = {}

    def label(self, identifier: str, name: str, *, plain: bool = False) -> str:
        """Say how readers call something of a list of the vocabulary; `plain` where no HTML is."""
        words = self.words.plain if plain else self.words
        return self._vocabulary.word(name, identifier, self.language, words.label)

    def html(self, fragment: str, **values: Any) -> str:  # noqa: ANN401 - template values
        """Render a fragment."""
        if (template := self._templates.get(fragment)) is None:
            template = self._templates[fragment] = self._environment.get_template(
                f"{fragment}.html"
            )
            # Each rendering copies them, and a dict is copied much faster than Jinja's chain.
            template.globals = dict(template.globals)
        return self.words.finished(template.render(values))

    def element(self, fragment: str, **values: Any) -> Element:  # noqa: ANN401 - template values
        """Render a fragment, which must be well-formed XML, as an element for a page's tree."""
        html = NO_XML_RE.sub("", self.html(fragment, **values))
        try:
            return fromstring(html)  # noqa: S314 - our own escaped template
        except ParseError as error:
            reason = f"gives no well-formed HTML: {str(error).partition(':')[0]}"
            raise FragmentError(self._file(fragment), reason) from None

    def part(self, fragment: str, element: Element, attribute: str, value: str) -> Element:
        """Find a part of a fragment's element that is to be filled; templates may have lost it."""
        found = (its for its in element.iter() if value in its.get(attribute, "").split())
        if (part := next(found, None)) is None:
            reason = f"""has no element with {attribute}="{value}", which is to be filled"""
            raise FragmentError(self._file(fragment), reason)
        return part

    def _file(self, fragment: str) -> str:
        return self._templates[fragment].filename or fragment


def _speak(environment: jinja2.Environment, words: Words) -> None:
    """Let templates say things in the engine's words; those that authors have given are no HTML."""
    said = _filled(words.gettext)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # the extension's
    environment.globals |= {
        "_": said,
        "gettext": said,
        "ngettext": _filled(words.ngettext, num=2),
        "pgettext": _filled(words.pgettext, context=0),
        "npgettext": _filled(words.npgettext, context=0, num=3),
    }

    def work(cited: Cited) -> str:
        return cited.short.said(words, cited.locator)

    environment.globals["foreign"] = words.foreign
    environment.filters |= {
        "date": words.date,
        "readable_date": words.date,  # its first name, for fragments that sites have made
        "html_date": dates.html,
        "number": words.number,
        "listed": words.listed,
        "place": words.place,
        "confidence": words.confidence,
        "work": work,
        "first_upper": first_upper,
    }


def _filled(say: Callable[..., str], **places: int) -> Callable[..., str]:
    """Make what escapes a message and fills it, also with those of its own words at some places.

    Jinja's own fills each anew, also if there is nothing to fill in: cards come by the thousand.
    """

    def filled(*message: Any, **values: Any) -> str:  # noqa: ANN401 - template values
        its = {name: message[at] for name, at in places.items()}
        return escape(say(*message)) % {**its, **values}

    bare = cache(filled)
    return lambda *message, **values: (filled if values else bare)(*message, **values)


def _bare_json(value: object, **how: Any) -> str:  # noqa: ANN401 - as `json.dumps` takes it
    """Write JSON for a script: it makes no elements of marks, and would show them."""
    return MARK_RE.sub("", json.dumps(value, ensure_ascii=False, **how))


def _unmarked(text: str, _spoken: Iterable[str] = ()) -> str:
    return text


class Compiled(jinja2.BytecodeCache):
    """Compiled templates in a folder: Jinja knows stale ones, and a seal the others.

    What is compiled is run. So the folder must be one that nobody else could have written into: not
    a project's, which may come from others.
    """

    def __init__(self, folder: Path) -> None:
        """Take a folder for the templates of one kind of environment; it need not be there yet."""
        self._folder = folder / jinja2.__version__

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept for it, if that is whole and not stale."""
        if kept.is_own(self._folder) and (code := kept.read(self._folder / bucket.key)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket's content."""
        with suppress(OSError):  # as with other kept files
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
        if kept.is_own(self._folder):
            kept.write(self._folder / bucket.key, bucket.bytecode_to_string())
