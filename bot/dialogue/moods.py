"""Which detail of a message a reflection takes up: shame, a silent phone, the evening, being left out …"""

from __future__ import annotations

import re

from bot.dialogue.cues import TRIED

SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "always_me",
            r"alltid jag som|jag som (alltid )?(hör|ring|skriv|fråg|tar|bjud|ordna|måste)|aldrig nån som (hör"
            r"|ring|skriv)",
        ),
        (
            "disappointed",
            r"\b(gick|gått|var|varit|åkte|kom) (dit|på|till|iväg) .{0,60}(ingen (sa|hälsa|prata|brydde|tog)"
            r"|gick hem|åkte hem|besviken|(satt|stod) (där )?(helt )?själv)",
        ),
        (
            "grief_only",
            r"\b(jag|vi|mig|min) .{0,20}(\bsörj|begravning)|\bsörjer\b|\b(min|den) sorg(en)?\b|\bsorgen (efter|är"
            r"|kommer|går)",
        ),
        ("tried_before", TRIED.pattern),
        (
            "burden",
            r"till besvär|(vill|ska) inte (oroa|belasta|tynga|störa)|nog med sitt|ligga .{0,12}till last",
        ),
        (
            "mask",
            r"låtsas(?! (att du|du))|spelar glad|\bler (men|och)|skrattar med|fasad|på utsidan|ingen (anar"
            r"|märker att jag)|håller masken",
        ),
        (
            "left_out",
            r"utan mig|inte (blev |blir )?(bjuden|inbjuden|medbjuden)|alla utom jag|fick inte (vara|följa) med"
            r"|utanför gänget",
        ),
        (
            "cold_relation",
            r"min (man|fru|sambo|make|maka|partner|kille|tjej)\b[^.!?]{0,40}(ser mig inte|pratar inte|som syskon"
            r"|olika rum|lyssnar inte|bara om barnen)"
            r"|\bvi (lever|bor) (ihop |tillsammans )?(som|bredvid)|\bvi sover i olika rum",
        ),
        (
            "workplace",
            r"(på|från|till) jobbet .{0,40}(ingen|inte|aldrig|själv|ensam|utanför)|(ingen|inga) .{0,25}(på jobbet"
            r"|kollegor|arbetskamrat)|lunchrum|fikarum",
        ),
        (
            "school",
            r"(i|till|från) (skolan|klassen|plugget) .{0,40}(ingen|inte|aldrig|själv|ensam|utanför)|(ingen"
            r"|inga) .{0,25}(i (skolan|klassen|min klass))"
            r"|\brast(en|er|erna)\b.{0,30}\b(själv|ensam|ingen|toan|utanför)|(själv|ensam) .{0,12}\brast",
        ),
        (
            "eats_alone",
            r"\b(äter|åt|ätit|lunch|middag|mat) (?!mig ).{0,20}(själv|ensam|toan|till en\b)|lagar mat till en"
            r"|vid (middagen|frukosten|lunchen|kvällsmaten|matbordet)|ingen att äta med",
        ),
        (
            "phone_silent",
            r"(telefonen|mobilen) .{0,25}(tyst|ringer (inte|aldrig))|(ingen|inte|aldrig) (ringer|skriver"
            r"|hört? av sig|smsar|hört av sig)|hörde .{0,12}(aldrig|inte) av sig|plingar",
        ),
        ("no_answer", r"svarar (inte|aldrig)|ställer (alltid )?in|ghosta|lämnad på läst|inget svar"),
        (
            "lost_contact",
            r"glidit (isär|ifrån)|tappat kontakten|(vänner|kompisar|vännerna)(na)? .{0,20}(försv|flytta|slutade)",
        ),
        ("surface_talk", r"ytlig|kallprat|bara (pratar )?(om )?väd(er|ret)|småprat"),
        (
            "strong_one",
            r"(alla|de|dom) .{0,15}kommer till mig|jag som lyssnar|(ska|måste) vara stark|den starka",
        ),
        (
            "crowd",
            r"(?<!ingen )(?<!inga )(?<!ut )\b(bland|mitt i|runt|omkring) (mycket |massa |så )?(folk|människor"
            r"|mig)|på fest(er|en)?\b|fullt med folk|många (runt|omkring)",
        ),
        (
            "unreal",
            r"bakom (ett |en )?glas|som (i )?en film|inte (riktigt här\b|på riktigt)|overklig|i en bubbla"
            r"|utanför mig själv",
        ),
        ("invisible", r"osynlig|(ingen|nån) .{0,15}(märk|skulle märka|ser mig)|finns inte för|räknas inte"),
        (
            "meaning",
            r"\bmening(en)? med|vad är (det för )?mening|meningslös|varför (gör|går) (man|jag) (allt|upp)",
        ),
        ("different", r"passar inte in|utomjording|annorlunda|från en annan planet|inte som (de|dom) andra"),
        ("not_understood", r"(ingen|inte) .{0,20}(fattar|förstår|begriper)|kan inte (förstå|fatta) hur"),
        ("war", r"\bkriget\b|(från|i) krig\b|flykt(en|ade)\b|det jag (har sett|såg)|\bbomb(er|ade|erna)?\b"),
        (
            "childless",
            r"\bbarnlös|jag fick aldrig barn|vi fick aldrig barn|kan inte få barn|\b(jag"
            r"|vi) har (ju )?inga (egna )?barn\b",
        ),
        ("birthday", r"fyll(er|de) (år|\d)|födelsedag|ingen grattade"),
        ("holiday", r"(?<!sen )(?<!sedan )(?<!efter )(?<!före )\b(jul(en|afton)?\b|midsommar|nyår|påsk(en)?\b)"),
        ("shame", r"skäms|patetisk|fel på mig|mitt (eget )?fel\b|pinsam|löjlig|misslyckad|förlorare|loser|\bmes\b"),
        ("anxious", r"vågar inte|ångest|panik|blyg|social fobi|rädd för (folk|människor)"),
        (
            "denies",
            r"allt är (egentligen )?(bra|fint)|har det bra (egentligen )?men|borde vara (glad|nöjd|tacksam)",
        ),
        (
            "silent_home",
            r"inte (använt|hört|sagt) .{0,15}(röst|ord|knyst)|tyst(are)? (hemma|i lägenheten|i huset)|(själv"
            r"|ensam) hemma|tom(t|ma)? (lägenhet|hus|hem)",
        ),
        (
            "evening",
            r"\bkvällar(na)?\b|på kvällen|(varje|hela) kväll|kvällen (är|blir|kommer)|(ensam|själv|tyst|lång"
            r"|tom)\w* (i ?)?kväll|tv:?n (på|är på)",
        ),
        (
            "night",
            r"\bnätter(na)?\b|(på|om|i|hela) natten|ligger vaken|vaken (igen|mitt i)|sover inte|kan inte (sova"
            r"|somna)|\b0[0-5][:.]\d\d\b",
        ),
        ("bored", r"\buttråkad|\bhar (så |jätte|skit)?(lång)?tråkigt\b|\btristess\b|\bdötråkig"),
        ("weekend", r"\bhelg(en|er|erna)?\b|\blördag(en|ar|arna)?\b|\bsöndag(en|ar|arna)?\b"),
        ("many_friends", r"\bhar (massor|massa|många|gott om|fullt|jättemånga)( av| med)? (vänner|kompisar|polare)"),
        (
            "everyone_else",
            r"alla andra .{0,30}(har|är|ser|verkar|kan|gör|lyckas)\b|alla (andra )?har (sin|sina|någon|nån|en"
            r"|vänner|kompisar|familj)\b|\bbara par\b|(de|dom) andra har (sin|sina|någon|nån|varann)",
        ),
        (
            "long_lasting",
            r"i (flera|många) år|hela (mitt )?livet|alltid (varit|känt)|så länge jag minns|år efter år|\b\d+ år nu",
        ),
        (
            "friend_wish",
            r"(vill|skulle vilja|önskar|behöver|söker|letar efter) .{0,20}(en|nån|någon|nya|fler|några) (kompis"
            r"|vän|kamrat|polare|vänner|kompisar)",
        ),
        ("longing", r"skulle vilja ha (en|nån|någon)|önskar (att )?(nån|någon|jag hade)|längtar"),
        (
            "worn_out",
            r"orkar (inte|knappt)|utmattad|slutkörd|(jag är|är jag|känner mig|helt|alldeles) slut\b(?! (på|med"
            r"|mellan))|trött på allt|ingen ork|så trött",
        ),
        ("sad", r"ledsen|gråt|tårar|deppig"),
    )
)


# A time or a thing that is only named says nothing of how it is: something heavy must stand in the same sentence.
NAMED_ONLY = frozenset({"weekend", "holiday", "birthday", "evening"})
HEAVY = re.compile(
    r"\b(?:jätte|skit|as|super|extra)?(lång\w*|tung\w*|värst\w*|svår\w*|jobbig\w*|tom(t|ma|het\w*)?|ensam\w*|själv|tyst\w*|hata\w*|ångest\w*"
    r"|ingen|inga|aldrig|sämst"
    r"|tråkig\w*|ledsen|gråt\w*|hemsk\w*|saknar|jävlig\w*|seg\w*|usel\w*|deppig\w*|ledsam\w*|orkar inte|tv:?n"
    r"|räds\w*|bävar|glöm\w*)\b"
)
LIGHT = re.compile(r"\b(roligt|kul|mysig\w*|härlig\w*|skön\w*|trevlig\w*|fin|fina|ser fram emot|längtar till|bra)\b")
NOT_SO = re.compile(r"\b(inte|aldrig|ingen|inget|inga|nej|nä|varken|utan att)\W+(\w+\W+){0,2}$")
DENIABLE = frozenset(
    {
        "shame",
        "anxious",
        "sad",
        "worn_out",
        "invisible",
        "different",
        "bored",
        "mask",
        "unreal",
        "longing",
        "friend_wish",
    }
)  # what a "not" before it turns into its opposite
SENTENCE = re.compile(r"[.!?\n]+")
IN_PASSING = frozenset({"evening", "night", "weekend", "holiday", "birthday", "everyone_else", "crowd"})
WORN_OUT = "worn_out"  # says more than the weekend on which it is felt
LONG = 30  # words; in a longer message a time or a place is mostly named in passing


def mood(text: str) -> str | None:
    """The name of the detail that a reflection should take up, the most telling first; None when there is none."""
    lowered = text.lower()
    found = (name for name, sign in SIGNS if _is_meant(name, sign, lowered))
    if len(lowered.split()) > LONG:
        found = (name for name in found if name not in IN_PASSING)
    first, *others = (*found, None)
    return WORN_OUT if first in NAMED_ONLY and WORN_OUT in others else first


def _is_meant(name: str, sign: re.Pattern[str], text: str) -> bool:
    """Whether the sign stands in what is told, not denied and not only named in passing."""
    return any(_holds(name, hit, text) for hit in sign.finditer(text))


def _holds(name: str, hit: re.Match[str], text: str) -> bool:
    before, after = SENTENCE.split(text[: hit.start()])[-1], SENTENCE.split(text[hit.end() :])[0]
    if name in DENIABLE and (NOT_SO.search(before) or re.match(r"\W*(inte|aldrig)\b", after)):
        return False
    sentence = f"{before}{hit.group()}{after}"
    return name not in NAMED_ONLY or (bool(HEAVY.search(sentence)) and not LIGHT.search(sentence))
