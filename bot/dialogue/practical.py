"""Practical questions about the steps on the table: what it costs, when, how one starts, whether one must book."""

from __future__ import annotations

import re

from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding

LONGEST = 18  # words; a longer message tells more than it asks
ASPECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "who",
            r"vem (anmäler|bokar|ringer|hör av sig|ska (ringa|anmäla|boka|höra))|(kan|får|måste|ska) (han|hon"
            r"|hen|de|dom)"
            r" (själv )?(ringa|anmäla|boka|höra)|(kan|får|ska) jag (anmäla|ringa|boka|höra av mig) (åt|för)",
        ),
        ("age", r"\b(min|samma|vilken) ålder|hur gamla|bara (gamla|äldre|tanter|gubbar|unga)|jämngamla"),
        ("home", r"kommer .{0,30}\bhem\b|hem till (mig|honom|henne|oss|dem|dom)"),
        (
            "ringing",
            r"(vad|va) (säger|ska|skriver) (man|jag)( säga| skriva| ens)* (när|om|då) (man|jag) (ringer|mejlar"
            r"|skriver)",
        ),
        (
            "first_time",
            r"första gången.{0,40}(säger|gör) (man|jag)|(hur|vad) gör (man|jag).{0,30}första gången"
            r"|(vad|va) (säger|ska) (man|jag)( säga)?( ens)?\W*$|kommer in (genom dörren|där)|vem öppnar",
        ),
        ("booking", r"\bboka|anmäl|registrer|drop.?in|medlem|(bara|kan man) (dyka|komma|gå) (upp|dit|in)"),
        ("dare", r"vågar inte|inte vågar|törs inte|läskigt|nervös|pinsamt"),
        ("cost", r"kosta|\bpris|gratis|avgift|betala"),
        (
            "door",
            r"vad händer|hur (går|är) det (till|där|då)|vad gör man|vilka (är|brukar|går)|hur många|min ålder"
            r"|hur gamla|vad är det\b",
        ),
        (
            "when",
            r"\bnär (är|börjar|slutar|öppnar|stänger|kan|går|har|träffas|ses|brukar|ska|sker|då|finns)\b"
            r"|^\W*(och |men )?när\W*$|vilken (dag|tid)|vilka (dagar|tider)|hur dags|klockan|öppettid|hur ofta",
        ),
        ("where", r"\bvar (är|ligger|nånstans|någonstans)|adress|hittar (jag|man)|(jag|man) (sig )?dit\b"),
        (
            "company",
            r"\bta med|\bha med|följa med|(kan|får) (min|mitt|mina|han|hon|vi|någon|nån"
            r"|barnen)\b.{0,25}\b(komma|vara med)|komma två|gå dit (själv|ensam)|sällskap",
        ),
        ("start", r"\bhur (gör|börjar|kontaktar|kommer man igång|tar man)|nummer|länk|hemsida|webb|mejl|maila"),
        ("start", r"första steg|ringer (jag|man)|berätta mer|mer om|veta mer|låter (bra|intressant|kul)|vill prova"),
    )
)
ORDINALS = (
    re.compile(r"\b(första(?! (gång|steg))|ettan|1:?an|nummer (ett|1)|nr 1|översta|etta)\b"),
    re.compile(
        r"(?<!med )(?<!träffa )(?<!några )(?<!alla )(?<!många )(?<!visa )(?<!om )(?<!för )"
        r"\b(andra(?! (som|sätt|folk|människor|i|tips|förslag|saker|pappor|mammor|föräldrar|med|vägar|ord))|tvåan|2:?an|nummer (två|2)|nr 2|mittersta|mellersta)\b"
    ),
    re.compile(r"\b(tredje|trean|3:?an|nummer (tre|3)|nr 3|sista|nedersta)\b"),
)
ASKING = frozenset(
    ("ask_info", "privacy_question", "out_of_scope", "affirm", "feedback_positive", "find_activity", "state_interest")
    + (
        "on_behalf_of_other",
        "correct_bot",
        "reject_suggestion",
        "talk_to_human",
        "state_barrier",
        "tell_feeling",
        "thanks",
        "bot_identity_question",
        "more_suggestions",
    )
)
QUESTION = re.compile(
    r"\?|^\W*((aha|ok|okej|jaha|men|och|å)\W+)*((vadå?|va|när|vart?|hur|måste|kan|får|är|vem|vilk\w*|behöver"
    r"|kostar|finns|ska man)\b)"
)


TAKES = re.compile(
    r"\b(första|andra|tredje|sista|ettan|tvåan|trean) (tar|väljer|provar|kör) (vi|jag)\b"
    r"|\b(den|det|de) (tar|väljer|provar|testar|kör) (vi|jag)\b|\b(vi|jag) (tar|väljer|provar|testar) (den|det"
    r"|första|andra|tredje)\b"
    r"|\bvi (tar|kör på|provar|väljer)\b|\bjag (väljer|kör på|satsar på)\b"
    r"|\b\w+ (låter|verkar|blir|tror jag blir|tror jag är) (riktigt |väldigt |jätte)?(bra|fint|kul|rimligt"
    r"|lagom|perfekt)\b"
)
EXACTLY = re.compile(r"\b(exakt\w*|nästa|hur många|i kväll|ikväll|i morgon|imorgon|just nu)\b")  # no list holds it
NO_FIT = re.compile(r"\bpassar (mig )?inte\b")
TOLD_OFTEN = 2  # times that the same is told of the same steps
SPOKEN_TO = frozenset(("who", "age", "ringing", "first_time"))  # answered with a sentence of its own


def takes(heard: Understanding) -> bool:
    """Is one of the steps chosen? A "not" or a question is no choice."""
    last = [part for part in re.split(r"[.!\n]", heard.text.lower()) if part.strip()][-2:]
    said = ". ".join(last)
    return bool(TAKES.search(said)) and "?" not in said and not re.search(r"\b(inte|ej|ingen|inget|men)\b", said)


def asks(heard: Understanding) -> bool:
    """Is it a practical question, which says nothing about what hinders?"""
    return aspect(heard) not in (None, "dare", "company", "start")


def which(text: str) -> int | None:
    """The number, from 0, of the step that a message points at."""
    found = [number for number, sign in enumerate(ORDINALS) if sign.search(text.lower())]
    return found[0] if len(found) == 1 else None


def _is_about_lines(text: str) -> bool:
    """ "Finns det ett nummer man kan ringa?" is a wish for a voice, not a question about the steps."""
    return bool(
        re.search(r"nummer .{0,30}\bringa|\b(vem|någon|nån) .{0,20}\bringa|stödlinje|jourtelefon|hjälplinje", text)
    )


def aspect(heard: Understanding) -> str | None:
    """What of a step the message asks about; None when it is no practical question."""
    text = heard.text.lower()
    if heard.words > LONGEST or heard.intent not in ASKING or heard.language != "sv" or _is_about_lines(text):
        return None
    found = next((name for name, sign in ASPECTS if sign.search(text)), None)
    if found and (QUESTION.search(text) or which(text) is not None):
        return found
    picks = which(text) is not None and heard.intent in ("state_interest", "ask_info", "find_activity")
    return "start" if picks else None


def answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """What is known of the steps last shown; None when none are on the table or something else was said."""
    if not state.last_shown or before.danger_stage == "first" or (heard.primary and "?" not in heard.text):
        return None
    if NO_FIT.search(heard.text.lower()):
        return None  # a no with its reason, as the cards' own buttons say it
    asked = aspect(heard)
    if asked is None:
        return None
    number = which(heard.text)
    if asked == "dare":
        return Turn((say("utter_goes_along"), Move(Kind.DETAIL, "door")), state.but(pending="after_steps"))
    about = {} if number is None else {"which": str(number)}
    if asked in SPOKEN_TO:
        return _spoken_to(asked, about, state)
    after = say("utter_after_detail", "more", "reject", "human")
    told = f"detail:{asked}:{state.last_shown[0]}"
    if state.said.count(told) >= TOLD_OFTEN:
        return Turn((after,), state.but(pending="after_steps"))
    if EXACTLY.search(heard.text.lower()) and asked in ("when", "door"):
        return Turn((say("utter_no_answer_steps"), Move(Kind.DETAIL, "start", about)), state.but(pending="after_steps"))
    detail = Move(Kind.DETAIL, asked, about)
    return Turn((detail, after), state.but(pending="after_steps", said=(*state.said, told)))


def _spoken_to(asked: str, about: dict[str, str], state: State) -> Turn:
    """A plain word on how one goes about it, and what is known of the steps themselves."""
    key = "utter_what_to_write" if asked == "ringing" and state.no_phone else ABOUT[asked]
    if asked == "age":
        return Turn((say(key, "more", "reject", "human"),), state.but(pending="after_steps"))
    detail = Move(Kind.DETAIL, "door" if asked == "first_time" else "start", about)
    return Turn((say(key), detail), state.but(pending="after_steps"))


ABOUT = {
    "who": "utter_who_signs_up",
    "age": "utter_how_old_they_are",
    "ringing": "utter_what_to_say",
    "first_time": "utter_first_time_there",
}
