"""What `rasa data validate` misses: things named twice, never used, or used and missing."""

import ast

import pytest

from tests.content import house, spoken

pytestmark = pytest.mark.content
CRISIS = {"utter_crisis_opening", "utter_crisis_help", "utter_crisis_question"}  # composed by safety/, not written here


def test_no_response_is_named_twice():
    in_one_file = [
        f"{file.name}: {key}"
        for file in house.RESPONSES.glob("*.yml")
        for key in house.repeated_keys(file)
        if key != "text"
    ]
    homes: dict[str, set[str]] = {}
    for wording in house.wordings():
        homes.setdefault(wording.key, set()).add(wording.file)
    in_several = [f"{key}: {sorted(files)}" for key, files in homes.items() if len(files) > 1]
    assert not in_one_file + in_several


def test_no_rule_is_named_twice():
    names = [name for _, name, _, _ in house.rules()]
    assert not {name for name in names if names.count(name) > 1}


def test_every_intent_of_the_domain_has_a_rule_and_training_messages():
    ruled = {intent for _, _, intents, _ in house.rules() for intent in intents}
    trained = {example.intent.split("/")[0] for example in house.examples()}
    assert house.intents() - ruled == set()
    assert house.intents() - trained == set()


def test_rules_and_training_messages_name_only_intents_of_the_domain():
    ruled = {intent for _, _, intents, _ in house.rules() for intent in intents}
    trained = {example.intent.split("/")[0] for example in house.examples()}
    assert (ruled | trained) - house.intents() == set()


def test_every_response_can_be_said():
    unused = sorted(house.keys() - set(spoken.sayable()))
    assert not unused, f"nobody says these: {unused}"


def test_every_response_that_the_code_names_exists():
    missing = sorted(f"{name} ({file})" for name, file in spoken.sayable().items() if name not in house.keys() | CRISIS)
    assert not missing, f"these would be silence: {missing}"


def test_every_family_of_names_in_the_code_is_known_here():
    """A name that is put together can only be checked when its endings are known (tests/content/spoken.py)."""
    unknown = set(spoken.composed_names()) - set(spoken.ENDINGS) - {"utter_choice_{}"}
    assert not unknown, f"say which endings these may have: {unknown}"


def test_every_action_of_the_domain_is_a_class():
    written = set()
    for _, tree in spoken.sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name == "name":
                written |= {
                    item.value.value
                    for item in ast.walk(node)
                    if isinstance(item, ast.Return) and isinstance(item.value, ast.Constant)
                }
    named = set(house.domain()["actions"]) - CRISIS
    assert named == {name for name in written if name.startswith("action_")}


def test_rules_use_only_actions_of_the_domain():
    used = {action for _, _, _, actions in house.rules() for action in actions}
    assert used <= set(house.domain()["actions"])
    assert {action for action in house.domain()["actions"] if action.startswith("action_")} == used
