"""What the fact files hold, what is kept from visitors, and what a wrong file is told."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.errors import FactError
from knowledge.facts_loader import FACTS, all_lines, all_programmes, load_facts

facts = load_facts()
EVERYTHING = [*all_lines(), *all_programmes()]
CRISIS_LINES = ("sos-112", "sjalvmordslinjen", "bris", "kvinnofridslinjen", "stodlinjen-man")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the fact files that a test may spoil."""
    root = tmp_path / "facts"
    for name in ("support_lines", "programmes"):
        (root / name).mkdir(parents=True)
    for name in ("aldrelinjen", "bris"):
        shutil.copy(FACTS / "support_lines" / f"{name}.yml", root / "support_lines")
    shutil.copy(FACTS / "programmes" / "folkbibliotek.yml", root / "programmes")
    shutil.copy(FACTS / "need_rules.yml", root)
    return root


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("fact", EVERYTHING, ids=lambda fact: f"{type(fact).__name__}-{fact.id}")
def test_everything_that_may_be_shown_has_a_source_and_a_date(fact: object) -> None:
    shown = fact.id in facts.lines or fact.id in facts.programmes  # type: ignore[attr-defined]
    assert isinstance(fact.compiled, date)  # type: ignore[attr-defined]
    assert not shown or fact.sources  # type: ignore[attr-defined]


def test_all_lines_and_programmes_of_the_fact_base_are_on_file() -> None:
    assert len(all_lines()) == 71
    assert len(all_programmes()) >= 67


def test_nothing_blocked_discontinued_or_unverified_is_shown() -> None:
    for fact in EVERYTHING:
        if fact.block_until_verified or fact.status != "aktiv":
            shown = facts.lines.get(fact.id) or facts.programmes.get(fact.id)
            assert shown is None or type(shown) is not type(fact), fact.id


def test_an_unverified_number_is_never_among_the_numbers() -> None:
    for line in all_lines():
        if line.channels.unverified_phone:
            digits = "".join(filter(str.isdigit, line.channels.unverified_phone))
            assert digits not in facts.numbers()


def test_old_numbers_of_the_closed_helpline_are_unknown() -> None:
    assert not {"020220060", "0771220060", "020222223"} & facts.numbers()


def test_every_crisis_line_has_a_number() -> None:
    phones = facts.phones()
    assert [phones[name] for name in CRISIS_LINES] == ["112", "90101", "116 111", "020-50 50 50", "020-80 80 80"]


def test_the_priest_on_duty_is_reached_through_112_and_has_no_number_of_its_own() -> None:
    priest = facts.lines["jourhavande-prast"]
    assert priest.channels.phone is None and priest.channels.reached_through == "112"
    assert "jourhavande-prast" not in facts.phones()
    assert priest.shown and "112" in priest.shown.plain


def test_a_link_that_no_source_names_is_not_a_link() -> None:
    assert "https://hjalplinjen.se" not in facts.links()
    assert "https://www.parkrun.se" in facts.links() or facts.programmes["parkrun"].shown.link is None  # type: ignore[union-attr]
    assert "https://www.bris.se" in facts.links()


def test_unknown_cost_is_not_free() -> None:
    for programme in facts.programmes.values():
        if programme.shown and programme.shown.traits.free:
            assert "cost" not in programme.assumed_fields, programme.id


def test_every_programme_answers_at_least_one_need_and_says_what_happens_at_the_door() -> None:
    for programme in facts.programmes.values():
        shown = programme.shown
        assert shown and shown.suits_because and shown.at_the_door and shown.first_step


def test_the_vocabulary_is_there_and_programmes_use_its_interests() -> None:
    names = {entry.name for entry in facts.interests}
    used = {name for item in facts.programmes.values() if item.shown for name in item.shown.interests}
    assert len(names) > 200
    assert used <= names


def test_a_missing_field_names_the_file_and_the_field(copy: Path) -> None:
    spoil(copy / "support_lines" / "bris.yml", "confidence: high\n", "")
    with pytest.raises(FactError, match=r"^bris\.yml: confidence: "):
        load_facts(copy)


def test_a_wrong_type_names_the_file_and_the_field(copy: Path) -> None:
    spoil(copy / "programmes" / "folkbibliotek.yml", "needs_travel: true", "needs_travel: kanske")
    with pytest.raises(FactError, match=r"^folkbibliotek\.yml: shown\.needs_travel: "):
        load_facts(copy)


def test_a_misspelt_field_names_the_file_and_the_field(copy: Path) -> None:
    spoil(copy / "programmes" / "folkbibliotek.yml", "first_step:", "frist_step:")
    with pytest.raises(FactError, match=r"^folkbibliotek\.yml: .*frist_step"):
        load_facts(copy)


def test_hours_that_cannot_be_read_name_the_file_and_the_channel(copy: Path) -> None:
    spoil(copy / "support_lines" / "aldrelinjen.yml", "Mo-Fr 08:00-19:00", "Måndag 8-19")
    with pytest.raises(FactError, match=r"^aldrelinjen\.yml: hours\.phone: "):
        load_facts(copy)


def test_an_unknown_kind_names_the_file_and_the_field(copy: Path) -> None:
    spoil(copy / "programmes" / "folkbibliotek.yml", "kind: library", "kind: libary")
    with pytest.raises(FactError, match=r"^folkbibliotek\.yml: shown\.kind: "):
        load_facts(copy)


def test_an_entry_without_sources_is_refused(copy: Path) -> None:
    path = copy / "support_lines" / "bris.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8")) | {"sources": []}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(FactError, match=r"^bris\.yml: sources: "):
        load_facts(copy)


def test_a_file_that_is_not_yaml_is_named(copy: Path) -> None:
    (copy / "support_lines" / "bris.yml").write_text("id: [bris", encoding="utf-8")
    with pytest.raises(FactError, match=r"^bris\.yml: file: "):
        load_facts(copy)


def test_a_file_under_another_name_than_its_id_is_named(copy: Path) -> None:
    (copy / "support_lines" / "bris.yml").rename(copy / "support_lines" / "brist.yml")
    with pytest.raises(FactError, match=r"^brist\.yml: id: "):
        load_facts(copy)


def test_what_is_marked_as_discontinued_is_kept_on_file_but_not_shown(copy: Path) -> None:
    spoil(copy / "support_lines" / "bris.yml", "status: aktiv", "status: nedlagd")
    found = load_facts(copy)
    assert "bris" not in found.lines and found.withheld == {"bris": "status: nedlagd"}
    assert "bris" not in found.phones()


def test_what_is_blocked_until_verified_is_kept_on_file_but_not_shown(copy: Path) -> None:
    spoil(copy / "support_lines" / "bris.yml", "block_until_verified: false", "block_until_verified: true")
    assert "bris" not in load_facts(copy).lines


def test_an_absent_vocabulary_is_no_error(copy: Path) -> None:
    assert load_facts(copy).interests == ()
