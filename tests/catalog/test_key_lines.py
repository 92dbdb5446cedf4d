from __future__ import annotations

from finder.catalog.key_lines import key_lines

TEXT = """\
# a comment = not a key
id = "x"
steps = [
    "one = 1",
    "[two]",  # ]
]
"quoted" = 1

[[criteria]]
at_most = 200

[[criteria.any_of]]
fact = "age"

[[criteria.any_of]]
figures = [
    { value = 1 },
]

[[criteria]]
[[criteria.any_of]]
fact = "state"

[paper]
en = \"\"\"
long = text
\"\"\"
es = "a"
"""


def test_every_key_has_its_line() -> None:
    assert key_lines(TEXT) == {
        ("id",): 2,
        ("steps",): 3,
        ("quoted",): 7,
        ("criteria",): 9,
        ("criteria", 0): 9,
        ("criteria", 0, "at_most"): 10,
        ("criteria", 0, "any_of"): 12,
        ("criteria", 0, "any_of", 0): 12,
        ("criteria", 0, "any_of", 0, "fact"): 13,
        ("criteria", 0, "any_of", 1): 15,
        ("criteria", 0, "any_of", 1, "figures"): 16,
        ("criteria", 1): 20,
        ("criteria", 1, "any_of"): 21,
        ("criteria", 1, "any_of", 0): 21,
        ("criteria", 1, "any_of", 0, "fact"): 22,
        ("paper",): 24,
        ("paper", "en"): 25,
        ("paper", "es"): 28,
    }
