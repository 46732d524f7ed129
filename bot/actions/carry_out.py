"""Carries out the moves of a turn: sentences by key, steps, lines, answers and crisis stages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rasa_sdk.executor import CollectingDispatcher

from bot.actions import cards, come_back, plan_card, sources, step_doubts
from bot.actions.answers import show_topic
from bot.actions.details import detail, meant_item
from bot.actions.limits import as_asked
from bot.actions.named import show_named
from bot.dialogue.asked_for import HOME, NUMBERS, ONE, ONE_TO_ONE
from bot.dialogue.contacts import SHOWN
from bot.dialogue.crisis import crisis_card, crisis_reply, risk_from
from bot.dialogue.meant import as_meant
from bot.dialogue.moves import Kind, Move, Turn
from bot.dialogue.needs import need_from
from bot.dialogue.state import State, together
from bot.dialogue.understanding import Understanding
from bot.dialogue.wishes import WITH_CHILDREN, WORDS
from knowledge.lines import choose_lines, meant_for
from knowledge.need import Need
from knowledge.offer import LineSuggestion, Offer, Suggestion

ABOUT_NEW_STEPS = ("utter_after_steps", "utter_beside_holiday", "utter_other_tip", "utter_goes_along")
FOREIGN = re.compile(r"utter_(?:other_language_(\w+)|english_)")
SEARCH = "utter_interest_search"
SEARCH_BESIDE = "utter_interest_search_beside"  # the same, with steps after it
SEARCHES = frozenset({SEARCH, SEARCH_BESIDE})
WISHED = (ONE, HOME, ONE_TO_ONE)  # what a step must be, whatever it is about
Carry = Callable[[Move, State, Understanding, CollectingDispatcher], State]


def carry_out(turn: Turn, dispatcher: CollectingDispatcher, heard: Understanding) -> State:
    """Utter every move; returns the state afterwards."""
    state, ended = turn.state, False
    for move in turn.moves:
        if ended and move.key.startswith(ABOUT_NEW_STEPS):
            continue
        after = CARRIERS[move.kind](move, state, heard, dispatcher)
        ended = ended or (move.kind is Kind.STEPS and move.key != "again" and after.shown == state.shown)
        state = after
    return state


def _say(move: Move, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    buttons = cards.buttons(move.choices)
    dispatcher.utter_message(response=cards.in_easy_words(move.key, state), buttons=buttons, **move.values)
    language = _language_of(move.key)
    if language and not buttons:
        dispatcher.utter_message(json_message={"kind": "text", "lang": language})
    return state


def _language_of(key: str) -> str | None:
    """The language that a sentence is in when it is not Swedish, for those who have it read aloud."""
    found = FOREIGN.match(key)
    if not found:
        return None
    return "en" if found[1] in (None, "default") else found[1]


def _steps(move: Move, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    need = need_from(state)
    offer = as_asked(sources.directory(), need, sources.now())
    if move.key == "again":
        offer = replace(offer, suggestions=_seen_before(state, need), widened=None)
    rare = _rarely_known(offer, heard)
    if rare and move.key != "again":
        where = f" kring {state.place_name}" if state.place_name else ""
        dispatcher.utter_message(response=WORDS[rare], buttons=cards.buttons(("more", "talk")), place=where)
        return state
    unknown = _named_but_unknown(offer, state, heard)
    if not offer.suggestions or (unknown and state.shown):
        return _nothing_more(need, state, heard, dispatcher)
    if unknown:
        _search(state, heard, dispatcher)
    intro = "utter_come_back_again" if move.key == "again" else cards.intro_key(state, offer)
    if not unknown and not _name_what_is_missing(offer, state, heard, dispatcher):
        dispatcher.utter_message(response=intro, place=state.place_name or "")
    also = meant_for(sources.facts(), need, sources.now()) if offer.line else None
    text, card = cards.activities(offer, also)
    dispatcher.utter_message(text=text, json_message=card)
    ids = tuple(item.id for item in offer.suggestions)
    return state.but(shown=together(state.shown, ids), last_shown=ids)


def _search(state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> None:
    """Says how something is found that was named and that nothing here is about."""
    where = f" {state.place_name}" if state.place_name else ""
    values = {"interest": heard.interests[0], "place": where}
    buttons = cards.buttons(("more", "talk")) if state.shown else []  # else steps follow, with choices of their own
    dispatcher.utter_message(response=SEARCH if state.shown else SEARCH_BESIDE, buttons=buttons, **values)


def _name_what_is_missing(offer: Offer, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> bool:
    """Says instead of the intro that nothing is about just what the person likes: when it is named, or at first."""
    if offer.seen and heard.interests:
        dispatcher.utter_message(response="utter_interest_seen", interest=state.interests[-1], step=offer.seen)
        return True
    first = not state.shown and not offer.free_only and SEARCHES.isdisjoint(state.said)
    if not offer.missing or not (first or (state.shown and offer.missing[0] in heard.interests)):
        return False
    key = "utter_interest_near" if offer.nearest else "utter_interest_none"
    dispatcher.utter_message(response=key, interest=offer.missing[0], step=offer.nearest or "")
    return True


def _rarely_known(offer: Offer, heard: Understanding) -> str | None:
    """A wish that is asked for now, that no suggestion is about, and that is known to be found in another way."""
    family = any(item.kind == "family_place" for item in offer.suggestions)
    named = (name for name in heard.interests if name in WORDS and not (name == WITH_CHILDREN and family))
    return next((name for name in named if name == WITH_CHILDREN or name in offer.missing or offer.seen), None)


def _named_but_unknown(offer: Offer, state: State, heard: Understanding) -> bool:
    """Something was asked for by its name, and nothing here is about it or like it; other wishes beside it count."""
    others = set(state.interests) - set(offer.missing) or any(name in state.rejected for name in WISHED)
    if not state.shown and (others or not SEARCHES.isdisjoint(state.said)):
        return False
    return bool(offer.missing) and offer.missing[0] in heard.interests and not offer.nearest and not offer.seen


def _nothing_more(need: Need, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    """Nothing about what was named: where to ask for it. The list at its end: lines the first time, then who knows."""
    if heard.interests:
        _search(state, heard, dispatcher)
        return state
    if "utter_no_more_steps" in state.said:
        dispatcher.utter_message(response="utter_still_no_more_steps", buttons=cards.buttons(("talk", "human")))
        return state
    if NUMBERS in state.rejected:
        dispatcher.utter_message(response="utter_still_no_more_steps", buttons=cards.buttons(("talk",)))
        return state
    dispatcher.utter_message(response="utter_no_more_steps")
    return _show_lines(need, state, dispatcher, "utter_voice_intro")


def _seen_before(state: State, need: Need) -> tuple[Suggestion, ...]:
    """What was shown last, whatever has been said against such steps since."""
    return sources.directory().again(state.last_shown, replace(need, barriers=frozenset()), sources.now())


def _doubt(move: Move, state: State, dispatcher: CollectingDispatcher) -> State:
    known = sources.directory().known(move.values["ids"].split())
    key, values = step_doubts.verdict(move.values["about"], list(known.values()))
    dispatcher.utter_message(response=key, **values)
    ask = step_doubts.words_to_ask(move.values["about"], key)
    if ask:
        dispatcher.utter_message(response="utter_doubt_ask", words=ask)
    return state


def _detail(move: Move, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    if move.key == "doubt":
        return _doubt(move, state, dispatcher)
    need = Need(
        municipality=state.municipality,
        for_other=state.for_other,
        no_phone=state.no_phone,
        interests=state.interests,
    )
    items = sources.directory().again(state.last_shown, need, sources.now())
    meant = meant_item(items, heard.text, move.values.get("which"), state.interests)
    if meant or not move.values.get("taken"):
        dispatcher.utter_message(text=detail(move.key, (meant,) if meant else items))
    return state


def _lines(move: Move, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    age = move.values.get("age")
    need = need_from(state.but(age_group=age, age=None) if age else state, language=move.key or None)
    if move.values.get("written"):
        return _show_lines(replace(need, no_phone=True), state, dispatcher, move.values.get("intro"))
    if move.key or move.values.get("quiet"):
        return _show_lines(need, state, dispatcher, None)
    return _show_lines(need, state, dispatcher, _nobody_here(heard), opens=heard.opens)


def _nobody_here(heard: Understanding) -> str:
    if heard.humans_busy:
        return "utter_human_all_busy"
    return "utter_human_none_on_duty" if heard.opens else "utter_human_none_planned"


def _human(move: Move, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    dispatcher.utter_message(response="utter_human_offer")
    dispatcher.utter_message(json_message={"kind": "handover", "state": "offered"})
    return state


def _show_lines(need: Need, state: State, dispatcher: CollectingDispatcher, key: str | None, **values: str) -> State:
    lines = choose_lines(sources.facts(), need, sources.now())
    if not lines:
        none = "utter_no_line_to_write_to" if need.no_phone else "utter_no_line_fits"
        none = "utter_no_line_to_write_grown" if need.no_phone and not need.is_young() else none
        dispatcher.utter_message(response=none, buttons=cards.buttons(("steps", "talk")))
        return state
    if key:
        dispatcher.utter_message(response="utter_lines_by_chat" if need.no_phone else key, **values)
    if need.age_range() is None:  # those for the young come after those for everybody
        lines = tuple(sorted(lines, key=_for_the_young))
    text, card = cards.support_lines(lines)
    dispatcher.utter_message(text=text, json_message=card)
    return state.but(said=(*state.said, SHOWN + "|".join(line.id for line in lines)))


def _for_the_young(line: LineSuggestion) -> bool:
    shown = sources.facts().lines[line.id].shown
    return shown is not None and shown.age_max is not None


def _topic(move: Move, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    show_topic(move, state, dispatcher)
    return state


def _named(move: Move, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    line = show_named(move, state, dispatcher)
    return state.but(said=(*state.said, SHOWN + line)) if line else state


def _forget(move: Move, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    """The gateway drops what it keeps when it reads this; Rasa's part is bot.actions.base."""
    dispatcher.utter_message(json_message={"kind": "notice", "forgets": True})
    return state


def _crisis(move: Move, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    danger = as_meant(state, heard).danger
    reply = crisis_reply(sources.facts(), state, danger, move.key)
    *first, last = reply.bubbles
    for bubble in first:
        dispatcher.utter_message(text=bubble)
    card = crisis_card(sources.facts(), reply, risk_from(state, danger).level.value, sources.now())
    dispatcher.utter_message(text=last, json_message=card)
    return state


def _come_back(move: Move, state: State, heard: Understanding, dispatcher: CollectingDispatcher) -> State:
    return carry_out(come_back.turn_for(move, state), dispatcher, heard)


CARRIERS: dict[Kind, Carry] = {
    Kind.SAY: _say,
    Kind.STEPS: _steps,
    Kind.DETAIL: _detail,
    Kind.LINES: _lines,
    Kind.TOPIC: _topic,
    Kind.NAMED: _named,
    Kind.COME_BACK: _come_back,
    Kind.FORGET: _forget,
    Kind.CRISIS: _crisis,
    Kind.HUMAN: _human,
    Kind.PLAN: plan_card.show_plan,
    Kind.CHATS: plan_card.show_chats,
}
