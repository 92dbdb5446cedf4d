"""Our css and icons, named by their content, so that a browser may keep them for good."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from finder.config import ROOT

STATIC_SOURCE = ROOT / "finder" / "static"
STATIC_PREFIX = "/static/"


def init_app(app: Flask) -> None:
    """Serve the files, and give templates ``static_url('site.css')``."""
    target = Path(app.config["STATIC_BUILD"])
    names = build(STATIC_SOURCE, target)
    app.jinja_env.globals["static_url"] = lambda name: STATIC_PREFIX + names[name]
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # as Flask wants layers put around an app
        app.wsgi_app,
        root=target,
        prefix=STATIC_PREFIX,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
    )


def build(source: Path, target: Path) -> dict[str, str]:
    """Copy each file to a name with its hash, beside compressed copies. Returns name -> hashed name.

    Files of earlier versions stay: a page opened before an update may still ask for them.
    """
    target.mkdir(parents=True, exist_ok=True)
    names = {}
    for path in sorted(source.iterdir()):
        data = path.read_bytes()
        names[path.name] = hashed = f"{path.stem}.{hashlib.sha256(data).hexdigest()[:12]}{path.suffix}"
        if not (target / hashed).exists():
            _place(data, target / hashed)
    return names


def _place(data: bytes, final: Path) -> None:
    """Several workers may start at once: each writes aside and moves whole files in, the plain one last."""
    with tempfile.TemporaryDirectory(dir=final.parent.parent, prefix=".static-") as aside:
        draft = Path(aside) / final.name
        draft.write_bytes(data)
        for copy in Compressor(quiet=True).compress(str(draft)):
            Path(copy).replace(final.with_name(Path(copy).name))
        draft.replace(final)
