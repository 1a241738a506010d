"""Addresses are judged as a browser reads them."""

from __future__ import annotations

import pytest
from apparatus.text.addresses import host, is_safe, is_web

SAFE = [
    "", "#n1", "page.md", "../a/b/#c", "a:b".replace(":", "/"), "x?y=a:b", "x#a:b", "/top", "./a:b",
    "https://example.org/a?b=c:d#e", "HTTP://EXAMPLE.ORG", "mailto:a@example.org",
    "https://ja.wikipedia.org/wiki/外圧", "notes (1990).pdf", "x%20y", "a&amp;b", "https://medium.com/@a",
]  # fmt: skip
UNSAFE = [
    "javascript:a", "JaVaScRiPt:a", " javascript:a", "java\nscript:a", "\x01javascript:a",
    "javascript&colon;a", "javascript&#58;a", "javascript&#58a", "java&Tab;script:a",
    "&#x6a;avascript:a", "javascript&amp;colon;a", "javascript&amp;amp;colon;a",
    "&" + "amp;" * 40 + "colon;", "\u0085javascript:a", "\u00a0javascript:a",
    "\u200bjavascript:a", "\ufeffjavascript:a", "vbscript:a", "data:text/html,a", "file:/etc",
    "blob:x", "view-source:x", "about:blank", "ftp://a", "a:b", "//evil.test", "/\t/evil.test",
    "\\\\evil.test", "/\\evil.test", "&#47;/evil.test", "\u3000//evil.test", "1:2",
    "https://a.test@evil.test/", "http:\\\\a@evil.test", "https://a&commat;evil.test",
]  # fmt: skip


@pytest.mark.parametrize("url", SAFE)
def test_what_leads_to_the_web_or_stays_on_the_site_may_be_a_link(url):
    assert is_safe(url)


@pytest.mark.parametrize("url", UNSAFE)
def test_everything_else_may_not(url):
    assert not is_safe(url)
    assert not is_web(url)


@pytest.mark.parametrize("url", ["page.md", "mailto:a@b.test", "https:", "https://", "http://[::"])
def test_what_names_no_host_is_not_on_the_web(url):
    assert not is_web(url)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("pictures/a.png", ""), ("a?b=https://evil.test", ""), ("https://a.test/b.png", "a.test"),
        ("https:\\\\evil.test/b.png", "evil.test"), ("https:evil.test", "evil.test"),
        ("https:///evil.test", "evil.test"), ("https://a.test@evil.test", "evil.test"),
        ("http&colon;//evil.test", "evil.test"), ("HTTPS://Evil.Test:80/", "evil.test"),
    ],
)  # fmt: skip
def test_the_host_that_a_browser_would_ask(url, name):
    assert host(url) == name
