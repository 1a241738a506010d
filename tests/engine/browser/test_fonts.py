"""Whatever fonts a machine has: letters are those of the chosen set."""

from __future__ import annotations

import sys

import pytest
from fonts import SETS, both_sets

ALIASES = {"system-ui": "sans-serif", "Georgia": "serif", "No Such Font, serif": "serif"}

SHOW = """family => {
  document.body.innerHTML = "<p>Letters of every machine</p>"
  document.querySelector("p").style.fontFamily = family
  return document.body.offsetHeight // now it is laid out
}"""


@pytest.mark.skipif(sys.platform != "linux", reason="no other system asks fontconfig")
@both_sets
@pytest.mark.parametrize(
    "family", ["serif", "sans-serif", "monospace", "system-ui", "Georgia", "No Such Font, serif"]
)
def test_letters_come_from_the_chosen_set(visit, fonts, family):
    page = visit("home")
    page.evaluate(SHOW, family)
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    paragraph = devtools.send("DOM.querySelector", {"nodeId": root, "selector": "p"})["nodeId"]
    used = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": paragraph})["fonts"]
    kind = ALIASES.get(family, family)
    assert [font["familyName"] for font in used] == [SETS[fonts][kind]]
