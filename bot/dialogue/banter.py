"""A joke about oneself that may hide shame gets a light and kind line that fits, and a door that stands open."""

from __future__ import annotations

import re

from bot.dialogue.moods import mood
from bot.dialogue.moves import Turn, say
from bot.dialogue.receive import LAUGHS
from bot.dialogue.state import SET_ASIDE, State
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

LONGEST = 18  # words
FEWEST = 4
WINK = re.compile(r"[;:]-?[)pPD]|[😉😜🙃😏🤷]|\bxd\b", re.I)
THINGS = (
    r"(steam|discord|xbox\w*|playstation\w*|mikro\w*|kylskåpet|kylen|frysen|tv:n|tvn|teven|tv|soffan|datorn"
    r"|mobilen|netflix|youtube|spotify|siri"
    r"|alexa|google|chatgpt|roomba\w*|dammsugaren|kaktus\w*|krukväxt\w*|blomman|växterna|tvättmaskinen"
    r"|kaffebryggaren|sängen|kudden|katten|hunden|radion|brevbäraren)"
)
NEAR_ONE = (
    r"(bästa vän|bästis|enda vän|enda kompis|familj|sambo|flickvän|pojkvän|kompis|polare|sällskap|dejt|date|umgänge)"
)
AS_COMPANY = re.compile(
    rf"\b{THINGS}\b[^.!?]{{0,20}}\b(är|e|som|blir) (typ |ju |väl |nog |liksom )?(min |mitt |mina |en |ett "
    rf"|enda |närmaste )*{NEAR_ONE}\b"
    rf"|\b(min |mitt |enda |närmaste )+{NEAR_ONE} (är|e|heter) (typ |ju |väl |nog |liksom )?{THINGS}\b"
    rf"|\b(bor|dejtar|umgås|hänger|sover|äter middag) (mest |bara |typ )?(ihop )?(med|hos) (min |mitt )?{THINGS}\b"
)
OF_THE_BODY = re.compile(
    r"\b(stol(en|ar|arna)?|soffa(n)? (knakar|gick)|vågen|rätt stor|ganska stor|tjock\w*|fet|valross|kropp\w*|säck|val"
    r"|flodhäst|elefant|kilo|mage\w*|bilring\w*|skallig\w*"
    r"|tunnhårig|rynk\w*|ful|fulast|finnar|dubbelhaka\w*|tandlös|löständer)\b"
)
OF_ONESELF = re.compile(
    r"\b(jag|ja|mig|mej|min|mitt|mina)\b|^\W*(a?haha\w*\W+|lol\W+)?(har|är|e|lever|bor|bryter|sitter|äter|ser|låter)\b"
)
OF_OTHERS = re.compile(r"\b(du|dig|din|robot\w*|lotsen|bot)\b|^\W*(han|hon|de|dom|den|ni)\b")
EARNEST = re.compile(
    r"\b(dö|dör|dött|död\w*|själv ?mord\w*|hoppa\w*|bron|räls\w*|spåret|rakt|svänga|skär\w*|skar|piller"
    r"|tablett\w*|supa?r?|söp|full|slår|slog"
    r"|blod\w*|kniv\w*|hänga|leva|livet|finnas|försvinna|slut|orkar|hatar|ont|rädd|gråt\w*|spy\w*|kräk\w*"
    r"|banta\w*|svält\w*|äckl\w*)\b"
)
PLAIN_ANSWER = re.compile(
    r"^\W*(a?haha|hehe|lol|ja|jo|nej|nä|okej?|tack|bra|mm|precis|exakt)?\W*(ja|jo|nej|nä|okej?|tack|bra|sant)\b.{0,12}$"
)
MAY_BE = frozenset(
    (
        "tell_feeling",
        "out_of_scope",
        "gibberish",
        "state_barrier",
        "state_interest",
        "correct_bot",
        "thanks",
        "affirm",
        "deny",
    )
    + (
        "on_behalf_of_other",
        "feedback_positive",
        "ask_info",
        "greet",
        "feedback_negative",
        "state_age",
        "reject_suggestion",
    )
)


def answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """The light line; None where nobody jokes about oneself, or where it is meant in earnest."""
    text = normalise(heard.text)
    calm = state.danger_stage in SET_ASIDE and heard.danger.level == "none" and not EARNEST.search(text)
    if not calm or heard.language != "sv" or heard.words > LONGEST or "?" in heard.text or heard.intent not in MAY_BE:
        return None
    if AS_COMPANY.search(text):
        return Turn((say("utter_banter_company"),), state.but(pending=None))
    jokes = bool(LAUGHS.search(heard.text.lower()) or WINK.search(heard.text))
    if not jokes or heard.words < FEWEST or PLAIN_ANSWER.search(text):
        return None
    if not OF_ONESELF.search(text) or OF_OTHERS.search(text):
        return None
    if OF_THE_BODY.search(text):
        return Turn((say("utter_banter_body"),), state.but(pending=None))
    facts = heard.place or heard.age_group or heard.barriers or before.pending in ("place", "which", "steps", "reason")
    if facts or mood(heard.text) or "utter_banter" in state.said[-LATELY:]:
        return None
    return Turn((say("utter_banter"),), state.but(pending=None))


LATELY = 8  # responses back in which one light line is enough
