"""What we let through as an address is what a browser takes for a harmless one."""

from __future__ import annotations

from apparatus.text.addresses import host, is_safe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PIECES = st.sampled_from(
    [
        "javascript", "JAVASCRIPT", "java", "script", "vbscript", "data", "https", "http",
        "mailto", "file", "blob", ":", "&colon;", "&#58;", "&#x3a", "&amp;colon;", "&amp;",
        "&Tab;", "&NewLine;", "/", "//", "\\", "&sol;", "&bsol;", "?", "#", "@", ".", "..",
        "%3a", "%2f", "&#0;", "&#1;", "&#106;", "evil.test", "example.org", "a", "x", " ", "\t",
        "\n", "\r", "\0", "\x01", "\x1f", "\x7f", "\x85", "\xa0", "\u200b", "\u2028", "\u3000",
        "\ufeff", "\uff1a", "\u202e", "[", "]",
    ]
)  # fmt: skip
ADDRESSES = st.lists(PIECES | st.characters(codec="utf-8"), max_size=8).map("".join)
# As an attribute that a program writes, as one that HTML holds, and as one of an image.
READ = """addresses => addresses.map(address => {
  const link = document.createElement("a")
  link.setAttribute("href", address)
  const written = document.createElement("div")
  written.innerHTML = `<a href="${address.replaceAll('"', "&quot;")}">x</a>`
  return [link, written.firstChild].map(a => [a.protocol, a.hostname])
})"""


def test_a_browser_agrees(visit):
    page = visit("404.html")
    own = page.evaluate("location.hostname")

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(ADDRESSES, min_size=50, max_size=100))
    def agrees(addresses):
        let_through = [address for address in addresses if is_safe(address)]
        for address, read in zip(let_through, page.evaluate(READ, let_through), strict=True):
            for scheme, name in read:
                # An empty address, or one that is none to the browser, has no scheme.
                assert scheme in ("http:", "https:", "mailto:", ":", ""), address
                if scheme.startswith("http"):
                    assert name == own or host(address), address

    agrees()
