"""What is said or asked in the midst of danger and gets an answer of its own, with the lines after it."""

from __future__ import annotations

import re

from bot.dialogue import asked_in_danger
from bot.dialogue.earnest import helped
from bot.dialogue.family import family_of
from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.pace import crowded, is_due, promised, quiet
from bot.dialogue.relations import helper_in
from bot.dialogue.state import State, together
from bot.dialogue.understanding import Understanding
from safety.assess import VIOLENCE
from safety.circumstances import ASHAMED, AT_PLACE, WATCHED, circumstances
from safety.normalise import normalise

RECENT = 5  # turns after danger was spoken of
SHORT = 8
LONGEST_QUESTION = 30  # words; of a longer message the question is not the most of it
LONGEST = 18  # words; a longer message tells more than it asks or names
HARMED = frozenset({"harm", "child"})
OF_ANOTHER = ("hennes", "hans", "deras")
PARTNERS = frozenset({"din man", "din fru", "din sambo", "din kille", "din tjej"})
ANSWERED = "answered"  # what stands as the stage after such an answer: nothing was asked, and the lines come along
OVER = frozenset({"corrected", "check"})  # stages after which nothing is dangerous, or it is not known yet
DROWSY = re.compile(
    r"\b(trött\w*|\w*sömnig\w*|dåsig\w*|somna\w*|domna\w*|yr|snurrar|suddig\w*|dimmig\w*|sluddra\w*|svag|ögonen)\b"
    r"|(kan|orkar|går) inte (att )?(gå|gå upp|resa|röra|stå|hålla mig vaken|sitta)|svårt att (hålla|tänka|andas|prata)"
)
GONE = re.compile(
    r"(har |är |jag )?(gått|gick|lämnat|åkte?|cyklade|flyttat (mig|på mig))\b.{0,15}(därifrån|ifrån|bort|iväg|hem|ner)"
    r"|(går|åker) (därifrån|bort|hem|iväg|nu)\b|står inte (där|kvar)|är (inte kvar|på väg hem|hemma)"
)
WENT_HOME = re.compile(r"\b(gick|åkte|cyklade|kom|tog mig|promenerade|är)( \w+)? (hem|hemma)\b")
THOUGHT_OF = re.compile(
    r"\b(tänkte|tänker|tänkt) (ju |väl |bara |mest )?på (min|mitt|mina)? ?(?!att\b|hur\b|vad\b|det\b|allt\b"
    r"|mig\b|livet\b|döden\b)([a-zåäö]+(?:en|et|na|an|ttan|ma|pa|n|r|s|on|a))\b"
)
MINE = {"min": "din ", "mitt": "ditt ", "mina": "dina "}
FEW = 6  # words
HERE = re.compile(r"^\W*(nu )?(han|hon|pappa|mamma) (är|kom|kommer|vaknar?)( (här|hem|hemma|tillbaka|nu))+\W*$")
WHAT_TO_DO = re.compile(r"\b(hur|vad) (gör|ska|kan) (jag|man)( göra)?( nu| då)?\W*$")
TELLS_OTHERS = re.compile(
    r"\b(hon|han|kuratorn|läraren|mentorn|skolsköterskan)\b.{0,12}(säga|berätta|ringa)|(säger|berättar) (hon|han)\b"
)
POLICE_NO = re.compile(
    r"(vill|vågar|tänker|ska|kan|törs|orkar) inte .{0,25}\b(polis\w*|anmäl\w*|112)\b|\b(inte|ingen) (polis\w*|anmäl\w*)"
)
HOSPITAL_NO = re.compile(
    r"(vill|vågar|ska|tänker|orkar|törs) inte .{0,20}(sjukhus|akuten|ambulans|läkare|inlagd)"
    r"|\bing(en|et) (ambulans|sjukhus)"
)
ONLY_TALK = re.compile(r"\bbara (få )?(prata|snacka|skriva|lyssna|snacka av mig|prata av mig)\b|\bbara lyssna\b")
LINE = r"(ringer|chattar|skriver( dit| till dem)?|hör av (mig|sig))"
ASKED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "asking",
        re.compile(
            r"(värre|farligt|fel|dumt|knuffa|tankar i huvudet|idéer).{0,25}\b(fråga\w*|ta upp|prata om det)\b"
            r"|\b(fråga\w*|ta upp|prata om) (det )?(rakt )?(ut )?.{0,15}\b(värre|farligt|knuffa|triggar?)\b"
        ),
    ),
    ("should", re.compile(r"(ska|bör|måste|kan|får) (man|jag) (ens |verkligen )?ringa (polis\w*|112|ambulans\w*|dit)")),
    ("whom", re.compile(r"\bvem .{0,8}(ska|kan|skulle) jag (ringa|prata med|säga|skriva|berätta)")),
    (
        "now",
        re.compile(r"^\W*(och )?(vad|va) (händer|gör (jag|vi)) nu\b|^\W*(vad|hur) gör jag\W*$|^\W*(och|vad) nu\W*$"),
    ),
    ("child", re.compile(r"\b(tar?|tas|mister|förlorar)\b.{0,12}\b(mitt|mina|våra?|vårt) (barn|bebis|unge|ungar)|lvu")),
    (
        "police",
        re.compile(
            r"(skickar|ringer|kontaktar|kopplar|larmar|kommer) (de|dom)?.{0,12}(polis|ambulans|soc\b|hit|hem till)"
            r"|kommer (polisen|ambulans\w*|soc\b)"
            r"|(säger|berättar|för) (de|dom|hon|han) .{0,15}(vidare|till (någon|nån|min|mamma|pappa|soc|skolan|polis))"
            r"|^\W*(får|kommer) .{0,25}\b(få )?(reda på|veta)( det)?\W*$|tystnadsplikt|(blir det (en )?|de |dom )anmäl"
        ),
    ),
    (
        "number",
        re.compile(
            r"(ser|kan) (de|dom|man|någon|nån).{0,8}(se )?.{0,8}(nummer|numret|vem jag är|var jag (är|bor|ringer))"
            r"|utan att (det|n[åa]gon|n[åa]n|han|hon) (syns|ser|märk\w*|hör)"
            r"|spåra\b|\banonym|(syns|visas) (det|mitt|numret|samtalet)"
            r"|(måste|behöver) jag (säga|uppge) .{0,12}(heter|namn|vem)"
        ),
    ),
    ("cost", re.compile(r"\bkosta\w*|\bgratis\b|\bpengar på (mobilen|kortet)")),
    (
        "call",
        re.compile(
            rf"(vad|va|hur) (händer|blir|går|funkar|fungerar)( det)?( till)?.{{0,12}}(om|när|ifall) (jag|man) {LINE}"
            r"|vem (är det som )?svarar|vad (gör|säger|frågar) (de|dom)\b|vad händer (då|sen|sedan)\W*$"
            r"|hur är det att ringa"
        ),
    ),
)
OTHERS = {
    "should": "utter_danger_should_call",
    "whom": "utter_danger_whom",
    "now": "utter_danger_now",
    "child": "utter_danger_child_taken",
    "asking": "utter_danger_asking_is_safe",
}
FREE = frozenset({"self_minor", "child", "harm", "threat"})  # families whose line costs nothing, by the facts
CARE = frozenset(
    {"body", "mind", "eating", "substance"}
)  # families whose line is part of the care, and knows who calls


def stage(state: State, heard: Understanding) -> str | None:
    """The stage of the crisis protocol that only a message in the midst of danger can call for."""
    if not _in_danger(state):
        return None
    text = normalise(heard.text)
    took = "overdose" in (*state.risk_kinds, state.risk_kind) and not state.risk_about_other
    if took and DROWSY.search(text) and heard.words <= LONGEST:
        return "drowsy"
    if not VIOLENCE.isdisjoint(state.risk_kinds) and HERE.search(text) and heard.words <= FEW:
        return "interrupted"
    if WATCHED in state.risk_also and "watched" not in state.danger_said and WHAT_TO_DO.search(text):
        return "watched"
    told = WATCHED in circumstances(text) and family_of(state) in HARMED and heard.danger.level != "acute"
    new = heard.danger.evidence and heard.danger.kind != "coercive_control"
    return "watched" if told and not new else None


def answer(state: State, heard: Understanding) -> Turn | None:
    """The turn for a question, a name or a wish; None when the message is nothing of the kind."""
    spoken = None if state.plan_step or state.exercise else asked_in_danger.key_for(state, heard)
    if spoken in asked_in_danger.WITHOUT_LINES:
        return without_lines(state, str(spoken))
    if spoken:
        return with_lines(state, say(spoken), always=heard.danger.level != "none")
    if not _in_danger(state) or heard.danger.evidence or heard.words > LONGEST_QUESTION or stage(state, heard):
        return None
    text = normalise(heard.text)
    if AT_PLACE in state.risk_also and GONE.search(text):
        left = tuple(name for name in state.risk_also if name != AT_PLACE)
        return with_lines(state.but(risk_also=left), _left(state, text))
    by_work = any(name.startswith("named:") and not name.startswith("named:din") for name in state.asked)
    if by_work and TELLS_OTHERS.search(text) and "?" in heard.text:
        return with_lines(state, say("utter_danger_helper_tells"))
    if ASHAMED in circumstances(text) and heard.words <= SHORT:
        return with_lines(state, say("utter_danger_no_shame"))
    question = next((name for name, sign in ASKED if sign.search(text)), None)
    if question and (heard.words <= LONGEST or "?" in heard.text):
        return with_lines(state, say(_answer_key(question, family_of(state))))
    if heard.words > LONGEST:
        return None
    return _of_wish(state, text) or _of_helper(state, heard, text)


def _left(state: State, text: str) -> Move:
    """Home again: thanked, and asked what held; else on to where there are people."""
    own_life = family_of(state) in ("self", "self_minor")
    if not own_life or not WENT_HOME.search(text):
        return say("utter_danger_gone")
    thought = THOUGHT_OF.search(text)
    if thought is None:
        return say("utter_danger_went_home")
    return say("utter_danger_went_home_for", who=MINE.get(thought[3] or "", "") + thought[4])


def _in_danger(state: State) -> bool:
    """Danger was spoken of a short while ago, and nothing else is being done together."""
    busy = state.plan_step is not None or state.exercise is not None
    spoken = state.danger_stage is not None and state.danger_stage not in OVER
    return spoken and not busy and state.turn - state.danger_turn <= RECENT


def _answer_key(question: str, family: str) -> str:
    if question == "cost":
        return "utter_danger_cost_free" if family in FREE else "utter_danger_cost"
    if question == "number":
        known = "utter_danger_number_harm" if family in HARMED else "utter_danger_number"
        return "utter_danger_number_care" if family in CARE else known
    if question == "police":
        young = family in ("child", "self_minor")
        known = "utter_danger_police_young" if young else "utter_danger_police"
        return "utter_danger_police_care" if family in CARE | {"other"} else known
    if question == "call":
        return "utter_danger_call_care" if family in CARE else "utter_danger_call"
    return OTHERS[question]


def _of_wish(state: State, text: str) -> Turn | None:
    """No police, no hospital, or only somebody who listens."""
    family = family_of(state)
    if family in HARMED and POLICE_NO.search(text):
        return with_lines(state, say("utter_danger_no_police"))
    if family == "body" and HOSPITAL_NO.search(text):
        return with_lines(state, say("utter_danger_no_hospital"))
    if family != "body" and ONLY_TALK.search(text):
        return with_lines(state, say("utter_danger_listen"))
    return None


def _of_helper(state: State, heard: Understanding, text: str) -> Turn | None:
    """Somebody who is trusted is named: that is taken up, with words to send."""
    family = family_of(state)
    helper = None if helped(heard) else helper_in(text)
    if helper is None or _may_be_the_one(helper.who, state, family) or f"named:{helper.who}" in state.asked:
        return None
    if helper.near and family in HARMED:
        return None  # in the same house is no comfort there
    who, state = helper.who, state.but(asked=together(state.asked, (f"named:{helper.who}",)))
    if who.startswith(OF_ANOTHER) and family != "other":
        return None
    if family == "other":
        return with_lines(state, say("utter_danger_named_other", who=who))
    if not who.startswith("din"):
        return with_lines(state, say("utter_danger_helper", who=who), say("utter_danger_helper_words"))
    if family in HARMED:
        return with_lines(state, say("utter_danger_named_harm", who=who), say("utter_danger_words_harm"))
    if helper.near and family == "body":
        return with_lines(state, say("utter_danger_near_body", who=who))
    if helper.near:
        return with_lines(state, say("utter_danger_near", who=who), say("utter_danger_near_words"))
    words = "utter_danger_words_body" if family == "body" else "utter_danger_words"
    return with_lines(state, say("utter_danger_named", who=who), say(words))


def _may_be_the_one(who: str, state: State, family: str) -> bool:
    """True when the one who is named could be the one who does harm."""
    parent = {"man": "din pappa", "woman": "din mamma"}.get(state.perpetrator_gender or "")
    return family in HARMED and (who in PARTNERS or who == parent)


def without_lines(state: State, key: str) -> Turn:
    """An answer that names no number; a promise to name none is noted, so that it is kept."""
    promises = key == "utter_danger_numbers"
    return Turn((say(key),), state.but(danger_said=(*state.danger_said, "left_be")) if promises else quiet(state))


def with_lines(state: State, *moves: Move, always: bool = False) -> Turn:
    """The answer first, then the lines unless they were named just now; nothing is asked anew."""
    if state.danger_stage in OVER:
        return Turn(moves, state)
    if (promised(state) or (crowded(state) and not is_due(state))) and not always:
        return Turn(moves, quiet(state.but(danger_stage=ANSWERED)))
    said = (*state.danger_said, "keep")
    marked = state.but(danger_stage=ANSWERED, danger_turn=state.turn, danger_said=said)
    return Turn((*moves, Move(Kind.CRISIS, "keep")), marked)
