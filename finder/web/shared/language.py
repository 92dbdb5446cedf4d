"""English at ``/``, each other language under its code (``/es/``): the same pages, the same names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from babel.support import NullTranslations
from flask import Blueprint, Flask, g, has_request_context, request, url_for
from flask_babel import Babel, Domain, get_locale

from finder.core.text import ORIGINAL
from finder.languages import LANGUAGES, OFFERED_LANGUAGES, Language
from finder.wording.translations import translations

BY_LOCALE = {language.locale.partition("_")[0]: language.code for language in OFFERED_LANGUAGES}


class Pages(Blueprint):
    """A blueprint whose every rule exists in each language; views need not know.

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
        defaults = options.pop("defaults", None) or {}
        for language in OFFERED_LANGUAGES:
            super().add_url_rule(
                language.prefix + rule,
                endpoint,
                view_func,
                provide_automatic_options,
                defaults=defaults | {"lang": language.code},
                **options,
            )


class Messages(Domain):  # type: ignore[misc]  # flask-babel has no types
    """Where flask-babel finds the messages."""

    def get_translations(self) -> NullTranslations:
        """The messages of the language in use."""
        return translations(BY_LOCALE.get(get_locale().language, ORIGINAL))


def current_language() -> str:
    """The language of this request by its path, also on pages that do not exist."""
    if not has_request_context():
        return ORIGINAL
    if "language" not in g:
        prefix = request.path.split("/")[1]
        g.language = next((row.code for row in OFFERED_LANGUAGES if row.prefix == f"/{prefix}"), ORIGINAL)
    return str(g.language)


def home_url(language: str | None = None) -> str:
    """The form's address in a language, by default the one in use."""
    return LANGUAGES[language or current_language()].prefix + "/"


def other_languages() -> list[Language]:
    """The languages that the page is not in."""
    return [language for language in OFFERED_LANGUAGES if language.code != current_language()]


def here_in(language: str) -> str:
    """The address of this page in another language."""
    known = request.endpoint and request.url_rule and "lang" in (request.url_rule.defaults or {})
    if not known or request.method not in ("GET", "HEAD"):
        return home_url(language)
    return url_for(str(request.endpoint), **{**(request.view_args or {}), "lang": language})


def init_app(app: Flask) -> None:
    """Choose the language for each request, and let templates speak it."""
    babel = Babel(
        app, locale_selector=lambda: LANGUAGES[current_language()].locale, default_timezone="America/New_York"
    )
    babel.domain_instance = Messages()
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_keep_language(app))
    app.context_processor(lambda: {"language": current_language(), "page_language": LANGUAGES[current_language()]})
    app.jinja_env.globals.update(
        home_url=home_url, other_languages=other_languages, here_in=here_in, offered_languages=OFFERED_LANGUAGES
    )


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    current_language()
    if values:
        values.pop("lang", None)


def _keep_language(app: Flask) -> Callable[[str, dict[str, Any]], None]:
    def keep(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current_language()

    return keep
