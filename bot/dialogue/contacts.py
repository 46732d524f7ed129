"""Numbers, hours and who answers on a line just spoken of; what can be written to; and when nobody answered."""

from __future__ import annotations

import re

from bot.dialogue import cues
from bot.dialogue.follow_ups import recent_topic
from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.named import CALLED, named_in
from bot.dialogue.practical import QUESTION, takes
from bot.dialogue.relations import person_in
from bot.dialogue.state import SET_ASIDE, State, together
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

SHOWN = "lines:"  # in State.said: the lines that were shown, "lines:tilia|bris"
LATELY = 12  # responses back in which lines are what a question is about
LONGEST = 40  # words
MOST = 3  # lines that are told of at once
RANG = re.compile(
    r"\b(ringde|ringt|ringa|slog numret|väntade i kö|stod i kö|satt i kö|kom (jag )?(inte|aldrig) fram)\b"
)
NO_ANSWER = re.compile(
    r"\b(fullt|upptaget|upptagna|kön|kö|köer|telefonkö\w*|inget svar|ingen svarade|ingen som svarade"
    r"|svarade (inte|aldrig)|svarar (inte|aldrig|ingen)|kom (jag )?(inte|aldrig) fram|la(de)? (jag )?på)\b"
)
QUEUED = re.compile(r"\b(la(de)? (jag )?på|hängde)\b.*\b(kö|kön|\w*kö|minuter|kvart)\b")
PLAN_TO_RING = re.compile(r"\b(ska|tänker|vill|vågar|orkar|kan|måste|om) (jag )?(\w+ )?ringa\b")
WRITTEN = re.compile(
    r"\bchatt(a|ar|en|ar|linje\w*)?\b(?! (här|med dig))|\bskriva till\b(?= *($|[.,?!]|i ?stället|nån|någon|dom|dem))"
)
NOT_WRITTEN = re.compile(r"\b(annat|andra sätt|något|nåt) än (att )?(bara )?(chatt|skriv)\w*")
OTHER_WAY = re.compile(r"\bfinns (det )?(nåt|något|nån|någon) annat\b|\bannat sätt\b|\bannat än\b")
WANTS = re.compile(
    r"\?|\b(finns|frågade efter|bad om|vill|hellre|i ?stället|annat än|slippa|går det"
    r"|kan (man|jag)|har (de|dom|du|ni))\b"
)
NUMBER = r"\b(nummer(?! (ett|två|tre|\d))|numret|telefonnum\w+|siffrorna|(?<=behöver )siffror)\b"
WANTS_NUMBER = re.compile(
    r"\b(vad (är|var|har)|vilket|har du|få|ge mig|skriv\w*|vill (jag )?ha|behöver|saknar|finns det|be om|kan jag)\b"
    rf"[^.!?]{{0,40}}{NUMBER}|^\W*(ja|jo|men|och|snälla)?\W*{NUMBER}"
    r"|\b(ett|ett enda) (telefon)?nummer (räcker|bara|är nog|på)\b"
)
NO_NUMBER = re.compile(
    r"\b(inte|inga|inget mer|sluta|slippa|slipper|redan|samma|varför|vilka|många|mycket|nog)\b[^.!?]{0,20}"
    rf"{NUMBER}|\b(numret|numren)\b[^.!?]{{0,20}}\b(räck\w+|igen|hela tiden)\b|\bsluta\b"
)
NONE_SAID = frozenset({"utter_number_kommun", "utter_number_other", "utter_number_missing"})
ANY_VOICE = re.compile(r"\bfinns (det )?(ett|något|nåt|något sorts) (telefon)?nummer\b.{0,20}\bringa\b")
KOMMUN = re.compile(r"\b(kommun(en|ens)?|växeln?|biståndshandläggar\w*)\b")
ASPECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "anonymous",
            r"\banonym\w*|\b(läser|berättar|ringer|säger|skvallrar|får) (de|dom|mamma|pappa|nån|någon|skolan|man)\b"
            r".{0,20}\b(mamma|pappa|hem|föräldra\w*|nån|någon|skolan|veta|här|med)\b|\bvem jag är\b|tystnadsplikt"
            r"|\b(säga|uppge|heter|namn)\b.{0,15}\b(namn\w*|heter)\b|\bläser (de|dom|nån|någon)\b",
        ),
        ("when", r"\böppe[tn]\w*|\böppnar\b|\bstänger\b|\bnär (svarar|kan|går|har|är|ska)\b|\bhur (länge|dags|sent)\b"),
        ("cost", r"\bkosta\w*|\bgratis\b|\bdyrt\b|\bavgift\w*"),
        ("who", r"\b(vem|vilka) (är det som |som )?(svarar|sitter|är)\b|\briktig(a)? människ\w*|\brobot\w*"),
        ("chat", r"\bchatt\w*|\bskriva\b|\bmejla\w*|\bsms\w*"),
    )
)
THEM = re.compile(r"\b(de|dom|dem|det|den|där|dit|linjen|numret|man|jag|hos)\b")
ASKED_AGAIN = re.compile(r"\b(jag )?(frågade|undrade|undrar|ville veta)\b")


def answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """The turn; None when the message is about something else."""
    if heard.language != "sv" or heard.words > LONGEST or heard.danger.level != "none" or heard.intent == "abusive":
        return None
    text = normalise(heard.text)
    calm = state.danger_stage in SET_ASIDE
    parts = (_no_answer, _asked_of_line, _number, _written) if calm else (_asked_of_line,)
    return next((turn for part in parts if (turn := part(before, state, heard, text)) is not None), None)


def lines_shown(state: State) -> tuple[str, ...]:
    """The lines that were shown last, when that was a moment ago and no steps have come since."""
    lately = list(state.said[-LATELY:])
    at = max((at for at, key in enumerate(lately) if key.startswith(SHOWN)), default=-1)
    steps = max(
        (at for at, key in enumerate(lately) if key.startswith(("utter_after_steps", "utter_intro_"))), default=-1
    )
    return tuple(lately[at][len(SHOWN) :].split("|")) if at > steps else ()


def _line_in(text: str) -> str | None:
    name = named_in(text) or ""
    return name.partition(":")[2] if name.startswith("line:") else None


def _no_answer(before: State, state: State, heard: Understanding, text: str) -> Turn | None:
    """Rang, and nobody answered: that is taken up, with what can be written to in its place."""
    spoken = bool(lines_shown(state) or _line_in(text) or "utter_rang_in_vain" in state.said)
    vain = NO_ANSWER.search(text) and (RANG.search(text) or QUEUED.search(text)) and not PLAN_TO_RING.search(text)
    if not vain or not spoken or person_in(text):
        return None
    tried = _line_in(text) or next(iter(lines_shown(state)), "")
    again = not {"utter_rang_in_vain", "utter_rang_in_vain_phone"}.isdisjoint(state.said)
    state = state.but(rejected=together(state.rejected, (tried,) if tried and not again else ()), pending=None)
    if "limit:internet" in state.rejected and not again:
        other = Move(Kind.NAMED, "any:", {"asked": "number", "called": ""})
        return Turn((say("utter_rang_in_vain_phone"), other), state)
    taken = say("utter_rang_again" if again else "utter_rang_in_vain")
    if again and not WRITTEN.search(text):
        return Turn((taken,), state)
    return Turn((taken, Move(Kind.LINES, "", {"written": "yes"})), state)


def _asked_of_line(before: State, state: State, heard: Understanding, text: str) -> Turn | None:
    """Its hours, what it costs, who answers, whether one is anonymous: also after a thank you."""
    asked = [name for name, sign in ASPECTS if sign.search(text)]
    named = _line_in(text)
    lines = (named,) if named else lines_shown(state)
    if named and not asked and takes(heard):
        return Turn((say("utter_own_step"), _told(named, "when")), state.but(pending=None))
    questions = QUESTION.search(heard.text.lower()) or "?" in heard.text or ASKED_AGAIN.search(text)
    if not lines or not asked or not questions or (not named and not THEM.search(text)):
        return None
    if not named and asked == ["chat"]:
        return None  # whether there is anything to write to
    if not named and "who" in asked:
        hours = tuple(_told(line, "when") for line in lines[:MOST]) if "when" in asked else ()
        return Turn((say("utter_lines_are_people"), *hours), state.but(pending=before.pending))
    moves = tuple(
        _told(line, name) for line in lines[:MOST] for name in asked[:2] if len(lines) == 1 or name == asked[0]
    )
    return Turn(moves, state.but(pending=before.pending))


def _told(line: str, asked: str) -> Move:
    return Move(Kind.NAMED, f"line:{line}", {"asked": asked, "plain": "yes"})


def _number(before: State, state: State, heard: Understanding, text: str) -> Turn | None:
    """Digits: of what is named, or was just spoken of; what has none is said straight, with the best there is."""
    if not WANTS_NUMBER.search(text) or NO_NUMBER.search(text) or person_in(text):
        return None
    name = named_in(text)
    if name is None and ANY_VOICE.search(text):
        return None
    if name is None and not KOMMUN.search(text):
        shown, topic = lines_shown(state), recent_topic(state)
        name = f"line:{shown[0]}" if shown else f"topic:{topic}" if topic else "steps:" if state.last_shown else None
    if name is None and KOMMUN.search(text):
        name = "kommun:"
    lately = bool(NONE_SAID & set(state.said[-3:])) and named_in(text) is None
    what = "" if lately else CALLED.get(name or "", "")
    return Turn(
        (Move(Kind.NAMED, name or "any:", {"asked": "number", "called": what}),),
        state.but(pending=before.pending, no_phone=False),
    )


def _written(before: State, state: State, heard: Understanding, text: str) -> Turn | None:
    """What can be written to instead of rung, with its hours."""
    human = heard.human_here and heard.intent == "talk_to_human"
    writes = WRITTEN.search(text) or (cues.NO_PHONE.search(text) and OTHER_WAY.search(text))
    if (
        human
        or not writes
        or NOT_WRITTEN.search(text)
        or not WANTS.search(text)
        or person_in(text)
        or "chatten" in text
    ):
        return None
    values = {"written": "yes", "intro": "utter_lines_by_chat"}
    return Turn((Move(Kind.LINES, "", values),), state.but(pending=None))
