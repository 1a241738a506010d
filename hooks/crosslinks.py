"""The engine as a hook of MkDocs, which knows one only as a module: the events of the plugin."""

from __future__ import annotations

try:
    from apparatus.hosts.plugin import ApparatusPlugin
except ModuleNotFoundError as missing:
    WANTED = f"The engine needs the package '{missing.name}', which is not installed."
    HINT = "Run 'pip install -r requirements.lock' with the file that came with hooks/."
    raise SystemExit(f"{WANTED} {HINT}") from None

_plugin = ApparatusPlugin()
on_startup = _plugin.on_startup
on_config = _plugin.on_config
on_files = _plugin.on_files
on_nav = _plugin.on_nav
on_page_read_source = _plugin.on_page_read_source
on_page_markdown = _plugin.on_page_markdown
on_env = _plugin.on_env
on_page_context = _plugin.on_page_context
on_post_page = _plugin.on_post_page
on_post_build = _plugin.on_post_build
on_build_error = _plugin.on_build_error
on_serve = _plugin.on_serve
on_shutdown = _plugin.on_shutdown
