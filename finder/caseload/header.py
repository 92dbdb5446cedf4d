"""The header of a caseload file: what it must have, what it may have, and what is refused."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from finder.answers.columns import COLUMNS
from finder.wording import Words

CASE = "case"
# Ours, and as many of a system that writes others beside them.
MOST_COLUMNS = 500
# A case is the worker's own label. Anything that could point to a person stays out of the file.
# Read on the name as ``_plain`` leaves it: small letters without accents, words joined by "_".
IDENTITY = re.compile(
    r"[#\u00b0]|name|nombre|apellido|initial|inicial|signature|firma|photo|foto|identi|cedula"
    r"|birth|dob|nacimiento|cumplean|street|calle|addr|direcci|domicilio|apartment|apartamento|apartado|(^|_)apt|po_?box"
    r"|phone|telef|mobile|movil|celular|e_?mail|correo|contact|whats_?app|facebook|instagram|login"
    r"|ssn|curp|uscis|folio|soc(ial)?_?sec|seguro_?social|mrn|hicn|record|historia_?clinica|passport|pasaporte|licen[cs]|policy|poliza"
    r"|account|acct|cuenta|chart|expediente|number|numero|next_of_kin|guardian|caregiver"
    r"|(^|_)(b_?day|nac|tel|telf|tfno|cell?|fax|nss|itin|tin|ein|rfc|vin|dni|mbi|dl|(rx_?)?bin|pid|alias|user|latitude|longitude|lat|lon|lng)\d*(_|$)"
    r"|(^|_)(no|num|nr|nro|ids?|mail|last_?4|yob|empi|uu?id|guid|kin|spouse|espos[oa]|mother|father|madre|padre|hij[oa])$"
    r"|^(first|last|given|middle|maiden|born(_on)?|social|casa)$"
    r"|(patient|client|participant|applicant|enrollee|person|member|subscriber|beneficiary)$"
    r"|(paciente|cliente|persona|miembro|afiliad[oa]|asegurad[oa]|solicitante|beneficiari[oa])$"
    r"|(patient|client|case|member|subscriber|beneficiary|insurance|medicaid|medicare|paciente|rx)_?(id|n[or]?$|num)"
)


class HeaderError(ValueError):
    """The file is refused as a whole; the message says why and what to do."""


class Header(NamedTuple):
    """The columns of a file: known ones by position, the names of those that are not known, and what is empty.

    ``spare`` counts the columns without a name at the right, which spreadsheets write too.
    """

    positions: dict[str, int]
    unknown: tuple[str, ...]
    width: int
    spare: int


def points_to_a_person(name: str) -> bool:
    """Whether a column or field of this name is refused: it is none of ours, and may hold an identity."""
    return _read(name) not in (CASE, *COLUMNS) and IDENTITY.search(_plain(name)) is not None


def _read(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().casefold())


def _plain(name: str) -> str:
    """A name without accents, humps and dots, its initials together: "M.R.N." and "F. Nac." are mrn and f_nac."""
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", letters).casefold()
    words = re.sub(r"[^a-z0-9#\u00b0]+", "_", words).strip("_")
    return re.sub(r"(?<![a-z])[a-z](?:_[a-z])+(?![a-z])", lambda initials: initials[0].replace("_", ""), words)


def read_header(cells: Sequence[str], words: Words) -> Header:
    """Understand the header row. Raises HeaderError for identity columns, repeats, no ``case``, or too many."""
    if len(cells) > MOST_COLUMNS:
        message = words._("Line 1 has %(count)s columns. The most is %(most)s.", count=len(cells), most=MOST_COLUMNS)
        raise HeaderError(message)
    names = [_read(cell) for cell in cells]
    known = {CASE, *COLUMNS}
    _refuse_identity([_read(cell) for cell in cells if points_to_a_person(cell)], words)
    repeated = sorted(name for name, times in Counter(names).items() if name in known and times > 1)
    if repeated:
        message = words._(
            "These columns stand twice in line 1: %(names)s. Keep one of each.", names=", ".join(repeated)
        )
        raise HeaderError(message)
    if CASE not in names:
        raise HeaderError(_no_case(cells, words))
    width = max(at for at, name in enumerate(names) if name) + 1
    unknown = tuple(name or words._("(no name)") for name in names[:width] if name not in known)
    return Header({name: at for at, name in enumerate(names) if name in known}, unknown, width, len(names) - width)


def _no_case(cells: Sequence[str], words: Words) -> str:
    if len(cells) == 1 and re.search(r"[;\t]", cells[0]):
        return words._("The columns of line 1 are not parted by commas. Save the file as CSV, with commas.")
    return words._('Line 1 has no column "case". Add it, with a label of your own for each row.')


def _refuse_identity(names: list[str], words: Words) -> None:
    if names:
        message = words._(
            "Line 1 has columns that can point to a person: %(names)s. "
            'Take them out, and use a label of your own in "case". Nothing was read.',
            names=", ".join(names),
        )
        raise HeaderError(message)
