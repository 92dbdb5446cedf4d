"""How templates are compiled and what they call, for a page of answers: it prints thousands of values."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

from flask.templating import Environment
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

# What is called with what the template gives, and nothing of the template's own besides, unless it is marked.
PLAIN_CALLS = (FunctionType, MethodType, Macro)


def printed(value: object) -> str:
    """A value as it stands in a page: escaped, unless it is markup already."""
    return value if type(value) is Markup else escape(value)


class PrintingCode(CodeGenerator):
    """Prints values with ``printed``, since Jinja copies markup once more wherever it is printed."""

    def write_commons(self) -> None:
        """What stands at the beginning of each function of a template."""
        super().write_commons()
        self.writeline("escape = environment.printed")


class PlainCalls(Context):
    """Calls what is plain as it is: Jinja looks at each call for a wish to be given the context."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a function, a method or a macro."""
        if type(called) not in PLAIN_CALLS or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return called(*args, **kwargs)


class Templates(Environment):
    """Where the templates of an app are compiled."""

    code_generator_class = PrintingCode
    context_class = PlainCalls
    printed = staticmethod(printed)
