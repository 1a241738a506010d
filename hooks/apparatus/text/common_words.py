"""Words of every sentence, which are nobody's name, in the languages that the engine speaks."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = _words(
    # English, French, German, Spanish
    "a an and are as at be but by for from had has have he her his if in is it its no not of on or "
    "our she so that the their them then there these they this those to was we were which who will "
    "with you your "
    "au aux ce ces cette dans de des du elle en est et il ils la le les leur mais ne nous ou par "
    "pas pour que qui sa se ses son sur un une vous "
    "als am auch auf aus bei das dass dem den der die ein eine einem einen einer er es für hat ich "
    "im ist mit nach nicht noch oder sich sie sind und vom von war wie wir zu zum zur "
    "al como con del el ella ellos es esta este la las lo los más no o para pero por se sin su sus "
    "un una y"
)
