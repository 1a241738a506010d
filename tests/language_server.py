"""A client of the YAML language server that npm brings: what an editor would show of a file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from node import HOME

SERVER = HOME / "node_modules/yaml-language-server/bin/yaml-language-server"


class LanguageServer:
    """A server for one project, which is asked of files as they would be while somebody types."""

    def __init__(self, project: Path) -> None:
        assert SERVER.is_file(), "`make test` brings what this needs (or `make .venv/.node`)"
        node = Path(sys.prefix) / "bin/node"
        self._process = subprocess.Popen(
            [node, SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=project
        )
        self._project, self._count, self._opened = project, 0, 0
        settings = json.loads((project / ".vscode/settings.json").read_text(encoding="utf-8"))
        self._settings = {key.removeprefix("yaml."): its for key, its in settings.items()}
        self._settings |= {"schemaStore": {"enable": False}, "validate": True, "hover": True}
        folder = project.as_uri()
        self.ask(
            "initialize",
            processId=None,
            rootUri=folder,
            workspaceFolders=[{"uri": folder, "name": project.name}],
            capabilities={
                "workspace": {"configuration": True, "workspaceFolders": True},
                "textDocument": {
                    "completion": {"completionItem": {"documentationFormat": ["plaintext"]}},
                },
            },
        )
        self._send(method="initialized", params={})
        self._send(method="workspace/didChangeConfiguration", params={"settings": {}})
        # Before it has its settings it knows of no schema, and offers nothing.
        for _ in range(2):
            while (said := self._receive()).get("method") != "workspace/configuration":
                self._answer(said)
            self._answer(said)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, method: str, **params: Any) -> Any:
        """Ask the server, and return its answer."""
        self._count += 1
        self._send(id=self._count, method=method, params=params)
        while (said := self._receive()).get("id") != self._count or "method" in said:
            self._answer(said)
        assert "error" not in said, said["error"]
        return said["result"]

    def wrong(self, name: str, text: str) -> list[tuple[int, str]]:
        """Return what is wrong with a text as that of a file: lines and messages."""
        uri = self._open(name, text)
        while True:
            said = self._receive()
            self._answer(said)
            its = said.get("params", {})
            if said.get("method") == "textDocument/publishDiagnostics" and its["uri"] == uri:
                return [(1 + d["range"]["start"]["line"], d["message"]) for d in its["diagnostics"]]

    def offered(self, name: str, text: str) -> dict[str, str]:
        """Return what is offered where `|` stands in a text, each with what is said of it."""
        at = text.index("|")
        uri = self._open(name, text.replace("|", "", 1))
        line, column = text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1
        place = {"line": line, "character": column}
        found = self.ask("textDocument/completion", textDocument={"uri": uri}, position=place)
        items = found["items"] if isinstance(found, dict) else found or []
        return {one["label"]: _text(one.get("documentation")) for one in items}

    def hover(self, name: str, text: str) -> str:
        """Return what is said of the word before `|`."""
        at = text.index("|")
        uri = self._open(name, text.replace("|", "", 1))
        place = {"line": text.count("\n", 0, at), "character": at - text.rfind("\n", 0, at) - 2}
        found = self.ask("textDocument/hover", textDocument={"uri": uri}, position=place)
        return _text(found and found["contents"])

    def changed(self, name: str) -> None:
        """Say that a file on the disk has changed, as editors that watch it do."""
        changes = [{"uri": (self._project / name).as_uri(), "type": 2}]
        self._send(method="workspace/didChangeWatchedFiles", params={"changes": changes})

    def _open(self, name: str, text: str) -> str:
        """Open a file that no other text has had: a number takes the place of `*`."""
        self._opened += 1
        uri = (self._project / name.replace("*", f"t{self._opened}")).as_uri()
        its = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": its})
        return uri

    def _answer(self, said: dict[str, Any]) -> None:
        """Answer what the server asks of an editor."""
        if "id" not in said or "method" not in said:
            return
        result: Any = None
        if said["method"] == "workspace/configuration":
            asked = [its.get("section") for its in said["params"]["items"]]
            result = [self._settings if section == "yaml" else {} for section in asked]
        self._send(id=said["id"], result=result)

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        return json.loads(self._process.stdout.read(length))


def _text(said: Any) -> str:
    return (said or {}).get("value", "") if isinstance(said, dict | None) else str(said)
