"""What a message rules out: kinds of help that are not wanted, and what is not so after all."""

from __future__ import annotations

import re

from bot.dialogue.state import State, together
from bot.dialogue.understanding import Understanding

KINDS: dict[str, str] = {
    "church": r"kyrk\w*|präst\w*|diakon\w*|religi\w*|gud|guds\w*|församling\w*|frälsning\w*",
    "sport": r"sport\w*|idrott\w*|gym|gymmet|gympa|träning|träna|löpning|springa|motion",
    "library": r"bibliotek\w*|biblioteket|bibblan|biblan",
    "books": r"bokcirk\w+|läsecirk\w+|böcker",
    "course": r"studiecirk\w+|kurs(er|en)?|cirkel|cirklar",
    "games": r"spelkväll\w*|brädspel|spela (spel|kort)",
    "guide": r"ledsag\w+",
    "contact_person": r"kontaktperson\w*",
    "volunteering": r"volontär\w*|ideellt|frivilligarbet\w*|hjälpa till|hjälparbete",
    "talk_group": r"samtalsgrupp\w*|självhjälpsgrupp\w*|stödgrupp\w*|sorggrupp\w*|anhöriggrupp\w*",
    "group": r"grupp(en|er)?|gruppgrej\w*|gruppträff\w*",
    "talk": r"(prata|snacka|tala) (om )?känslor|känslosnack",
    "online": r"online|på nätet|via nätet|digital\w*|över nätet|internet",
    "visit": r"hembesök|besök hemma|besökare|besöksgrej\w*",
    "language": r"språkcafé\w*|språkcafe\w*|språkkafé\w*|språkvän\w*",
    "children": r"(öppna? )?förskol\w*|barngrupp\w*|barngrej\w*|babygrupp\w*",
    "seniors": r"pensionär\w*|senior\w*|gamlingar|tanter|gubbar|äldreträff\w*|träffpunkt för äldre",
    "association": r"förening(en|ar|ar?na)?|klubb(en|ar)?",
    "chat": r"chatt(a|en|ar)?",
    "letter": r"brev(et)?|skriva brev",
}
NOT = (
    r"(?<!\w)(inte|inget|ingen|inga|ej|icke|aldrig|varken|slippa|slipper|skippa|hoppa över|hatar|ogillar|utan"
    r"|nej till|bort med|orkar inte med)"
)
FILLING = (
    r"((o|och|i|på|till|med|om|av|för|att|ha|gå|gå dit|vill|jag|nåt|något|någon|nån|några|nåra|den|det|en|ett"
    r"|mer|fler|flera|heller|så|sån|sådan"
    r"|sånt|sånna|sådana|typ|gilla|gillar|prova|testa|sitta|vara|vara med|se|komma|jävla|fan|in|här|där|massa"
    r"|tjafs|jobba|prata med|ringa|skriva till|träffa|bli|som|är|har|med)\W+)"
)
OTHER_SENSE = (
    r"(hittar|kan|kommer|hinner|vet|känner|träffar|finns|varit|får|hade|var|har|är|kunde|fick|fanns|vågar|törs)"
    r"( (jag|det|dom|de|man))?\W+$"
)  # before a "not": "hittar inte till kyrkan" is no refusal
STATEMENTS: dict[str, re.Pattern[str]] = {
    "church": re.compile(
        r"\b(är|som) (\w+ )?(muslim|jude|hindu|buddhist|ateist|sikh|agnostiker)\b|tror (inte|ej) på (gud|sånt"
        r"|nåt|något)"
        r"|(inte|ej|icke|aldrig varit) (\w+ )?(troende|kristen|religiös|kyrklig\w*|en kyrkmänniska)"
        r"|ser jag ut som .{0,20}kyrk"
        r"|bara präst\w*|gud finns inte|varför .{0,25}\b(präst|diakon|kyrk)\w*|gubbe i kyrkan"
        r"|(^|[.!?] ?|haha\w* |va |men )(en )?(präst|diakon|kyrk)\w* ?\?+(?! ?(var|när|hur|vad|kostar))"
    ),
}
LIMITS: dict[str, re.Pattern[str]] = {
    "evening": re.compile(
        r"\bkväll\w* (jag |vi )?(kan|går|funkar|passar|orkar|vill) (\w+ )?(inte|ej|aldrig)|(inte|aldrig|inga|ej"
        r"|kan inte) (på )?kväll\w*"
        r"|jobbar (natt|kväll)\w*|(bara|endast) (\w+ )?(dagtid|på dagen|eftermiddag\w*|förmiddag\w*)"
        r"|hemma (till|före|innan|senast) (klockan |kl )?(sex|sju|åtta|18|19|20)\b"
    ),
    "day": re.compile(
        r"(bara|endast) (på )?(kväll\w*|helg\w*)|(inte|kan inte|aldrig) (på )?(dagtid|dagarna)|jobbar (dag|dagtid)\b"
    ),
    "email": re.compile(
        r"(kan|vill|har|klarar) (\w+ )?(inte|ingen|inget) (\w+ )?(mejl|mail|e-?post)\w*"
        r"|inget med (mejl|mail|e-?post)"
    ),
    "internet": re.compile(
        r"\b(inte|inget|aldrig|ingen|varken|utan)\W+(\w+\W+){0,2}?(internet\w*|nätet|datorn?|wifi|bredband"
        r"|uppkoppling\w*|smarttelefon|smartphone|appar|webbplats\w*|hemsid\w*|surfa|googla)\b(?!.{0,12}\b(lita|tycker|bryr|känner))"
        r"|\btelefon med sladd|\bknapptelefon|\bgammal(dags)? telefon\b"
        r"|\b(internet|dator\w*|nätet) (kan|har|gör|begriper|förstår|använder) jag inte\b"
    ),
    "alcohol": re.compile(r"(inget|inte|utan|slippa) .{0,12}(pub\w*|krog\w*|alkohol|fest\w*|\bbar\b|fylla|drick\w*)"),
}
RINGS = re.compile(
    r"\btelefon med sladd|\bknapptelefon|\bmåste (få )?(kunna )?ringa\b|\b(så|då) ringer jag\b|\bjag ringer själv\b"
    r"|\bringer jag själv|\b(kan|går bra att|vill) (bara )?ringa\b|\bvid telefonen\b|\bhellre ringa\b"
)
DOES_NOT_RING = re.compile(r"\b(inte|ej|aldrig|slippa|slipper|vågar|törs)\b[^.!?]{0,20}\bring\w*")
AFTER = (
    r"(\W+(vill|behöver|gillar|orkar|passar|funkar|tål) (jag |mig |oss )?inte\b"
    r"|(\W+(är|e|känns|blir|lite|väldigt|det))*\W+(inte för (mig|oss)|inget för (mig|oss)|konstigt|fel|nej tack"
    r"|nä tack)\b)"
)
AT_ONCE = (
    r"\W*\?+\W*(nej|nä+|nope|aldrig|inte|knappast|usch|verkligen inte)\b|(?<=\w)\W+(känns|är|låter|verkar) (ju "
    r"|verkligen )?"
    r"(inte|knappast) (riktigt )?(som jag|jag\b|min grej|nå[gt]\w* för mig)"
)  # "präst? nej tack", "kyrkan känns inte som jag"
BREAK = re.compile(r"[.!?;\n]|\b(men|fast|utan hellre|hellre|istället|i stället|däremot|jag vill ha|bara)\b")
INTERESTS: dict[str, frozenset[str]] = {
    "church": frozenset(("kyrka", "bön", "kyrkans unga", "gudstjänst", "kyrkkaffe")),
    "library": frozenset(("bibliotek",)),
    "books": frozenset(("bokcirkel",)),
    "course": frozenset(("studiecirkel", "kurs")),
    "volunteering": frozenset(("volontärarbete", "hjälparbete")),
    "talk_group": frozenset(("samtalsgrupp", "anhöriggrupp", "sorggrupp")),
    "language": frozenset(("språkcafé",)),
    "seniors": frozenset(("pensionärsförening",)),
    "visit": frozenset(("besökstjänst",)),
}
LOST = re.compile(r"\b(mist|förlor\w*|dog|död|dött|avled\w*|missfall)\b")
ALIVE = re.compile(r"\b(lever|inte (är )?(död|dött|dog)|ingen (har dött|är död))\b")
SMALL_CHILD = re.compile(
    r"\b(bebis\w*|spädbarn\w*|nyfödd\w*|småbarn\w*|barnvagn\w*|föräldraledig\w*|mammaledig\w*|pappaledig\w*|ammar"
    r"|(ett|en|två|tre|fyra|1|2|3|4)[- ]?åring(en)?)\b"
)


def refused_in(text: str) -> tuple[str, ...]:
    """The kinds of help that a message says no to."""
    low = " ".join(text.lower().split())
    stated = tuple(kind for kind, sign in STATEMENTS.items() if sign.search(low))
    stated = together(stated, tuple(kind for kind, words in KINDS.items() if re.search(rf"\b({words}){AT_ONCE}", low)))
    found: tuple[str, ...] = stated
    for part in BREAK.split(low):
        found = together(found, _in_part(part or ""))
    return found


def limits_in(text: str) -> tuple[str, ...]:
    """What a step must not ask of the person: an evening, a day, e-mail, a place where people drink."""
    low = " ".join(text.lower().split())
    return tuple(name for name, sign in LIMITS.items() if sign.search(low))


def _in_part(part: str) -> tuple[str, ...]:
    named = {kind: re.compile(rf"\b({words})(?!\w)") for kind, words in KINDS.items()}
    after = tuple(k for k, words in KINDS.items() if re.search(rf"\b({words}){AFTER}", part))
    found = after
    for no in re.finditer(NOT, part):
        of_something_else = re.search(OTHER_SENSE, part[: no.start()]) and no.group(1) != "utan"
        but_this = no.group(1) == "utan" and found
        if not of_something_else and not but_this:
            found = together(found, _listed(part[no.end() :].lstrip(" ,:"), named))
    return found


def _listed(rest: str, named: dict[str, re.Pattern[str]]) -> tuple[str, ...]:
    """The kinds that stand right after a "not", and those that are strung to them with a comma or an "or"."""
    found: tuple[str, ...] = ()
    while True:
        rest = re.sub(rf"^{FILLING}*", "", rest)
        hits = [(kind, hit) for kind, sign in named.items() if (hit := sign.match(rest))]
        if not hits:
            return found
        kind, hit = max(hits, key=lambda item: item[1].end())
        found = together(found, (kind,))
        tie = re.match(r"\s*(,|eller|och|o|samt|inte|ingen|inga)+\s*", rest[hit.end() :])
        if not tie:
            return found
        rest = rest[hit.end() + tie.end() :]


def take(state: State, heard: Understanding) -> State:
    """What a message rules out is taken up; what it wishes for is ruled out no longer."""
    swedish = heard.language == "sv"
    kinds = refused_in(heard.text) if swedish else ()
    limits = limits_in(heard.text) if swedish and not state.for_other else ()
    wished = {f"kind:{k}" for k, names in INTERESTS.items() if k not in kinds and names & set(heard.interests)}
    unwanted = {name for kind in kinds for name in INTERESTS.get(kind, ())}
    fresh = tuple(f"refused:{kind}" for kind in kinds if f"kind:{kind}" not in state.rejected)
    fresh += tuple(f"refused:{limit}" for limit in limits if f"limit:{limit}" not in state.rejected)
    ruled_out = (*(f"kind:{k}" for k in kinds), *(f"limit:{name}" for name in limits))
    state = state.but(
        rejected=tuple(name for name in together(state.rejected, ruled_out) if name not in wished),
        interests=tuple(name for name in state.interests if name not in unwanted),
        news=(*state.news, *fresh),
    )
    return _events(state, heard.text.lower())


def _events(state: State, text: str) -> State:
    """Who lives is not mourned; a small child in the family is known from the words for it."""
    if "bereavement" in state.life_events and ALIVE.search(text):
        return state.but(life_events=tuple(name for name in state.life_events if name != "bereavement"))
    if SMALL_CHILD.search(text) and not state.for_other and not LOST.search(text):
        return state.but(life_events=together(state.life_events, ("birth",)))
    return state
