"""What a wish asks for: one thing only, something from home, with one other person; and that the search may rest."""

from __future__ import annotations

import re

from bot.dialogue.state import State, together
from bot.dialogue.understanding import Understanding

# as they stand in State.rejected
ONE, SMALLEST, HOME, ONE_TO_ONE = "limit:one", "limit:small", "kind:travel", "kind:company"
NUMBERS = "kind:numbers"  # of lines to ring, when they are turned down
THING = r"(sak|grej|förslag|tips|steg|idé|ting)"
MAY_DO = (
    r"(?=.{0,60}\b(kan|kunna|orkar|klarar|vill|göra|tack|snälla|räcker|ge mig|visa|säg|finns|har du|gärna|prova"
    r"|testa)\b"
    r"|[^.!]{0,40}\?|\W*$)"
)
ONLY_ONE = re.compile(
    rf"\b(en|ett|1) (enda |pytte|jätte)?(liten|litet|enda|enkel|enkelt|lätt|lagom)( liten| litet)? {THING}\b{MAY_DO}"
    rf"|\b(hellre|helst|bara) (en|ett) enda (liten |litet )?{THING}\b"
    rf"|\b(bara|endast|max) (en|ett|1) {THING}\b|\b(en|ett|1)( enda)?( {THING})? räcker\b"
    rf"|\b(ge|visa|säg|föreslå|få|vill ha|tipsa om)( mig| då)?( bara)? (en|ett|1) (konkret |bra |vettig )?{THING}\b"
    rf"|\b(en|ett|1) {THING} (i taget|åt gången)\b|^\W*(\w+ )?(en|ett|1) {THING} (som )?jag kan (göra|prova|testa)\b"
    r"|\b(nåt|något) (pytte|jätte|riktigt |väldigt )?litet\b(?=.{0,40}(\?|\b(göra|prova|börja|räcker|kan)\b))"
)
SMALL = re.compile(r"\b(pytte|jätte)?(liten|litet|små|enkel|enkelt|lätt)\b")
SEVERAL = re.compile(
    r"\b(fler|flera|några|alla|tre|två) (\w+ )?(till|förslag|tips|saker|alternativ)\b|^\W*(några|lite) fler\b"
    r"|^\W*visa fler\w*\W*$"
)
FROM_HOME = re.compile(
    r"\bhemifrån\b|\bfrån (hytten|bilen|stolen|rummet|båten|boendet|sjukhuset|balkongen|köket|soffan|sängen"
    r"|hemmet|lägenheten|datorn|köksbordet|fåtöljen)\b|\bonline\b"
    r"|\bdigitalt\b"
    r"|\b(på|över|via) nätet\b|\b(göra|sitta|nåt|något|kan|funkar|prova) hemma\b|\bhemma (i|från) \w+"
    r"|\butan att (behöva |jag behöver )?(gå|åka|ta mig|lämna|kliva) (ut|hemifrån|lägenheten|huset|hemmet|iväg"
    r"|någonstans"
    r"|nånstans)\b|\bslippa (gå ut|lämna \w+|åka)\b"
)
NOT_HOME = re.compile(
    r"\b(inte|inget|slippa|trött på|less på|nog med) (\w+ ){0,3}(hemma|hemifrån|online|nätet|digitalt)\b"
    r"|\bkomma ut\b|\butomhus\b"
    r"|\bträffas på riktigt\b|\bses på riktigt\b|\bi verkligheten\b|\bta mig ut\b"
)
WITH_ONE = re.compile(
    r"\b(med|träffa|av) (bara |endast |helst |kanske )*(en|1) enda (människa|person|annan)?\b"
    r"|\bmed (bara|endast) (en|1) (människa|person|annan)\b|\bbara (med )?(en|1) (annan )?(människa|person)\b"
    r"|\b(en|1) (människa|person|enda) (i taget|åt gången)\b|\ben i taget\b|\b(på )?tu man hand\b|\ben till en\b"
    r"|\bbara (vi|oss) två\b|\b(vara|ses|bara) två( stycken)?\W*$"
)
TALK_NOW = re.compile(r"\b(prata|tala|snacka|chatta|skriva|ringa|nu)\b")
SEEKING = frozenset(
    ("find_activity", "more_suggestions", "reject_suggestion", "state_interest", "state_barrier", "talk_to_human")
    + (
        "ask_info",
        "deny",
        "affirm",
        "out_of_scope",
        "tell_feeling",
        "correct_bot",
        "feedback_negative",
        "privacy_question",
    )
)
WISHES = re.compile(
    r"\b(hellre|helst|gärna|vill|skulle vilja|kan jag|jag kan|kan man|finns|har du|nåt|något|visa|ge mig"
    r"|tips\w*|förslag\w*"
    r"|räcker|funkar|passar|letar|söker|prova|testa|orkar|slippa|utan att)\b|\?"
)
SEARCH = r"(leta|söka|titta|kolla|välja|bläddra|läsa)"
OTHER_SEARCH = r"(?! (efter )?(jobb|vän|nya vän|lägenhet|bostad|kärlek|partner|någon|nån|en ))"
RESTS = re.compile(
    rf"\b(orkar|pallar|ids|gitter|hinner|vill) (jag |ja )?(inte|ej) {SEARCH}\b{OTHER_SEARCH}"
    rf"|\b(sluta|slutar|strunta i|strunta vi i|skippa|vänta med|låt bli) (vi |att |nu |med )*(att )?({SEARCH}"
    rf"|letandet|sökandet)\b"
    rf"{OTHER_SEARCH}|\b(nog|färdig\w*|klar\w*|trött på|less på) (med |att )?(letat|{SEARCH}|letande\w*"
    rf"|letat)\b{OTHER_SEARCH}"
    r"|\b(inget|inte) mer (letande|sökande)\b|\bletat (klart|färdigt|nog|tillräckligt)\b"
    r"|^\W*((bra|fint|okej|ok|tack|men|nja|nej|nä|jo|ja)\W+)*inte (i ?dag|nu|i ?kväll|just nu|denna vecka)( men"
    r"| dock|, tack)?"
    r"(?=\W*$|.{0,40}\b(trött|slut|död|seg|orkar|sen|senare|en annan|i ?morgon)\b)"
    r"|\bvi (letar|tittar|kollar|söker) (vidare )?(en annan (dag|gång|kväll)|i ?morgon|sen|någon annan dag)\b"
)
LIGHT_WORDS = """nej nä nja ja jo jag det nu ikväll i kväll idag dag mer tack snälla bara hellre helst kan göra ska som
att med något nåt för mig men och o så okej ok visa ge gärna då räcker funkar passar prova testa imorgon morgon fler
nummer lite vi en annan"""
LIGHT = frozenset(LIGHT_WORDS.split())  # a word besides these may be about something else than steps
WORN_OUT = re.compile(r"\b(vill|orkar|kan|går) (jag |ja |det )?(inte|ej) (mer|längre|så)\b")
LEFT_OVER = 5  # words beside the wish; more may be about something else


def rests(text: str) -> bool:
    """The search for steps may rest: "orkar inte leta mer ikväll"."""
    return RESTS.search(" ".join(text.lower().split())) is not None


def is_only_of_steps(heard: Understanding) -> bool:
    """Nothing in it but how much is wanted, from where, or that the search rests; no plain word of danger."""
    rest = text = heard.low
    for sign in (RESTS, ONLY_ONE, FROM_HOME, WITH_ONE):
        rest = sign.sub(" ", rest)
    told = set(re.findall(r"\w+", rest))
    return rest != text and told <= LIGHT and not heard.danger.evidence and not WORN_OUT.search(text)


def wanted_in(heard: Understanding) -> tuple[str, ...]:
    """What a step must be, by the words of a wish; a message that only tells how it is asks for nothing."""
    text = heard.low
    if heard.language != "sv" or heard.intent not in SEEKING or (heard.primary and not WISHES.search(text)):
        return ()
    alone = WITH_ONE.search(text) and not TALK_NOW.search(text)
    home = FROM_HOME.search(text) and not NOT_HOME.search(text) and (WISHES.search(text) or heard.words <= LEFT_OVER)
    one = ONLY_ONE.search(text)
    small = one and (SMALL.search(text) or home)
    found = ((ONE, one), (SMALLEST, small), (HOME, home), (ONE_TO_ONE, alone))
    return tuple(name for name, sign in found if sign)


def take(state: State, heard: Understanding) -> State:
    """What a step must be holds until something else is wished for."""
    text = heard.low
    lifted = {ONE, SMALLEST} if SEVERAL.search(text) else set()
    lifted |= {HOME} if NOT_HOME.search(text) else set()
    kept = tuple(name for name in state.rejected if name not in lifted)
    return state.but(rejected=together(kept, wanted_in(heard)))


def is_asked(heard: Understanding) -> bool:
    """Does the message wish for a step of such a sort?"""
    return bool(wanted_in(heard))
