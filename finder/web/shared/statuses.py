"""What views give back, and the statuses that say more than 200."""

from __future__ import annotations

from werkzeug.wrappers import Response

PageResponse = Response | str | tuple[str, int]

CONFLICT = 409
TOO_LARGE = 413
UNUSABLE = 422
UNAVAILABLE = 503
