"""Questions and words about the talk of danger itself: why it was asked, what if yes, who gets to know, who comes."""

from __future__ import annotations

import re

from bot.dialogue.family import family_of
from bot.dialogue.meant import ABOUT_OUR_QUESTION
from bot.dialogue.state import State
from bot.dialogue.told_softly import DRINK, signs_in
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

RECENT = 12  # turns after danger was spoken of
LONGEST = 36  # words
HARMED = frozenset({"harm", "child"})
YOUNG = frozenset({"self_minor", "child"})
HIT = frozenset({"violence_partner", "violence_family", "sexual_violence", "child_abuse"})
HOME = r"(mamma|pappa|mina föräldrar|morsan|farsan|nån|någon|hon|han|de|dom|skolan|läraren|min \w+)"
WHAT_IF = re.compile(
    r"\bom jag (hade )?(sa|sagt|svarat|svarade|skulle säga|skulle svara) ja\b|"
    r"\b(vad|va)\b.{0,30}\bom jag (hade )?(sa|sagt|säger|svarat|svarade|skulle säga|skulle svara) (det|ja)\b"
)
HARD = re.compile(
    r"\bvad (fan )?är det för .{0,12}\bfråg(a|or)\b|\b(dra|drar) (du )?i ?gång (en )?sån\b"
    r"|\bvad (fan|i helvete) frågar du\b|\bhur kan du fråga\b"
)
NOBODY_ASKED = re.compile(
    r"\bingen\b.{0,20}\b(frågat|frågar|frågade|undrat|undrar)\b|\b(behövde|skönt) att (nån|någon|du) frågade\b"
    r"|\bingen (annan )?som (har )?(frågat|frågar|frågade)\b|\baldrig (blivit )?(frågad|fått frågan)\b"
)
NO_ANSWER = re.compile(
    r"(?<!\bdu )\b(svarar|svarade|svarat)\b( \w+){0,2} (aldrig|inte|ingen)\b|\b(aldrig|ingen)( \w+){0,2} (svarar"
    r"|svarade|svarat)\b"
    r"|\b(telefonkö|kö|kön)\b.{0,25}\b(timm\w+|minuter|lång|alltid|jämt|evig\w*)|\b(alltid|jämt|timme|minuter"
    r"|lång)\b.{0,15}\bkö\b"
    r"|\b(var|är|alltid) upptaget\b|\bkommer (aldrig|inte) fram\b"
)
BILL = re.compile(r"\b(räkning(en)?|telefonräkning(en)?|mobilräkning(en)?)\b")
SAVED = re.compile(r"\b(sparas|sparar (du|ni)|ligger (det )?kvar|finns (det )?kvar|lagras)\b")
IS_BAD = re.compile(r"\b(så|verkligen|ens|egentligen) (illa|farligt|allvarligt|fel|dåligt)\b|\b(är det|det är) fel\b")
NORMAL = re.compile(
    r"\b(är|e|va|var) (det|de|sånt|sådant|det där)( då| verkligen| ens| inte)? (helt |så |\w+ )?(normalt|okej|ok"
    r"|vanligt|naturligt|rimligt|meningen)\b"
    r"|\bdet är (väl |ju |inte )?(helt )?(normalt|okej|ok|vanligt)\b|\bär det så (här )?(det )?ska vara\b|\b(har"
    r"|gör) (alla|andra|man) (det )?så( här)?\b"
)
BLOWS = re.compile(
    r"\b(slår|slog|slagit|sparka\w*|knuff\w*|strypt\w*|hot\w*|våldta\w*|döda\w*|kniv\w*|kasta\w*|låser|rädd|idag"
    r"|i dag|ännu|än|längre|sist|igår|i går)\b"
)
NO_BLOWS = re.compile(
    r"\b(han|hon) (har )?(aldrig |inte )?(slår|slagit|slog|lagt hand|är våldsam|rör|rört)\b( mig)?( ju"
    r"| faktiskt)?( inte| aldrig)\b"
    r"|\b(han|hon) (har |skulle )?(ju |faktiskt )?(aldrig|inte) (slå|slår|slagit|lagt hand|rört|varit våldsam"
    r"|gjort mig illa)\b|\b(han|hon) är inte våldsam\b"
)
SILENCE = re.compile(
    r"\b(han|hon) (\w+ )?(blir|är|går|kan vara|brukar vara) (\w+ )?(helt |alldeles )?(tyst"
    r"|tyst och sur)\b.{0,14}\b(dag\w*|veck\w*|dygn)\b"
    r"|\b(han|hon) (\w+ )?(pratar|talar|snackar|säger) (\w+ )?(inte|inget|ingenting"
    r"|inte ett ord)\b.{0,20}\b(dag\w*|veck\w*|dygn)\b"
    r"|\b(han|hon) (\w+ )?(straffar|tiger|tjurar|ignorerar)\b.{0,25}\b(tyst\w*|dag\w*|veck\w*|dygn)\b"
)
COMES = re.compile(
    r"\b(hem hit|hem till mig|ingen får komma|kommer (det )?(hem )?(nån|någon|de|dom)( hem| hit)?|kommer hit)\b"
)
HIDDEN = re.compile(
    r"\b(märks|syns|avslöjar|misstänker)\b.{0,8}\binte\b|\binte (märks|syns|fattar|förstår|avslöjar)\b"
    r"|\b(bjuda|ses|träffas) på (en )?fika\b|\bhemligt? (ord|kod)\b|\bkodord\b"
)
WHO_COMES = re.compile(r"\bvem (är|e) det som (kommer|skriver)\b|\b(är|e) det en (man|kvinna|kille|tjej)\b")
AFRAID = re.compile(
    r"\brädd för (honom|henne|han|hon|min (man|fru|sambo|kille|tjej|partner)|va(d)? (han|hon) (gör|ska))"
)
EXCUSES = re.compile(
    r"\b(han|hon) (är|kan vara|är ju) (\w+ )?(snäll|gullig|världens bästa|fin)\b|\b(han|hon) (säger"
    r"|ber om) förlåt\b|\b(han|hon) menar (ju )?(väl|bra|inget)\b"
    r"|\b(är|det är) (väl |ju )?inget konstigt\b|\bskönt att (han|hon) (har|sköter|bestämmer|tar|håller)\b"
    r"|\bjag är (så |ju |lite )?(slarvig|hopplös|dålig på)\b"
    r"|\b(han|hon) (har )?(varit med om|haft det) |\b(jag )?överdriver( nog| väl)?\b|\bandra har det värre\b"
    r"|\bdet är (nog |väl )(bara )?jag\b|\bmitt (eget )?fel\b|\bsvår att leva med\b|\blätt att leva med\b"
)
NUMBERS = re.compile(
    r"\b(nummer|numren|112|telefonnummer)\b.{0,25}\b(hela tiden|igen|jämt|slut\w*)\b|\bsluta\b.{0,25}\b(nummer"
    r"|numren|112)\b"
    r"|\b(behöver inte|slipp\w*)\b.{0,20}\b(112|nummer|numren)\b"
    r"|\b(hålla? på|håller du på|dra(r)?|mala|maler|kör(a)?) (du )?(med |upp )?(de |dom )?(dina )?(nummer|numren|112)\b"
)
NOT_FOR_ME = re.compile(
    r"\binte (för )?(mig|mej|sån som jag|såna som jag)\b.{0,20}\b(till för|är för)\b|\binte (är )?till för mig\b"
    r"|\b(andra|nån|någon) (annan )?behöver (det|dem|dom|numret) (mer|bättre)\b|\binte sån(a|t)? som (jag"
    r"|mig) (som )?de"
    r"|\b(tar|ta) (upp )?plats(en)? från (nån|någon|dom|dem|de)\b|\binte (så )?illa nog\b"
)
MAY_FEEL = re.compile(
    r"\b(är|e) det (så )?(konstigt|fel|dumt|löjligt|fånigt|barnsligt) (att|om) (jag|man) (\w+ )?(sakna\w*"
    r"|längta\w*|gråt\w*|ledsen"
    r"|vill (träffa|ha|prata|höra)|älskar|tycker om|är (ledsen|arg|trött))\b"
)
OWN_MONEY = re.compile(r"\b(egna pengar|eget konto|eget kort|spara undan|lägga undan|gömma pengar)\b")
WAITS = re.compile(
    r"\bvänta( lite| en stund)?\W*$|\bstrax tillbaka\b|\bkommer (snart )?tillbaka (strax|snart|sen)\b|\b(vaknade"
    r"|ringer|gråter|ropar) nu\b.{0,12}\bvänta\b"
)
SEES = re.compile(r"\bser (hon|han|de|dom|mamma|pappa|nån|någon)\b|\b(ja eller nej|eller inte)\W*$")
BY_WRITING = re.compile(r"\b(skriva|chatta|inte ringa|ej ringa|slippa ringa)\b")
TOGETHER = re.compile(r"\b(plan(en)?|säkerhetsplan|övning|orden)\b")
WRITES = re.compile(r"\b(skriv\w*|sms\w*|säg\w*|meddeland\w*)\b")
NOT_TO = re.compile(
    rf"\bsäg(er)? (det )?(inte|inget|ingenting|aldrig)\b.{{0,15}}\btill {HOME}|\b(säger"
    rf"|berättar) du\b.{{0,15}}\b(för|till) {HOME}"
    rf"|\b(får|kommer) {HOME} (att )?(få )?(veta|reda)|\b{HOME} får inte (veta|få veta|få reda)"
)
SEES_HERE = re.compile(rf"\b(kan|ser) {HOME} (se |läsa )?(att|vad|det) (jag|här).{{0,15}}\b(chatt\w*|skriv\w*|skrev)")
SEES_CALL = re.compile(rf"\b(ring\w*|samtal\w*)\b.{{0,25}}\b(kan|ser) {HOME} (se )?(det|att)")
CONFIDES = re.compile(
    r"\b(säger|sagt|berättat|berättar|skrivit)\b.{0,12}\b(aldrig|inte|ingen)\b.{0,15}\b(till|för) (nån|någon)\b"
    r"|\b(aldrig|inte) (sagt|berättat|nämnt)\b.{0,12}\b(till|för) (nån|någon|en enda)\b|\bdu är den (första"
    r"|enda)\b.{0,20}\b(vet|säger|berätta)"
)
CALLS_NOW = re.compile(
    r"\b(jag|vi|hon|han|hen|grannen|mamma|pappa) (ringer|ska ringa|slår) (nu )?(till )?"
    r"(112|\d{4,}|soc\w*|polis\w*|ambulans\w*|bris|1177|vård\w*|akuten|jour\w*|numret|dit|dem|dom|nu)\b(?!.*\?)"
)
ANGRY_OR_WHY: tuple[tuple[re.Pattern[str], str], ...] = (
    (WHAT_IF, "utter_danger_if_yes"),
    (HARD, "utter_danger_hard_question"),
    (ABOUT_OUR_QUESTION, "utter_danger_why_asked"),
    (WAITS, "utter_danger_waits"),
    (CALLS_NOW, "utter_danger_calls_now"),
    (NOBODY_ASKED, "utter_danger_nobody_asked"),
    (NO_ANSWER, "utter_danger_no_answer"),
    (CONFIDES, "utter_danger_confides"),
    (NUMBERS, "utter_danger_numbers"),
    (NOT_FOR_ME, "utter_danger_line_for_you"),
)
WITHOUT_LINES = frozenset(
    {"utter_danger_no_answer", "utter_danger_waits", "utter_danger_numbers", "utter_danger_line_for_you"}
)
MOST_ABOUT_CONTROL = 4  # times that a sign of control is met with words of its own


def key_for(state: State, heard: Understanding) -> str | None:
    """What is said to the message; None when it is about something else."""
    recent = state.danger_stage is not None and state.turn - state.danger_turn <= RECENT
    if recent and heard.words <= LONGEST and (calm := _without_blows(state, heard)):
        return calm
    more = heard.danger.evidence and heard.danger.kind != "coercive_control"
    if not recent or more or heard.words > LONGEST or (heard.danger.level == "acute" and heard.danger.evidence):
        return None
    text = normalise(heard.text)
    found = next((key for sign, key in ANGRY_OR_WHY if sign.search(text)), None)
    if found or state.danger_stage == "corrected":
        return found
    family = family_of(state)
    return next((key for part in (_of_home, _of_harm) if (key := part(state, heard, text, family))), None)


def _without_blows(state: State, heard: Understanding) -> str | None:
    """Where somebody decides over the writer: the silence that follows, and that nobody hits."""
    text = normalise(heard.text)
    only_control = "coercive_control" in state.risk_kinds and not HIT.intersection(state.risk_kinds)
    rests = NO_BLOWS.sub(" ", text)
    if not only_control or state.danger_stage in ("corrected", "check") or "?" in heard.text or BLOWS.search(rests):
        return None
    if SILENCE.search(text):
        return "utter_danger_silence"
    return "utter_danger_no_blows" if NO_BLOWS.search(text) else None


def not_normal(state: State) -> str:
    """No, it is not how it should be: over money, friends and phone, or where somebody hurts another."""
    return "utter_danger_not_normal_hurt" if HIT.intersection(state.risk_kinds) else "utter_danger_not_normal"


def _of_home(state: State, heard: Understanding, text: str, family: str) -> str | None:
    """Who gets to know at home."""
    asked = any(key.startswith("utter_danger_bill") for key in state.said[-4:])
    if BILL.search(text) or (asked and SEES.search(text)):
        woman = family == "harm" and state.victim_gender != "man" and not state.minor
        known = "utter_danger_bill_harm" if woman else "utter_danger_bill"
        return "utter_danger_bill_young" if family in YOUNG else known
    if SEES_HERE.search(text):
        return "utter_danger_saved"
    if SEES_CALL.search(text):
        return "utter_danger_number_harm" if family in HARMED else "utter_danger_number"
    if NOT_TO.search(text) and not WHO_COMES.search(text):
        return "utter_danger_not_told_young" if family in YOUNG else "utter_danger_not_told"
    return None


def _of_harm(state: State, heard: Understanding, text: str, family: str) -> str | None:
    """What is asked by somebody whom another does harm."""
    if family not in HARMED:
        return None
    if WHO_COMES.search(text) or (COMES.search(text) and "?" in heard.text):
        return "utter_straight_who_comes"
    if COMES.search(text):
        return "utter_danger_nobody_comes"
    if SAVED.search(text):
        return "utter_danger_saved"
    if HIDDEN.search(text) and WRITES.search(text):
        return "utter_danger_hidden_words"
    if MAY_FEEL.search(text):
        return "utter_danger_may_feel"
    if OWN_MONEY.search(text) and re.search(r"\b(hur|kan|får|var|vad)\b", text):
        return "utter_danger_own_money"
    if NORMAL.search(text) and "?" in heard.text:
        return not_normal(state)
    if IS_BAD.search(text) and "?" in heard.text:
        return "utter_danger_is_it_bad"
    if AFRAID.search(text):
        return "utter_danger_afraid"
    wishes = heard.intent == "talk_to_human" and BY_WRITING.search(text) and not TOGETHER.search(text)
    if wishes and not heard.human_here:
        return "utter_danger_write_harm"
    return _of_control(state, heard, text)


def _of_control(state: State, heard: Understanding, text: str) -> str | None:
    """What another decides over, or is excused for, once it has been spoken of."""
    asks = "?" in heard.text and heard.danger.level == "none"
    if "first" not in state.danger_said or "danger" in state.news or asks:
        return None
    if heard.danger.kind == "coercive_control":
        return "utter_danger_control"
    if EXCUSES.search(text):
        return "utter_danger_excused"
    told = set(signs_in(heard)) - {DRINK, "hides"} - (set() if "watched" in state.danger_said else {"phone"})
    return "utter_danger_control" if told and state.said.count("utter_danger_control") < MOST_ABOUT_CONTROL else None
