"""Offers steps: asks for the place once, shows what fits, and lets a no change the next ones."""

from __future__ import annotations

import re

from bot.dialogue import asked_for, asking, cues
from bot.dialogue.code_offer import code_choice, offer_code
from bot.dialogue.for_another import named
from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.of_others import is_of_a_thing
from bot.dialogue.practical import takes, which
from bot.dialogue.refusal_words import FEARS, said_back
from bot.dialogue.state import State, together
from bot.dialogue.understanding import Understanding

LAST_TIME = "what_happened_last_time"
CALLED_UP = re.compile(
    r"\b(nån|någon|en|folk) (som )?(kan |kunde |skulle kunna )?ring(er|a|de) (upp )?(till )?"
    r"(henne|honom|hen|mamma|pappa|mor|far|mormor|morfar|farmor|farfar|såna|sådana|mig|min )|\bbli(r)? uppringd|telefonvän"
)
SHORT = 4  # words; "har redan provat" on a button is a reason, a longer one is worth a question
BARRIERS = frozenset(
    ("money", "distance", "disability_access", "anxiety", "language", "digital", "time_children", "benefits_fear")
    + ("illness", "no_company", "caregiving")
)
TELLS = 12  # words; a longer message that tells how it is does more than refuse
LATELY = 4  # responses back in which lines are what a no is about
LINES_SHOWN = frozenset({"utter_human_intro", "utter_human_after", "utter_voice_intro"})
YES = re.compile(r"^\W*(ja+|jo+|japp|okej|ok|gärna|visst|absolut)\b")
VOICE = re.compile(
    r"\b(telefon\w*|nummer|linje\w*|någon|nån|ställe)\b.{0,20}\b(att |man kan |jag kan |som kan )?(ringa|prata med|tala med)\b"
)  # somebody to ring or talk to, and no step
AGAIN = re.compile(r"\b(jag )?(sa|skrev|har sagt|sade) (jag )?(ju|redan|nyss)\b|\bsom sagt\b")
REASON_KEYS = {"money", "distance", "anxiety", "tried", "age", "church", "sport", "language", "time"}


def suggest(state: State, heard: Understanding, *before: Move) -> Turn:
    """Show steps, or first ask where, once."""
    state = state.but(wants="tips", offered=True)
    if asked_for.HOME in state.rejected:
        return show(state, *before)  # where it is does not matter
    if heard.place_candidates and not state.municipality:
        return ask_which(state, heard)
    if heard.place_unknown and not state.municipality and "place_again" not in state.asked:
        return unknown_place(state, heard.place_unknown)
    if cues.KEEPS_PLACE.search(heard.text.lower()):
        state = state.but(place_refused=True)
    if state.municipality or state.place_refused or "place" in state.asked:
        return show(state, *before)
    return Turn(
        (*before, say("utter_ask_place", "skip_place")),
        state.but(asked=together(state.asked, ("place",)), pending="place"),
    )


def show(state: State, *before: Move) -> Turn:
    """The steps themselves, and a question about them."""
    if asked_for.ONE in state.rejected:
        return _show_one(state, *before)
    beside = () if before else _beside(state)
    after = "utter_after_steps_other" if state.for_other else "utter_after_steps"
    moves = (*before, Move(Kind.STEPS), *beside, say(after, "more", "reject", "human", *code_choice(state)))
    return Turn(moves, state.but(pending="after_steps", wants="tips", offered=True))


def _show_one(state: State, *before: Move) -> Turn:
    """One step, as was asked for, and nothing beside it."""
    moves = (*before, Move(Kind.STEPS), say("utter_after_one", "another", "human"))
    return Turn(moves, state.but(pending="after_steps", wants="tips", offered=True))


def _beside(state: State) -> tuple[Move, ...]:
    """One sentence that makes the step smaller, the first time that steps are shown."""
    if state.holiday and "utter_beside_holiday" not in state.said:
        return (say("utter_beside_holiday", holiday=state.holiday),)
    if state.shown:
        return ()
    if state.for_other:
        return (say("utter_other_tip"),)
    return (say("utter_goes_along"),) if "no_company" in state.barriers else ()


def ask_which(state: State, heard: Understanding) -> Turn:
    """A name that fits several municipalities is asked back, with the municipalities as choices."""
    names = tuple(f"={name}" for name, _ in heard.place_candidates[:5])
    both = len(names) == 2 and all(name in heard.text for name, _ in heard.place_candidates)
    question = say("utter_which_home", *names) if both else _ambiguous(names, heard)
    pending = "place" if state.wants == "tips" else "which_place"
    return Turn((question,), state.but(pending=pending, asked=together(state.asked, ("place",))))


def _ambiguous(names: tuple[str, ...], heard: Understanding) -> Move:
    return say("utter_place_ambiguous", *names, place=_written_place(heard))


def _written_place(heard: Understanding) -> str:
    return heard.place_unknown or "det namnet"


def unknown_place(state: State, written: str) -> Turn:
    """A place that is on no map is asked about once more."""
    question = say("utter_place_unknown", "skip_place", place=written[:40])
    return Turn((question,), state.but(pending="place", asked=together(state.asked, ("place", "place_again"))))


def take_place(state: State, heard: Understanding) -> Turn:
    """The answer to where: a place, several, none on the map, or that it is not said."""
    if heard.place:
        return show(state)
    if heard.place_candidates:
        return ask_which(state, heard)
    if heard.intent == "deny" or cues.WITHOUT_PLACE.search(heard.text.lower()):
        return show(state.but(place_refused=True), say("utter_place_refused"))
    if cues.SHOW.search(heard.text.lower()) and heard.words <= SHORT:
        return show(state.but(place_refused=True))
    written = heard.place_unknown or (heard.text.strip() if heard.words <= 3 else "")
    if written and "place_again" not in state.asked:
        return unknown_place(state, written)
    return show(state.but(place_refused=True), say("utter_place_refused"))


def more(state: State, heard: Understanding) -> Turn:
    """More of the same; what has been shown does not come back."""
    if not state.shown:
        return suggest(state, heard)
    return show(state)


def reject(state: State, heard: Understanding) -> Turn:
    """A no: those shown are gone for good, and the reason changes the next ones."""
    tried = cues.TRIED.search(heard.text.lower()) is not None and heard.words > SHORT
    if tried and LAST_TIME not in state.asked:
        gone = state.but(rejected=together(state.rejected, state.last_shown), last_shown=())
        moves = (say("utter_reflect_tried_before"), say("utter_ask_what_happened_last_time"))
        return Turn(moves, gone.but(asked=together(state.asked, (LAST_TIME,)), pending=LAST_TIME))
    if not state.last_shown and state.wants != "tips" and not asking.wishes(heard.text):
        return Turn((say("utter_hold"),), state.but(wants="talk", pending=None))  # nothing on the table to change
    if not state.last_shown:
        return suggest(state, heard)
    reason = reason_in(heard, state)
    state = state.but(rejected=together(state.rejected, _turned_down(state, heard)), last_shown=())
    if reason is None and "reject_reason" not in state.asked:
        question = say("utter_ask_reject_reason", "too_far", "too_dear", "dare_not", "tried")
        return Turn((question,), state.but(asked=together(state.asked, ("reject_reason",)), pending="reject_reason"))
    return after_reason(state, reason)


def _turned_down(state: State, heard: Understanding) -> tuple[str, ...]:
    """The step that a no points at, else all that were shown last."""
    number = which(heard.text)
    return state.last_shown if number is None else state.last_shown[number : number + 1]


def reason_in(heard: Understanding, state: State) -> str | None:
    """Why a step does not fit, when the message says: what hinders comes before a single word that hints at it."""
    if cues.NO_PHONE.search(heard.text.lower()):
        return "no_phone"
    fresh = next((name for name in state.new("barrier") if name != "anxiety" or FEARS.search(heard.text.lower())), None)
    return fresh or cues.reject_reason(heard.text) or next(iter(heard.barriers), None)


def after_reason(state: State, reason: str | None) -> Turn:
    """New steps in the light of why the last ones did not fit."""
    if reason in BARRIERS:
        state = state.but(barriers=together(state.barriers, (str(reason),)))
    elif reason in ("church", "sport"):
        state = state.but(rejected=together(state.rejected, (f"kind:{reason}",)))
    return show(state, say(_taken_in(reason)))


def _taken_in(reason: str | None) -> str:
    """The sentence that shows that the reason was heard."""
    if reason in REASON_KEYS:
        return f"utter_rejected_{reason}"
    if reason in BARRIERS:
        return f"utter_ack_barrier_{reason}"
    return "utter_ack_no_phone" if reason == "no_phone" else "utter_intro_after_reject"


def refused(before: State, state: State, heard: Understanding) -> Turn | None:
    """A kind of help, or the phone, is turned down in passing: the steps are chosen anew without it."""
    kinds = state.new("refused")
    no_phone = cues.NO_PHONE.search(heard.text.lower()) is not None and bool(state.last_shown)
    spoken_of = state.wants == "tips" or bool(state.last_shown) or heard.intent == "find_activity"
    spoken_of = spoken_of or bool(LINES_SHOWN & set(state.said[-LATELY:])) or asking.looks(heard.text)
    says_yes = before.pending == "offer" and YES.search(heard.text.lower())
    wants_voice = VOICE.search(heard.text.lower()) is not None and not no_phone and "numbers" not in kinds
    tells = heard.primary and heard.words > TELLS and not cues.WISH.search(heard.text.lower())
    if not (kinds or no_phone) or tells or heard.intent in ("talk_to_human", "goodbye"):
        return None
    if not (spoken_of or says_yes or wants_voice):
        return _noted(kinds, state, heard)
    seeks = heard.intent in ("find_activity", "more_suggestions")
    if "numbers" in kinds and not state.last_shown and not seeks:
        return _noted(kinds, state, heard)
    if (LINES_SHOWN & set(state.said[-LATELY:]) or wants_voice) and not state.last_shown:
        return Turn((_ruled_out(kinds), Move(Kind.LINES, "", {"quiet": "yes"})), state)
    gone = () if which(heard.text) is None else _turned_down(state, heard)
    state = state.but(rejected=together(state.rejected, gone), last_shown=())
    return suggest(state, heard, _ruled_out(kinds))


def _noted(kinds: tuple[str, ...], state: State, heard: Understanding) -> Turn | None:
    """A refusal before anything was shown is said back and remembered; what else a longer message tells is met."""
    if heard.words > TELLS or not said_back(kinds):
        return None
    if state.for_other:
        offer = say("utter_offer_other", "steps", "talk", "human", place=state.place_name or "", **named(state))
        return Turn((_ruled_out(kinds), offer), state.but(offered=True, pending="offer"))
    offers = () if state.wants == "talk" or state.offered else (say("utter_offer", "steps", "talk", "human"),)
    state = state.but(offered=True, pending="offer") if offers else state
    return Turn((say("utter_ruled_out_noted", what=said_back(kinds)), *offers), state)


def _ruled_out(kinds: tuple[str, ...]) -> Move:
    """It was heard what is not wanted: said back in a few words."""
    if not kinds:
        return say("utter_ack_no_phone")
    if said_back(kinds) and (len(kinds) > 1 or kinds[0] not in ("church", "sport")):
        return say("utter_ruled_out", what=said_back(kinds))
    named = {"church": "utter_rejected_church", "sport": "utter_rejected_sport", "evening": "utter_limit_evening"}
    if "internet" in kinds:
        return say("utter_limit_internet")
    named |= {"day": "utter_rejected_time", "email": "utter_limit_email", "alcohol": "utter_limit_alcohol"}
    return say(named.get(kinds[0], "utter_rejected_kind"))


def said_again(before: State, state: State, heard: Understanding) -> Turn | None:
    """What one likes is said a second time, or that a suggestion is in another town: it is looked for anew."""
    if not state.last_shown and not state.shown:
        return None
    if is_of_a_thing(heard) and state.last_shown:
        gone = state.but(rejected=together(state.rejected, state.last_shown), last_shown=())
        return show(gone, say("utter_rejected_distance"))
    again = AGAIN.search(heard.text.lower()) and heard.interests and state.wants == "tips"
    return show(state) if again else None


def called_up(before: State, state: State, heard: Understanding) -> Turn | None:
    """Somebody who is to be rung, by a volunteer and more than once: that is a step, and no line to ring."""
    if not CALLED_UP.search(heard.text.lower()) or heard.intent in ("tell_feeling", "deny", "goodbye"):
        return None
    state = state.but(interests=together(state.interests, ("telefonkontakt",)))
    return suggest(state, heard, say("utter_someone_rings"))


def taken(before: State, state: State, heard: Understanding) -> Turn | None:
    """One of the steps on the table is chosen: its first step is told."""
    if not state.last_shown or not takes(heard) or before.danger_stage == "first":
        return None
    accepted = accept(state)
    number = which(heard.text)
    values = {"taken": "yes", **({} if number is None else {"which": str(number)})}
    first, _close, *code = accepted.moves  # what to do first is a better close than a sentence about it
    return Turn((first, Move(Kind.DETAIL, "start", values), *code), accepted.state)


def accept(state: State) -> Turn:
    """One of the steps is wanted: keep it small."""
    accepted = "utter_step_accepted_other" if state.for_other else "utter_step_accepted"
    close = "utter_close_with_step_other" if state.for_other else "utter_close_with_step"
    moves = (say(accepted), say(close), *offer_code(state))
    return Turn(moves, state.but(pending=None))
