from __future__ import annotations

from pathlib import Path

import pytest

from finder.catalog import read_catalog
from tests.catalog.folders import GOOD, SEED, changed, copy_of_good, said

FACTS, TOPIC, FAQ = "guide/facts.toml", "guide/topics/tests.toml", "guide/faq.toml"
MISTAKES = [
    ("unknown quoted fact", TOPIC, '"{fact:slow}"', '"{fact:slwo}"', "There is no fact 'slwo'. Did you mean 'slow'?"),
    ("unknown named fact", TOPIC, 'facts = ["ask"]', 'facts = ["aks"]', "There is no fact 'aks'."),
    ("bracket", FAQ, "Your prescriber", "{fact Your prescriber", "A bracket stands alone. Write {fact:ID}"),
    ("other facts", FAQ, 'answer_es = ["{fact:weekly}"', 'answer_es = ["Cada semana."', "must quote the same"),
    ("missing twin", TOPIC, 'title_es = "Los análisis de sangre"\n', "", "'title_es' is missing."),
    ("unequal lists", FAQ, ', "Su médico puede pedir más."', "", "must have as many entries as 'answer': 2, not 1."),
    ("low confidence", FACTS, '"medium"', '"low"', 'A fact with confidence "low" has no place in the guide.'),
    ("unknown topic", FAQ, 'topic = "tests"', 'topic = "test"', "There is no topic 'test'. Did you mean 'tests'?"),
    (
        "unknown page",
        TOPIC,
        '"calendar"',
        '"calender"',
        "There is no page or topic 'calender' to lead to.",
    ),
    ("id twice", FACTS, 'id = "slow"', 'id = "weekly"', "The id 'weekly' is used twice."),
    ("id of a safety fact", FACTS, 'id = "slow"', 'id = "ask"', "safety_facts.toml has the id 'ask' already."),
    ("urgent without urgency", TOPIC, 'urgency = "now"\n', "", "A section of kind \"urgent\" has an 'urgency'"),
    ("urgency without urgent", TOPIC, 'kind = "urgent"', 'kind = "list"', "and no other has one."),
    (
        "id is not the file",
        TOPIC,
        'id = "tests"',
        'id = "blood"',
        'Write id = "tests", or rename the file to blood.toml.',
    ),
    ("id with capitals", TOPIC, 'id = "when"', 'id = "When"', "must be small letters"),
    ("unknown key", TOPIC, "summary = ", "sumary = ", "'sumary' is not a key we know."),
    ("unknown kind", "guide/people.toml", '"helpline"', '"help"', "'kind' cannot be \"help\"."),
    ("unknown situation", "guide/questions.toml", '"starting"', '"start"', "Did you mean 'starting'?"),
    ("no source", FACTS, 'source = "https://example.org/label"', 'source = "label"', "'source' must be a web address"),
    (
        "no panels",
        "guide/brochures.toml",
        "[[brochures.panels]]",
        "[[brochures.panles]]",
        "Write 1 to 6 panels, not 0.",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), [row[1:] for row in MISTAKES], ids=[r[0] for r in MISTAKES])
def test_a_mistake_is_told_by_file_and_line(file: str, old: str, new: str, message: str, tmp_path: Path) -> None:
    folder = changed(copy_of_good(tmp_path), file, old, new)
    found = [row for row in said(read_catalog(folder).problems) if message in row[2]]
    assert found
    assert {told_in for told_in, _, _ in found} == {file}
    assert all(line > 0 for _, line, _ in found)


def test_a_mistake_names_the_line_of_its_key(tmp_path: Path) -> None:
    folder = changed(copy_of_good(tmp_path), FAQ, 'topic = "tests"', 'topic = "test"')
    line = (folder / FAQ).read_text(encoding="utf-8").splitlines().index('topic = "test"') + 1
    assert said(read_catalog(folder).problems) == [(FAQ, line, "There is no topic 'test'. Did you mean 'tests'?")]


def test_a_topic_cannot_take_the_address_of_another_page(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    (folder / TOPIC).rename(folder / "guide/topics/faq.toml")
    changed(folder, "guide/topics/faq.toml", 'id = "tests"', 'id = "faq"')
    problems = [sentence for _, _, sentence in said(read_catalog(folder).problems)]
    assert "The id 'faq' is the address of another page. Choose another one." in problems


def test_a_missing_file_of_the_guide_is_told(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    (folder / FAQ).unlink()
    assert said(read_catalog(folder).problems) == [(FAQ, 0, "The file is missing.")]


def test_people_with_low_confidence_are_kept_but_not_shown(tmp_path: Path) -> None:
    folder = changed(copy_of_good(tmp_path), "guide/people.toml", '"high"', '"low"')
    catalog = read_catalog(folder)
    assert (catalog.problems, catalog.facts.guide.people) == ((), ())
    assert catalog.small["guide/people"]["people"]


def test_the_guide_holds_what_the_files_say() -> None:
    guide = read_catalog(GOOD).facts.guide
    assert [topic.id for topic in guide.topics] == ["tests"]
    assert {"weekly", "slow", "ask"} == set(guide.facts)
    assert guide.faq[0].also["en"] == ("when do they check my blood", "test schedule")
    assert guide.to_ask[0].when == {"starting"}


def test_every_page_of_the_shipped_guide_rests_on_facts_with_a_source() -> None:
    guide = read_catalog(SEED).facts.guide
    assert len(guide.topics) >= 20
    for topic in guide.topics:
        assert topic.sections, topic.id
        assert guide.sources(topic.texts, topic.named) or topic.own_since, topic.id
    unused = set(guide.facts) - {row.id for texts, named in _everything(guide) for row in guide.sources(texts, named)}
    own = {name for name in unused if guide.facts[name].section}
    assert sorted(own) == []


def _everything(guide):
    yield from ((topic.texts, topic.named) for topic in guide.topics)
    yield from ((row.answer, row.facts) for row in guide.faq)
    yield from ((panel.body, panel.facts) for brochure in guide.brochures for panel in brochure.panels)
