"""The header of a caseload file: what it must have, what it may have, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from finder.catalog.answers import COLUMNS
from finder.web.wording import Words

CASE = "case"
# A case is the worker's own label. Anything that could point to a person stays out of the file.
IDENTITY = re.compile(
    r"name|nombre|apellido|initial|inicial|^(first|last|given|middle|maiden)$|signature|firma|photo|foto"
    r"|birth|d\.?_?o\.?_?b|nacimiento|street|calle|addr|direcci|domicilio|apartment|apartamento|(^|_)apt"
    r"|phone|tel|mobile|m[oó]vil|cell|celular|fax|e.?mail|correo|contact|whatsapp|facebook|instagram|login"
    r"|ssn|nss|itin|curp|dni|uscis|folio|social.?sec|seguro.?social|mrn|mbi|hicn|record|passport|pasaporte|licen[cs]|policy|p[oó]liza"
    r"|account|cuenta|chart|expediente|number|n[uú]mero|(^|_)(no|num|nr)\.?$|(^|_)ids?$"
    r"|(patient|client|person|paciente|cliente|persona|subscriber|beneficiary)$"
    r"|(patient|client|case|member|subscriber|beneficiary|insurance|medicaid|medicare|paciente).?(id|n[or]?$|num|#)"
)


class HeaderError(ValueError):
    """The file is refused as a whole; the message says why and what to do."""


class Header(NamedTuple):
    """The columns of a file: known ones by position, and the names of those that are not known."""

    positions: dict[str, int]
    unknown: tuple[str, ...]
    width: int


def points_to_a_person(name: str) -> bool:
    """Whether a column or field of this name is refused: it is none of ours, and may hold an identity."""
    return name not in (CASE, *COLUMNS) and IDENTITY.search(name) is not None


def read_header(cells: Sequence[str], words: Words) -> Header:
    """Understand the header row. Raises HeaderError for identity columns, repeats, or no ``case``."""
    names = [re.sub(r"[\s-]+", "_", cell.strip().casefold()) for cell in cells]
    known = {CASE, *COLUMNS}
    _refuse_identity([name for name in names if points_to_a_person(name)], words)
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        told = words._("These columns stand twice in line 1: %(names)s. Keep one of each.", names=", ".join(repeated))
        raise HeaderError(told)
    if CASE not in names:
        raise HeaderError(words._('Line 1 has no column "case". Add it, with a label of your own for each row.'))
    unknown = tuple(name or words._("(no name)") for name in names if name not in known)
    return Header({name: at for at, name in enumerate(names) if name in known}, unknown, len(names))


def _refuse_identity(names: list[str], words: Words) -> None:
    if names:
        told = words._(
            "Line 1 has columns that can point to a person: %(names)s. "
            'Take them out, and use a label of your own in "case". Nothing was read.',
            names=", ".join(names),
        )
        raise HeaderError(told)
