"""The engine as a hook of MkDocs, which knows one only as a module: the events of the plugin."""

from __future__ import annotations

try:
    from apparatus.hosts.options import listeners
    from apparatus.hosts.plugin import ApparatusPlugin
except ModuleNotFoundError as missing:
    WANTED = f"The engine needs the package '{missing.name}', which is not installed."
    HINT = "Run 'pip install -r requirements.lock' with the file that came with hooks/."
    raise SystemExit(f"{WANTED} {HINT}") from None

globals().update(listeners(ApparatusPlugin()))
