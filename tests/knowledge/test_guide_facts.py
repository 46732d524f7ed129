"""An editor's error in guide.yml stops the start and names the place."""

import pytest

from knowledge.errors import FactError
from knowledge.facts_loader import FACTS, load_facts
from knowledge.guide_facts import load_guide

TEXT = (FACTS / "guide.yml").read_text(encoding="utf-8")


def load_changed(tmp_path, old, new):
    assert old in TEXT
    file = tmp_path / "guide.yml"
    file.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    return load_guide(file, load_facts())


def test_the_guide_can_be_read():
    guide = load_guide()
    assert guide.questions[0].id == "danger"
    assert all(question.options[-2:] == guide.always for question in guide.questions)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("barriers: [money]", "barriers: [mony]", "hinders.money: sets.barriers: mony"),
        ("interests: [odling]", "interests: [odla mycket]", "likes.garden"),
        ("age_group: older", "age_group: old", "age.older"),
        ("lines: [bris]", "lines: [brisa]", "danger.life_now: lines: brisa"),
        ("kind: overdose}", "kind: poison}", "danger.kind: poison"),
        ("level: acute", "level: grave", "questions[0]"),
        ("  short: Ålder\n", "", "short"),
        ("- id: since", "- id: sedan", "questions: must be"),
        ("{social: 0.6}", "{social: 6}", "scores"),
        ("    said: du har sällskap för sällan\n", "", "company.some: said"),
        ("label: Odla,", "labell: Odla,", "labell"),
        ("id: garden", "id: walks", "two answers have the same id"),
        ("questions:", "questions: [", "guide.yml"),
    ],
)
def test_an_error_is_named(tmp_path, old, new, named):
    with pytest.raises(FactError) as found:
        load_changed(tmp_path, old, new)
    assert named in str(found.value) and "guide.yml" in str(found.value)


def test_danger_cannot_be_moved_from_the_first_place(tmp_path):
    start, rest = TEXT.split("- id: danger", 1)
    danger, after = rest.split("- id: who", 1)
    who, others = after.split("- id: age", 1)
    file = tmp_path / "guide.yml"
    file.write_text(f"{start}- id: who{who}- id: danger{danger}- id: age{others}", encoding="utf-8")
    with pytest.raises(FactError, match="danger must be asked first"):
        load_guide(file, load_facts())
