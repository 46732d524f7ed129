"""An ablation leaves out what it says, teaches from the same messages, and shows differences with their noise."""

import json
import shutil

import pytest
import yaml

from benchmarks.ablation import as_one
from benchmarks.ablation_report import Result, as_json, difference, markdown
from benchmarks.ablation_training import NLU, Group, by_intent, by_kind, by_level, progress, read_groups, write_groups
from benchmarks.ablation_variants import AS_IT_IS, STOCK, VARIANTS, NoSuchComponent, changed, chosen, without
from bot.components.features import Reading, TextFeatures
from lotsen.evaluation.figures import Figure, rate
from lotsen.paths import ROOT


@pytest.fixture
def config():
    return yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("variant", VARIANTS[1:], ids=lambda variant: variant.name)
def test_every_variant_changes_config_and_leaves_the_original_alone(variant, config):
    before = json.dumps(config)
    assert changed(config, variant) != config
    assert json.dumps(config) == before


def test_a_component_that_is_gone_from_config_is_an_error(config):
    with pytest.raises(NoSuchComponent, match="TelepathyClassifier"):
        without("TelepathyClassifier")(config["pipeline"])


def test_one_can_ask_for_some_variants_and_always_gets_what_they_are_held_against():
    variants, with_stock = chosen(["without words"])
    assert [variant.name for variant in variants] == [AS_IT_IS, "without words"] and not with_stock
    assert chosen([STOCK]) == ([VARIANTS[0]], True)
    assert chosen([]) == (list(VARIANTS), True)
    with pytest.raises(NoSuchComponent, match="without sense"):
        chosen(["without sense"])


def test_a_view_that_is_left_out_gives_no_features():
    readings = [Reading(("hej", "du"), ("hej", "du"), ("greeting",))] * 4
    whole, part = TextFeatures().fit(readings), TextFeatures(["words", "pieces"]).fit(readings)
    assert 0 < part.shape[1] < whole.shape[1]
    with pytest.raises(ValueError, match="verbs"):
        TextFeatures(["verbs"])


def test_a_share_takes_from_every_group_the_same_each_time(tmp_path):
    for name in ("greet.yml", "danger_mind.yml", "ask_info_help.yml"):
        shutil.copy(NLU / name, tmp_path / name)
    whole, part = read_groups(1.0, tmp_path), read_groups(0.1, tmp_path)
    assert [group.intent for group in part] == [group.intent for group in whole]
    assert part == read_groups(0.1, tmp_path)
    large = [(len(some.texts), len(all_.texts)) for some, all_ in zip(part, whole, strict=True) if len(all_.texts) > 30]
    assert large
    assert all(0.05 * total < kept < 0.15 * total for kept, total in large)  # of a small group one message is kept


def test_the_stock_pipeline_is_taught_the_same_messages_under_other_labels():
    groups = [
        Group("ask_info/grief", {}, ("a",)),
        Group("tell_feeling", {"primary": "social"}, ("b",)),
        Group("tell_feeling", {"level": "acute"}, ("c",)),
    ]
    assert [group.intent for group in by_intent(groups)] == ["ask_info", "tell_feeling", "tell_feeling"]
    assert [(group.intent, group.texts) for group in by_kind(groups, {"ask_info"})] == [
        ("none", ("a",)),
        ("social", ("b",)),
    ]
    assert [group.intent for group in by_level(groups)] == ["none", "none", "acute"]


def test_training_messages_are_written_as_they_were_read(tmp_path):
    groups = [Group("tell_feeling", {"level": "acute"}, ("ja: det # är", "- så"))]
    write_groups(groups, tmp_path / "nlu.yml")
    assert read_groups(1.0, tmp_path) == groups


def test_the_progress_of_a_training_is_read_from_its_log(tmp_path):
    log = tmp_path / "train.log"
    log.write_text("Epochs:   5%|#\rEpochs:  12%|##\r")
    assert progress(log) == "(12%)"
    log.write_text("hej")
    assert progress(log) == ""


def test_three_stock_models_answer_as_one():
    def says(name):
        return lambda text: {"intent": {"name": name, "confidence": 1.0}, "text": text}

    result = as_one(says("greet"), says("none"), says("acute"))("hej")
    assert result["intent"]["name"] == "greet" and result["loneliness"]["primary"] is None
    assert result["risk"]["level"] == "acute"
    assert as_one(says("greet"), says("social"), says("none"))("hej")["loneliness"]["types"] == ["social"]


def test_a_difference_is_clear_when_noise_does_not_explain_it():
    base, worse, same = ([True] * 90 + [False] * 10, [True] * 70 + [False] * 30, [False] + [True] * 90 + [False] * 9)
    assert difference(rate(worse), rate(base)).is_clear
    assert not difference(rate(same), rate(base)).is_clear
    assert difference(Figure(1.0), rate(base)) is None


@pytest.fixture
def results():
    base = Result(
        AS_IT_IS, {"intent_macro_f1": rate([True] * 90 + [False] * 10), "place_f1": rate([True, False])}, 5.0, 90
    )
    other = Result("x", {"intent_macro_f1": rate([True] * 60 + [False] * 40), "place_f1": rate([False, False])}, 7.5, 80,
                   frozenset({"place_f1"}))  # fmt: skip
    return [base, other]


def test_the_table_shows_differences_and_a_dash_for_what_a_variant_cannot_do(results):
    lines = markdown(results).splitlines()
    assert lines[2].startswith("| as it is | 0.900 |") and lines[2].endswith("| 5.0 | 90 |")
    assert lines[3].startswith("| x | 0.600 (-0.300*) | – |")


def test_the_file_holds_figures_and_differences(results):
    variants = json.loads(as_json(results, {"share": 1.0}))["variants"]
    assert variants["x"]["figures"]["intent_macro_f1"]["difference"][0] == -0.3
    assert "place_f1" not in variants["x"]["figures"] and variants["x"]["parse_ms_p50"] == 7.5
