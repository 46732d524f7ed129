"""The words in which people turn down a kind of help, and what only looks like a refusal."""

from __future__ import annotations

import re

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
    "group": r"grupp(en|er|erna)?|gruppgrej\w*|gruppträff\w*|gruppaktivitet\w*",
    "talk": r"(prata|snacka|tala) (om )?känslor|känslosnack",
    "online": r"online|på nätet|via nätet|digital\w*|över nätet|internet",
    "visit": r"hembesök|besök hemma|besökare|besöksgrej\w*",
    "language": r"språkcafé\w*|språkcafe\w*|språkkafé\w*|språkvän\w*",
    "children": r"(öppna? )?förskol\w*|barngrupp\w*|barngrej\w*|babygrupp\w*",
    "seniors": (
        r"pensionär\w*|senior\w*|gamling\w*|gamlisar\w*|gamla( människor)?|äldre( människor)?|åldringar|tanter|gubbar"
        r"|äldreträff\w*|träffpunkt för äldre"
    ),
    "association": r"förening\w*|klubb(en|ar|ar?na)?",
    "chat": r"chatt(a|en|ar)?",
    "letter": r"brev(et)?|skriva brev",
    "coffee": r"((kyrk|språk)?fika(?!r\b|de\b)\w*|kaffe\w*)(?! (med (mig|oss)|ensam|själv))",
    "crowd": (
        r"((massa|många|mycket|en massa|tjugo|\w*tio|\w+ton|\d+) )?(främmande|okända)( människor| folk| personer)?"
        r"|(stora |massa |en massa |så mycket |mycket )(folk|människor|gäng|sällskap|samlingar)|folksamling\w*"
        r"|folk|(i )?(en )?ring(?= och| eller|$|[.,!])"
    ),
    "numbers": r"(telefon)?num(mer|ret|ren)|(stöd|hjälp|jour|telefon)?linjer(na)?|jourer",
}
NOT = (
    r"(?<!\w)(annat än( att)?|ingen lust (?:med|för|till|att)|inte|inget|ingenting|ingen|inga|ej|icke|aldrig"
    r"|varken|slippa|slipper|skippa|hoppa över|hatar"
    r"|ogillar|utan"
    r"|nej till|bort med|orkar inte med|nog med|trött på|less på|sluta (med|ge mig|visa|skicka|komma med))"
)
FILLING = (
    r"((o|och|i|på|till|med|om|av|för|att|ha|gå|gå dit|vill|jag|nåt|något|någon|nån|några|nåra|den|det|en|ett"
    r"|mer|fler|flera|heller|så|sån|sådan"
    r"|sånt|sånna|sådana|typ|gilla|gillar|prova|testa|sitta|vara|vara med|se|komma|jävla|fan|in|här|där|massa"
    r"|tjafs|typen|personen|sorten|stora(?= grupp)|helst|går|himla|satans|förbannade?|där|ännu|ett|till"
    r"|sätter sig|sätta mig|dricker"
    r"|dricka|åker|jobba|prata med|ringa|skriva till|träffa|bli|som|är|har|med)\W+)"
)
TIE = r"\s*(,|eller|och|o|samt|inte|ingen|inga|med|bland|i)+\s*"  # "fika med tjugo främmande": both are refused
KIND_OF_PERSON = re.compile(
    r"\W*(som\b|(någon|nån|en|den|typen|människan|personen)( (sån|sådan|typen|typ|sorts|person|människa|sort))* som"
    r"|\w+(människa|person))\b"
)  # "jag är inte någon som …" refuses what comes after it
OTHERS_DO = re.compile(
    r"\W*(som )?(vill|ville|kan|orkar|hinner|gillar|frågar|bjuder|dricker|fikar|tar|går|sitter|kommer|har|är"
    r"|ringer|i|på|från|av|hos|bland)\b"
)  # "ingen vill fika med mig" is no refusal of coffee
OF_ONESELF = re.compile(r"\bjag (är|e)( \w+)?\W*$")
SITS_AND = re.compile(r"(\bjag (är|e) (inte|ingen)\b[^.!?]{0,40}\b(som|och)) fikar\b")
ASKED = re.compile(r"\b(är|e|va|var) (inte|det inte|ju|väl) [^.!?]*\?")  # "är inte sånt för gamla?" asks
OTHER_SENSE = (
    r"(hittar|kan|kommer|hinner|vet|känner|träffar|finns|varit|får|hade|var|har|är|kunde|fick|fanns|vågar|törs)"
    r"( (jag|det|dom|de|man))?\W+$"
)  # before a "not": "hittar inte till kyrkan" is no refusal
STATEMENTS: dict[str, re.Pattern[str]] = {
    "seniors": re.compile(
        r"\b(skaver|bara|fel|mest|less|trött|tråkigt|synd) (\w+ ){0,3}(för|på|med|bland) (bara )?(gamling\w*"
        r"|gamla|pensionärer"
        r"|tanter|gubbar|äldre)\b(?!.{0,40}\?)"
    ),
    "church": re.compile(
        r"\b(är|som) (\w+ )?(muslim|jude|hindu|buddhist|ateist|sikh|agnostiker)\b|tror (inte|ej) på (gud|sånt"
        r"|nåt|något)"
        r"|(inte|ej|icke|aldrig varit) (\w+ )?(troende|kristen|religiös|kyrklig\w*|en kyrkmänniska)"
        r"|ser jag ut som .{0,20}kyrk"
        r"|bara präst\w*|gud finns inte|varför .{0,25}\b(präst|diakon|kyrk)\w*|gubbe i kyrkan"
        r"|(^|[.!?] ?|haha\w* |va |men )(en )?(präst|diakon|kyrk)\w* ?\?+(?! ?(var|när|hur|vad|kostar))"
    ),
}
AFTER = (
    r"(\W+(vill|behöver|gillar|orkar|passar|funkar|tål) (jag |mig |oss )?inte\b"
    r"|( (i|på|med|hos) \w+( \w+)?)?\W+(vill|behöver|orkar|tänker|ska) jag"
    r" (då |ju |väl |bara |faktiskt |helst )*(inte|slippa)\b"
    r"|(\W+(är|e|känns|blir|lite|väldigt|det))*\W+(inte för (mig|oss)|inget för (mig|oss)|konstigt|fel|nej tack"
    r"|nä tack)\b)"
)
AT_ONCE = (
    r"\W*\?+\W*(nej|nä+|nope|aldrig|inte|knappast|usch|verkligen inte)\b|(?<=\w)\W+(känns|är|låter|verkar) (ju "
    r"|verkligen )?"
    r"(inte|knappast) (riktigt )?(som jag|jag\b|min grej|nå[gt]\w* för mig)"
)  # "präst? nej tack", "kyrkan känns inte som jag"
BREAK = re.compile(r"[.!?;\n]|\b(men|fast|utan hellre|hellre|istället|i stället|däremot|jag vill ha|bara)\b")
FEARS = re.compile(r"våga|törs|ångest|panik|nervös|läskig|rädd|skraj|blyg|fobi|jobbig|oro|skräm|stel")
NO_FEAR = re.compile(
    r"\bvågar inte\W+(är|var|låter) (inte|fel)|\binte (det )?att jag inte vågar|\bär inte rädd\b"
    r"|\bvågar gör jag\b|\binte för att jag är rädd"
)
SAID_BACK = {
    "church": "kyrkan",
    "sport": "träning",
    "library": "biblioteket",
    "books": "bokcirklar",
    "course": "kurser",
    "games": "spelkvällar",
    "guide": "ledsagning",
    "contact_person": "kontaktperson",
    "volunteering": "uppdrag som frivillig",
    "talk_group": "samtalsgrupper",
    "group": "grupper",
    "talk": "samtal om känslor",
    "online": "det som är på nätet",
    "visit": "besök hemma",
    "language": "språkcaféer",
    "children": "det som är för småbarn",
    "seniors": "det som är för äldre",
    "association": "föreningar",
    "chat": "chattar",
    "letter": "brev",
    "coffee": "fika",
    "crowd": "det där man är många",
    "numbers": "telefonnummer",
}  # after "Då stryker jag …"


def said_back(kinds: tuple[str, ...]) -> str:
    """What was refused, in a few words: "fika och det som är för äldre"."""
    several = {"coffee", "group"} & set(kinds)
    named = [SAID_BACK[kind] for kind in kinds if kind in SAID_BACK and not (kind == "crowd" and several)]
    return " och ".join(part for part in (", ".join(named[:-1]), *named[-1:]) if part)
