"""``python -m bench.mutants``: break the code in small ways and see whether the tests nearest to it notice.

Two lists stand in ``bench/mutants.toml``: files of which a seeded sample of mutations is drawn, and changes that
somebody wrote down. Each is made in a copy of the tree, its tests run, and the file is put back.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import click
import hypothesis  # noqa: F401 - imported once here, and not again for every mutant
import pytest

from bench.mutations import sample

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "bench" / "mutants.toml"
RECORD = ROOT / "bench" / "mutants.md"
NOT_COPIED = (".git", ".venv", ".*_cache", ".hypothesis", "instance", "__pycache__", "test-results")
# Nearest tests run for seconds: whatever takes longer than this hangs.
LIMIT_SECONDS = 600
OURS = ("finder", "tests", "bench")
FORK = multiprocessing.get_context("fork")
# A source file's time of change, in seconds, that no compiled file can have.
LONG_AGO = 1


class Result(StrEnum):
    """What became of a mutant. ``equivalent``: no test failed, and the list says why none can."""

    KILLED = "killed"
    EQUIVALENT = "equivalent"
    SURVIVED = "survived"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with one change, by name, and the tests of which one must fail."""

    file: str
    name: str
    content: bytes
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """The mutants to try, and those that mean the same as the code: by file and name, each with its reason."""

    seed: int
    mutants: tuple[Mutant, ...]
    equivalent: dict[tuple[str, str], str]


def read_lists(path: Path, root: Path) -> Lists:
    """The lists of ``path`` for the tree at ``root``. Raises ValueError where a written change no longer fits."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    sampled = (mutant for row in rows.get("sampled", ()) for mutant in _sample(row, rows["seed"], root))
    written = (_mutant_of(row, root) for row in rows.get("written", ()))
    equivalent = {(row["file"], row["name"]): row["reason"] for row in rows.get("equivalent", ())}
    return Lists(rows["seed"], (*sampled, *written), equivalent)


def _sample(row: dict[str, object], seed: int, root: Path) -> Iterator[Mutant]:
    file, tests, source = str(row["file"]), _tests(row), (root / str(row["file"])).read_bytes()
    for mutation in sample(source, int(str(row["count"])), seed):
        yield Mutant(file, mutation.name, mutation.apply(source), tests)


def _mutant_of(row: dict[str, object], root: Path) -> Mutant:
    file, old, new = str(row["file"]), str(row["old"]), str(row["new"])
    source = (root / file).read_text(encoding="utf-8")
    if source.count(old) != 1:
        raise ValueError(f"{file}: stands there {source.count(old)} times and not once: {old}")
    return Mutant(file, str(row["name"]), source.replace(old, new).encode(), _tests(row))


def _tests(row: dict[str, object]) -> tuple[str, ...]:
    tests = row["tests"]
    return tuple(map(str, tests)) if isinstance(tests, list) else (str(tests),)


def fails(tree: Path, tests: tuple[str, ...], seed: int, *, compiled: bool = False) -> bool:
    """Whether one of the tests fails, or hangs, in the tree; they run in a process of their own.

    With ``compiled``, compiled files are written for the next runs.
    """
    child = FORK.Process(target=_run, args=(tree, tests, seed, compiled))
    child.start()
    child.join(LIMIT_SECONDS)
    if child.is_alive():
        child.kill()
        child.join()
    # What one mutant made fail is not tried first on the next.
    shutil.rmtree(tree / ".hypothesis" / "examples", ignore_errors=True)
    return child.exitcode != 0


def _run(tree: Path, tests: tuple[str, ...], seed: int, compiled: bool) -> None:
    """Run the tests of ``tree`` in this process, and leave it with their code."""
    os.chdir(tree)
    sys.path[:] = [str(tree), *(entry for entry in sys.path if entry and Path(entry).resolve() != ROOT)]
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    sys.dont_write_bytecode = not compiled
    options = ("-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-c", "pyproject.toml")
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        code = pytest.main([*options, f"--hypothesis-seed={seed}", *tests])
    os._exit(code)


def is_killed(tree: Path, mutant: Mutant, seed: int) -> bool:
    """Whether the tests notice the mutant; the tree is as before afterwards."""
    path = tree / mutant.file
    source, times = path.read_bytes(), path.stat()
    path.write_bytes(mutant.content)
    # A compiled file is taken for fresh by time and size alone, and a mutant may have both of its source.
    os.utime(path, (LONG_AGO, LONG_AGO))
    try:
        return fails(tree, mutant.tests, seed)
    finally:
        path.write_bytes(source)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def copy_tree(folder: Path) -> Path:
    """A copy of this tree, without what git and tools keep."""
    tree = folder / f"tree-{os.getpid()}"
    if not tree.exists():
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*NOT_COPIED))
    return tree


def _passes_unchanged(folder: Path, tests: tuple[str, ...], seed: int) -> bool:
    return not fails(copy_tree(folder), tests, seed, compiled=True)


def _is_killed_in_a_copy(folder: Path, mutant: Mutant, seed: int) -> bool:
    return is_killed(copy_tree(folder), mutant, seed)


def run(lists: Lists, jobs: int) -> Iterator[tuple[Mutant, Result]]:
    """Every mutant with its result, as they come. Raises ValueError where tests fail without any change."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as name, ProcessPoolExecutor(jobs, FORK) as pool:
        folder = Path(name)
        groups = list(dict.fromkeys(mutant.tests for mutant in lists.mutants))
        checks = [pool.submit(_passes_unchanged, folder, tests, lists.seed) for tests in groups]
        for tests, check in zip(groups, checks, strict=True):
            if not check.result():
                raise ValueError(f"Fails without any change: {' '.join(tests)}")
        tries = [pool.submit(_is_killed_in_a_copy, folder, mutant, lists.seed) for mutant in lists.mutants]
        for mutant, attempt in zip(lists.mutants, tries, strict=True):
            same = (mutant.file, mutant.name) in lists.equivalent
            yield mutant, Result.KILLED if attempt.result() else Result.EQUIVALENT if same else Result.SURVIVED


def record(results: Iterable[tuple[Mutant, Result]], lists: Lists) -> str:
    """The list of what was tried and its result, as Markdown."""
    rows = list(results)
    lines = [
        "# Mutants tried",
        "",
        f"Written by `make mutants ARGS=--record`, seed {lists.seed}. What it means: [mutants](../docs/mutants.md).",
        "",
        "| file | tried | killed | equivalent | survived |",
        "| --- | --- | --- | --- | --- |",
    ]
    for file in dict.fromkeys(mutant.file for mutant, _ in rows):
        found = [result for mutant, result in rows if mutant.file == file]
        lines.append(f"| {file} | {len(found)} | {' | '.join(str(found.count(result)) for result in Result)} |")
    for file in dict.fromkeys(mutant.file for mutant, _ in rows):
        lines += ["", f"## {file}", ""]
        for mutant, result in rows:
            if mutant.file == file:
                reason = lists.equivalent.get((file, mutant.name), "") if result is Result.EQUIVALENT else ""
                lines.append(f"- {result}: `{mutant.name}`{reason and f'. {reason}'}")
    return "\n".join(lines) + "\n"


def report(results: list[tuple[Mutant, Result]], lists: Lists) -> None:
    """Print how many were tried, with which results, and what is listed as equivalent in vain."""
    for file, name in set(lists.equivalent) - {(mutant.file, mutant.name) for mutant in lists.mutants}:
        click.echo(f"listed as equivalent and no longer drawn: {file}: {name}")
    found = [result for _, result in results]
    click.echo(f"{len(found)} mutants: " + ", ".join(f"{found.count(result)} {result}" for result in Result))


def main() -> None:
    """Try all mutants, or those of some files, and leave with 1 when one survived."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description="See whether tests notice mutants.")
    parser.add_argument(
        "chosen", nargs="*", help="try those of these files, or of these names, for example finder/core/plan.py"
    )
    parser.add_argument("--jobs", type=int, default=2, help="how many run at once")
    parser.add_argument("--record", action="store_true", help=f"write {RECORD.relative_to(ROOT)}")
    options = parser.parse_args()
    lists = read_lists(LISTS, ROOT)
    chosen = tuple(
        mutant for mutant in lists.mutants if not options.chosen or {mutant.file, mutant.name} & {*options.chosen}
    )
    results = []
    # The bar is hidden where nobody watches.
    with click.progressbar(
        run(replace(lists, mutants=chosen), options.jobs), length=len(chosen), file=sys.stderr
    ) as bar:
        for mutant, result in bar:
            results.append((mutant, result))
            if result is Result.SURVIVED:
                click.echo(f"survived: {mutant.file}: {mutant.name}")
    report(results, lists)
    if options.record:
        RECORD.write_text(record(results, lists), encoding="utf-8")
    sys.exit(any(result is Result.SURVIVED for _, result in results))


if __name__ == "__main__":
    main()
