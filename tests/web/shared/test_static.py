from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from finder.web.shared.static import STATIC_SOURCE, build

CSS_LIMIT = 36_500


def url(app: Flask, name: str) -> str:
    return app.jinja_env.globals["static_url"](name)


@pytest.mark.parametrize("name", sorted(path.name for path in STATIC_SOURCE.iterdir()))
def test_a_file_is_named_by_its_content_and_kept_for_good(shared_app: Flask, name: str) -> None:
    response = shared_app.test_client().get(url(shared_app, name), buffered=True)
    assert response.status_code == 200
    assert response.data == (STATIC_SOURCE / name).read_bytes()
    assert re.fullmatch(r"/static/[\w-]+\.[0-9a-f]{12}\.\w+", url(shared_app, name))
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_the_css_travels_compressed(shared_app: Flask, encoding: str) -> None:
    response = shared_app.test_client().get(
        url(shared_app, "site.css"), headers={"Accept-Encoding": encoding}, buffered=True
    )
    assert response.headers["Content-Encoding"] == encoding
    assert len(response.data) < 9_000


def test_pages_travel_compressed(shared_app: Flask) -> None:
    response = shared_app.test_client().get("/about", headers={"Accept-Encoding": "br, gzip"})
    assert response.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in response.headers["Vary"]


def test_the_css_stays_small_and_loads_nothing_else() -> None:
    css = (STATIC_SOURCE / "site.css").read_text(encoding="utf-8")
    assert len(css.encode()) < CSS_LIMIT
    assert not re.search(r"url\(|@import|animation|transition", css)


def test_changed_content_gets_a_new_name_and_the_old_one_stays(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "build" / "static"
    source.mkdir()
    (source / "a.css").write_text("a { color: red }")
    first = build(source, target)["a.css"]
    assert build(source, target)["a.css"] == first
    (source / "a.css").write_text("a { color: blue }")
    second = build(source, target)["a.css"]
    assert first != second
    assert {first, second} <= {path.name for path in target.iterdir()}
    assert [path.name for path in target.parent.iterdir()] == ["static"], "nothing is left aside"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_stand_out_from_their_ground(mode: str) -> None:
    css = (STATIC_SOURCE / "site.css").read_text(encoding="utf-8")
    start = css.index("prefers-color-scheme: dark") if mode == "dark" else 0
    block = css[css.index(":root {", start) : css.index("}", css.index(":root {", start))]
    colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for ground in ("paper", "raised", "tint", "caution-tint"):
        for words in ("ink", "soft", "accent", "caution"):
            assert contrast(colour[words], colour[ground]) >= 4.5, (words, ground)
        assert contrast(colour["edge"], colour[ground]) >= 3, ("edge", ground)
    assert contrast(colour["accent-ink"], colour["accent"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
