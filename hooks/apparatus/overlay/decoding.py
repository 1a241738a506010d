"""The bytes of a reader's file to a text, as the page does it in the browser; or no text at all.

A file that another program has to open (a PDF, a document, a picture) is refused by how it begins.
A text is what its first bytes say, else UTF-8, else what a page of HTML says of itself, else
Windows-1252: what older programs write.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

_REFUSED_RE = re.compile(
    rb"\s*%PDF-|PK\x03\x04|\xd0\xcf\x11\xe0|\{\\rtf|\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*"
    rb"|RIFF....WEBP|\x1f\x8b|bplist|....ftyp"
    rb"|(?=[A-Z][A-Za-z-]+: )(?s:.{0,999}?)^Content-Type:\s*multipart/",
    re.MULTILINE,
)
"""PDF, ZIP and what is one (documents, books), older documents, pictures, archives of pages."""
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
          (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_HEAD = 1024
_SAID_RE = re.compile(
    rb"""<meta[^>]+?charset\s*=\s*["']?\s*([\w-]+)|^\s*<\?xml[^>]+?encoding\s*=\s*["']([\w-]+)""",
    re.IGNORECASE,
)
_OF_PAGES_RE = re.compile(
    r"windows|cp125|iso-?(?:8859|2022-jp)|latin|us-ascii|koi8|euc|shift|x-sjis|sjis|gb|big5|mac"
    r"|ibm866|tis|ks_c",
    re.IGNORECASE,
)
"""How encodings are called that browsers know."""
_WIDER = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "shift_jis": "cp932", "euc_kr": "cp949", "gb2312": "gb18030",
    "gbk": "gb18030", "big5": "big5hkscs",
}  # fmt: skip
"""What browsers read in the place of some."""
_ELSE = "cp1252"


def text_of(content: bytes) -> str | None:
    """Read a file. Out: its text, without a mark of its encoding; nothing if it is none."""
    if _REFUSED_RE.match(content):
        return None
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    if b"\0" in content:
        return None
    said = _said(content[:_HEAD])
    if said != "iso2022_jp":  # of which each byte is UTF-8 too
        with suppress(UnicodeDecodeError):
            return content.decode()
    return content.decode(said, "replace")


def _said(head: bytes) -> str:
    """Name the encoding that a page of HTML says it has."""
    if found := _SAID_RE.search(head):
        label = (found[1] or found[2]).decode("ascii", "replace")
        if _OF_PAGES_RE.match(label):
            with suppress(LookupError):
                name = codecs.lookup(label).name
                return _WIDER.get(name, name)
    return _ELSE
