"""English at ``/``, Spanish under ``/es/``: the same pages, the same names, one table of messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from babel.support import NullTranslations
from flask import Blueprint, Flask, g, has_request_context, request, url_for
from flask_babel import Babel, Domain, get_locale

from finder.wording.languages import LANGUAGES, LOCALES, NAMES, translations

PREFIXES = {"en": "", "es": "/es"}


class Pages(Blueprint):
    """A blueprint whose every rule exists in both languages; views need not know.

    ``url_for`` keeps the language of the page it is used on; ``url_for(..., lang="es")`` changes it.
    """

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Callable[..., Any] | None = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        """Add the rule once for each language."""
        own = options.pop("defaults", None) or {}
        for language in LANGUAGES:
            super().add_url_rule(
                PREFIXES[language] + rule,
                endpoint,
                view_func,
                provide_automatic_options,
                defaults=own | {"lang": language},
                **options,
            )


class Messages(Domain):  # type: ignore[misc]  # flask-babel has no types
    """Where flask-babel finds the messages."""

    def get_translations(self) -> NullTranslations:
        """The messages of the language in use."""
        return translations(get_locale().language)


def current_language() -> str:
    """The language of this request by its path, also on pages that do not exist."""
    if not has_request_context():
        return "en"
    if "language" not in g:
        g.language = "es" if request.path == "/es" or request.path.startswith("/es/") else "en"
    return str(g.language)


def home_url(language: str | None = None) -> str:
    """The form's address in a language, by default the one in use."""
    return PREFIXES[language or current_language()] + "/"


def other_language() -> tuple[str, str, str]:
    """The other language: its code, its own name for itself, and the address of this page in it."""
    other = "en" if current_language() == "es" else "es"
    known = request.endpoint and request.url_rule and "lang" in (request.url_rule.defaults or {})
    if not known or request.method not in ("GET", "HEAD"):
        return other, NAMES[other], home_url(other)
    return other, NAMES[other], url_for(str(request.endpoint), **{**(request.view_args or {}), "lang": other})


def init_app(app: Flask) -> None:
    """Choose the language for each request, and let templates speak it."""
    babel = Babel(app, locale_selector=lambda: LOCALES[current_language()], default_timezone="America/New_York")
    babel.domain_instance = Messages()
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_keep_language(app))
    app.context_processor(lambda: {"language": current_language()})
    app.jinja_env.globals.update(home_url=home_url, other_language=other_language)


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    current_language()
    if values:
        values.pop("lang", None)


def _keep_language(app: Flask) -> Callable[[str, dict[str, Any]], None]:
    def keep(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current_language()

    return keep
