"""Which words fit a letter: by whom it is for, what it is about, and in which tone."""

from __future__ import annotations

from bot.dialogue.letter import Letter
from bot.dialogue.state import State

PERSONAL = frozenset({"friend", "old", "new", "neighbour", "family", "reply", ""})
WITH_NAME = frozenset({"friend", "old", "new", "family", "reply", "other", "neighbour"})
YOUNG = frozenset({"child", "teen"})
NOT_YET_KNOWN = frozenset({"new", "other", "neighbour"})
RINGS = frozenset({"family", "friend", "old", "other"})
EASY_TONE = frozenset({"friend", "reply", "new", "other"})
STIFF = frozenset({"friend", "old", "other", "new"})
OFFICES = ("office", "group")
SEARCHED = frozenset(
    {"utter_interest_search", "utter_interest_search_beside"}
)  # was said of an interest that is not on the list
LATELY = 8  # responses back
CARES = "utter_draft_office_care"
Words = tuple[str, dict[str, str]]


def words_for(state: State, letter: Letter, form: str = "") -> Words:
    """The response that fits the relation and the wish, with what is filled in."""
    whom = letter.whom or "other"
    who = {"who": f" {letter.name}" if letter.name else ""}
    if form == "short" and whom in ("office", "group"):
        return ("utter_draft_office_short" if whom == "office" else "utter_draft_group_short"), {}
    found = (
        _seeks_interest(state, letter, whom)
        or (_official(letter) if whom in OFFICES else None)
        or _shared(letter, whom, who)
    )
    if found is not None:
        return found
    if form == "short" or (letter.tone == "short" and not letter.thing and not letter.about and whom in PERSONAL):
        return "utter_draft_short", who
    return _told(letter, who) or _personal(state, letter, whom, who) or (f"utter_draft_{whom}", _named(whom, who))


def _seeks_interest(state: State, letter: Letter, whom: str) -> Words | None:
    """What was looked for a moment ago and was not on the list is what is asked about."""
    plain = whom in OFFICES and not (letter.need or letter.says or letter.spoken)
    if not plain or not state.interests or SEARCHED.isdisjoint(state.said[-LATELY:]):
        return None
    place = f" i {state.place_name}" if state.place_name else " i närheten"
    return "utter_draft_interest", {"interest": state.interests[-1], "place": place}


def _official(letter: Letter) -> Words | None:
    """What is asked of kommunen or of a group of volunteers, in writing or on the phone."""
    if letter.near and letter.need:
        span = f", {letter.span}" if letter.span else ""
        return CARES, {"near": letter.near, "need": letter.need, "span": span}
    if letter.need:
        return "utter_draft_office_need", {"need": letter.need}
    return ("utter_draft_office_call", {}) if letter.spoken and letter.whom == "office" and not letter.says else None


def _shared(letter: Letter, whom: str, who: dict[str, str]) -> Words | None:
    """What two people share, said in one short line."""
    shares = letter.theme and whom in WITH_NAME and not letter.says and letter.about in ("", "silence", "call")
    return ("utter_draft_theme", {**who, "theme": letter.theme}) if shares else None


def _told(letter: Letter, who: dict[str, str]) -> Words | None:
    """A sentence that is to be told, as it was put."""
    tells = letter.says and letter.about not in ("unwell", "thanks")
    return ("utter_draft_says", {**who, "words": f"{letter.says}."}) if tells else None


def _personal(state: State, letter: Letter, whom: str, who: dict[str, str]) -> Words | None:
    when = letter.when or "någon dag"
    if letter.about == "thanks" and whom not in ("yes", "no"):
        return "utter_draft_thanks", who
    if whom not in WITH_NAME:
        return None
    if letter.about == "silence":
        key = "utter_draft_silence_meet" if letter.thing else "utter_draft_silence"
        return key, {**who, "thing": letter.thing, "when": when} if letter.thing else who
    if letter.thing:
        key = "utter_draft_meet_new" if whom in NOT_YET_KNOWN else "utter_draft_meet"
        return key, {**who, "thing": letter.thing, "when": when}
    if letter.about == "unwell":
        return "utter_draft_unwell", who
    if letter.about == "call" and whom in RINGS:
        return "utter_draft_ring", {**who, "when": letter.when or "i veckan"}
    if (letter.tone == "chill" or state.age_group in YOUNG or state.minor) and whom in EASY_TONE:
        return "utter_draft_chill", who
    return ("utter_draft_formal", who) if letter.tone == "formal" and whom in STIFF else None


def _named(whom: str, who: dict[str, str]) -> dict[str, str]:
    return who if whom in WITH_NAME else {}
