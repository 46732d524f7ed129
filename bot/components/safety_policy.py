"""Above all other policies: when a message speaks of danger, the crisis reply comes, whatever the intent."""

from __future__ import annotations

from typing import Any

from rasa.core.featurizers.precomputation import MessageContainerForCoreFeaturization
from rasa.core.policies.policy import PolicyPrediction
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.crisis import BUBBLES, bubbles_for
from bot.components.memory_policy import gathered, heard_in, is_users_turn
from bot.components.untrained_policy import UntrainedPolicy
from bot.dialogue.danger import mark, stage_for
from bot.dialogue.state import changed_slots
from safety.normalise import spelled_once


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class SafetyPolicy(UntrainedPolicy):
    """Predicts the bubbles of the crisis reply one after the other; needs no action server."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": 100}

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        precomputations: MessageContainerForCoreFeaturization | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        if is_users_turn(tracker):
            return self._open(tracker, domain)
        if tracker.latest_action_name in BUBBLES:
            return self._go_on(tracker, domain)
        return self.abstain(domain)

    @spelled_once()
    def _open(self, tracker: DialogueStateTracker, domain: Domain) -> PolicyPrediction:
        _before, after = gathered(tracker)
        stage = stage_for(after, heard_in(tracker))
        if stage is None:
            return self.abstain(domain)
        marked = mark(after, stage)
        events: list[Event] = [SlotSet(name, value) for name, value in changed_slots(after, marked).items()]
        return self.choose(BUBBLES[0], domain, events)

    def _go_on(self, tracker: DialogueStateTracker, domain: Domain) -> PolicyPrediction:
        done = BUBBLES.index(str(tracker.latest_action_name)) + 1
        if done < len(bubbles_for(tracker)):
            return self.choose(BUBBLES[done], domain)
        return self.choose(ACTION_LISTEN_NAME, domain)
