"""Danger beats every other policy and needs no action; what was heard is written down before anything is decided."""

import pytest
from rasa.core.policies.ensemble import DefaultPolicyPredictionEnsemble
from rasa.core.policies.policy import PolicyPrediction
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet

from bot.components.crisis import BUBBLES, bubbles_for, crisis_message
from bot.components.memory_policy import MemoryPolicy, newly_said
from bot.components.safety_policy import SafetyPolicy
from tests.bot.components.conftest import DANGER

CONTEXT = ExecutionContext(GraphSchema({}))


@pytest.fixture(scope="module")
def safety():
    return SafetyPolicy(SafetyPolicy.get_default_config(), None, None, CONTEXT)


@pytest.fixture(scope="module")
def memory():
    return MemoryPolicy(MemoryPolicy.get_default_config(), None, None, CONTEXT)


def chosen(prediction, domain):
    """The action that is predicted; None when the policy abstains."""
    best = max(range(len(prediction.probabilities)), key=lambda index: prediction.probabilities[index])
    return domain.action_names_or_texts[best] if prediction.probabilities[best] > 0 else None


def predict(policy, tracker, domain):
    return policy.predict_action_probabilities(tracker, domain)


def combine(tracker, domain, predictions):
    """The prediction that Rasa goes by."""
    named = {f"policy{number}": prediction for number, prediction in enumerate(predictions)}
    return DefaultPolicyPredictionEnsemble().combine_predictions_from_kwargs(tracker, domain, **named)


def follow(tracker, domain, policies):
    """What the policies do to a conversation until it listens again; returns the actions."""
    done = []
    while len(done) < 8:
        predictions = [predict(policy, tracker, domain) for policy in policies]
        winner = combine(tracker, domain, predictions)
        for event in winner.events:
            tracker.update(event)
        action = chosen(winner, domain)
        done.append(action)
        tracker.update(ActionExecuted(action))
        if action == "action_listen":
            return done
    return done


@pytest.mark.parametrize("intent", ["tell_feeling", "greet", "find_activity", "gibberish", "other_language", "abusive"])
def test_danger_is_answered_whatever_the_intent(safety, domain, tracker_of, intent):
    tracker = tracker_of("jag ska ta livet av mig", intent, risk=DANGER)
    assert chosen(predict(safety, tracker, domain), domain) == "utter_crisis_opening"


def test_danger_beats_a_rule_that_is_certain(safety, memory, domain, tracker_of):
    tracker = tracker_of("jag ska ta livet av mig", "greet", risk=DANGER)
    certain = [0.0] * domain.num_actions
    certain[domain.index_for_action("action_go_on")] = 1.0
    rule = PolicyPrediction(certain, "RulePolicy", policy_priority=6, is_no_user_prediction=False)
    ours = [predict(policy, tracker, domain) for policy in (safety, memory)]
    winner = combine(tracker, domain, [rule, *ours])
    assert chosen(winner, domain) == "utter_crisis_opening"


def test_all_bubbles_of_the_crisis_reply_come_and_then_lotsen_listens(safety, memory, domain, tracker_of):
    tracker = tracker_of("jag ska ta livet av mig", risk=DANGER)
    done = follow(tracker, domain, [safety, memory])
    assert done == [*BUBBLES[: len(bubbles_for(tracker))], "action_listen"]


def test_the_danger_is_written_down_even_though_no_action_runs(safety, memory, domain, tracker_of):
    tracker = tracker_of("jag ska ta livet av mig", risk=DANGER)
    follow(tracker, domain, [safety, memory])
    assert tracker.get_slot("risk_level") == "acute"
    assert tracker.get_slot("risk_kind") == "suicide"
    assert tracker.get_slot("danger_stage") == "first"


def test_without_danger_the_safety_policy_stands_back(safety, domain, tracker_of):
    assert chosen(predict(safety, tracker_of("hej", "greet"), domain), domain) is None


def test_a_no_to_the_question_is_answered_by_the_safety_policy(safety, domain, tracker_of):
    slots = {
        "danger_stage": "first",
        "danger_turn": 1.0,
        "turn": 1.0,
        "risk_level": "acute",
        "risk_kind": "suicide",
        "danger_count": 1.0,
    }
    tracker = tracker_of("nej", "deny", slots=slots)
    prediction = predict(safety, tracker, domain)
    assert chosen(prediction, domain) == "utter_crisis_opening"
    assert SlotSet("danger_stage", "no") in prediction.optional_events


def test_the_memory_policy_predicts_nothing_but_fills_the_slots(memory, domain, tracker_of):
    tracker = tracker_of("bor i Lund", "state_place", entities=[{"entity": "place", "value": "Lund", "code": "1281"}])
    prediction = predict(memory, tracker, domain)
    assert chosen(prediction, domain) is None
    assert SlotSet("municipality", "1281") in prediction.events


def test_what_is_heard_is_written_down_once_a_turn(memory, domain, tracker_of):
    tracker = tracker_of("bor i Lund", "state_place")
    tracker.update(ActionExecuted("action_take_fact"))
    assert predict(memory, tracker, domain).events == []


def test_an_empty_message_is_no_turn(memory, domain, tracker_of):
    assert predict(memory, tracker_of("", ""), domain).events == []


def test_a_bare_answer_to_where_is_read_as_a_place(memory, domain, tracker_of):
    slots = {"pending": "place", "asked": ["place"], "wants": "tips"}
    events = predict(memory, tracker_of("vara", "out_of_scope", slots=slots), domain).events
    assert SlotSet("municipality", "1470") in events


def test_a_common_word_is_no_place_when_nobody_asked(memory, domain, tracker_of):
    events = predict(memory, tracker_of("vill vara med", "tell_feeling"), domain).events
    assert not [event for event in events if event.key == "municipality"]


def test_what_was_said_last_is_remembered_by_name(tracker_of):
    tracker = tracker_of("hej", "greet")
    tracker.update(BotUttered("Hej.", metadata={"utter_action": "utter_greet"}))
    tracker.update(BotUttered("Kort.", metadata={}))
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(tracker_of("jo", "affirm").latest_message)
    assert newly_said(tracker) == ("utter_greet",)


PLANNING = {
    "plan": ["kind:life"],
    "plan_step": "signs",
    "danger_stage": "yes",
    "danger_said": ["first", "yes"],
    "turn": 3.0,
}


def test_an_answer_in_the_plan_is_left_to_the_plan_though_it_speaks_of_danger(safety, domain, tracker_of):
    risk = {"level": "concern", "kind": "self_harm", "evidence": ["jag skär mig"]}
    slots = {**PLANNING, "risk_level": "concern", "risk_kind": "suicide", "risk_kinds": ["suicide"]}
    assert chosen(predict(safety, tracker_of("att jag skär mig", risk=risk, slots=slots), domain), domain) is None


def test_greater_danger_in_the_plan_needs_no_action_to_be_answered(safety, memory, domain, tracker_of):
    slots = {**PLANNING, "risk_level": "concern", "risk_kind": "suicide", "risk_kinds": ["suicide"]}
    tracker = tracker_of("jag ska ta livet av mig", risk=DANGER, slots=slots)
    assert follow(tracker, domain, [safety, memory])[0] == "utter_crisis_opening"
    assert tracker.get_slot("plan_step") is None and tracker.get_slot("plan") == ["kind:life"]


def test_the_last_bubble_carries_the_ways_on(domain, tracker_of):
    slots = {"danger_stage": "yes", "danger_said": ["first", "yes"], "risk_level": "concern", "risk_kind": "suicide"}
    message = crisis_message(tracker_of("ja", "affirm", slots=slots), BUBBLES[2])
    assert "Skriv en plan ihop" in message["custom"]["choices"]
