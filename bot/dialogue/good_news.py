"""Good news is met as good news: praise is said back, what was won or managed is congratulated."""

from __future__ import annotations

import re

from bot.dialogue.moves import Turn, say
from bot.dialogue.own_words import known_words
from bot.dialogue.state import SET_ASIDE, State
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

LONGEST = 28  # words
LATELY = 8
SAYS = (
    r"(chefen|min chef|läraren|fröken|doktorn|läkaren|mamma|pappa|dottern|sonen|hon|han|hen|de|dom|alla|någon|nån"
    r"|en (kund|kollega|elev|granne|tjej|kille|vän|kompis|patient|dam|man|kvinna)|kunden|kunderna|kollegan"
    r"|kollegorna|grannen|kompisen|barnen)"
)
GOOD = (
    r"(bäst\w*|godast|finast|roligast|snällast|smartast|snyggast|starkast|snabbast|duktig\w*|jätteduktig\w*"
    r"|jättebra|skitbra|grym\w*|vass\w*|snäll\w*|rolig\w*|stolt\w*|viktig\w*"
    r"|saknad\w*|snygg\w*|klok\w*)"
)
PRAISED = re.compile(
    rf"\b{SAYS} (sa|sade|skrev|tyckte|säger|tycker)( till mig| idag| nyss)?( att)? (jag|min|mitt"
    rf"|mina)\b[^.!?]{{0,40}}\b({GOOD}|bra|fin|god)\b"
    rf"|\bjag (är|var|blev) [^.!?,]{{0,30}}\b(bäst|duktig\w*|grym)\b[^.!?]{{0,30}}\b(sa|sade|tyckte|tycker"
    rf"|säger) {SAYS}"
    r"|\b(fick|fått) (en massa |så mycket |jätte)?(beröm|komplimang\w*|applåd\w*|blommor)\b"
    rf"|\b{SAYS} (gillade|älskade|berömde|blev (så |jätte)?glad\w* (för|över|i)|tyckte (så )?(mycket )?om"
    rf"|åt upp) (mig|min|mitt|mina|det jag|allt jag|allt)\b"
)
WON = re.compile(
    r"\b(jag |vi )?(fick|fått) (äntligen )?(jobbet|jobb|lägenheten|körkort\w*|godkänt|vg|mvg|platsen"
    r"|praktikplatsen|praktik|fast jobb"
    r"|anställning\w*|uppehållstillstånd\w*|medborgarskap\w*|friskförklar\w*)\b"
    r"|\b(jag |vi )(klarade|klarat|har klarat) (provet|tentan|uppkörningen|körkortet|kursen|sfi|teorin|av det"
    r"|det)\b|^\W*(klarade|klarat) (provet|tentan|uppkörningen|sfi|teorin)\b"
    r"|\b(jag|vi) (vann|har vunnit)\b|\b(jag |har )(har )?(blivit|blev) (mormor|morfar|farmor|farfar|frisk\w*"
    r"|antagen|anställd)\b"
    r"|\b(nykter|rökfri|drogfri) (i |sen |sedan )(\d+|en|ett|två|tre|fyra|fem|sex|flera) (dag|vecka|veckor"
    r"|dagar|månad|månader|år)"
)
NOT_GOOD = re.compile(
    r"\b(han|hon|hen|de|dom|alla andra|min \w+|mitt \w+) (fick|har fått|klarade|vann|blev|har blivit)\b"
    r"|\b(inte|aldrig|ingen|inget|men|ändå|fast|förr|skulle|om jag|önskar|nästan|trodde|låtsas|ljög|tyvärr"
    r"|hoppas|innan|blev av med|slutade"
    r"|som liten|för \w+ år sedan|fått höra|hela livet|sparken|ensam\w*|förstör\w*|gömma|fly|ljuga"
    r"|misslyck\w*|ingenting|död|dog|dör|dö|lura\w*|ironi\w*|sarkas\w*)\b"
)
PRAISE_FOR = re.compile(
    r"\b(bäst|duktig|grym|vass) på ((?:att )?[a-zåäö]+(?: [a-zåäö]+)?)\b(?= ?(?:$|[.,!]| sa\b| på jobbet| idag| i dag))"
)


def answer(state: State, heard: Understanding) -> Turn | None:
    """The congratulation with a question that takes the news up; None where none is told."""
    calm = state.danger_stage in SET_ASIDE and heard.danger.level == "none"
    if not calm or heard.language != "sv" or heard.words > LONGEST or "?" in heard.text or state.for_other:
        return None
    text = normalise(heard.text)
    if NOT_GOOD.search(text) or not (PRAISED.search(text) or WON.search(text)):
        return None
    praise = PRAISE_FOR.search(text)
    words = praise.group().strip() if praise else ""
    if words and all(word in known_words() for word in words.split()):
        return Turn((say("utter_praised_for", words=words[0].upper() + words[1:]),), state.but(pending=None))
    key = say("utter_praised") if PRAISED.search(text) else say("utter_glad_news")
    return Turn((key,), state.but(pending=None))
