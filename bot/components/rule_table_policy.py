"""Answers each intent with the one action that bot/data/rules names for it, by looking it up."""

from __future__ import annotations

from typing import Any

from rasa.core.featurizers.precomputation import MessageContainerForCoreFeaturization
from rasa.core.policies.policy import PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.io import dump_obj_as_json_to_file, read_json_file

from bot.components.memory_policy import is_users_turn
from bot.components.untrained_policy import UntrainedPolicy

FILE = "rules.json"


def table_from(trackers: list[DialogueStateTracker]) -> dict[str, str]:
    """Intent -> action, read from rules of the form `intent, action`."""
    table: dict[str, str] = {}
    for tracker in trackers:
        intent = None
        for event in tracker.events:
            if isinstance(event, UserUttered):
                intent = event.intent_name
            elif isinstance(event, ActionExecuted) and intent and event.action_name != ACTION_LISTEN_NAME:
                table.setdefault(intent, str(event.action_name))
    return table


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class RuleTablePolicy(UntrainedPolicy):
    """A message no rule knows is listened to; after its action it is the visitor's turn."""

    _table: dict[str, str]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": 6, "fallback": "action_receive"}

    @staticmethod
    def supported_data() -> SupportedData:
        return SupportedData.RULE_DATA

    def train(self, training_trackers: list[DialogueStateTracker], domain: Domain, **kwargs: Any) -> Resource:
        """Read the rules into the table and save it with the model."""
        with self._model_storage.write_to(self._resource) as folder:
            dump_obj_as_json_to_file(folder / FILE, table_from(training_trackers))
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> RuleTablePolicy:
        policy = cls(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            policy._table = read_json_file(folder / FILE)
        return policy

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        precomputations: MessageContainerForCoreFeaturization | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        if not is_users_turn(tracker):
            return self.choose(ACTION_LISTEN_NAME, domain)
        intent = str((tracker.latest_message.intent or {}).get("name") or "").partition("/")[0]
        return self.choose(self._table.get(intent, self.config["fallback"]), domain)
