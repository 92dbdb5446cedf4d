"""Names and addresses that a list writes in capitals, written as people write them."""

from __future__ import annotations

import pytest

from finder.core.readable_names import readable_name


@pytest.mark.parametrize(
    ("listed", "readable"),
    [
        ("ST. MARY'S HEALTH CENTER", "St. Mary's Health Center"),
        ("RONALD MCDONALD CARE MOBILE", "Ronald McDonald Care Mobile"),
        ("O'NEILL CLINIC AT THE MALL", "O'Neill Clinic at the Mall"),
        ("CHC OF THE NORTH, INC.", "CHC of the North, Inc."),
        ("THE CLINIC", "The Clinic"),
        ("MONTGOMERY CREEK SBHC", "Montgomery Creek SBHC"),
        ("UCLA/YMCA VAN II", "UCLA/YMCA Van II"),
        ("J.W. SMITH HLTH CTR", "J.W. Smith Hlth Ctr"),
        ("801 W 1ST ST STE 104B", "801 W 1st St Ste 104B"),
        ("PO BOX 12, 5 SE MAIN ST", "PO Box 12, 5 SE Main St"),
        ("AltaMed PACE - Downey", "AltaMed PACE - Downey"),
        ("HATTIESBURG High School & COMMUNITY CLIN.", "Hattiesburg High School & Community CLIN."),
        ("", ""),
    ],
)
def test_a_name_in_capitals_is_written_as_people_write_it(listed: str, readable: str) -> None:
    assert readable_name(listed) == readable


def test_a_readable_name_stays_as_it_is() -> None:
    once = readable_name("CENTRO DE SALUD FAMILIAR LA FE, INC.")
    assert readable_name(once) == once == "Centro de Salud Familiar la Fe, Inc."
