from __future__ import annotations

import pytest

from finder.answers.columns import COLUMNS
from finder.caseload.header import Header, HeaderError, read_header
from finder.wording import words_in

# The contract, word for word: columns may be added, never renamed.
CONTRACT = [
    *("case", "zip", "state", "household_size", "married", "income", "income_period", "income_steady", "age"),
    *("insurance", "pregnant", "children_at_home", "youngest_child_age", "disabled", "citizenship", "veteran"),
    *("tribal_member", "resources", "job_offer", "work_hours", "transplant", "medicare_at_transplant", "condition"),
    *("starting", "daily_dose_mg", "written_strength_mg", "days_supply", "days_left"),
]


def header(names: list[str]) -> Header:
    return read_header(names, words_in("en"))


def test_every_column_of_the_contract_is_read() -> None:
    found = header(CONTRACT)
    assert found.unknown == ()
    assert list(found.positions) == CONTRACT


def test_every_column_that_is_read_may_stand_in_a_file() -> None:
    assert header(["case", *COLUMNS]).unknown == ()


@pytest.mark.parametrize(
    "name",
    [
        *("name", "Name", "first_name", "First Name", "FIRSTNAME", "last-name", "Surname", "patient name", "client"),
        *("initials name", "dob", "DOB", "D_O_B dob", "birth_date", "Date of Birth", "birthday", "year of birth"),
        *("ssn", "SSN", "Social Security Number", "social_security", "itin", "street", "Street Address", "address1"),
        *("mailing addr", "phone", "Phone #", "telephone", "cell", "mobile", "fax", "email", "E-Mail", "e mail"),
        *("mrn", "MRN", "Medical Record Number", "record", "chart", "chart_no", "case number", "case_id", "CaseID"),
        *("patient_id", "PatientID", "member id", "MemberID", "id", "ID", "ids", "client_no", "policy number"),
        *("account", "passport", "driver license", "licence no", "Medicaid ID", "medicaid number", "MBI", "hicn"),
        *("nombre", "apellidos", "fecha de nacimiento", "dirección", "domicilio", "calle", "correo", "teléfono"),
        *("D.O.B.", "initials", "iniciales", "first", "LAST", "contact", "emergency contact", "contacto", "cliente"),
        *("celular", "móvil", "WhatsApp", "apt", "apartment", "firma", "photo", "CURP", "DNI", "NSS", "USCIS", "folio"),
        *("número", "pasaporte", "seguro social", "numero de expediente", "nu\u0301mero", "F. Nac.", "cumpleaños"),
        *("Cel.", "Telf.", "tfno", "cédula", "identificación", "Núm.", "Nº", "N°", "historia clínica", "póliza"),
        *("S.S.N.", "SS #", "Soc. Sec.", "M.R.N.", "ID#", "Id.", "acct", "Group #", "RxBIN", "last4", "PO Box"),
        *("P.O. Box", "apartado postal", "born", "B-day", "mail", "patientDOB", "member", "spouse", "next of kin"),
        *("participant", "applicant", "enrollee", "solicitante", "beneficiaria", "YOB", "EMPI", "UUID", "guid"),
    ],
)
def test_a_column_that_points_to_a_person_is_refused(name: str) -> None:
    with pytest.raises(HeaderError, match="point to a person") as refused:
        header(["case", name, "state"])
    assert "case" in str(refused.value)


@pytest.mark.parametrize(
    "name",
    [
        "notes",
        "county",
        "worker",
        "team",
        "medicaid",
        "language",
        "priority",
        "reviewed_on",
        "site",
        "smoker",
        "contract",
        "first_visit",
        *(
            "chapter",
            "hotel",
            "cancelled",
            "cellcept",
            "class_notes",
            "midnight",
            "waiting",
            "combination",
            "foreign_born",
        ),
    ],
)
def test_a_harmless_column_is_only_reported(name: str) -> None:
    assert header(["case", name]).unknown == (name,)


def test_names_are_read_whatever_their_case_and_blanks() -> None:
    assert list(header([" Case ", "Household Size", "DAILY-DOSE-MG"]).positions) == [
        "case",
        "household_size",
        "daily_dose_mg",
    ]


@pytest.mark.parametrize("cells", [[], [""], ["state"], ["zip", "age"]])
def test_a_file_without_case_is_refused(cells: list[str]) -> None:
    with pytest.raises(HeaderError, match='no column "case"'):
        header(cells)


def test_a_column_twice_is_refused() -> None:
    with pytest.raises(HeaderError, match="stand twice in line 1: state"):
        header(["case", "state", "State"])


def test_two_columns_that_are_not_known_may_have_one_name() -> None:
    assert header(["case", "notes", "Notes"]).unknown == ("notes", "notes")


def test_a_column_without_a_name_is_reported() -> None:
    assert header(["case", "", "state"]).unknown == ("(no name)",)


def test_columns_without_a_name_at_the_right_are_none() -> None:
    assert header(["case", "state", "", " "]) == Header({"case": 0, "state": 1}, (), 2, 2)
