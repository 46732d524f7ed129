"""Short exercises that calm the body: breath, senses, feet and cold water; one step a turn, stopped at any time."""

from __future__ import annotations

import re

from bot.dialogue.moves import Turn, say
from bot.dialogue.state import State, together
from bot.dialogue.understanding import Understanding

CHOOSING = "choose"
STEPS = {
    "breath": ("utter_breath_begin", "utter_breath_longer", "utter_breath_rest"),
    "senses": ("utter_senses_see", "utter_senses_touch", "utter_senses_hear"),
    "feet": ("utter_feet_floor", "utter_feet_cold", "utter_feet_room"),
}
WHICH = {
    "breath": re.compile(r"\b(andas?|andning|andetag|första)", re.IGNORECASE),
    "senses": re.compile(r"\b(sinnen?|fem|titta|se runt|andra)", re.IGNORECASE),
    "feet": re.compile(r"\b(fötter|fötterna|golv|vatten|kallt|kyla|kroppen|tredje)", re.IGNORECASE),
}
STOPS = re.compile(
    r"^\W*(nej( tack)?|nä|sluta( nu)?|stopp?|avbryt|(det )?räcker( nu)?|(jag )?(orkar|vill) inte( mer| nu)?|inte nu"
    r"|hoppa över|skippa( det)?)\W*$",
    re.IGNORECASE,
)
WORSE = re.compile(r"(hjälper|funkar|fungerar) (inte|ej)|blir (bara )?(värre|sämre)|mår sämre|går inte", re.IGNORECASE)
NO_AIR = re.compile(r"(kan|går) inte (att )?andas|får (ingen|inte) luft|kvävs", re.IGNORECASE)
AGREES = re.compile(r"^\W*(ja+|jo|ok(ej)?|mm+|visst|gärna|japp|kör|vet inte|spelar ingen roll)\b", re.IGNORECASE)
PANIC = re.compile(
    r"\b(panik|ångest)attack|\b(har|får|fått|fick) (nu )?(en |sån |så mycket |så |jätte|sjuk |värsta )*(panik|ångest)\b"
    r".{0,12}(\bnu\b|just nu|i kväll|ikväll|i natt|inatt|\W*$)|^\W*(panik|ångest)\W*$|hyperventilerar"
    r"|(panik|ångest)en (är här|kommer nu)|\bhar (panik)?ångest\b.{0,12}\b(igen|skakar|nu)\b|panikångest.{0,15}skakar",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(igår|i går|förra|häromdagen|i helgen|i somras|i vintras|en gång|brukar|ibland|ofta|alltid)\b", re.IGNORECASE
)
LEAVES = frozenset(
    (
        "find_activity",
        "talk_to_human",
        "ask_info",
        "privacy_question",
        "bot_identity_question",
        "goodbye",
        "other_language",
    )
    + ("more_suggestions", "correct_bot", "abusive")
)


def offer(state: State, key: str = "utter_grounding_choose") -> Turn:
    """Which exercise?"""
    state = state.but(exercise=CHOOSING, asked=together(state.asked, ("grounding",)))
    return Turn((say(key, "breath", "senses", "feet"),), state)


def panics(state: State, heard: Understanding) -> bool:
    """Panic here and now, met once with an exercise; afraid of people in general is something else."""
    return (
        "grounding" not in state.asked
        and heard.words <= 25
        and bool(PANIC.search(heard.text))
        and not PAST.search(heard.text)
    )


def leaves(state: State, heard: Understanding) -> bool:
    """The message is about something else than the exercise."""
    if state.exercise == CHOOSING:
        return not (_chosen(heard.text) or STOPS.match(heard.text) or AGREES.match(heard.text))
    return heard.intent in LEAVES and heard.words > 2


def take(state: State, heard: Understanding) -> Turn:
    """The next step, another exercise, or the end."""
    if STOPS.match(heard.text):
        return Turn((say("utter_grounding_stopped"),), state.but(exercise=None))
    if state.exercise == CHOOSING:
        return _step(state, _chosen(heard.text) or "breath", 0)
    name, _, number = str(state.exercise).partition(":")
    if NO_AIR.search(heard.text):
        return Turn(
            (say("utter_grounding_if_worse"), say(STEPS["breath"][0], "next_step", "enough")),
            state.but(exercise="breath:0"),
        )
    if WORSE.search(heard.text):
        others = tuple(other for other in STEPS if other != name)
        return Turn((say("utter_grounding_not_helping", *others),), state.but(exercise=CHOOSING))
    if int(number) + 1 < len(STEPS[name]):
        return _step(state, name, int(number) + 1)
    state = state.but(exercise=None)
    if state.danger_stage:
        return Turn((say("utter_grounding_done", "another_exercise", "words", "talk"),), state)
    return Turn((say("utter_grounding_done", "another_exercise", "talk"),), state)


def begin(state: State, text: str) -> Turn:
    """An exercise that was asked for by its name, or the question which one."""
    name = _chosen(text)
    return _step(state, name, 0) if name else offer(state)


def _step(state: State, name: str, number: int) -> Turn:
    return Turn((say(STEPS[name][number], "next_step", "enough"),), state.but(exercise=f"{name}:{number}"))


def _chosen(text: str) -> str | None:
    return next((name for name, sign in WHICH.items() if sign.search(text)), None)
