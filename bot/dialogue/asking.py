"""Tells a wish for suggestions from talk: a weak reading is talk, and a no to tips holds until somebody asks."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue import asked_for, cues
from bot.dialogue.moves import Turn, say
from bot.dialogue.of_others import OPENS, own_clauses
from bot.dialogue.reflecting import reflect
from bot.dialogue.searches import is_search
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

SURE = 0.8  # how sure the model must be of a wish that no word says
SURE_OF_HUMAN = 0.6
SHORT = 6  # words of an answer to a question of ours
TELLING = 12  # words; a shorter no tells nothing that could be reflected
SEEKING = frozenset({"find_activity", "more_suggestions", "state_place", "state_interest"})
BARE_FACTS = frozenset({"state_barrier", "state_interest", "state_age"})  # without one of them it is talk
FOR_ONESELF = frozenset(
    ("on_behalf_of_other", "tell_feeling", "state_place", "affirm", "find_activity", "more_suggestions")
)
FOR_THEM = re.compile(
    r"\b(tips|förslag|föreslå|aktivitet\w*)\b|\bfinns (det )?(något|nåt|någon|nån|några)?\b"
    r"|\bge (oss|mig|henne|honom)\b"
    r"|\b(vad|va|vilka) (finns|har du|kan (man|jag|vi) (ordna|få|söka|göra))\b"
    r"|^\W*((och|men|okej|ok|ja) )*(för|åt|till) (honom|henne|\w+)( då| också)*\W*$"
)  # asks for something that may be shown, and not how one helps
FOR_ME = re.compile(
    r"\b(tips\w*|förslag|föreslå|hitta|visa|finns|har du)\b[^.!?]{0,30}\b(för|åt"
    r"|till) mig( själv)?\b(?!.{0,5} att (prata|skriva))"
    r"|^\W*((och|men|okej|ok|ja|jag) )*(för|till|åt) mig( själv| då| också)*\W*$"
)
GRAVE = re.compile(r"\bdö(r|d|dar|da)?\b|självmord|ta(r)? (mitt |sitt )?liv|livet av|försvinna")  # asks for no step
ASKS_SHORTLY = 14  # words of a bare question for somebody else
NO_FOR = re.compile(
    r"^\W*(nä+|nej|nja|nope|näe)\W+((det|de|den) (är|e) |alldeles |lite )?för (långt|dyrt|jobbigt|svårt|mycket"
    r"|många|tidigt|sent)\b"
    r"|^\W*(nä+|nej|men)?\W*((nummer|nr) (ett|två|tre|\d)|ettan|tvåan|trean|(den|det) (första|andra|tredje"
    r"|sista))\b.{0,15}"
    r"\b(passar|funkar|går|duger) (mig |för mig )?inte\b"
)  # "nä för långt, mamma kan inte skjutsa"
THANKS = re.compile(
    r"^\W*((ja|nej|ok(ej)?|jo|oj|åh)\W+)?((stort|tusen) )?tack( snälla| så mycket| ska du ha)?\b(?!.*(\?|\bmen\b))"
)
ONE_MORE = re.compile(r"\b(en|ett|nåt|något|några|ge mig|visa) (till|annat|mer|andra)\b")
MAY_LOOK = frozenset({"state_interest", "state_place", "tell_feeling", "affirm", "reject_suggestion", "deny"})
MISREAD = frozenset(
    {
        "out_of_scope",
        "thanks",
        "affirm",
        "correct_bot",
        "feedback_negative",
        "tell_feeling",
        "gibberish",
        "bot_identity_question",
    }
)
OURS = frozenset({"place", "which_place", "offer", "after_steps", "reject_reason", "continue"})  # that are about steps
THING = r"(nå(go)?[nt]\w*|några|nåra)"
ASKS = re.compile(
    r"\btips(en|et|a)?\b|\bförslag\w*|\bföreslå\w*|\brekommender\w*|\bvisa (fler|mer|mig|andra|annat)|\bfler\b"
    rf"|\bfinns det\b|\b(finns|har (du|ni)|vet (du|ni)|känner du till)\b.{{0,25}}\b({THING}|pappor|mammor|folk"
    r"|ställe\w*|förening\w*|grupp\w*|träff\w*|kurs\w*|klubb\w*|andra|mer)\b"
    r"|\b(söker|letar|sugen på|intresserad av|önskar mig|ge mig)\b|\bannat (sätt|än)\b"
    r"|\b(vill|skulle vilja|velat|ville|behöver|kunna|kan jag|får jag|gärna|lust att)"
    r" (gärna |bara |mest |så |nog )*(träffa|hitta|gå\b|göra|prova|testa|öva|träna|börja|lära|komma|delta"
    r"|vara med|spela|sjunga"
    rf"|måla|ha ({THING}|en|ett|sällskap|folk)|hänga|skaffa|få ({THING}|en|sällskap|vänner)|ut\b|{THING}|sällskap)"
    r"|\b(vad|va|var|vart|vilka|vem|hur) (kan|ska|finns|gör|träffar|hittar|får|skulle)"
    r" (man|jag|vi|det|en|de|kommunen)\b"
    rf"|\b{THING} (att|för|som|med|i|på|kul|roligt|annat|mer)\b"
    r"|\b(nåt|något|nånting|någonting) (gratis|billigt|lugnt|litet|enkelt|nära|hemma|ute)\b"
    r"|\bhjälp(a)? (mig )?(att )?(hitta|komma)|\bkan du (leta|hitta|visa|ge|föreslå)|\bvarför (finns )?(inget|inte)\b"
)  # words that ask for something to do
PLAINLY = re.compile(
    r"\b(ge mig|visa( mig)?|vill (gärna )?ha|har (du|ni)|får jag|kan jag få|kom med|behöver)\b"
    r" (\w+ ){0,3}(tips|förslag)\b"
    r"|^\W*(ja|jo|jaa|japp|okej|ok|mm)\b\W*(tack|gärna|visst|absolut|tack gärna)?\W*(några |lite |ett par )?"
    r"(tips|förslag)\b"
    r"|\bgärna (några |lite |ett par |ett )?(tips|förslag)\b"
    r"|\bhar (du|ni) (nåt|något|nån\w*) (för (en|nån|någon|mig|den)|med|åt|inom)\b"
    r"|^\W*(har (du|ni) )?(fler|andra|nya|nåt|något|några)( annat| bra)? (tips|förslag)\b"
)  # however the model reads it
HAD = "".join(rf"(?<!{words} )" for words in ("fick", "får", "gav", "ger", "ser", "såg", "finns", "har du", "gav mig"))
NO_TIPS = re.compile(
    rf"{HAD}\b(inga|inte|ingen|ej|slippa?|slipper|sluta|nog|skippa|utan|trött på|less på|strunta i|bort med)\b\W+"
    r"(\w+\W+){0,4}?(tips\w*|förslag\w*|råd|aktiviteter\w*|listor\w*)\b"
    r"(?! (som )?(passa\w*|funka\w*|är bra|var bra|duger|fick|har fått))"
    r"|\b(tips|förslag|råd|aktiviteter)\b[^.!?,]{0,25}"
    r"\b(behöver|vill|önskar|orkar|ska) (jag|ja) (\w+ )?(inte|inga|ej)\b"
)
AFFORDS = re.compile(
    r"\bråd (med|att|till|för)\b|\b(har|hade|haft|får) (\w+ )?(inte|ej|inga|inget|knappt|aldrig) (\w+ )?råd\b"
)
LOOKS = re.compile(
    r"\b(kan|får) (jag |vi |man )?(väl |ju |alltid |nog |gärna )*(kolla|titta|se|spana)\b(?! (på tv|film|matchen))"
    r"|\b(visa|kolla|se) (då )?(vad|det|vilka) (du|ni|som|det) (har|finns|skulle)|\blåt (mig )?(höra|se)\b"
    r"|^\W*(ja |okej |ok |jo )?visa (något|nåt|några|lite|gärna|då|allt)\b"
    r"|^\W*(jag |vi )?(kollar|tittar) (väl |gärna )?(då)?\b"
)  # "jag kan väl kolla, men inte gym"
NOT_TO_OTHERS = r"(?! (\w+ )?(med (?!dig)|om en|till|i telefon))"
ONLY_TALK = re.compile(
    r"\b(bara|mest|helst|hellre|kan väl|kan vi|vi kan|jag sa ju|jag sa|du att|ville)"
    r" (bara |väl |inte |mest |få |vill )*"
    rf"(snacka|prata|babbla|tjöta|surra|skriva)\b(?! (lite )?om (nåt|något) annat){NOT_TO_OTHERS}"
    r"|\b(prata|skriva) av mig\b|\b(nån|någon) (som )?(bara )?lyssna"
)
SAID_NO = re.compile(
    r"\b(jag|ja) (sa|skrev|har sagt|säger)( ju| redan| faktiskt)* (nej|nä)\b|\b(nej|nä) (sa|skrev) jag\b"
)
COMPLAINS = re.compile(r"\b(sa|skrev|ville|sluta|varför)\b")
ASKS_TOO = re.compile(r"\b(människa|volontär|ring(a|er)|chatta|linje\w*)\b|^\W*(vart|vem|var) \w+|\?\s*$")
HUMAN = re.compile(
    r"\b(människa\w*|volontär\w*|ring\w*|telefon\w*|nummer|numret|linje\w*|jour\w*|chatt\w*|kurator\w*|psykolog\w*"
    r"|präst\w*|samtal\w*|person\w*)\b|\b(prata|snacka|tala|skriva?|chatta) (\w+ )?(med|till)\b|\bpå riktigt\b"
)


def looks(text: str) -> bool:
    """ "Jag kan väl kolla": what there is may be shown."""
    plain = normalise(text)
    return LOOKS.search(plain) is not None or (PLAINLY.search(plain) is not None and not refuses(text))


def refuses(text: str) -> bool:
    """No tips are wanted, or only talk; what cannot be afforded is no tip."""
    plain = AFFORDS.sub(" ", normalise(text))
    return any(sign.search(plain) for sign in (NO_TIPS, ONLY_TALK))


def asks(text: str) -> bool:
    """Plain words that ask for something to do."""
    return not refuses(text) and ASKS.search(normalise(text)) is not None


def wishes(text: str) -> bool:
    """Steps are wished for, in plain words or by looking at what there is."""
    return asks(text) or looks(text)


def as_asked(before: State, heard: Understanding) -> Understanding:
    """The message as talk, where it only looks like a wish for steps or for a human; as a wish where it says so."""
    if asked_for.is_asked(heard) and not refuses(heard.text):
        return replace(heard, intent="find_activity", primary=None)
    if before.last_shown and before.wants == "tips" and heard.language == "sv" and NO_FOR.search(heard.text.lower()):
        return replace(heard, intent="reject_suggestion")
    if heard.intent == "tell_feeling" and heard.words <= TELLING and THANKS.search(heard.text.lower()):
        return replace(heard, intent="thanks")
    if is_search(before, heard):
        return replace(heard, intent="find_activity", confidence=1.0)
    if heard.intent == "talk_to_human":
        weak = heard.confidence < SURE_OF_HUMAN and not HUMAN.search(normalise(heard.text))
        return replace(heard, intent="tell_feeling") if weak else heard
    plainly = heard.intent in MISREAD and PLAINLY.search(normalise(heard.text)) and not refuses(heard.text)
    if plainly and not GRAVE.search(heard.text.lower()):
        return replace(heard, intent="more_suggestions")
    if before.pending == "after_steps" and heard.words <= SHORT and ONE_MORE.search(normalise(heard.text)):
        return replace(heard, intent="more_suggestions")
    theirs = heard.intent in ("on_behalf_of_other", *BARE_FACTS) and before.for_other and before.turn > 1
    if theirs and FOR_THEM.search(normalise(heard.text)) and not refuses(heard.text) and heard.danger.level == "none":
        return replace(heard, intent="find_activity", confidence=1.0)
    if heard.intent == "on_behalf_of_other" and before.offered and heard.words <= ASKS_SHORTLY and "?" in heard.text:
        return replace(heard, intent="find_activity") if asks(heard.text) else heard
    if heard.intent in MAY_LOOK and before.offered and looks(heard.text) and not refuses(heard.text):
        return replace(heard, intent="find_activity")
    of_me = heard.intent == "reject_suggestion" and not before.for_other and heard.language == "sv"
    if of_me and not re.search(r"\w", own_clauses(heard.text)):
        return replace(heard, intent="tell_feeling")  # what a husband will not is no refusal
    asks_for_me = heard.intent in FOR_ONESELF or (heard.intent == "ask_info" and heard.topic is None)
    if asks_for_me and FOR_ME.search(normalise(heard.text)):
        return replace(heard, intent="find_activity")
    if heard.intent in BARE_FACTS and not heard.has_facts and (heard.words > SHORT or OPENS.search(heard.text)):
        return replace(heard, intent="tell_feeling")
    if heard.intent in SEEKING and not _is_wish(before, heard):
        return replace(heard, intent="tell_feeling")
    return heard


def _is_wish(before: State, heard: Understanding) -> bool:
    if refuses(heard.text):
        return False
    if ASKS.search(normalise(heard.text)) or (before.pending in OURS and heard.words <= SHORT):
        return True
    fact = heard.intent in ("state_place", "state_interest")
    if before.wants == "talk" and not fact:
        return False
    return heard.confidence >= SURE or bool(heard.interests and (heard.words <= SHORT or "?" in heard.text))


def lets_show(before: State, state: State, heard: Understanding) -> bool:
    """A fact leads to steps while they are spoken of: after our question about them, or alone in a few words."""
    return state.wants == "tips" and (before.pending in OURS - {"continue"} or heard.words <= SHORT)


def refused(before: State, state: State, heard: Understanding) -> Turn | None:
    """No tips: that is a no to all of them until somebody asks again; what is told beside it is met first."""
    plain = normalise(heard.text)
    if asked_for.rests(heard.text) and (state.offered or state.shown or before.pending in OURS):
        return Turn((say("utter_search_rests"),), state.but(wants="talk", pending=None, last_shown=()))
    if heard.intent in ("goodbye", "ask_info") or cues.WITH_A_HUMAN.search(plain) or cues.GLAD.search(plain):
        return None
    lately = (state.offered or state.wants == "talk") and heard.words <= SHORT
    again = (before.pending in OURS or state.last_shown or lately) and SAID_NO.search(plain)
    if not again and (not refuses(heard.text) or ASKS_TOO.search(plain)):
        return None
    shown = bool(before.last_shown) and state.wants == "tips"
    unasked = shown and COMPLAINS.search(plain)
    tells = heard.words > TELLING and (heard.primary or heard.life_events) and not shown
    first = reflect(state, heard) if tells else ()
    key = "utter_no_tips_sorry" if again or unasked else "utter_hold"
    return Turn((*first, say(key)), state.but(wants="talk", pending=None, last_shown=()))
