"""What someone may ask of Lotsen in the middle of anything: forget this, write easily, help me write, in English."""

from __future__ import annotations

import re

from bot.dialogue import about, aid, cues, english, help_to_write, questions
from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.practical import QUESTION
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding

PLEASE = (
    r"(snälla|okej|ok|nej|men|då|kan du|kunde du|skulle du kunna|vill du|jag vill att du|vill att du|du får|bara)\W+"
)
FORGOTTEN = "utter_forgotten"
FORGET = re.compile(
    rf"^\W*({PLEASE})*(glöm(ma|mer)?|raderar?|ta bort|tar bort|sudda( ut| bort)?|stryka?|släng)\b (bort )?(nu )?"
    r"(allt|allting|det (här|jag|vi|som|där (om|med|jag|som))|vad (jag|vi)|mig\b|min|mina|mitt|samtalet|chatten"
    r"|hela|vårt|konversation\w*)"
)
SIMPLE = r"(lätta?|lättare|enkla|enklare|enkel|simpel|korta|kortare|lättlästa?)"
EASY = re.compile(
    rf"{SIMPLE} (svenska|ord|meningar|språk)|lättläst|förstår inte (orden|svenskan|dina ord|språket)"
    r"|skriv\w* (lite )?(lätt|enkl|kort)|(svåra|många|långa) ord\b"
    r"|(kan|pratar|förstår) (bara )?(lite|inte så (bra|mycket)|dålig\w*) svenska\b.*(skriv|enkl|lätt)"
)
ORDERS = re.compile(r"system ?prompt|\bprompt\b|dina (instruktioner|regler)|ignorera (allt|alla|dina)")
PRETEND = re.compile(
    r"(låtsas|spela) (att du är |som om du är )?(min )?(flickvän|pojkvän|fru|man|mamma|vän)|du är min (flick|pojk)vän"
)
WHY_ASK = re.compile(
    r"varför (frågar|undrar|vill) du( veta)?( det| så)?\b|vad har du med det att göra|varför ska jag (svara|berätta)"
)
LONGEST_TO_LOTSEN = 20  # words
CAN_DO = re.compile(
    r"vad kan du (hjälpa|göra|bidra)|vad är du (till för|bra på)|vad gör du (för nåt|åt (det|saken|ensamhet\w*))"
    r"|vad kan du göra åt|hur (funkar|fungerar) du\b"
)
DOSE = re.compile(
    r"\b(kan|får|ska|måste|borde|bör|vågar|hur (mycket|många|ofta)|farligt att)\b.{0,40}"
    r"\b(ta|tar|dubbla|öka|minska|höja|sänka|sluta|blanda|äta|hoppa över|sätta ut|trappa (ner|ned|ur))\b.{0,30}"
    r"(medicin|tablett|alvedon|ipren|antidepress|sömnmed|insulin|sertralin|citalopram|lyrica|oxascand|piller|lugnande"
    r"|dosen|sprutor|blodförtunn|kortison|morfin)"
    r"|(medicin|tablett|alvedon|ipren|sertralin)\w*.{0,25}\b(får|kan|ska) (man|jag) (ta|äta|dubbla|blanda|sluta)"
)
LAW = re.compile(
    r"\b(vårdnad\w*|umgängesrätt\w*|bodelning\w*|arvsrätt\w*|testamente\w*|uppehållstillstånd\w*|vräk\w*"
    r"|besittningsrätt\w*"
    r"|hyreskontrakt\w*|underhållsbidrag\w*)\b"
)  # questions of law, whatever else is in them
NOT_EASY = re.compile(
    r"(vanlig|normal) svenska|skriv\w* (som )?(vanligt|normalt)|inte (så )?(lätt|enkelt) längre"
    r"|(sluta|behöver inte) .{0,12}(lätt|enkl)"
)


def answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """The turn that does what was asked; None when nothing of the kind was."""
    text = heard.text.lower()
    if FORGET.search(text) and not re.search(r"\bkod", text):
        return forget(state)
    if aid.under_way(state):
        return None
    if heard.words <= LONGEST_TO_LOTSEN and (cues.LOVE.search(text) or CAN_DO.search(text) or ORDERS.search(text)):
        return about.identity(before, state, heard)
    if PRETEND.search(text):
        return Turn((say("utter_love"),), state.but(pending=before.pending))
    if WHY_ASK.search(text):
        return Turn((say("utter_why_i_ask"),), state.but(pending=before.pending))
    if DOSE.search(text):
        return about.passed_on(state.but(pending=before.pending), "utter_medical", "what_is_1177")
    if LAW.search(text) and QUESTION.search(text) and heard.danger.level == "none":
        return about.passed_on(state.but(pending=before.pending), "utter_legal", "legal_help")
    if state.easy and NOT_EASY.search(text):
        return Turn((say("utter_easy_off"),), state.but(easy=False, pending=before.pending))
    if EASY.search(text) and heard.language == "sv":
        return Turn((say("utter_easy_swedish"),), state.but(easy=True, pending=before.pending))
    if state.danger_stage is None or help_to_write.wants(state, heard):
        written = help_to_write.answer(before, state, heard)
        if written is not None:
            return written
    return english.go_on(state, heard) or questions.follow_up(before, state, heard)


def forgets(turn: Turn) -> bool:
    """True when the turn drops what is known."""
    return any(move.kind is Kind.FORGET for move in turn.moves)


def forget(state: State) -> Turn:
    """All that was known is gone at once, a come-back code too; only danger stays, and its lines in sight."""
    forgot = tuple(key for key in state.said if key == FORGOTTEN)  # so that other words come the next time
    blank = State(easy=state.easy, language=state.language, come_back=state.come_back, said=forgot)
    code = (Move(Kind.COME_BACK, "forget"),) if state.come_back else ()
    if state.danger_stage is None:
        return Turn((say(FORGOTTEN), *code, Move(Kind.FORGET)), blank)
    kept = blank.but(
        turn=state.turn,
        risk_level=state.risk_level,
        risk_kind=state.risk_kind,
        risk_kinds=state.risk_kinds,
        minor=state.minor,
        victim_gender=state.victim_gender,
        perpetrator_gender=state.perpetrator_gender,
        danger_stage=state.danger_stage,
        danger_turn=state.danger_turn,
        danger_count=state.danger_count,
        danger_said=(*state.danger_said, "keep"),  # so that its words change too
        risk_about_other=state.risk_about_other,
    )
    return Turn((say(FORGOTTEN), *code, Move(Kind.FORGET), Move(Kind.CRISIS, "keep")), kept)
