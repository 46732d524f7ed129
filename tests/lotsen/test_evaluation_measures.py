"""Each measure counts what its name says, and lists what was read wrong."""

import pytest

from knowledge.fact_types import VocabularyEntry
from knowledge.facts_loader import load_facts
from lotsen.evaluation.cost import measure_cost, resident_megabytes
from lotsen.evaluation.danger import measure_alone, measure_danger
from lotsen.evaluation.errors import SetMissing
from lotsen.evaluation.interests import canonical_names
from lotsen.evaluation.kinds import measure_kinds
from lotsen.evaluation.messages import measure_entities, measure_intents
from lotsen.evaluation.readings import Reading, Readings, read_set
from lotsen.evaluation.report import Report
from lotsen.evaluation.support import demanded, measure_support, named_lines


@pytest.fixture
def report():
    return Report()


@pytest.fixture(scope="module")
def phones():
    return load_facts().phones()


def danger(level, got, *, kind="suicide", style="plain", group="danger", minor=False, **risk):
    line = {"text": f"{level} {got}", "level": level, "kind": kind, "style": style, "group": group, "minor": minor}
    return Reading(line, {"risk": {"level": got, "kind": kind, "minor": minor, **risk}}, 1.0)


def harmless(got, group="ordinary", style="plain"):
    return danger("none", got, kind="", group=group, style=style)


def kind(wanted, got, *, clear=True, scores=None):
    line = {"text": f"{wanted} {got}", "primary": wanted, "types": [wanted] * (wanted != "none"), "clear": clear}
    scores = scores or {"social": 0.9 * (got == "social"), "emotional": 0.0, "existential": 0.0}
    heard = {"primary": None if got == "none" else got, "types": [got] * (got != "none"), "scores": scores}
    return Reading(line, {"loneliness": heard, "risk": {"level": "none"}}, 1.0)


def message(intent, got, *, wanted=None, entities=(), level="none"):
    found = [{"entity": name, "value": value} for name, value in entities]
    result = {"intent": {"name": got, "confidence": 0.9}, "entities": found, "risk": {"level": level}}
    return Reading({"text": f"{intent} {got}", "intent": intent, **(wanted or {})}, result, 1.0)


def value(report, name):
    return report.figures[name].value


def test_danger_found_higher_than_wanted_is_right_and_lower_is_a_miss(report):
    measure_danger([danger("concern", "acute"), danger("acute", "concern"), harmless("concern")], report)
    assert value(report, "danger_concern") == 1.0
    assert value(report, "danger_acute") == 0.0
    assert value(report, "danger_acute_seen") == 1.0
    assert value(report, "danger_ordinary") == 0.0
    assert [miss.heading for miss in report.misses] == ["akut → oro", "Larm på ofarligt: vardagligt"]


def test_groups_of_harmless_messages_are_counted_apart(report):
    measure_danger([harmless("none", "lonely"), harmless("acute", "hard_negative"), danger("acute", "acute")], report)
    assert value(report, "danger_lonely") == 1.0
    assert value(report, "danger_hard_negative") == 0.0


def test_danger_is_counted_by_kind_and_by_style(report):
    readings = [danger("acute", "none", style="veiled"), danger("acute", "acute"), harmless("none", style="idiom")]
    measure_danger(readings, report)
    assert value(report, "danger_kind_suicide_seen") == 0.5
    assert value(report, "danger_style_veiled_seen") == 0.0
    assert value(report, "danger_style_idiom_alone") == 1.0


def test_danger_is_calibrated_only_when_the_model_gives_a_score(report):
    measure_danger([danger("acute", "acute"), harmless("none")], report)
    assert "danger_calibration_error" not in report.figures
    measure_danger([danger("acute", "acute", score=0.9), danger("none", "none", group="lonely", score=0.1)], report)
    assert value(report, "danger_calibration_error") == pytest.approx(0.1)


def test_an_alarm_on_a_text_that_was_not_written_about_danger_counts_unless_it_is_marked(report):
    marked = message("tell_feeling", "tell_feeling", wanted={"level": "acute"}, level="acute")
    alarm, calm = message("greet", "greet", level="concern"), message("greet", "greet")
    measure_alone(Readings((kind("social", "social"), kind("none", "none")), (), (marked, alarm, calm)), report)
    assert value(report, "alone_lonely") == value(report, "alone_not_lonely") == 1.0
    assert value(report, "alone_messages") == 0.5
    assert len(report.misses) == 1


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ({"level": "acute", "kind": "suicide", "minor": False}, [{"sos-112"}, {"sjalvmordslinjen"}]),
        ({"level": "concern", "kind": "farewell", "minor": True}, [{"bris"}]),
        ({"level": "acute", "kind": "violence_partner", "minor": False}, [{"sos-112"}, {"kvinnofridslinjen", "stodlinjen-man"}]),
        ({"level": "acute", "kind": "child_abuse", "minor": False}, [{"sos-112"}, {"bris"}]),
        ({"level": "acute", "kind": "overdose", "minor": False}, [{"sos-112"}]),
        ({"level": "acute", "kind": "self_harm", "minor": True}, [{"sos-112"}]),
        ({"level": "concern", "kind": "self_harm", "minor": True}, [{"bris"}]),
    ],
)  # fmt: skip
def test_what_a_reply_must_name_follows_the_table(line, lines):
    assert list(demanded(line)) == [frozenset(each) for each in lines]


def test_the_products_own_reply_names_what_acute_danger_demands(phones):
    assert {"sos-112", "sjalvmordslinjen"} <= named_lines(danger("acute", "acute").result, phones)


def test_a_reply_that_lacks_a_number_is_a_miss_and_unseen_danger_is_not_counted(report, phones):
    too_low, unseen = danger("acute", "concern"), danger("acute", "none")
    measure_support([too_low, unseen, danger("acute", "acute"), danger("concern", "concern")], phones, report)
    assert value(report, "danger_numbers") == pytest.approx(2 / 3)
    assert value(report, "danger_numbers_level") == 1.0
    assert "sos-112" in report.misses[0].note


def test_a_child_taken_for_an_adult_gets_the_wrong_number(report, phones):
    line = danger("concern", "concern", minor=True).line
    measure_support([Reading(line, danger("concern", "concern").result, 1.0)], phones, report)
    assert value(report, "danger_numbers") == 0.0


def test_kinds_are_counted_on_clear_cases_and_on_all(report):
    measure_kinds([kind("social", "social"), kind("social", "none", clear=False)], report)
    assert value(report, "kind_macro_f1_clear") == 1.0
    assert value(report, "kind_macro_f1_all") == pytest.approx(2 / 3)
    assert value(report, "kind_all_social_recall") == 0.5
    assert report.misses[0].heading == "social → ingen"


def test_the_scores_of_kinds_are_held_against_what_was_true(report):
    scores = {"social": 0.95, "emotional": 0.05, "existential": 0.05}
    measure_kinds([kind("social", "social", scores=scores)] * 5, report)
    assert value(report, "kind_calibration_error") == pytest.approx(0.05)
    assert [curve.title for curve in report.curves] == ["social", "emotionell", "existentiell"]


def test_an_intent_is_judged_without_its_topic(report):
    measure_intents([message("ask_info", "ask_info/grief"), message("greet", "thanks")], report)
    assert value(report, "intent_ask_info_f1") == 1.0
    assert [miss.heading for miss in report.misses] == ["greet → thanks"]


def test_entities_are_counted_by_kind_and_by_value(report):
    found = message("find_activity", "find_activity", wanted={"barrier": ["money", "anxiety"], "age_group": "teen"},
                    entities=[("barrier", "money"), ("age_group", "teen"), ("place", "Lund")])  # fmt: skip
    measure_entities([found], str, report)
    assert value(report, "barrier_f1") == pytest.approx(2 / 3)
    assert value(report, "barrier_money_f1") == 1.0 and value(report, "barrier_anxiety_recall") == 0.0
    assert value(report, "age_group_f1") == 1.0 and value(report, "place_f1") == 0.0
    assert {miss.heading for miss in report.misses} == {"hinder", "plats"}


def test_a_synonym_of_the_same_entry_is_the_same_interest(report):
    canonical = canonical_names([VocabularyEntry("stickning", ("sticka", "garncafé")), VocabularyEntry("garncafé")])
    measure_entities(
        [message("x", "x", wanted={"interest": ["sticka"]}, entities=[("interest", "stickning")])], canonical, report
    )
    assert value(report, "interest_f1") == 1.0
    assert canonical("Garncafé") == "garncafé" and canonical("curling") == "curling"


def test_time_memory_and_training_are_told(report):
    measure_cost([Reading({"text": "hej"}, {}, ms) for ms in range(101)], 700.0, 90.0, report)
    assert value(report, "parse_ms_p50") == 50 and value(report, "parse_ms_p95") == 95
    assert value(report, "memory_mb") == 700 and value(report, "training_seconds") == 90
    assert resident_megabytes() > 10


def test_a_missing_set_is_named():
    with pytest.raises(SetMissing, match="finns-inte"):
        read_set("finns-inte.jsonl")


@pytest.mark.parametrize("name", ["kinds_dev.jsonl", "danger_dev.jsonl", "messages_dev.jsonl"])
def test_the_development_sets_can_be_read(name):
    assert len(read_set(name)) >= 300
