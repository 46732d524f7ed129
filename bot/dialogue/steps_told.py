"""What a message tells of a small step of one's own: to be done, done, or gone well; whom it is to and when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.dialogue.own_words import OWN_NAME, own_person
from bot.dialogue.relations import TRUSTED
from bot.dialogue.state import SET_ASIDE, State
from safety.normalise import normalise

PLANNED, DONE, WENT_WELL, WONDERED = "planned", "done", "went_well", "wondered"
LONGEST = 24  # words of the sentence that tells of the step
WHEN = (
    r"(i ?morgon( bitti)?|ikväll|i kväll|på (måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|lörda"
    r"|sönda)(en)?|i helgen"
    r"|nästa (vecka|gång)|sen|sedan|snart|direkt|nu|idag|i dag|i veckan|i eftermiddag|efter (jobbet|maten|lunch))"
)
KIN = (
    r"(mamma|morsan|pappa|farsan|syster\w*|syrr\w+|bror|brorsan?|brodern|son(en)?|dotter(n)?|barnbarn\w*|mormor|morfar"
    r"|farmor|farfar|moster|faster|morbror|farbror|kusin\w*|svärmor|svärfar|svägersk\w+|svåger\w*)"
)
OTHER = (
    r"(grann\w+|kolleg\w+|arbetskamrat\w*|jobbarkompis\w*|kompis(en)?|polare(n)?|vän(nen)?|väninna\w*|kamrat(en)?"
    r"|barndomsvän\w*|klasskompis\w*|kurskamrat\w*|fru [a-zåäö]+|herr [a-zåäö]+|tanten|gubben|farbrorn|damen"
    r"|henne|honom|hen)"
)
VAGUE = frozenset({"sen", "sedan", "snart", "direkt", "nu", "nästa gång"})
WRITTEN = {
    "ikväll": "i kväll",
    "imorgon": "i morgon",
    "idag": "i dag",
    "på lörda": "på lördag",
    "på sönda": "på söndag",
}
PERSON = rf"\b({KIN}|{OTHER}|NAMN)\b"
CONTACT = (
    r"(ringer|ringa|ring|slår|slå|skriver|skriva|mejlar|mejla|messar|messa|smsar|smsa|chattar|chatta|hör av mig"
    r"|höra av mig|bjuder|bjuda|frågar|fråga|hälsar|hälsa|knackar|knacka|ringer på|kollar (?:med|om)"
    r"|kolla (?:med|om)|säger hej|säga hej|träffar|träffa"
    r"|pratar med|prata med|tar kontakt|ta kontakt|tar upp kontakten|skickar|skicka|tackar|tacka|tar med|ta med"
    r"|följer med|följa med|åker till|åka till|åker förbi|går över till|gå över till|går in till|tittar in|titta in"
    r"|svarar|svara|läser in|läsa in|spelar in|spela in|berättar för|berätta för)"
)
ALONE = (
    r"(anmäler mig|anmäla mig|provar|prova|testar|testa|går upp|gå upp|går ut|gå ut|går dit|gå dit|går förbi|gå förbi"
    r"|tar en promenad|ta en promenad|berättar|berätta|kommer dit|komma dit|går på|gå på)"
)
MEANS = (
    r"(jag|ja) (tror (att )?(jag |ja )?|tänker |tänkte |ska |skall |kanske |får (väl |nog )?|kan (väl )?|provar att "
    r"|testar att |väljer att |nog |väl |då )*"
)
THING = (
    r"((ett |en )?(röstmeddelande\w*|sms\w*|samtal\w*|telefonsamtal\w*|vykort\w*|mejl\w*|meddelande\w*|promenad\w*"
    r"|fika\w*|kaffe|hej\w*)|ringa|skriva|knacka)"
)
PLAN = re.compile(
    rf"\b{MEANS}({CONTACT}|{ALONE})\b[^.!?]{{0,60}}?(\b{WHEN}\b|{PERSON})"
    rf"|\b{WHEN} (ska |tänker |tror )?((jag|ja) )?(ska |tänker )?({CONTACT}|{ALONE})\b"
    rf"|\b{WHEN} (går|ringer|skriver|frågar|bjuder|provar|testar|knackar|säger|skickar) (jag|ja)\b"
    rf"|\b(jag|ja) (tror|tänker|provar att|testar att) (att )?((jag|ja) )?({CONTACT}|{ALONE})\b"
    rf"|(^|[,:] ?)((ok|okej|ja|jo|nej|nä|mm|då|så|men|och|lol|haha)\W+)*(ska |tänkte |tänker |kanske "
    rf"|får väl |kan väl )*"
    rf"{CONTACT}\b[^.!?]{{0,50}}?{PERSON}"
    rf"|\bdet (blir|får bli) (nog |väl |då )?({THING}\b[^.!?]{{0,30}}?({PERSON}|\b{WHEN}\b)"
    rf"|{PERSON}[^.!?]{{0,12}}?\b{WHEN}\b)"
    rf"|\bdet (blir|får bli) (nog |väl |då )?{THING}$"
)
TAKES_IT = re.compile(
    r"\b(det (blir|är) (det|så|den) (som )?jag (ska )?gör(a)?|det är det jag (ska )?gör(a)?|då gör jag (det|så)"
    r"|så gör jag|jag gör (så|det)( då| i ?morgon| ikväll| i kväll)?)\W*$"
)
ONLY_WHEN = re.compile(rf"^\W*((ja|jo|ok|okej|då|kanske|nog|väl|det blir|det får bli|redan|gärna|typ)\W+)*{WHEN}\W*$")
WONDERS = re.compile(
    rf"\b(skulle|kunde|kan) (jag|ja) (\w+ )?(kunna |våga |bara )?{CONTACT}\b"
    rf"[^.!?]{{0,60}}{PERSON}"
)
SHOULD = re.compile(
    rf"{WONDERS.pattern}|\b(ska|bör|borde|vågar|törs|kan) (jag|ja) (\w+ )?(våga )?({CONTACT}|{ALONE})\b"
)
NO_STEP = re.compile(
    r"\b(inte|aldrig|ingen|inget|borde|skulle|måste|vågar|törs|varje|brukar|brukade|alltid|ofta|ibland|jämt|sluta|sist"
    r"|sista|hoppa|bron|dö|leva|livet|ska jag|kan jag|får jag|vad|hur|när|vem|vart|om jag|112|polisen|akuten|90 ?101"
    r"|förr|gånger|mig själv|natten|nätterna|varför|hejdå|hej då|adjö|farväl|avsked\w*|förlåt|brev till|alla"
    r"|bolaget|supa|super"
    r"|krogen|baren|pubar|full|om lov"
    r"|om pengar|pengar)\b"
)
DID = re.compile(
    r"\b(jag|ja|har|nu) (\w+ )?(skickade|skickat|skrev|skrivit|smsade|messade|ringde|ringt|frågade|frågat"
    r"|knackade|knackat"
    r"|bjöd|bjudit|sa hej|sagt hej|hälsade|hälsat|hörde av mig|hört av mig|tackade ja|tackat ja|gick dit"
    r"|gått dit|vågade)\b"
    r"|^\W*((ok|okej|lol|haha|ja|jo|nu|så)\W+)*(skickade?t?|skickat|ringde|skrev|frågade|knackade|sa hej)( iväg)?( nu)?"
    rf"(\W+(den|det|nu|{KIN}|{OTHER}|NAMN)\b|\W*$)"
)
JUST = re.compile(
    r"\b(nyss|nu|precis|just|i ?dag|idag|i ?går|igår|i ?kväll|ikväll|i ?morse|äntligen|faktiskt|till slut)\b"
)
HE = rf"(han|hon|hen|de|dom|{KIN}|{OTHER}|NAMN)"
GOOD_ANSWER = re.compile(
    rf"\b{HE} (\w+ )?(svarade|svara|skrev tillbaka|ringde upp|ringde tillbaka|sa ja|sa okej|ville|vill"
    rf"|öppnade|bjöd|blev (så |jätte)?\w*glad"
    r"|hörde av sig|tackade|log|skrattade|hälsade|kom)\b"
)
MET = re.compile(r"\b(till|med) (en|ett|någon|nån|några|dem|dom)\b")
CAME = re.compile(
    rf"\b{HE} (\w+ )?(kom|log|öppnade|sa hej|hälsade|vinkade|skrattade|bjöd in mig)\b"
    r"|\bvi (åt|fikade|pratade|satt|skrattade|snackade|promenerade)\b"
)
GLADLY = re.compile(
    r"\b(direkt|genast|ja|glad\w*|kul|roligt|skoj|välkom\w+|hjärta\w*|ska dit|ska vi|vi ska|ses|fika\w*|kaffe|in mig"
    r"|med mig|tillbaka|tack\w*|gärna|bra|fint|trevlig\w*|log|skratt\w*)\b"
)
MEETS = re.compile(
    rf"\b(ska dit|ska (vi )?ses|vi ses|vi ska (ses|fika|ut|dit|höras|prata|gå|äta|fiska|spela)"
    rf"|ska med( ut)?)\b|\bses (vi )?{WHEN}\b"
)
NOT_WELL = re.compile(
    r"\b(inte|aldrig|ingen|inget|nej|nä|men|tyvärr|arg|sur|irriterad|kort|kallt|dåligt|fel|ångrar|dum|slog|skrek|hotade"
    r"|full|sjuk\w*|död|dog|sjukhus\w*|förr|brukade|alltid|om lov)\b"
)


WORRY = re.compile(
    r"\b(orolig\w*|oro|rädd\w*|svarar inte|hör inte av|mår|illa|slå|slår|slog|slagit|hot\w*|skrik\w*|arg\w*"
    r"|full\w*|hjälp\w*|fly\w*"
    r"|skydda\w*|tablett\w*|piller|konstig\w*|borta|försvunn\w*|sista|adjö|hejdå|farväl|dö|dör|död\w*|liv"
    r"|livet|leva|skad\w*|kniv\w*"
    r"|vapen|blod\w*|polis\w*|112|hämnas|betala|straff\w*|ångra|tvinga\w*|svimm\w*|andas|hungr\w*|natten"
    r"|nätterna|varför|låst\w*"
    r"|gömm\w*|soc|röst\w*er)\b"
)
LATELY = 10  # responses back in which a step is what the talk is about


@dataclass(frozen=True)
class Step:
    """What is told of a step; whom it is to and when where it is said, as Lotsen says it back."""

    kind: str
    who: str = ""
    when: str = ""
    contact: bool = False  # words can be sent or said


def step_in(text: str, *, spoken_of: bool = False) -> Step | None:
    """The step that a message tells of; spoken_of = a step, or words for one, were just the subject."""
    marked = _with_names(text)
    plain = normalise(marked).replace("namn", "NAMN")
    sentences = [part.strip() for part in re.findall(r"[^.!?\n]+[.!?]*", plain) if part.strip(" .!?")]
    told = [part for part in sentences if "?" not in part and len(part.split()) <= LONGEST]
    clauses = [
        clause.strip() for part in told for clause in re.split(r"\bmen\b|\bså\b(?= (jag|ja|det)\b)", part) if clause
    ]
    kind, found = _kind(sentences, told, clauses, spoken_of)
    return None if kind is None else _step(kind, found, text)


def tells_calmly(state: State, text: str) -> bool:
    """A small step towards somebody is told of, in a calm talk, and no word of worry stands there."""
    lately = any(key.startswith("utter_own_step") for key in state.said[-LATELY:])
    if state.danger_stage not in SET_ASIDE or WORRY.search(normalise(text)):
        return False
    step = step_in(text, spoken_of=lately)
    return step is not None and step.kind in (PLANNED, WENT_WELL) and (step.contact or lately)


def _kind(sentences: list[str], told: list[str], clauses: list[str], spoken_of: bool) -> tuple[str | None, str]:
    asked = [part for part in sentences if "?" in part]
    asks = WONDERS if not spoken_of else SHOULD
    wonders = next((part for part in asked if asks.search(part) and not _barred_question(part)), None)
    if wonders:
        return WONDERED, wonders
    whole = " ".join(told)
    if not NOT_WELL.search(whole) and _well(told, whole, spoken_of):
        return WENT_WELL, whole
    planned = next((part for part in clauses if PLAN.search(part) and not NO_STEP.search(part)), None)
    if planned:
        return PLANNED, planned
    if (
        DID.search(whole)
        and not NOT_WELL.search(whole)
        and (spoken_of or (JUST.search(whole) and (re.search(PERSON, whole) or MET.search(whole))))
    ):
        return DONE, whole
    last = told[-1].strip(" .!") if told else ""
    if spoken_of and last and (ONLY_WHEN.search(last) or TAKES_IT.search(last)):
        return PLANNED, last
    return None, ""


def _well(told: list[str], whole: str, spoken_of: bool) -> bool:
    """Somebody answered gladly, or they are going to meet."""
    answered = any(GOOD_ANSWER.search(part) and GLADLY.search(part) for part in told)
    came = spoken_of and any(CAME.search(part) for part in told)
    return (
        came
        or (answered and (spoken_of or bool(DID.search(whole)) or bool(MEETS.search(whole))))
        or (spoken_of and bool(MEETS.search(whole)) and bool(GOOD_ANSWER.search(whole) or DID.search(whole)))
    )


def _barred_question(part: str) -> bool:
    return bool(
        re.search(
            r"^\W*(och |men )?(vad|hur|när|vem|vart|var|varför)\b[^,]*$|\b(112|polisen|förlåt|pengar|exet|adjö)\b", part
        )
    )


def _step(kind: str, found: str, text: str) -> Step:
    days = [hit.group() for hit in re.finditer(rf"\b{WHEN}\b", found) if hit.group() not in VAGUE]
    contact = re.search(rf"\b{CONTACT}\b|{THING}", found) is not None
    days = days if kind != WENT_WELL or MEETS.search(found) else []
    return Step(kind, _who(found, text), WRITTEN.get(days[0], days[0]) if days else "", contact)


def _who(found: str, text: str) -> str:
    """The one person of the step: a name as it was written, "fru Lundström", or "din granne"."""
    titled = re.search(r"\b(fru|herr|tant|farbror) ([A-ZÅÄÖ][a-zåäöé]+)", text)
    if titled and titled.group(1) in found:
        return titled.group()
    sentence = next(
        (part for part in re.findall(r"[^.!?\n]+", text) if "NAMN" in found and INSIDE_NAME.search(part)), ""
    )
    plain = found.replace("NAMN", "").strip()
    kin = next((said for written, said in TRUSTED if re.search(rf"\b({written})\b", plain)), "")
    return own_person(sentence or plain) or kin


INSIDE_NAME = re.compile(r"(?<=[a-zåäö,] )([A-ZÅÄÖ][a-zåäöé]{2,})\b")


def _with_names(text: str) -> str:
    """The message with every name inside a sentence written "namn", so that one pattern finds them."""
    own = {name.lower() for name in OWN_NAME.findall(text)}
    return INSIDE_NAME.sub(lambda hit: hit.group() if hit.group().lower() in own else "namn", text)
