"""The shipped folder, and a copy with few places, from which nearly every test's database is seeded."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "seed_data"
# Of the places on older lists, one in so many: thousands more would slow down every test that makes an app.
ONE_PLACE_IN = 50
FROM_A_LIST = re.compile(r"[a-z]{2}\d\d-|BPS-|ihs-|va-")


def _with_few_places() -> Path:
    """The shipped folder with a small sample of its places; those that people put together are all there."""
    folder = Path(tempfile.mkdtemp(prefix="seed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("places"), dirs_exist_ok=True)
    (folder / "places").mkdir()
    seen = 0
    for path in sorted(SHIPPED.glob("places/*.csv")):
        head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for at, line in enumerate(lines, seen) if at % ONE_PLACE_IN == 0 or not FROM_A_LIST.match(line)]
        seen += len(lines)
        if kept:
            (folder / "places" / path.name).write_text(head + "".join(kept), encoding="utf-8")
    return folder


SEED = _with_few_places()
