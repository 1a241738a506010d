"""Firefox, driven over its own door for tests, Marionette: no other program is needed."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Any

from fonts import configure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("firefox", "firefox-esr")
KEYS = {"Tab": "\ue004", "Enter": "\ue006", "Escape": "\ue00c"}
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""What WebDriver calls an element by."""


def found() -> str | None:
    """Name the Firefox of this machine: the one that FIREFOX names, else one on the path."""
    return os.environ.get("FIREFOX") or next(filter(None, map(shutil.which, NAMES)), None)


class Firefox:
    """A window."""

    def __init__(self, port: int) -> None:
        """Wait for the browser to open its door, and begin."""
        self._socket = _door(port)
        self._read()  # it greets
        self._number = 0
        self._ask("WebDriver:NewSession", capabilities={"alwaysMatch": {}})

    def visit(self, address: str, width: int = 1280, height: int = 900) -> None:
        """Open a page in a window of some size."""
        self._ask("WebDriver:SetWindowRect", width=width, height=height)
        self._ask("WebDriver:Navigate", url=address)

    def run(self, script: str, *arguments: object) -> Any:
        """Run the body of a function in the page."""
        return self._ask("WebDriver:ExecuteScript", script=script, args=arguments)["value"]

    def until(self, condition: str) -> None:
        """Wait until something is true on the page."""
        for _ in range(50):
            if self.run(f"return {condition}"):
                return
            time.sleep(0.1)
        message = f"never true: {condition}"
        raise AssertionError(message)

    def click(self, selector: str) -> None:
        """Click in the middle of an element, or of the first of its lines."""
        self.hover(selector)
        self._act(
            "pointer", {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        )

    def hover(self, selector: str) -> None:
        """Go there with the mouse."""
        x, y = self.run(
            """const its = document.querySelector(arguments[0])
            its.scrollIntoView({block: "center", behavior: "instant"})
            const line = its.getClientRects()[0]
            return [line.x + line.width / 2, line.y + line.height / 2].map(Math.round)""",
            selector,
        )
        self._act("pointer", {"type": "pointerMove", "x": x, "y": y})

    def press(self, key: str) -> None:
        """Press a key, and let it go."""
        value = KEYS.get(key, key)
        self._act("key", {"type": "keyDown", "value": value}, {"type": "keyUp", "value": value})

    def write(self, text: str) -> None:
        """Type."""
        for sign in text:
            self.press(sign)

    def close(self) -> None:
        """End the browser."""
        self._ask("Marionette:Quit", flags=["eForceQuit"])
        self._socket.close()

    def _act(self, kind: str, *actions: dict[str, Any]) -> None:
        row = {"id": kind, "type": kind, "actions": actions}
        self._ask("WebDriver:PerformActions", actions=[row])

    def _ask(self, command: str, **parameters: object) -> Any:
        self._number += 1
        asked = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(asked), asked))
        _, _, error, result = self._read()
        assert error is None, error
        return result

    def _read(self) -> Any:
        length = b""
        while (sign := self._socket.recv(1)) != b":":
            length += sign
        body = b""
        while len(body) < int(length):
            body += self._socket.recv(int(length) - len(body))
        return json.loads(body)


def _door(port: int) -> socket.socket:
    for _ in range(600):
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        time.sleep(0.1)
    message = "Firefox does not open its door for tests"
    raise AssertionError(message)


@contextlib.contextmanager
def started(command: str, folder: Path, **settings: object) -> Iterator[Firefox]:
    """Start a Firefox with a profile of its own, and settings as about:config has them."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    fonts = {"FONTCONFIG_FILE": str(configure("plain", folder)), "HOME": str(folder)}
    settings = {"marionette.port": port, "app.update.enabled": False} | settings
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(its)});\n" for name, its in settings.items()
    ]
    profile = folder / "profile"
    profile.mkdir()
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    run = [command, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with subprocess.Popen(
        run, env={**os.environ, **fonts}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            window = Firefox(port)
            yield window
            window.close()
        finally:
            process.terminate()
            process.wait(30)
