"""Writes down what each message says before anything is decided, so that it holds even when an action fails."""

from __future__ import annotations

from typing import Any

from rasa.core.featurizers.precomputation import MessageContainerForCoreFeaturization
from rasa.core.policies.policy import PolicyPrediction
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.untrained_policy import UntrainedPolicy
from bot.dialogue.expected_place import with_expected_place
from bot.dialogue.gather import gather
from bot.dialogue.state import State, changed_slots, state_from_slots
from bot.dialogue.understanding import Understanding, understand
from knowledge.places import load_places

REMEMBERED = 60  # keys of responses kept for choosing wordings that were not used yet


def is_users_turn(tracker: DialogueStateTracker) -> bool:
    """True at the first prediction after a message."""
    return bool(
        tracker.latest_action_name == ACTION_LISTEN_NAME and tracker.latest_message and tracker.latest_message.text
    )


def heard_in(tracker: DialogueStateTracker) -> Understanding:
    """The latest message as it was understood."""
    message = tracker.latest_message
    return understand({**(message.parse_data or {}), "text": message.text or ""}) if message else Understanding()


def gathered(tracker: DialogueStateTracker) -> tuple[State, State]:
    """The state before and after taking up the latest message."""
    before = state_from_slots(tracker.current_slot_values())
    return before, gather(before, with_expected_place(heard_in(tracker), before, load_places()))


def newly_said(tracker: DialogueStateTracker) -> tuple[str, ...]:
    """Keys of the responses of the turn before this one."""
    keys: list[str] = []
    for event in reversed(list(tracker.events)[:-1]):
        if isinstance(event, BotUttered):
            keys.append(str(event.metadata.get("utter_action") or ""))
        elif isinstance(event, UserUttered) and keys:
            break
    return tuple(key for key in reversed(keys) if key)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class MemoryPolicy(UntrainedPolicy):
    """Predicts nothing; its events fill the slots."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": 1}

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        precomputations: MessageContainerForCoreFeaturization | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        events: list[Event] = []
        if is_users_turn(tracker):
            before, after = gathered(tracker)
            after = after.but(said=(*before.said, *newly_said(tracker))[-REMEMBERED:])
            events = [SlotSet(name, value) for name, value in changed_slots(before, after).items()]
        return self.abstain(domain, events)
