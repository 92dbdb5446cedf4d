from __future__ import annotations

from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from finder.web.shared.templates import Templates


class Plain(Flask):
    jinja_environment = Templates


def rendered(source: str, **values: object) -> str:
    app = Plain("plain")
    app.jinja_env.autoescape = True
    return app.jinja_env.from_string(source).render(**values)


def test_what_is_printed_is_escaped_once_and_markup_stays() -> None:
    assert rendered("{{ said }}", said="<b> & 'c'") == "&lt;b&gt; &amp; &#39;c&#39;"
    assert rendered("{{ said }}", said=Markup("<b>")) == "<b>"
    assert rendered("{{ number }}{{ nothing }}", number=3, nothing=None) == "3None"


def test_what_a_macro_prints_is_escaped_once() -> None:
    source = "{% macro say(it) %}<i>{{ it }}</i>{% endmacro %}{% for it in all %}{{ say(it) }}{% endfor %}"
    assert rendered(source, all=["<", Markup("<br>")]) == "<i>&lt;</i><i><br></i>"


def test_what_wants_the_context_gets_it() -> None:
    @pass_context
    def known(context: Context) -> str:
        return str(context["word"])

    assert rendered("{% for _ in 'ab' %}{{ known() }}{% endfor %}", word="x", known=known) == "xx"


def test_what_is_called_in_a_loop_gets_what_the_template_gives() -> None:
    assert rendered("{% for n in (1, 2) %}{{ add(n, more=1) }}{% endfor %}", add=lambda n, more: n + more) == "23"
