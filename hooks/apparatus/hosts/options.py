"""How a host names the engine: as a plugin with options, or as a hook, and once; its scripts."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from ..data import settings
from ..problems import Problem
from .session import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def prepare(
    config: Any,  # noqa: ANN401 - the host's
    options: Mapping[str, Any] | None,
    kind: type,
    stop: type[Exception],
) -> None:
    """Join a plugin's options with what the settings ask; stop where the engine is named twice.

    In: also the class of the plugin, which a hook has an object of, and what stops a build.
    """
    methods = config.plugins.events["config"]
    ours = {id(its) for one in methods if isinstance(its := owner(one), kind)}
    if len(ours) > 1:  # it would do everything twice
        message = "the engine is named twice."
        hint = "Take it out of 'hooks:' or out of 'plugins:'."
        raise stop(str(Problem(settings.place(config), message, hint)))
    if options:
        config.extra[NAME] = settings.merged(config.extra.get(NAME), options)


def owner(listener: Callable[..., Any]) -> object:
    """Return the object of a host's listener, if it has one: a plugin, or that of a hook."""
    return getattr(getattr(listener, "__wrapped__", listener), "__self__", None)


def listeners(plugin: object) -> dict[str, Any]:
    """Return what listens to events, as functions: a hook has these, and only plugins methods.

    Plugins that look for the place of each method's plugin among the others find none for a hook.
    """

    def bare(method: Any) -> Any:  # noqa: ANN401 - the host's: a method, or several
        if several := getattr(method, "methods", ()):
            return type(method)(*map(bare, several))

        @wraps(method)
        def listener(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - the same
            return method(*arguments, **named)

        return listener

    names = [name for name in vars(type(plugin)) if name.startswith("on_")]
    return {name: bare(getattr(plugin, name)) for name in names}


def late(scripts: Iterable[Any], kind: Callable[[str], Any]) -> list[Any]:
    """Let scripts of ours wait for the page; what authors write themselves stays as it is.

    In: scripts as settings have them, and what makes one of which more can be said.
    """

    def waiting(address: str) -> Any:  # noqa: ANN401 - the host's
        script = kind(address)
        script.defer = True
        return script

    return [waiting(its) if isinstance(its, str) else its for its in scripts]
