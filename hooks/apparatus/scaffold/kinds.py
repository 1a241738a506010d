"""The kinds of text of which there is a sample, and which of them another kind is set as."""

from __future__ import annotations

from ..problems import did_you_mean

KINDS = ("article", "letter", "poem", "law")
_SET_AS = {
    "article": "blog chapter diary document essay fable fairytale history interview lecture legend "
    "manifesto memoir news novel obituary petition prose report review sermon speech story tale "
    "testimony text",
    "letter": "email epistle mail postcard",
    "poem": "ballad elegy epic epigram haiku hymn limerick lyrics ode poetry prayer psalm rhyme "
    "song sonnet tanka verse waka",
    "law": "act agreement bill bylaws charter code constitution contract convention decree "
    "directive judgement judgment regulation resolution rules ruling statute statutes treaty",
}
"""Kinds that have no sample of their own, by the one whose blocks are as theirs."""
_BY_NAME = {word: kind for kind, words in _SET_AS.items() for word in (kind, *words.split())}


def known(name: str) -> str:
    """Find the kind that is meant; empty if there is none."""
    asked = name.strip().lower()
    return _BY_NAME.get(asked) or _BY_NAME.get(asked.removesuffix("s"), "")


def told(name: str) -> str:
    """Say what a text of a kind is set as, where that is another one."""
    asked, kind = name.strip().lower(), known(name)
    if kind in ("", asked):
        return ""
    return f"'{asked}': it is set as {'an' if kind[0] == 'a' else 'a'} {kind}."


def wrong(name: str) -> str:
    """Say what to do about a name of no kind."""
    near = did_you_mean(name.strip().lower(), _BY_NAME)
    listed = f"Name one of {', '.join(KINDS)}; any other prose is set as an article."
    return f"{near} {listed}".strip()
