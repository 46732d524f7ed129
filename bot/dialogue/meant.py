"""What a message means by words of danger: told, quoted from Lotsen, taken back, or plainly about something else."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue import admits, asked_softly, doubts, told_softly
from bot.dialogue.asked_for import is_only_of_steps
from bot.dialogue.earnest import SURE
from bot.dialogue.protests import ends_it
from bot.dialogue.state import SET_ASIDE, State
from bot.dialogue.understanding import Danger, Understanding
from safety.assess import OWN_LIFE, VIOLENCE
from safety.circumstances import AT_PLACE, MEANS_NEAR

BODY = frozenset({"medical", "overdose", "third_party"})
OF_THE_BODY = 0.9  # score from which the body in danger counts in the midst of another danger
DOUBTFUL = 0.8  # a calm and practical message below this is believed to be what it seems
LATELY = 5  # entries of danger_said
CALM_FROM = 7  # words
FAMILIES = (
    OWN_LIFE | {"death_unclear", "overdose"}, VIOLENCE, frozenset({"child_abuse"}), frozenset({"third_party"}),
    frozenset({"eating_disorder"}), frozenset({"substance", "overdose", "medical"}), frozenset({"voices", "psychosis"}),
    frozenset({"threat_to_others"}),
)  # fmt: skip
ABOUT_OUR_QUESTION = re.compile(
    r"\b(varför|vad|va|hur) (är det för .{0,12}fråga|frågade du|frågar du|fråga du|skrev du|sa du|menar du med)"
    r"|\bvad (hade|skulle|gör) (du|ni) .{0,15}\bom jag (sa|sagt|säger|hade sagt|svarat|svarade|skulle säga|hade svarat) (ja|det)"
    r"|\b(vad|va) (hade|skulle) (det )?(hänt|hända|blivit) om jag (sa|sagt|säger|hade sagt|svarat|svarade) ja"
    r"|\bom du (hade )?fråga(t|de|r) .{0,20}\b(liv|dö)\b|\bdu fråga(de|r) (ju )?(mig )?om jag\b"
    r"|\bnär det stod om\b|\bdet stod (något )?om att ta\b|\bdu skrev (att|om|något om) .{0,20}\b(liv|dö)\b",
    re.IGNORECASE,
)
SEEMS = re.compile(r"\bser jag ut (som|att)\b|\b(låter|verkar) jag (som|vara)\b", re.IGNORECASE)
NOT_HIT = re.compile(
    r"\b(han|hon|dom|de|ingen|min (man|sambo|kille|tjej|fru))\b.{0,12}\b"
    r"(slår|slagit|slog|rör|skadar|hotar|gör)( mig| oss| ju| faktiskt)*( inte| aldrig)\b"
    r"|\b(aldrig|inte) (slagit|slår|rört|hotat|lagt hand)\b|\bingen (slår|har slagit) mig\b|\bslår inte\b",
    re.IGNORECASE,
)
LEAVES = r"(sova|somna|slut\w*|slippa|bort|försvinn\w*|gå|vila|få|dö|vara|vill|orkar|känner|önskar|hoppas|prata|ha|tar|ta|kör\w*)\b"
EXPLAINS = re.compile(
    r"\b(läs(er|te|t)|förstod|tolka(r|de)|uppfatta(r|de)) (du |ni )?(mig )?(helt |alldeles )?fel\b|\bfel läst\b|\bmissför|\bmisstolk"
    r"|\binte (alls )?(vad|så|det) jag (menade|sa|skrev)\b"
    r"|\bjag (sa|skrev|menade|pratade|talade|snackade|frågade|syftade) (ju |bara |nyss |faktiskt )*(om|på|bara|att|efter|ett|en)\b"
    r"|\b(det |jag )?(handlar|handlade|gäller|gällde) (ju |bara )?om (något|nåt|annat|min|mitt|mina|en|ett)"
    r"|\bjag har inte (tagit|druckit|svalt|ätit)( nåt| något| några| så)?\b"
    r"|\b(jag |ja )?(menade|pratade om|syftade på|snackade om) (ju |bara )*(min|mitt|mina|att|en|ett)\b"
    r"|\bjag menade (?!allvar|det\b|det här|inget|ingenting|inte|typ|va(d)? )\w+"
    r"|\b(bara|är|var|e|va) (ju |väl |bara )*(ett|en) (uttryck|talesätt|ordspråk|ordstäv|spel|film|låt|sång|bok|serie)\b"
    r"|^\W*(nej|nä+|näe|va|men)\b.{0,60}\b(till (en |min )?(utbildning\w*|kurs\w*|uppsats\w*|boken|bok)|fallskärm\w*|tandem\w*|bungy\w*|studsmatt\w*|trampolin\w*|hästen|ponny\w*"
    r"|hopptävling\w*|simhopp\w*|backhopp\w*|uppvisning\w*|roman(en)?|deckare\w*|manus\w*|novell\w*|jakt(en|laget)?|älg\w*"
    r"|värktablett\w*|alvedon|halstablett\w*|dosett\w*)\b"
    r"|\bdet (finns|är) (ju )?(inget|inga|ingen) (barn|man|sambo|kille|partner|person|våld|fara|bråk)\b"
    r"|\bingen (ska|kommer( att)?|har) (fara|farit|bli|blivit) illa\b|\bingen far illa\b"
    rf"|\bjag (ska |skulle |tänkte |vill |håller )?bara (?!{LEAVES})[a-zåäö]{{3,}}(ar|er|r|a|na)\b",
    re.IGNORECASE,
)
PLAYS_DOWN = re.compile(
    r"\b(jag )?vill bara ha\b|\bär bara (ledsen|trött|ensam|uttråkad|sur|irriterad|less)\b|\böverdriv"
    r"|\bing(en|et) fara (med|för) (mig|oss)\b|\blev rädd (när|av|för att du)\b|\bdu skräm"
    r"|\b(kan|ska) vi lägga ner\b|\bnu får du ge dig\b|\binte (så )?(farlig|djup)(t|a)?\b"
    r"|\b(blöder|blödde) (ju )?(inte|knappt)\b|\b(rivsår|ytlig\w*|rispor)\b",
    re.IGNORECASE,
)
DISCLAIMS = re.compile(
    r"\b(fel läst|läste? (du |det |mig )?fel|missförst\w*)\b|\bjag vill (ju |faktiskt )?leva\b(?!.*\bmen\b)",
    re.IGNORECASE,
)
BACK_SOON = re.compile(
    r"^\W*(nu )?(vänta|strax|snart tillbaka|tillbaka|är tillbaka)\b.{0,30}$|\bvänta( lite| en stund)?\W*$",
    re.IGNORECASE,
)
BURDEN = re.compile(r"\b(haft|ha|får|få|fått) det (mycket )?bättre (om|utan|med (nån|någon))\b", re.IGNORECASE)
HEAVY = re.compile(
    r"\b(orkar inte|hopplös\w*|meningslös\w*|leva|livet|dö|död|döden|försvinna|slut|finnas|vakna|hjälp|rädd|ångest|skada|slår|slog|blod)\b",
    re.IGNORECASE,
)
PRACTICAL = re.compile(
    r"\b(vart|var|vem|vilka|hur|när|vad) (\w+ ){0,3}(ringa|ringer|fråga|frågar|boka|bokar|anmäla|vända|mejla|gå|betala|hitta|söka)\b"
    r"|\bkosta|\b(kommun|väntjänst|bibliotek|kurs|förening|cirkel|körsång|kör|buss|anmälan|tid(er)?)\w*\b",
    re.IGNORECASE,
)


def as_meant(state: State, heard: Understanding) -> Understanding:
    """The message with the danger that it means; the same before and after it has been taken up."""
    if "survived" in state.danger_said[-LATELY:] and told_softly.survived(state, heard):
        return replace(heard, danger=Danger(minor=heard.danger.minor))  # the same moment, told further
    admitted = asked_softly.answered(state, heard) or admits.told(state, heard)
    if admitted is not None and not heard.danger.evidence:
        return replace(heard, danger=admitted)
    softly = told_softly.told(state, heard)
    if softly is not None and (told_softly.survived(state, heard) or not _is_plain(heard.danger)):
        return replace(heard, danger=softly)
    if BURDEN.search(heard.text) and heard.danger.kind == "threat_to_others" and not heard.danger.evidence:
        return replace(heard, danger=replace(heard.danger, level="concern", kind="suicide", also=()))
    if ends_it(state, heard):
        return replace(heard, danger=Danger(minor=heard.danger.minor))
    if heard.danger.level == "none" or not _means_nothing(state, heard):
        return heard
    return replace(heard, danger=Danger(minor=heard.danger.minor))


def _means_nothing(state: State, heard: Understanding) -> bool:
    danger = heard.danger
    if SEEMS.search(heard.text) or told_softly.is_a_glass(heard):
        return True
    if ABOUT_OUR_QUESTION.search(heard.text):
        return not danger.evidence or (danger.level != "acute" and state.danger_stage is not None)
    blows = VIOLENCE - {"coercive_control"}
    if danger.kind in blows and state.danger_stage is not None and NOT_HIT.search(heard.text):
        return True
    if doubts.leaves_alone(state, heard):
        return True
    guessed = doubts.is_guess(heard)
    if guessed and (danger.kind in blows and NOT_HIT.search(heard.text)):
        return True
    if guessed and state.danger_stage in SET_ASIDE and is_only_of_steps(heard):
        return True
    if guessed and DISCLAIMS.search(heard.text):
        return True
    if guessed and state.danger_stage is not None and PLAYS_DOWN.search(heard.text):
        return True
    if danger.evidence or danger.score >= SURE or not {AT_PLACE, MEANS_NEAR}.isdisjoint(danger.also):
        return False
    if BACK_SOON.search(heard.text):
        return True
    body = danger.level == "acute" and danger.kind in BODY and danger.score >= OF_THE_BODY
    if "first" in state.danger_said and not _same_sort(state, danger.kind):
        return not body  # who lies limp is in danger, whatever was told before
    if state.danger_stage is not None:
        return explains(heard)
    harm = danger.kind in VIOLENCE | {"child_abuse"}
    return danger.level == "concern" and danger.score < DOUBTFUL and not harm and _is_calm(heard)


def _is_plain(danger: Danger) -> bool:
    return danger.level != "none" and (bool(danger.evidence) or danger.score >= SURE)


def _same_sort(state: State, kind: str) -> bool:
    """What only looks dangerous in the midst of danger counts when it is of the sort that was told."""
    kinds = {*state.risk_kinds, state.risk_kind}
    return any(kind in family and not family.isdisjoint(kinds) for family in FAMILIES)


def _is_calm(heard: Understanding) -> bool:
    """A longer message that asks something practical, with no heavy word in it."""
    return heard.words >= CALM_FROM and bool(PRACTICAL.search(heard.text)) and not HEAVY.search(heard.text)


def explains(heard: Understanding) -> bool:
    """The writer says what was really meant, or that nothing of the kind was."""
    return EXPLAINS.search(heard.text) is not None or PLAYS_DOWN.search(heard.text) is not None


def takes_back(state: State, heard: Understanding) -> bool:
    """An explanation after what was read as danger; where the body is in danger only plain words count."""
    if state.danger_stage in (None, "corrected") or heard.danger.level != "none":
        return False
    grave = state.risk_kind in VIOLENCE | {"overdose", "medical", "child_abuse"} and "first" in state.danger_said
    return EXPLAINS.search(heard.text) is not None or (not grave and explains(heard))
