"""What Lotsen does together with someone who has it hard: a plan, an exercise, words to say, a way to write instead."""

from __future__ import annotations

import re

from bot.dialogue import asked_in_danger, grounding, in_danger, safety_plan
from bot.dialogue.earnest import CHECK, is_sure
from bot.dialogue.family import family_of
from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.crisis import choice_titles

WISHES = {
    "show_plan": safety_plan.SHOWS,
    "plan": re.compile(
        r"säkerhetsplan|krisplan"
        r"|\b(skriva?|gör|göra|vill ha|hjälp\w* (mig )?med|fortsätta?|börja) (på |med )?(en|vår|min) plan\b"
        r"|fortsätta? (med )?planen|planen igen",
        re.IGNORECASE,
    ),
    "ground": re.compile(
        r"andningsövning|lugnande övning|\b(en|göra|ge mig|visa) (liten |kort )?övning( till)?\b"
        r"|hjälp mig (att )?(andas|lugna)|(nåt|något) som lugnar|lugna ner mig|andas (ihop|med mig)|fem sinnen",
        re.IGNORECASE,
    ),
    "words": re.compile(
        r"hjälp (mig )?med orden|(vad|hur) (ska|kan|skall) (jag|hon|han|hen|vi) säga (det )?(när|om|till) (jag"
        r"|hon|han|hen|vi|dem|dom|de)"
        r"|^\W*vad säger jag\W*$|vad säger (jag|man) (då )?(när|till|om)"
        r"|vad (ska|kan|skall) jag säga|vad jag (ska|kan|skall) säga"
        r"|skriva? (ihop )?(ett |en )?(sms|första mening)|vad (ska|kan) jag skriva till",
        re.IGNORECASE,
    ),
    "chat": re.compile(
        r"chatta i stället|(vill|kan|vågar|orkar|törs) inte (ringa|prata( i telefon| med n[åa]n\w*)?\W*$)"
        r"|slipp(a|er) ringa|hatar (att )?ringa"
        r"|ringa är (för )?(svårt|jobbigt)|skriva i stället för att ringa|finns det (någon |nån )?chatt"
        r"|(kan|får|går det att) (jag |man )?(få )?(chatta|skriva i ?stället|skriva till (dem|dom|i ?stället))"
        r"|har (dom|de|ni|90101|bris|självmordslinjen|kvinnofrid\w*) (\w+ )?chatt|chatt\w* (dom|de) också"
        r"|(annat|andra) sätt( än| som|\W*$)|(annat|annan) än (att )?ringa"
        r"|(jag )?(ringer inte|tänker inte ringa|kommer inte ringa)",
        re.IGNORECASE,
    ),
}
ONLY_IN_DANGER = frozenset({"words", "chat"})
CALLS = {
    "self": "utter_words_call_self",
    "self_minor": "utter_words_call_young",
    "child": "utter_words_call_young",
    "harm": "utter_words_call_harm",
    "body": "utter_words_call_body",
    "mind": "utter_words_call_mind",
    "threat": "utter_words_call_threat",
    "other": "utter_words_call_other",
}
TEXTS = {
    "self_minor": "utter_words_text_young",
    "child": "utter_words_text_young",
    "harm": "utter_words_text_harm",
    "body": "utter_words_text_body",
    "other": "utter_words_ask_other",
}
WITH_CHAT = frozenset({"self", "self_minor", "child", "other", "eating"})
ASKS_IF = re.compile(
    r"\b(finns|har (dom|de|ni|90101|bris|\w+linjen)|kan (jag|man)|går det|får (jag|man))\b", re.IGNORECASE
)
ASKS_FOR_CHAT = re.compile(
    r"\bhar (dom|de|ni|90101|bris|\w+linjen) (\w+ )?chatt|\bfinns (det )?.{0,12}chatt|(annat|andra) sätt( än| som|\W*$)"
    r"|(annat|annan) än (att )?ringa|\bskriva (till )?i ?stället|\bfinns .{0,25}\bskriva till\b",
    re.IGNORECASE,
)
SHORT = 6  # words
LONGEST_WISH = 14  # words; a longer message that turns down the phone wants more than that
IMAGINABLE = frozenset({"signs", "means"})  # questions whose answer may well speak of danger


def wish_in(state: State, text: str) -> str | None:
    """plan, ground, words or chat, when the message asks for it."""
    titles = {title.lower(): name for name, title in choice_titles().items()}
    named = titles.get(text.strip().lower())
    found = named or next((name for name, sign in WISHES.items() if sign.search(text)), None)
    if found == "show_plan":
        return found if state.plan else None
    return None if found in ONLY_IN_DANGER and state.danger_stage is None else found


def under_way(state: State) -> bool:
    """A question of the plan, or a step of an exercise, stands open."""
    return state.plan_step is not None or state.exercise is not None


def settled(state: State, heard: Understanding) -> State:
    """The state without an exercise that the message leaves behind."""
    gone = state.exercise is not None and grounding.leaves(state, heard) and heard.danger.level == "none"
    return state.but(exercise=None) if gone else state


def takes(state: State, heard: Understanding) -> bool:
    """True when the message belongs to what is done together, and danger in it is answered there, in one line."""
    if heard.danger.level == "none" or (under_way(state) and not _in_earnest(state, heard)):
        done = under_way(settled(state, heard)) or wish_in(state, heard.text) is not None
        return done or in_danger.answer(state, heard) is not None
    rises = "danger_rises" in state.news
    if not is_sure(heard) and grounding.panics(state, heard):
        return True  # panic here and now looks dangerous by its form
    if not rises and in_danger.answer(state, heard) is not None:
        return True
    if state.plan_step is not None:
        told = bool(heard.danger.evidence) and rises
        return heard.danger.level != "acute" or (not told and state.plan_step in IMAGINABLE)
    wish = wish_in(state, heard.text)
    if wish in ("ground", "plan") and not heard.danger.evidence and heard.words <= SHORT:
        return True  # "help me breathe" is a wish, with the number beside it
    if state.exercise is not None or wish:
        return not rises and heard.danger.level != "acute"
    return False


def _in_earnest(state: State, heard: Understanding) -> bool:
    """Words of danger, or what is worse than all that was said before; see bot.dialogue.earnest."""
    rises = "danger_rises" in state.news and (heard.danger.level == "acute" or is_sure(heard))
    return bool(heard.danger.evidence) or rises


def turn(state: State, heard: Understanding) -> Turn | None:
    """The next turn of what is done together; None when the message is about something else."""
    if state.plan_step is not None:
        if safety_plan.is_aside(heard):
            return None
        found = safety_plan.take(state, heard)
    elif state.exercise is not None:
        found = grounding.take(state, heard)
    else:
        answered = in_danger.answer(state, heard)
        if answered is not None:
            return answered
        begun = _begin(state, heard)
        if begun is None:
            return None
        found = begun
    return _with_lines(state, found, heard)


def about_danger(state: State, heard: Understanding) -> Turn | None:
    """The answer to what is asked or said about the talk of danger itself."""
    spoken = state.danger_stage not in (None, "corrected", CHECK) and not under_way(state)
    if spoken and ASKS_FOR_CHAT.search(heard.text) and heard.words <= LONGEST_WISH:
        return _chat(state, heard.text)
    key = None if under_way(state) else asked_in_danger.key_for(state, heard)
    if key in asked_in_danger.WITHOUT_LINES:
        return in_danger.without_lines(state, str(key))
    return in_danger.with_lines(state, say(key), always=heard.danger.level != "none") if key else None


def back_to(done: Turn) -> Turn:
    """After a question in the middle of the plan, the plan's own question again."""
    if done.state.plan_step is None:
        return done
    long = tuple(move for move in done.moves if move.kind is Kind.TOPIC)
    return Turn((*(long[:1] or done.moves[:2]), safety_plan.ask(done.state, done.state.plan_step)), done.state)


def _begin(state: State, heard: Understanding) -> Turn | None:
    wish = wish_in(state, heard.text)
    if wish == "show_plan":
        return safety_plan.show(state)
    if wish == "plan":
        harmed = state.danger_stage is not None and family_of(state) in ("harm", "child")
        return safety_plan.begin(state, safety_plan.VIOLENCE if harmed else safety_plan.LIFE)
    if wish == "ground":
        begun = grounding.begin(state, heard.text)
        if not state.danger_stage or heard.danger.level != "none":
            return begun
        said = (*begun.state.danger_said, "keep")  # so that its words change from one time to the next
        return Turn((Move(Kind.CRISIS, "keep"), *begun.moves), begun.state.but(danger_said=said))
    if wish == "words":
        return _words(state)
    if wish == "chat" and heard.words <= LONGEST_WISH:
        return _chat(state)
    if not heard.danger.evidence and grounding.panics(state, heard):
        return grounding.offer(state, "utter_grounding_offer")
    return None


def _words(state: State) -> Turn:
    stands = state.danger_stage not in (None, "corrected", "no", "check", "joking")  # what was denied gives no words
    family = family_of(state) if stands else ""
    call = CALLS.get(family, "utter_words_call_care")
    text = TEXTS.get(family, "utter_words_text_friend")
    if state.danger_stage:
        return in_danger.with_lines(state, say(call), say(text))
    return Turn((say(call), say(text), say("utter_words_after")), state)


def _chat(state: State, text: str = "") -> Turn:
    family = family_of(state)
    if family not in WITH_CHAT:
        return in_danger.with_lines(state, say("utter_chat_none"), say(TEXTS.get(family, "utter_words_text_friend")))
    intro = "utter_chat_yes" if ASKS_IF.search(text) else "utter_chat_intro"
    return in_danger.with_lines(state, say(intro), Move(Kind.CHATS, family))


def _with_lines(before: State, found: Turn, heard: Understanding) -> Turn:
    """Danger that is spoken of on the way keeps the lines in sight, in one line, and nothing is begun anew."""
    if heard.danger.level == "none" or (under_way(before) and not _in_earnest(before, heard)):
        return found
    if not heard.danger.evidence and found.state.exercise is not None:
        return Turn((say("utter_grounding_if_worse"), *found.moves[-2:]), found.state)
    state = found.state
    marked = state.but(danger_turn=state.turn, danger_said=(*state.danger_said, "beside"))
    if marked.danger_stage is None:
        marked = marked.but(danger_stage="beside", danger_count=marked.danger_count + 1)
    kept = tuple(move for move in found.moves if move.key not in safety_plan.ACKNOWLEDGE)  # no "good" after such words
    return Turn((Move(Kind.CRISIS, "beside"), *kept[-2:]), marked)
