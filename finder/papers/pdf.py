"""Paper: one of our pages as a tagged PDF of letter size. Nothing is fetched, and only the font touches a disk."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

FONTS = Path(__file__).resolve().parent / "fonts"
STYLE = Path(__file__).resolve().parent.parent / "static" / "print.css"
FONT_SCHEME = "font:"
FACE = """@font-face {{ font-family: "Public Sans"; font-weight: {weight};
src: url("{ours}public-sans-latin-{weight}-normal.woff2") format("woff2"); }}"""
WEIGHTS = (400, 700)
# Libraries that would write parts of a page to a log.
PDF_LOGGERS = ("weasyprint", "weasyprint.progress", "fontTools")
# Pango's maps of fonts are not made for several threads.
_ONE_AT_A_TIME = Lock()


class NoPdf(RuntimeError):  # noqa: N818 - a state of the machine, not a mistake
    """This machine cannot make PDFs: Pango, the system's library for setting text, is not installed."""


class _Press(NamedTuple):
    """What every PDF shares: the library, our style sheets, the font, and what may be fetched."""

    library: Any
    styles: list[Any]
    fonts: Any
    fetcher: Any


@cache
def _press() -> _Press:
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except OSError as error:
        raise NoPdf from error
    for name in PDF_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)

    class OnlyOurs(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Gives data: addresses and the bundled font; everything else is refused."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(FONT_SCHEME):
                return URLFetcherResponse(url, (FONTS / Path(url.removeprefix(FONT_SCHEME)).name).read_bytes())
            return super().fetch(url, headers)

    fetcher, fonts = OnlyOurs(allowed_protocols={"data"}), FontConfiguration()
    faces = "\n".join(FACE.format(ours=FONT_SCHEME, weight=weight) for weight in WEIGHTS)
    sheets = (faces, STYLE.read_text(encoding="utf-8"))
    styles = [weasyprint.CSS(string=sheet, url_fetcher=fetcher, font_config=fonts) for sheet in sheets]
    return _Press(weasyprint, styles, fonts, fetcher)


def pdf(html: str, lang: str) -> bytes:
    """The page as a tagged PDF (PDF/UA-1) in its language, by its code, set by ``print.css``.

    Links to style sheets and pictures of the page are not followed, but for ``data:``. Raises NoPdf.
    """
    with _ONE_AT_A_TIME:
        press = _press()
        page = press.library.HTML(string=html, url_fetcher=press.fetcher, media_type="print")
        page.etree_element.set("lang", lang)
        made: bytes = page.write_pdf(font_config=press.fonts, stylesheets=press.styles, pdf_variant="pdf/ua-1")
    return made


def first_that_fits(pages: Iterable[str], lang: str, fits: Callable[[Any], bool]) -> bytes | None:
    """The first of several settings of one page that fits its paper, with its own style; ``None`` where none does.

    ``fits`` is asked about the page as laid out (a ``weasyprint.Document``). Raises NoPdf.
    """
    with _ONE_AT_A_TIME:
        press = _press()
        for html in pages:
            page = press.library.HTML(string=html, url_fetcher=press.fetcher, media_type="print")
            page.etree_element.set("lang", lang)
            laid_out = page.render(font_config=press.fonts, stylesheets=press.styles[:1], pdf_variant="pdf/ua-1")
            if fits(laid_out):
                return bytes(laid_out.write_pdf(pdf_variant="pdf/ua-1"))
    return None
