"""Takes up all that one message says into what is known; the newest word wins."""

from __future__ import annotations

from bot.dialogue import cues, doubts, follow_ups, persons, practical, pupil, told_softly, turned_down
from bot.dialogue.come_back_cues import is_about_code
from bot.dialogue.earnest import denies_lately, helped, in_earnest, is_sure, speaks_of_self, tells_kind
from bot.dialogue.meant import as_meant
from bot.dialogue.of_others import own_facts, own_text
from bot.dialogue.relations import person_in
from bot.dialogue.set_right import without_mistake
from bot.dialogue.state import KINDS, State, together
from bot.dialogue.told import since_in, told_in
from bot.dialogue.understanding import Understanding
from knowledge.groups import diagnoses_named
from safety.assess import MAY_BE_YOUNG, OWN_LIFE, VIOLENCE
from safety.normalise import normalise

ADULT = 18  # years
GROWN_UP = frozenset({"adult", "older"})
FADING = 0.85  # how much an earlier impression of a kind still weighs a turn later
HOLDS = 0.5
LEVELS = ("none", "concern", "acute")


def gather(state: State, heard: Understanding) -> State:
    """The state after listening, before anything is answered; the words of a come-back code say nothing but danger."""
    now = doubts.noted(state.but(turn=state.turn + 1), heard)  # so that it is weighed as the answer will weigh it
    heard = as_meant(now, heard)
    state = _after_human(now.but(turn=state.turn), heard).but(wrong=None)
    if is_about_code(heard):
        return _danger(state.but(turn=state.turn + 1, news=_danger_news(state, heard)), heard)
    if state.plan_step is not None or state.exercise is not None:
        return _answer_in_plan(state, heard)
    state = without_mistake(state.but(turn=state.turn + 1), heard)
    earlier = state
    state = state if state.wrong == "other" else persons.whom(state, heard)
    person = ("person",) if persons.is_new(earlier, state) else ()
    if speaks_of_self(state, heard):
        return _mine(state)
    heard = own_facts(heard, state)
    state = told_softly.noted(state.but(news=(*person, *news_in(state, heard))), heard)
    for take in (_place, _facts, _told, turned_down.take, _loneliness, _danger):
        state = take(state, heard)
    return state


def _after_human(state: State, heard: Understanding) -> State:
    """A person had the chat since the last turn: what stood open before that is no question any more."""
    if heard.met_human <= state.met_human:
        return state
    return state.but(met_human=heard.met_human, pending=None, plan_step=None, exercise=None)


def _mine(state: State) -> State:
    """What was told of a friend is the writer's own."""
    kind = "suicide" if state.risk_kind in (None, "third_party") else state.risk_kind
    kinds = together((str(kind),), tuple(name for name in state.risk_kinds if name != "third_party"))
    return state.but(
        risk_about_other=False, for_other=False, risk_kind=kind, risk_kinds=kinds, news=("danger", "danger_is_mine")
    )


def news_in(state: State, heard: Understanding) -> tuple[str, ...]:
    """What the message adds to what was known."""
    events = tuple(f"life_event:{name}" for name in heard.life_events if name not in state.life_events)
    barriers = tuple(f"barrier:{name}" for name in barriers_told(state, heard) if name not in state.barriers)
    moved = heard.place_code is not None and heard.place_code != state.municipality
    place = ("new_place" if state.municipality else "place",) if moved else ()
    losses = tuple(f"loss:{name}" for name in cues.losses_in(heard.text) if name not in state.losses)
    return (*events, *losses, *barriers, *place, *_danger_news(state, heard))


def _danger_news(state: State, heard: Understanding) -> tuple[str, ...]:
    """A kind that was not spoken of before, or a higher level."""
    if heard.danger.level == "none" or (state.danger_stage is not None and helped(heard)):
        return ()
    if _only_looks_worse(state, heard):
        return ()
    if LEVELS.index(heard.danger.level) > LEVELS.index(state.risk_level):
        return ("danger", "danger_rises")
    return ("danger",) if tells_kind(state, heard) and heard.danger.kind not in state.risk_kinds else ()


def _answer_in_plan(state: State, heard: Understanding) -> State:
    """The answer to a question of the plan belongs to the plan; only danger is taken up from it."""
    state = state.but(turn=state.turn + 1, news=(), minor=is_minor(state, heard))
    locks_away = state.plan_step == "means" and heard.danger.kind not in OWN_LIFE  # "my wife locks it in" is help
    if not in_earnest(state, heard) or (locks_away and state.risk_kind is None):
        return state
    if locks_away:
        return state.but(risk_kinds=together(state.risk_kinds, (heard.danger.kind,)))
    taken = _danger(state.but(news=_danger_news(state, heard)), heard)
    return taken.but(risk_about_other=state.risk_about_other, risk_kind=state.risk_kind or taken.risk_kind)


def _place(state: State, heard: Understanding) -> State:
    if not heard.place_code:
        return state
    return state.but(
        municipality=heard.place_code, place_name=heard.place, position=heard.place_position, place_refused=False
    )


def _facts(state: State, heard: Understanding) -> State:
    corrects = heard.intent == "correct_bot"
    mine = own_text(heard.text, state.for_other)
    events = heard.life_events if corrects and heard.life_events else together(heard.life_events, state.life_events)
    return state.but(
        age_group=heard.age_group or state.age_group,
        age=float(heard.years) if heard.years is not None else state.age,
        barriers=together(state.barriers, (*barriers_told(state, heard), *_of_hearing(mine))),
        interests=together(state.interests, heard.interests),
        life_events=events,
        access=together(state.access, cues.access_in(mine)),
        losses=together(state.losses, cues.losses_in(heard.text)),
        diagnoses=together(state.diagnoses, diagnoses_named(heard.text)),
        gender=state.gender if state.for_other else cues.gender_in(heard.text) or state.gender,
        no_phone=_no_phone(state, heard),
        minor=is_minor(state, heard),
    )


def _no_phone(state: State, heard: Understanding) -> bool:
    """Whether the phone is out of the question; who tells of ringing, or has a phone with a cord, manages it."""
    text = own_text(heard.text, state.for_other).lower()
    if turned_down.RINGS.search(text) and not turned_down.DOES_NOT_RING.search(text):
        return False
    return state.no_phone or bool(cues.NO_PHONE.search(text))


def _told(state: State, heard: Understanding) -> State:
    """Since when, and what need not be asked any more."""
    if state.for_other:
        return state
    return state.but(
        since=since_in(heard.text) or state.since,
        who=person_in(normalise(heard.text)) or state.who,
        told=together(state.told, (*told_in(heard.text), *pupil.noted(state, heard.text))),
    )


def _of_hearing(text: str) -> tuple[str, ...]:
    return ("disability_access",) if cues.HEARS_BADLY.search(text.lower()) else ()


def barriers_told(state: State, heard: Understanding) -> tuple[str, ...]:
    """What hinders; a question about what was just shown or answered, and a yes to it, is no hindrance."""
    about_steps = state.last_shown and (practical.asks(heard) or practical.takes(heard))
    return () if about_steps or follow_ups.part_asked_for(state, heard) == "cost" else heard.barriers


def is_minor(state: State, heard: Understanding) -> bool:
    """Whether the writer is under 18: an age that is said counts more than what a message seems to show."""
    if state.for_other or heard.intent == "on_behalf_of_other":
        return state.minor or heard.danger.minor  # the age of a person asked for says nothing about the writer
    years = state.age if heard.years is None else heard.years
    if (years is not None and years >= ADULT) or (heard.age_group or state.age_group) in GROWN_UP:
        return False
    says_so = heard.age_group == "child" or (heard.years is not None and heard.years < ADULT)
    return state.minor or heard.danger.minor or says_so


def _loneliness(state: State, heard: Understanding) -> State:
    if heard.primary is None:
        return state
    if heard.intent == "correct_bot":
        scores = heard.scores
    else:
        pairs = zip(state.loneliness_scores, heard.scores, strict=True)
        scores = tuple(round(max(old * FADING, new), 3) for old, new in pairs)  # type: ignore[assignment]
    ranked = sorted(zip(KINDS, scores, strict=True), key=lambda item: -item[1])
    types = tuple(kind for kind, score in ranked if score >= HOLDS) or (heard.primary,)
    return state.but(loneliness_scores=scores, loneliness_types=types)


def _who_did_it(state: State, heard: Understanding) -> str | None:
    """Once it was told who decides over the writer, a sister who is named beside it changes nothing."""
    control = heard.danger.kind == "coercive_control" and "coercive_control" in state.risk_kinds
    known = state.perpetrator_gender if control else None
    return known or heard.danger.perpetrator_gender or state.perpetrator_gender


def _danger(state: State, heard: Understanding) -> State:
    """Danger never falls by itself: a later calm message leaves the level where it was."""
    if cues.IS_MAN.search(heard.text.lower()):
        state = state.but(victim_gender="man")
    if heard.danger.level == "none" or (state.danger_stage is not None and helped(heard)):
        return state
    if denies_lately(state, heard):
        return state
    own_kind = tells_kind(state, heard)
    state = state.but(
        risk_kinds=together(state.risk_kinds, (heard.danger.kind,) if own_kind else ()),
        risk_also=together(state.risk_also, (*told_beside(heard), *_young(state))),
        risk_about_other=heard.danger.about_other if own_kind else state.risk_about_other,
        victim_gender=heard.danger.victim_gender or state.victim_gender,
        perpetrator_gender=_who_did_it(state, heard),
    )
    if LEVELS.index(heard.danger.level) > LEVELS.index(state.risk_level) and not _only_looks_worse(state, heard):
        kind = heard.danger.kind if own_kind else state.risk_kind
        return state.but(risk_level=heard.danger.level, risk_kind=kind)
    return state


def _young(state: State) -> tuple[str, ...]:
    """The line for the young stands beside the others for whoever seems to go to school."""
    return (MAY_BE_YOUNG,) if pupil.may_be_young(state) else ()


def _only_looks_worse(state: State, heard: Understanding) -> bool:
    """Harm that was told of rises by plain words, and not by the form of a sentence about the one who does it."""
    return "first" in state.danger_said and heard.danger.kind in VIOLENCE and not is_sure(heard)


def told_beside(heard: Understanding) -> tuple[str, ...]:
    """The dangers that words of the message show, and what it tells beside them."""
    surely = (heard.danger.kind,) if heard.danger.evidence and heard.danger.kind in OWN_LIFE | VIOLENCE else ()
    return together(surely, heard.danger.also)
