"""A policy for the page where readers compare copies of their own.

It forbids scripts every connection, and the page every file of another site; of its own site the
theme needs scripts, styles, letters and pictures. Frames, plug-ins and workers are none of
these. It stands in the page itself, so that it holds wherever the page is published, and readers
can see it. Of scripts in the page those run that stood there when it was built.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from markupsafe import escape

from ..text.patterns import late

_INLINE_RE = late(r"<script(?P<how>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_NO_CODE_RE = late(r"""\ssrc\s*=|type\s*=\s*["']?application/(?!javascript)""", re.IGNORECASE)
_STYLE_RE = late(r"<style\b|\sstyle\s*=", re.IGNORECASE)
_SEARCH_RE = late(
    r"""(<(?:form|div)\b[^>]*?)\s(?:name|data-md-component)=(["']?)search\2(?=[\s>])"""
)
"""By these names Material's script finds its search, which asks for a worker and the index."""
_HEAD_RE = late(r"<head(?:\s[^>]*)?>(?:\s*<meta\s+charset[^>]*>)?", re.IGNORECASE)
_TOP_RE = late(r"\s*(?:<!doctype[^>]*>)?", re.IGNORECASE)
"""Where a page's head begins that does not say so, as minifiers leave it."""


def added(html: str) -> str:
    """Put the policy at the top of such a page's head."""
    html = _SEARCH_RE.sub(r"\1", html)
    head = _HEAD_RE.search(html) or _TOP_RE.match(html)
    end = head.end() if head else 0
    return f"{html[:end]}{_meta(html)}{html[end:]}"


def _meta(html: str) -> str:
    found = _INLINE_RE.finditer(html)
    codes = [its["code"] for its in found if its["code"] and not _NO_CODE_RE.search(its["how"])]
    hashes = dict.fromkeys(b64encode(sha256(code.encode()).digest()).decode() for code in codes)
    its = {
        "default-src": "'none'",
        "connect-src": "'none'",
        "script-src": " ".join(["'self'", *(f"'sha256-{one}'" for one in hashes)]),
        "style-src": "'self' 'unsafe-inline'" if _STYLE_RE.search(html) else "'self'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "worker-src": "'none'",
        "form-action": "'none'",
        "base-uri": "'none'",
    }
    policy = "; ".join(f"{name} {value}" for name, value in its.items())
    return f'\n<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
