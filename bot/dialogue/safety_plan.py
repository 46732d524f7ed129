"""A safety plan that is written together: one question a turn; each may be skipped, and it can be taken up again.

The answers live in the slot `plan` ("signs:drar mig undan") as long as the chat is open; nothing else keeps them.
"""

from __future__ import annotations

import re

from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.redact import redact

STEPS = ("signs", "helps", "place", "person", "care", "means")
LIFE, VIOLENCE = "life", "violence"
QUESTIONS = {
    LIFE: {
        "signs": "utter_plan_ask_signs",
        "helps": "utter_plan_ask_helps",
        "place": "utter_plan_ask_place",
        "person": "utter_plan_ask_person",
        "care": "utter_plan_ask_care",
        "means": "utter_plan_ask_means",
    },
    VIOLENCE: {
        "signs": "utter_plan_violence_signs",
        "helps": "utter_plan_violence_helps",
        "place": "utter_plan_violence_place",
        "person": "utter_plan_violence_person",
        "care": "utter_plan_violence_care",
        "means": "utter_plan_violence_ready",
    },
}
EXAMPLES = {
    "signs": "utter_plan_example_signs",
    "helps": "utter_plan_example_helps",
    "place": "utter_plan_example_place",
    "person": "utter_plan_example_person",
    "care": "utter_plan_example_care",
    "means": "utter_plan_example_means",
}
NOTED, SKIPPED, NOBODY_THERE = "utter_plan_noted", "utter_plan_skipped", "utter_plan_nobody"
ACKNOWLEDGE = frozenset({NOTED, SKIPPED})
YOUNG_PERSON = "utter_plan_ask_person_young"
STOPS = re.compile(
    r"^\W*((nej )?(jag )?(vill |orkar |kan )?(inte )?(mer|fortsätta|orka)|sluta( nu)?|stopp?|avbryt|avsluta( planen)?"
    r"|(jag )?(orkar|vill|kan) inte( mer| nu| det här| fortsätta| skriva mer)*|vi slutar här|(det )?räcker( nu)?"
    r"|(jag )?(orkar|vill|kan) inte (mer |fler |längre )?(av |med )?(planen|frågor\w*|det här)( mer| nu)*"
    r"|(jag )?vill sluta|inte nu|paus|hej ?då)\W*$",
    re.IGNORECASE,
)
SKIPS = re.compile(
    r"^\W*(hoppa över( den| det)?|skippa( den)?|pass|nästa|((jag )?vet (inte|ej)( riktigt)?)|ingen aning|idk"
    r"|inget( alls)?|inga|inte(nting| något| nåt)|ingenting|nej|nä+|nix|kommer inte på (något|nåt)"
    r"|finns (inget|inga|ingen)|(jag )?har (inget|inga|ingen)|ingen( alls)?)\W*$",
    re.IGNORECASE,
)
NOBODY = re.compile(r"^\W*((jag )?har ingen|finns ingen|ingen( alls)?)\W*$", re.IGNORECASE)
UNCLEAR = re.compile(
    r"^\W*(ja+|jo|ok(ej)?|mm+|visst|gärna|japp)\W*$|(hur|vad) menar du|ge (mig )?(ett )?exempel|vad då\?|som vad\?"
    r"|förstår inte frågan",
    re.IGNORECASE,
)
SHOWS = re.compile(r"\b(visa?|se|läsa?|öppna|skriva? ut|spara) (upp )?(min |hela |den där )?plan(en)?\b", re.IGNORECASE)
ASIDES = frozenset({"privacy_question", "bot_identity_question", "ask_info"})
LONGEST = 200  # characters kept of an answer


def begin(state: State, kind: str) -> Turn:
    """The first question, or the next one of a plan that was begun."""
    if is_written(state):
        return show(state)
    if state.plan:
        return Turn((say("utter_plan_again"), ask(state, _next(state))), state.but(plan_step=_next(state)))
    state = state.but(plan=(f"kind:{kind}",), plan_step=STEPS[0])
    return Turn((say("utter_plan_start"), ask(state, STEPS[0])), state)


def is_written(state: State) -> bool:
    """Every question of a plan has been put."""
    return bool(state.plan) and _next(state) is None


def show(state: State) -> Turn:
    """The plan as far as it has been written, once more."""
    answers = {step: text for step, text in _pairs(state) if text and step in STEPS}
    after = "utter_plan_after" if kind_of(state) == LIFE else "utter_plan_after_violence"
    return Turn((Move(Kind.PLAN, kind_of(state), answers), say(after, "exercise", "talk")), state)


def is_aside(heard: Understanding) -> bool:
    """A question about Lotsen or about facts is no answer to a question of the plan."""
    return heard.text.rstrip().endswith("?") and heard.intent in ASIDES and not UNCLEAR.search(heard.text)


def take(state: State, heard: Understanding) -> Turn:
    """The turn after an answer to the open question; whatever it says, it is taken for an answer."""
    step = str(state.plan_step)
    if STOPS.match(heard.text):
        return Turn((say("utter_plan_stopped", "resume_plan", "exercise", "talk"),), state.but(plan_step=None))
    if SHOWS.search(heard.text):
        return show(state.but(plan_step=None))
    if UNCLEAR.search(heard.text):
        return Turn((_example(state, step),), state)
    nobody = step == "person" and NOBODY.match(heard.text)
    skipped = bool(SKIPS.match(heard.text)) or not heard.text.strip()
    key = NOBODY_THERE if nobody else SKIPPED if skipped else NOTED
    state = state.but(plan=(*state.plan, f"{step}:{'' if skipped else kept(heard.text)}"))
    following = _next(state)
    if following is None:
        return _done(state)
    return Turn((say(key), ask(state, following)), state.but(plan_step=following))


def ask(state: State, step: str | None) -> Move:
    """The question of a step; a minor is asked for a grown-up."""
    kind = kind_of(state)
    key = QUESTIONS[kind][step or STEPS[-1]]
    if step == "person" and state.minor and kind == LIFE:
        key = YOUNG_PERSON
    return say(key, "skip_question", "stop_plan")


def kind_of(state: State) -> str:
    """What the plan is for: one's own life, or safety from somebody else."""
    return dict(_pairs(state)).get("kind", LIFE)


def kept(text: str) -> str:
    """An answer as it is kept: without personal data, on one line and short."""
    plain = " ".join(redact(text).split())
    return plain if len(plain) <= LONGEST else plain[:LONGEST].rsplit(" ", 1)[0] + " …"


def _example(state: State, step: str) -> Move:
    key = EXAMPLES[step] if kind_of(state) == LIFE else QUESTIONS[VIOLENCE][step]
    return say(key, "skip_question", "stop_plan")


def _next(state: State) -> str | None:
    answered = dict(_pairs(state))
    return next((step for step in STEPS if step not in answered), None)


def _done(state: State) -> Turn:
    shown = show(state.but(plan_step=None))
    answered = any(text for step, text in _pairs(state) if step in STEPS)
    return Turn((say("utter_plan_done" if answered else "utter_plan_done_short"), *shown.moves), shown.state)


def _pairs(state: State) -> list[tuple[str, str]]:
    return [(step, text) for step, _, text in (entry.partition(":") for entry in state.plan)]
