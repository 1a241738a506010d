"""Draw the picture that stands for this edition in previews of links: overrides/assets/card.png.

It is drawn from the opening page's words with the tests' browser and fonts, and checked in: a build
asks for no browser. Run it again when those words have changed: `make card`.
"""

from __future__ import annotations

import os
import re
import sys
from hashlib import blake2b
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

import yaml
from fonts import configure
from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).parent.parent
CARD = PROJECT / "overrides/assets/card.png"
WIDTH, HEIGHT = 1200, 630
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ box-sizing: border-box; display: flex; flex-direction: column;
  justify-content: space-between; height: 630px; margin: 0; padding: 72px 84px 60px;
  background: #fcfbf7; color: #22201c; font-family: serif; border-bottom: 14px solid #8c2f1b; }}
h1 {{ margin: 0; font-weight: 400; font-size: 84px; line-height: 1.12; text-wrap: balance; }}
p {{ margin: 0; font-size: 34px; line-height: 1.3; }}
.kicker {{ color: #54504a; font-family: sans-serif; font-size: 28px; }}
b {{ color: #8c2f1b; font-weight: 400; }} sup {{ font-size: .6em; line-height: 0; }}
</style><p class="kicker">{kicker}</p><h1>{headline}</h1>
<p><b>¶<sup>1</sup></b> <i>{name}</i></p>"""


def words() -> dict[str, str]:
    """Read what the picture says: the line over the opening page's heading, it, the site's name."""
    text = (PROJECT / "docs/index.md").read_text(encoding="utf-8")
    body = re.sub(r"\A---.*?^---$", "", text, flags=re.DOTALL | re.MULTILINE)
    headline = re.search(r"^# (.+)$", body, re.MULTILINE)
    kicker = re.search(r"^(.+)\n\{ \.kicker", body, re.MULTILINE)
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    name = yaml.safe_load(re.findall(r"^site_name:.*$", settings, re.MULTILINE)[0])["site_name"]
    said = {"headline": headline, "kicker": kicker}
    return {"name": name, **{key: found[1] if found else "" for key, found in said.items()}}


def signed(picture: bytes) -> bytes:
    """Write into a PNG what it says, so that a test can tell whether it is stale."""
    body = b"tEXtDescription\0" + _digest()
    chunk = len(body[4:]).to_bytes(4, "big") + body + crc32(body).to_bytes(4, "big")
    end = picture.rindex(b"IEND") - 4
    return picture[:end] + chunk + picture[end:]


def is_fresh(picture: bytes) -> bool:
    """Whether a PNG was drawn from the words that the opening page has now."""
    return b"tEXtDescription\0" + _digest() in picture


def _digest() -> bytes:
    return blake2b(f"{PAGE}{words()}".encode(), digest_size=16).hexdigest().encode()


def main() -> None:
    """Draw it."""
    page = PAGE.format(**{key: escape(value) for key, value in words().items()})
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        fonts = {**os.environ, "FONTCONFIG_FILE": str(configure("plain", Path(folder)))}
        rootless = [] if os.getuid() else ["--no-sandbox"]
        chrome = driver.chromium.launch(
            executable_path=os.environ.get("CHROME"), args=rootless, env=fonts
        )
        window = chrome.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        window.set_content(page)
        CARD.write_bytes(signed(window.screenshot()))
        chrome.close()
    sys.stdout.write(f"{CARD.relative_to(PROJECT)}: {CARD.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
