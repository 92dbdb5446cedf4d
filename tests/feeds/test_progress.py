"""How far long work has come."""

from __future__ import annotations

import time

import pytest

from finder.feeds import progress
from finder.feeds.progress import Progress


def test_work_that_is_done_at_once_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Progress("read", 100)(100)
    assert capsys.readouterr() == ("", "")


def test_long_work_tells_a_log_now_and_then_on_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 100, 3))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    told = Progress("read", 4_000_000)
    for _ in range(4):
        told(1_000_000)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 2
    assert " 50% 2 MB read\n" in err


def test_someone_who_watches_sees_a_bar_that_ends_full(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True, raising=False)
    told = Progress("read", 10)
    told(10)
    assert f"[{'#' * progress.BAR_WIDTH}] 100% 0 MB read\n" in capsys.readouterr().err
