"""Answers a question from its topic: in full, in short, what it costs, how one begins, or more about it."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from bot.actions import cards, sources
from bot.dialogue.follow_ups import times_told
from bot.dialogue.moves import Move
from bot.dialogue.state import State
from knowledge.fact_types import Topic


def show_topic(move: Move, state: State, dispatcher: CollectingDispatcher) -> None:
    """Say the part of the topic that the move asks for, with its source."""
    topic = sources.facts().topics.get(move.key)
    part = move.values.get("part")
    bubbles = _bubbles(topic, part, state) if topic else ()
    other = sources.facts().topics.get(move.values.get("else", ""))
    if topic and not bubbles and other and not (topic.cost or topic.how):
        topic, bubbles = other, other.answer[int(state.turn) % len(other.answer)]
    if topic is None or not bubbles:
        dispatcher.utter_message(response=f"utter_topic_no_{part}" if part in NOTHING else "utter_no_answer")
        return
    if move.values.get("beside") and "gratis" in topic.answer[_wording_of(topic, state)][0]:
        return  # the short answer has said so already
    *first, last = bubbles
    for bubble in first:
        dispatcher.utter_message(text=bubble)
    dispatcher.utter_message(text=last if move.values.get("beside") else f"{last}\n{cards.source_line(topic)}")


NOTHING = ("cost", "how", "more")  # parts that a topic may lack


def _bubbles(topic: Topic, part: str | None, state: State) -> Sequence[str]:
    if part == "cost":
        return (topic.cost,) if topic.cost else ()
    if part == "how":
        return (topic.how,) if topic.how else ()
    told = times_told(state, topic.id)
    if part == "more" and told > len(topic.answer):
        return ()
    wording = topic.answer[_wording_of(topic, state)]
    return wording[:1] if part == "short" or state.easy else wording


def _wording_of(topic: Topic, state: State) -> int:
    """Which wording is next: those of one chat go through all before one comes again."""
    return (_first_turn(state, topic.id) + times_told(state, topic.id) - 1) % len(topic.answer)


def _first_turn(state: State, topic: str) -> int:
    """The turn in which the topic was first answered: chats begin with different wordings."""
    whens = (told.partition("@")[2] for told in state.topics if told.partition("@")[0] == topic)
    turns = (int(when.partition("/")[0]) for when in whens)
    return next(turns, int(state.turn))
