"""Which templates the tests render: a run of all tests fails when one of templates/ is rendered by none of them.

A template's variables are checked by rendering it with real objects, since an unknown name is an error there. So a
template that no test renders is a page that nobody has checked. Pytest calls the hooks of this module.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from flask import Flask
    from jinja2 import Environment, Template

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
_rendered: set[str] = set()


def watch(app: Flask) -> None:
    """Note each template that an app renders, extends, includes or imports."""
    loader = app.jinja_env.loader
    assert loader is not None
    load = loader.load

    def noted(environment: Environment, name: str, *args: Any) -> Template:
        _rendered.add(name)
        return load(environment, name, *args)

    loader.load = noted  # type: ignore[assignment]  # of this app's own loader


def never_rendered(rendered: set[str]) -> list[str]:
    """The templates that are none of these."""
    every = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    return sorted(every - rendered)


def _is_whole(config: pytest.Config) -> bool:
    """Whether all tests are run: no folder, file or word picks some of them."""
    picked = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    return not (picked or config.option.keyword or config.option.markexpr or config.option.collectonly)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Gather what one of several processes rendered."""
    _rendered.update(getattr(node, "workeroutput", {}).get("rendered", ()))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the names on to the process that started this one; there, fail for those that are missing."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["rendered"] = sorted(_rendered)
    elif _is_whole(session.config) and not session.shouldstop and never_rendered(_rendered):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say which templates no test renders."""
    if _is_whole(config) and (missing := never_rendered(_rendered)):
        terminalreporter.section("templates that no test renders", red=True)
        terminalreporter.write_line("\n".join(missing))
