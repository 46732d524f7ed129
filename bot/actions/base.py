"""What every action shares: read the state, decide the turn, carry out its moves, write down what changed."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, Restarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import sources
from bot.actions.carry_out import carry_out
from bot.actions.come_back import keep_up
from bot.dialogue.expected_place import with_expected_place
from bot.dialogue.favours import forgets
from bot.dialogue.in_talk import as_in_talk
from bot.dialogue.moves import Turn
from bot.dialogue.reply import reply
from bot.dialogue.state import State, changed_slots, state_from_slots
from bot.dialogue.understanding import Understanding, understand
from knowledge.calendar import holiday_soon
from safety.normalise import spelled_once

logger = logging.getLogger(__name__)


class BotAction(Action, ABC):
    """An action whose turn is decided by bot.dialogue."""

    @abstractmethod
    def name(self) -> str:
        """The name in domain.yml; abstract, so that the server does not register this class itself."""

    def decide(self, before: State, state: State, heard: Understanding) -> Turn:
        """The turn that answers the message; most actions leave it to the dialogue."""
        return reply(before, state, heard)

    @spelled_once()
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        state = state_from_slots(tracker.slots)
        heard = with_expected_place(as_in_talk(understand(tracker.latest_message), state.turn), state, sources.places())
        heard = replace(heard, holiday=holiday_soon(sources.now().date()))
        try:
            turn = self.decide(state, state, heard)
            after = carry_out(turn, dispatcher, heard)
            keep_up(after)
        except Exception as problem:  # the visitor must get a sentence, and the text must not reach Rasa's log
            logger.error("action %s failed: %s", self.name(), type(problem).__name__)
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_fallback")
            return []
        if forgets(turn):
            return [Restarted(), *_slots(State(), after)]
        return _slots(state, after)


def _slots(before: State, after: State) -> list[EventType]:
    return [SlotSet(name, value) for name, value in changed_slots(before, after).items()]
