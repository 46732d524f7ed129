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
from bot.dialogue.in_talk import as_in_talk
from bot.dialogue.state import State, changed_slots, state_from_slots
from bot.dialogue.understanding import Understanding, understand
from knowledge.places import load_places
from safety.normalise import spelled_once

HEARD, GATHERED = "lotsen_heard", "lotsen_gathered"  # where a message keeps what was worked out of it
REMEMBERED = 60  # keys of responses kept for choosing wordings that were not used yet


def is_users_turn(tracker: DialogueStateTracker) -> bool:
    """True at the first prediction after a message."""
    return bool(
        tracker.latest_action_name == ACTION_LISTEN_NAME and tracker.latest_message and tracker.latest_message.text
    )


def heard_in(tracker: DialogueStateTracker) -> Understanding:
    """The latest message as it was understood; worked out once, and gone when Rasa lets go of the message."""
    message = tracker.latest_message
    if message is None:
        return Understanding()
    heard: Understanding | None = message.__dict__.get(HEARD)
    if heard is None:
        heard = understand({**(message.parse_data or {}), "text": message.text or ""})
        message.__dict__[HEARD] = heard
    return heard


@spelled_once()
def gathered(tracker: DialogueStateTracker) -> tuple[State, State]:
    """The state before and after taking up the latest message; worked out once for the policies that ask for it."""
    slots, message = tracker.current_slot_values(), tracker.latest_message
    kept: tuple[dict[str, Any], State, State] | None = message.__dict__.get(GATHERED) if message else None
    if kept is None or kept[0] != slots:
        before = state_from_slots(slots)
        kept = (
            slots,
            before,
            gather(before, with_expected_place(as_in_talk(heard_in(tracker), before.turn + 1), before, load_places())),
        )
        if message:
            message.__dict__[GATHERED] = kept
    return kept[1:]


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
