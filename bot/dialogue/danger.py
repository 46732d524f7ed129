"""Which stage of the crisis protocol a message calls for; asked before anything else is decided."""

from __future__ import annotations

from bot.dialogue import admits, aid, cues, help_to_write, in_danger, misread, straight, told_softly, traces
from bot.dialogue.buttons import is_button
from bot.dialogue.crisis import risk_from
from bot.dialogue.danger_signs import (
    ABOUT_IT,
    ANNOYED,
    ASKS,
    ASKS_FOR_HELP,
    ASKS_WITHIN,
    BARE_NO,
    BETTER,
    BRUSHED_OFF,
    COMES,
    DEATH,
    EXPLAINED,
    FORGETS,
    JOKING,
    LAUGHS,
    NO,
    READ_WRONGLY,
    SILENT,
    UNSURE,
    WAVERS,
    YES,
)
from bot.dialogue.doubts import borne_out, in_words, said_plainly
from bot.dialogue.earnest import ASKING, CALLED, CHECK, SOMEBODY_IS_HERE, denies, denies_lately, is_sure, tells_kind
from bot.dialogue.family import family_of
from bot.dialogue.meant import as_meant, takes_back
from bot.dialogue.pace import QUIET, crowded, is_due, promised
from bot.dialogue.protests import ends_it
from bot.dialogue.state import State, together
from bot.dialogue.understanding import Danger, Understanding
from safety import circumstances
from safety.crisis import question

FEW = 5  # words; so short a line right after the question is an answer
BARE = 4  # words of a bare no
STAYS_FOR = 3  # turns after acute danger in which Lotsen stays with it unless another topic is plainly meant
CORRECTED = "corrected"  # the person has said that it is not so
OWN_LIFE = frozenset({"suicide", "farewell", "self_harm", "overdose", "death_unclear"})
MOST_STAYS = 3  # times that Lotsen says it stays; after them other talk is answered again, lines in sight
INTERRUPTED_FOR = 12  # turns after harm was told in which somebody who comes is danger
REPEATS = 3  # full replies to danger that is said again; after them shorter ones
ABOUT_PHONE = frozenset({"yes", "no", "answer"})  # where somebody does harm these end in the question about the phone
WATCHED = frozenset({"watched", "unwatched"})
HARMED = frozenset({"harm", "child"})
ABOUT_DEATH = frozenset({"self", "self_minor"})
HELD = frozenset({"yes", "watched", "unwatched"})
STANDS_OPEN = frozenset({"place", "which_place", "after_steps", "reject_reason"})  # questions that outlast danger
LEADS_TO_DEATH = frozenset({"eating", "substance"})  # where a yes to that question weighs more than what was told first
DENIED = frozenset({"no"})  # the lines were in it, and rest until the one question later
BESIDE = frozenset({"beside", "topic_change", "keep"})  # carried along by another reply
OTHER_TOPICS = frozenset(
    ("find_activity", "more_suggestions", "ask_info", "privacy_question", "bot_identity_question", "greet")
    + ("goodbye", "thanks", "other_language", "feedback_positive", "state_place", "state_interest", "talk_to_human")
)
NOT_TELLING = OTHER_TOPICS | {"out_of_scope", "abusive", "correct_bot", "affirm", "deny"}
SMALL_WORDS = frozenset(
    ("goodbye", "thanks", "affirm", "deny", "greet", "feedback_positive")
    + ("state_place", "state_age", "state_interest", "state_barrier")
)
LONGEST_ANSWER = 20  # words; a longer message right after acute danger is taken up for what it says
LONG = 12  # words; a longer message that tells of feelings is reflected, with the lines beside it
WAITS_AT_MOST = 6  # turns of other talk
RECHECK_AFTER = 3  # turns of other talk before Lotsen asks once more


def stage_for(state: State, heard: Understanding) -> str | None:
    """The stage to say now as a reply of its own; None when the message is not about danger.

    `state` is the state after gathering, with the stage of the last crisis reply still in it.
    """
    heard = as_meant(state, heard)
    if "danger_is_mine" in state.news:
        return "first"
    if ends_it(state, heard):
        return None  # taken back in the turn that answers it
    if traces.asked(state, heard) or aid.takes(state, heard) or _asks_straight(state, heard):
        return None
    half_yes = admits.told(state, heard) and not admits.relapsed(state, heard)
    if half_yes and heard.danger.evidence and state.danger_said.count("thoughts") < REPEATS:
        return "thoughts"
    within = in_danger.stage(state, heard)
    if within:
        return within
    if heard.danger.kind == "coercive_control" and heard.danger.level == "concern" and is_told_again(state):
        return None  # met with an answer of its own
    if state.danger_stage == CHECK and _was_asked(state):
        return _of_check(state, heard)
    told = heard.danger.level != "none" and tells_kind(state, heard)
    if told and told_softly.survived(state, heard) and is_sure(heard) and state.danger_said.count("survived") < REPEATS:
        return "survived"
    if told and denies_lately(state, heard):
        return _of_denial(state)
    if told and not is_sure(heard) and state.danger_stage not in (None, CORRECTED):
        told = False  # in the midst of it only plain words tell of new danger
    if told and not is_sure(heard):
        return CHECK if CHECK not in state.danger_said else None
    if told and not (state.danger_stage and heard.danger.joking):
        return _of_danger(state, heard)
    if state.danger_stage in (None, CORRECTED) or (FORGETS.match(heard.text) and not ANNOYED.search(heard.text)):
        return _interrupted(state, heard)
    recent = state.turn - state.danger_turn <= STAYS_FOR
    if recent and _jokes(state, heard) and state.danger_said.count("joking") < REPEATS:
        return "joking"
    if takes_back(state, heard):
        return None  # said in the turn that answers it
    if ANNOYED.search(heard.text) and recent and "backing" not in state.danger_said:
        return "backing"
    if _interrupted(state, heard):
        return "interrupted"
    if recent and _help_is_there(state, heard):
        return "helped"
    if ASKS_FOR_HELP.search(heard.text) and recent and not _asked_about_phone(state):
        return "answer" if state.danger_said.count("answer") < REPEATS else "stay"
    if promised(state):
        return None
    return _of_answer(state, heard) or _staying(state, heard)


def _interrupted(state: State, heard: Understanding) -> str | None:
    """Where harm was told in plain words, somebody who comes is danger."""
    near = state.danger_stage is not None and state.turn - state.danger_turn <= INTERRUPTED_FOR
    harmed = near and in_words(state) and family_of(state) in HARMED
    return "interrupted" if harmed and COMES.search(heard.text) else None


def is_told_again(state: State) -> bool:
    """Control that is told further: not new, and no higher level."""
    return "first" in state.danger_said and "danger" not in state.news and "danger_rises" not in state.news


def _jokes(state: State, heard: Understanding) -> bool:
    """It is called a joke, or laughed at right after the question; a laugh beside something else is only a laugh."""
    laughs = LAUGHS.search(heard.text) and _was_asked(state) and not asks_something(heard)
    return bool(JOKING.search(heard.text) or laughs)


def _asks_straight(state: State, heard: Understanding) -> bool:
    """A straight question that tells of no danger gets its answer; the lines come beside it."""
    sure = heard.danger.level != "none" and is_sure(heard)
    if sure or aid.under_way(state):
        return False
    return straight.found(state, heard) is not None or help_to_write.wants(state, heard)


def _of_check(state: State, heard: Understanding) -> str | None:
    """What follows the question whether danger was read rightly: the full words, or on with the talk."""
    if JOKING.search(heard.text) and state.risk_kind in OWN_LIFE:
        return "joking"
    brushed = BRUSHED_OFF.search(heard.text) and not EXPLAINED.search(heard.text)
    if brushed and state.risk_kind in OWN_LIFE and "backing" not in state.danger_said:
        return "backing"
    if denies(heard) or heard.danger.joking or takes_back(state, heard):
        bare = BARE_NO.match(heard.text) and not READ_WRONGLY.search(heard.text)
        return "no" if bare and state.risk_kind in OWN_LIFE else None
    if _straight_answer(heard) == "yes" and heard.words <= LONG:
        return "first"
    same = family_of(state) == family_of(state.but(risk_kind=heard.danger.kind))
    return "first" if heard.danger.level != "none" and (same or is_sure(heard)) else None


def _of_denial(state: State) -> str | None:
    """A no to what was asked: met once or twice, and never heard as danger told anew."""
    if state.danger_stage == CORRECTED:
        return None
    return "no" if state.danger_said.count("no") < REPEATS else None


def stood_down(state: State, heard: Understanding) -> State:
    """Once a check has been answered otherwise than with danger, the talk goes on as if nothing had been asked."""
    if ends_it(state, heard) or (takes_back(state, heard) and not misread.plainly(state)):
        return misread.without_danger(state)
    if state.danger_stage != CHECK or state.turn - state.danger_turn > 1:
        return state
    return misread.without_danger(state) if denies(heard) else state.but(danger_stage=CORRECTED)


def _help_is_there(state: State, heard: Understanding) -> bool:
    """Somebody is called, on the way or there; where somebody does harm, only those who are called count."""
    called = CALLED.search(heard.text) is not None
    return called or (family_of(state) not in HARMED and SOMEBODY_IS_HERE.search(heard.text) is not None)


def _of_danger(state: State, heard: Understanding) -> str:
    if "first" not in state.danger_said or "danger_rises" in state.news:
        return "first"
    if "danger" in state.news and _is_other_family(state, heard):
        return "first"
    if _was_asked(state) and _straight_answer(heard) == "yes":
        return _of_answer(state, heard) or "repeat"
    return "repeat" if state.danger_said.count("repeat") < REPEATS else "stay"


def _is_other_family(state: State, heard: Understanding) -> bool:
    """True when what is told now needs other words than all that was told before."""
    earlier = {family_of(state.but(risk_kind=kind)) for kind in state.risk_kinds if kind != heard.danger.kind}
    now = family_of(state.but(risk_kind=heard.danger.kind, risk_about_other=heard.danger.about_other))
    return now not in earlier


def _was_asked(state: State) -> bool:
    """The message before this one was answered with the straight question."""
    return state.turn - state.danger_turn <= 1 and state.danger_stage in ASKING


def _of_answer(state: State, heard: Understanding) -> str | None:
    """What the reply to the open question was, when this is the message right after it."""
    if state.turn - state.danger_turn > 1:
        return None
    if _asked_about_phone(state):
        return _of_phone(heard)
    if state.danger_stage not in ASKING:
        return None
    stage = _straight_answer(heard)
    if stage == "no" and (state.danger_said.count("no") >= REPEATS or holds_more(heard)):
        return None
    if stage is None or (stage == "no" and _tells_at_length(heard)):
        stage = "answer" if _tells(state, heard) and state.danger_said.count("answer") < REPEATS else None
    harmed = family_of(state) in HARMED and bool(ABOUT_PHONE & set(state.danger_said))
    return "stay" if stage in ABOUT_PHONE and harmed else stage


def _straight_answer(heard: Understanding) -> str | None:
    if is_button(heard.text) and not (YES.match(heard.text) or NO.match(heard.text)):
        return None  # pressed for something else
    if NO.match(heard.text) and WAVERS.search(heard.text):
        return "yes"
    if NO.match(heard.text) or BETTER.match(heard.text):
        return "no"
    if YES.match(heard.text):
        return "yes"
    if (heard.intent == "gibberish" and heard.words <= 2) or SILENT.match(heard.text):
        return "silence"
    return {"deny": "no", "affirm": "yes"}.get(heard.intent)


def _asked_about_phone(state: State) -> bool:
    if circumstances.WATCHED in state.risk_also:
        return False  # it was said without being asked
    return state.danger_stage in ABOUT_PHONE and family_of(state) in HARMED and not WATCHED & set(state.danger_said)


def _of_phone(heard: Understanding) -> str | None:
    """Whoever is not sure is met as if somebody could read it."""
    if UNSURE.match(heard.text) or heard.intent == "affirm" or YES.match(heard.text):
        return "watched"
    return "unwatched" if heard.intent == "deny" or NO.match(heard.text) else None


def _tells(state: State, heard: Understanding) -> bool:
    """Right after the question it is an answer, in whatever words; after concern a long one is reflected instead."""
    if asks_something(heard) and heard.intent != "on_behalf_of_other":
        return False
    if state.risk_level == "acute":
        return heard.intent not in OTHER_TOPICS | {"correct_bot"} and heard.words <= LONGEST_ANSWER
    if heard.intent == "out_of_scope":
        return not ASKS.search(heard.text)
    few = heard.words <= FEW and state.danger_stage != "recheck"  # long after, a short line may be about anything
    about_it = few or ABOUT_IT.search(heard.text) or heard.danger.level != "none"
    return heard.intent not in NOT_TELLING and bool(about_it) and not _tells_at_length(heard)


def asks_something(heard: Understanding) -> bool:
    """A question, which is answered before anything is asked of the person."""
    return "?" in heard.text or ASKS.search(heard.text) is not None or ASKS_WITHIN.search(heard.text) is not None


def holds_more(heard: Understanding) -> bool:
    """A no that goes on to ask for something: the rest of it is what is answered."""
    return heard.words > BARE and asks_something(heard) and heard.danger.level == "none"


def _tells_at_length(heard: Understanding) -> bool:
    return heard.words > LONG and bool(heard.primary or heard.life_events)


def _staying(state: State, heard: Understanding) -> str | None:
    """Right after acute danger what is written belongs to it: who to call, where he is, what the brother is like."""
    corrects = heard.intent == "correct_bot" and cues.TAKES_BACK.search(heard.text.lower())
    if state.danger_stage == CORRECTED or (corrects and state.risk_kind not in OWN_LIFE):
        return None
    near = state.turn - state.danger_turn <= STAYS_FOR
    if state.danger_stage in HELD and state.turn - state.danger_turn <= 1 and heard.intent not in NOT_TELLING:
        return None if _tells_at_length(heard) else "stay"  # danger was just confirmed: it is not left at once
    few = state.danger_said.count("stay") < MOST_STAYS and heard.words <= LONGEST_ANSWER
    lost = heard.intent in ("out_of_scope", "on_behalf_of_other")  # what nothing else answers
    if asks_something(heard) and not lost:
        return None
    acute = state.risk_level == "acute" and (in_words(state) or "yes" in state.danger_said)
    return "stay" if acute and near and few and heard.intent not in OTHER_TOPICS else None


def mark(state: State, stage: str) -> State:
    """The state once a stage has been said; a plan or an exercise waits while danger is answered."""
    if stage == "yes" and asked_about_death(state):
        state = state.but(risk_also=together(state.risk_also, ("suicide",)))
        state = state.but(risk_kind="suicide") if family_of(state) in LEADS_TO_DEATH else state
    waits: dict[str, None] = {} if stage in BESIDE else {"plan_step": None, "exercise": None}
    if stage not in BESIDE and stage != CHECK and state.pending not in STANDS_OPEN:
        waits = {**waits, "pending": None}
    said = (*state.danger_said, stage)
    of_cuts = stage == CHECK and state.risk_kind == "self_harm" and state.risk_level == "concern"
    if stage in ASKING and family_of(state) in ABOUT_DEATH and not of_cuts and admits.WAS_ASKED not in said:
        said = (*said[:-1], admits.WAS_ASKED, stage)
    return state.but(
        danger_stage=stage, danger_turn=state.turn, danger_count=state.danger_count + 1, danger_said=said, **waits
    )


def asked_about_death(state: State) -> bool:
    """The question that stands open was whether the person wants to die, whatever the talk began with."""
    stage = state.danger_stage
    if stage not in ASKING:
        return False
    earlier = max(0, state.danger_said.count(stage) - 1)
    return bool(DEATH.search(question(risk_from(state, Danger()), str(stage), earlier)))


def reminder(state: State, heard: Understanding) -> str | None:
    """The stage that another reply must carry along: lines stay in sight, and one more question comes later."""
    heard = as_meant(state, heard)
    if aid.under_way(state):
        return None
    if state.danger_stage in (None, CORRECTED):
        return None
    if heard.danger.level != "none" and not denies(heard) and not is_sure(heard):
        again = borne_out(heard) and heard.danger.kind in OWN_LIFE and state.danger_said[-1:] == (QUIET,)
        return "keep" if again or is_due(state) or not crowded(state) else None  # asked about once already
    if promised(state):
        return None
    calm_turns = state.turn - state.danger_turn
    doubted = CHECK in state.danger_said and "first" not in state.danger_said
    pressed = is_button(heard.text)
    if (
        not pressed
        and calm_turns >= RECHECK_AFTER
        and "recheck" not in state.asked
        and _may_be_asked(heard, calm_turns)
    ):
        return "recheck"
    if heard.intent == "goodbye" and not doubted:
        return "keep"
    if calm_turns == 1 and state.danger_stage not in BESIDE and not doubted and not crowded(state):
        if heard.intent in SMALL_WORDS:
            return "keep"
        if heard.intent in NOT_TELLING:
            return "topic_change"
        return "beside" if state.danger_stage not in DENIED else None
    return "keep" if is_due(state) and not doubted else None


def at_leaving(state: State) -> str | None:
    """Whoever told of danger in this talk has a number in sight when it ends, whatever was said since."""
    told = said_plainly(state) if state.danger_stage == CORRECTED else state.danger_stage not in (None, CHECK)
    return "keep" if told and not promised(state) and not aid.under_way(state) else None


def _may_be_asked(heard: Understanding, calm_turns: float) -> bool:
    """A question of the person's own is answered first, unless it has waited long."""
    leaves = heard.intent in ("goodbye", "thanks")
    return not leaves and (not asks_something(heard) or calm_turns >= WAITS_AT_MOST)
