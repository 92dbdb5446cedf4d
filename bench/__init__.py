"""Measures of speed and size: ``make bench``. What each figure means stands in docs/bench.md."""
