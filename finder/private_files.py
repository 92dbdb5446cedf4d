"""Files that the owner alone may read: the database, letters, the key. Those that were made open are closed."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

OTHERS = 0o077


def keep_private(path: Path) -> None:
    """Close a file, or a folder, to everybody but its owner. One that is not ours to close stays as it is."""
    with suppress(OSError):
        mode = path.stat().st_mode
        if mode & OTHERS:
            path.chmod(mode & 0o777 & ~OTHERS)


def make_private(path: Path) -> None:
    """Make an empty file that the owner alone may read; close it where it is there already. No folder, no file."""
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    keep_private(path)
