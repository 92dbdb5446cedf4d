"""Imports point one way, from web down to core. The app's maker and the commands see all.

The wings of the web meet only in ``shared``, and patients' and workers' pages know nothing of the team.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from finder.core.places import PLACE_KINDS
from finder.core.situation import INSURANCE
from tests.source_code import ROOT, imports, modules

ROOMS = ("core", "answers", "catalog", "wording", "store", "feeds", "caseload", "papers", "web")
WINGS = ("patient", "worker", "team", "api")
SEES_ALL_WINGS = ("finder.web", "finder.cli")
# What is not a room: the clock, settings and the database connection. Rooms from the store on may use them.
GROUND = ("clock", "config", "db", "private_files", "pulse")
FIRST_ON_GROUND = ROOMS.index("store")
# The table of languages: above the core, whose texts name languages by code alone, and below every other room.
LANGUAGES = "languages"
LONGEST_TEMPLATE = 100
LONGEST_TEMPLATE_LINE = 140
MOST_VALUES_IN_ORDER = 4
# Calls whose results each module names alike.
NAMED_ALIKE = ("TypeVar", "Pages", "Blueprint", "logging.getLogger")
# Soft limits are lower (docs/architecture.md); past these nothing is landed.
LONGEST_FUNCTION = 40
LONGEST_MODULE = 250
# Wide classes of values that are tuples all the same, each with the reason.
IN_ORDER = {"Finding": "a search makes hundreds: as a dataclass each takes 4 times as long, the search a third longer"}
# Classes that share a name, each with the reason.
SAME_NAME = {"Problem": "RFC 9457 gives the API its word, and it is in the published description"}


def mistake(room: str, imported: str) -> str | None:
    """What is wrong when a module of a room imports something; None when it is fine."""
    parts = imported.split(".")
    if parts[0] != "finder":
        outside = room == "core" and parts[0] not in sys.stdlib_module_names
        return "core uses the standard library alone" if outside else None
    target = parts[1] if len(parts) > 1 else ""
    if room == LANGUAGES:
        return None if target == "core" else "the table of languages knows texts alone"
    if target == LANGUAGES:
        return "core knows no table of languages" if room == "core" or room in GROUND else None
    if target in ROOMS:
        if room in GROUND:
            return "settings and database stand below the rooms"
        return "points the wrong way" if ROOMS.index(target) > ROOMS.index(room) else None
    if target in GROUND:
        return "knows nothing of settings or database" if _below_ground(room) else None
    return "only the app's maker sees all"


def _below_ground(room: str) -> bool:
    return room in ROOMS and ROOMS.index(room) < FIRST_ON_GROUND


def room_of(path: Path) -> str | None:
    """The room a module is in; None for the app's maker and the commands, which see all."""
    name = path.relative_to(ROOT / "finder").parts[0].removesuffix(".py")
    return name if name in (*ROOMS, *GROUND, LANGUAGES) else None


def wall(module: str, imported: str) -> str | None:
    """What is wrong when a module of one wing of the web imports from another wing; None when it is fine."""
    own, other = wing_of(module), wing_of(imported)
    if other is None or own == other or module in SEES_ALL_WINGS:
        return None
    return "wings of the web meet only in shared"


def wing_of(module: str) -> str | None:
    """The wing of the web that a module belongs to."""
    parts = module.split(".")
    return parts[2] if parts[:2] == ["finder", "web"] and len(parts) > 2 and parts[2] in WINGS else None


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(path)
    if room is None:
        assert path.relative_to(ROOT).as_posix() in ("finder/__init__.py", "finder/cli.py")
        return
    package = ".".join(path.relative_to(ROOT).parent.parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [(name, mistake(room, name)) for name in imports(tree, package)]
    assert [item for item in found if item[1]] == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_wings_of_the_web_meet_only_in_shared(path: Path) -> None:
    names = list(path.relative_to(ROOT).with_suffix("").parts)
    module = ".".join(names[:-1] if names[-1] == "__init__" else names)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [name for name in imports(tree, ".".join(path.relative_to(ROOT).parent.parts)) if wall(module, name)]
    assert found == []


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("finder.web.patient.search", "finder.web.team.accounts.access"),
        ("finder.web.worker.cases", "finder.web.team.maintain"),
        ("finder.web.team.moderating.board", "finder.web.patient.board.forms"),
        ("finder.web.worker.paper", "finder.web.patient.search"),
        ("finder.web.shared.answer_form", "finder.web.patient.search"),
        ("finder.web.api", "finder.web.worker.caseload"),
    ],
)
def test_a_hole_in_the_wall_is_found(module: str, imported: str) -> None:
    assert wall(module, imported)


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("core", "import flask"),
        ("core", "from sqlalchemy import text"),
        ("core", "from finder.catalog import load"),
        ("core", "from ..store import models"),
        ("core", "from finder.config import ROOT"),
        ("core", "from finder.languages import LANGUAGES"),
        ("languages", "from finder.config import ROOT"),
        ("catalog", "from finder.store.models import Base"),
        ("catalog", "import finder.db"),
        ("store", "def late():\n    from finder.web import site"),
        ("feeds", "from finder.web.shared.logs import place"),
        ("answers", "from finder.catalog import load"),
        ("wording", "from finder.caseload import screening"),
        ("wording", "from finder.store.snapshot_cache import current_snapshot"),
        ("wording", "from finder.config import ROOT"),
        ("catalog", "from finder.wording import words_in"),
        ("papers", "from finder.web.shared import language"),
        ("web", "from finder import create_app"),
        ("web", "from finder import cli"),
        ("web", "import finder"),
        ("db", "from finder.store import models"),
    ],
)
def test_a_wrong_import_is_found(room: str, line: str) -> None:
    assert any(mistake(room, name) for name in imports(ast.parse(line), f"finder.{room}"))


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("core", "from finder.core.verdict import Verdict"),
        ("core", "from .verdict import Verdict"),
        ("core", "import decimal"),
        ("catalog", "import tomlkit"),
        ("answers", "from finder.languages import LANGUAGES"),
        ("languages", "from finder.core.text import ORIGINAL"),
        ("store", "from finder.db import db"),
        ("store", "from finder.wording import words_in"),
        ("feeds", "from finder.store import models"),
        ("web", "from finder.core import dose"),
    ],
)
def test_a_right_import_is_let_through(room: str, line: str) -> None:
    assert not any(mistake(room, name) for name in imports(ast.parse(line), f"finder.{room}"))


def test_every_check_of_types_that_is_switched_off_says_why() -> None:
    silent = re.compile(r"# type: ignore(?!\[[\w, -]+\]  # \w)")
    lines = ((path, line) for path in modules() for line in path.read_text(encoding="utf-8").splitlines())
    assert [f"{path.name}: {line.strip()}" for path, line in lines if silent.search(line)] == []


def test_no_line_of_a_template_is_longer_than_a_screen() -> None:
    paths = sorted((ROOT / "templates").rglob("*.*"))
    lines = (
        (path, number, line) for path in paths for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
    )
    assert [f"{path.name}:{number}" for path, number, line in lines if len(line) > LONGEST_TEMPLATE_LINE] == []


def test_no_module_and_no_function_is_longer_than_anybody_reads() -> None:
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in modules()}
    functions = {
        f"{name}: {node.name}": 1 + (node.end_lineno or 0) - node.lineno
        for name, text in texts.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
    }
    assert [name for name, lines in functions.items() if lines > LONGEST_FUNCTION] == []
    assert [name for name, text in texts.items() if text.count("\n") > LONGEST_MODULE] == []


def test_no_template_is_longer_than_can_be_seen_at_once() -> None:
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in (ROOT / "templates").rglob("*.*")}
    assert len(sizes) > 100
    assert {path.name: lines for path, lines in sizes.items() if lines > LONGEST_TEMPLATE} == {}


def public_classes() -> Iterator[tuple[str, str]]:
    """Every public class at the top of a module: its name and the file."""
    for path in modules():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, str(path.relative_to(ROOT))


def test_no_two_public_classes_have_one_name() -> None:
    homes: dict[str, list[str]] = {}
    for name, path in public_classes():
        homes.setdefault(name, []).append(path)
    assert {name: paths for name, paths in homes.items() if len(paths) > 1 and name not in SAME_NAME} == {}


def public_constants(tree: ast.Module) -> list[str]:
    """What a module sets at its top for others to use. Type variables and blueprints are named alike everywhere."""
    found = []
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names = [row.id for target in targets if target for row in ast.walk(target) if isinstance(row, ast.Name)]
        value = getattr(node, "value", None)
        if not (isinstance(value, ast.Call) and ast.unparse(value.func) in NAMED_ALIKE):
            found += [name for name in names if not name.startswith("_")]
    return found


def test_no_two_modules_have_a_constant_of_one_name() -> None:
    homes: dict[str, list[str]] = {}
    for path in modules():
        for name in public_constants(ast.parse(path.read_text(encoding="utf-8"))):
            homes.setdefault(name, []).append(str(path.relative_to(ROOT)))
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}


def test_a_constant_is_found_however_it_is_set() -> None:
    text = "A = 1\nB, C = 1, 2\nD: int = 3\n_own = 4\nT = TypeVar('T')\npages = Pages('a')\nE = F = 5"
    assert public_constants(ast.parse(text)) == ["A", "B", "C", "D", "E", "F"]


LISTING_IDS = frozenset(path.stem for path in (ROOT / "seed_data" / "programs").glob("*.toml"))
# What people say of their insurance is named alike: these words are answers there, and never ids of listings.
ALSO_ANSWERS = frozenset(INSURANCE)
QUOTED = re.compile(r"""(["'])([a-z0-9][a-z0-9_-]*)\1""")


def listings_named_in(text: str, ids: frozenset[str]) -> list[str]:
    """The ids of listings that a text names in quotes."""
    return sorted({found[2] for found in QUOTED.finditer(text)} & ids)


def test_neither_the_core_nor_a_template_knows_a_listing_by_its_id() -> None:
    code = [*(ROOT / "finder" / "core").rglob("*.py"), *(ROOT / "finder" / "wording").rglob("*.py")]
    pages = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert len(LISTING_IDS) > 100
    assert len(pages) > 100
    named = {
        path.name: listings_named_in(path.read_text(encoding="utf-8"), LISTING_IDS - ALSO_ANSWERS)
        for path in (*code, *pages)
    }
    assert {name: ids for name, ids in named.items() if ids} == {}


def test_a_listing_named_by_its_id_is_found() -> None:
    assert listings_named_in('if row.id == "good-days":', LISTING_IDS) == ["good-days"]
    assert listings_named_in("{{ url_for('search.listing', listing_id='211') }}", LISTING_IDS) == ["211"]


def test_every_kind_of_place_has_a_listing_that_speaks_for_it() -> None:
    records = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "seed_data/programs").glob("*.toml")]
    spoken_for = sorted(kind for record in records for kind in record.get("places", ()))
    assert spoken_for == sorted(kind.value for kind, spec in PLACE_KINDS.items() if not spec.is_a_listing)


def wide_value_classes(tree: ast.AST) -> Iterator[str]:
    """The classes of values that are made from more than four, and from values in order."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            declared = [ast.unparse(row) for row in (*node.decorator_list, *node.bases)]
            rows = [row for row in node.body if isinstance(row, ast.AnnAssign)]
            values = [row for row in rows if "init=False" not in ast.unparse(row.value or row.target)]
            by_name = any("kw_only=True" in row for row in declared)
            is_value = any(row.startswith(("dataclass", "NamedTuple")) for row in declared)
            if is_value and len(values) > MOST_VALUES_IN_ORDER and not by_name:
                yield node.name


def test_value_classes_of_more_than_four_values_take_them_by_name() -> None:
    found = [name for path in modules() for name in wide_value_classes(ast.parse(path.read_text(encoding="utf-8")))]
    assert found == list(IN_ORDER)


@pytest.mark.parametrize(
    "line", ["class Row(NamedTuple):", "@dataclass(frozen=True)\nclass Row:", "@dataclass\nclass Row:"]
)
def test_a_wide_value_class_that_takes_values_in_order_is_found(line: str) -> None:
    fields = "".join(f"\n    {name}: str" for name in "abcde")
    assert list(wide_value_classes(ast.parse(line + fields))) == ["Row"]
    assert list(wide_value_classes(ast.parse(line + fields.removesuffix("\n    e: str")))) == []
