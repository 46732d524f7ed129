"""Small signs in a message that decide which reflection fits: night, shame, holidays, who died, whom it is about."""

from __future__ import annotations

import re

from bot.dialogue.mourning import lost_to_suicide

DEAD = {
    "partner": re.compile(
        r"(min (man|fru|sambo|make|maka|hustru|partner|gubbe|älskade)\b.{0,30}(dog|dött|död|gick bort|avled"
        r"|bort)|\b(hustrun|frun|maken|makan|mannen|sambon|gubben) (dog|har dött|är död|gick bort|avled)|\b(änka"
        r"|änkling|änkeman))"
    ),
    "child": re.compile(
        r"(min (lilla )?(son|dotter|pojke|flicka)\b|mitt barn|vårt barn|vår (son|dotter)).{0,30}(dog|dött|död"
        r"|gick bort|gått bort|avled|avlidit|är borta)"
    ),
    "parent": re.compile(
        r"\b(mamma|pappa|mor|far|morsan|farsan)\b.{0,25}\b(dog|dött|död|gick bort|gått bort|avled|avlidit|är borta)"
    ),
    "sibling": re.compile(
        r"\b(bror|brorsan|brodern|syster|syrran|tvilling\w*|lillebror|storebror|lillasyster"
        r"|storasyster)\b.{0,30}(dog|dött|död|gick bort|gått bort|avled|tog sitt liv)"
    ),
    "friend": re.compile(r"\b(vän|väninna|kompis|polare).{0,25}(dog|dött|död|gick bort|gått bort|avled|tog sitt liv)"),
}
TRIED = re.compile(
    r"(har (redan )?(provat|prövat|testat|försökt)|redan (provat|prövat|testat|varit)|varit på .{0,25}(träff"
    r"|grupp|café|kurs))"
)
OTHER = {
    "patient": re.compile(r"\b(patient|brukare|vårdtagare|omsorgstagare)"),
    "class": re.compile(r"\b(elev|klass|klassen|eleverna)"),
    "parent": re.compile(
        r"\b(mamma|pappa|mor|far|morsan|farsan|mormor|morfar|farmor|farfar|svärmor|svärfar|föräldrar)\b"
    ),
    "child": re.compile(r"\b((min|vår) (son|dotter|tonåring|grabb|tjej|pojk|flicka)|mitt barn|barnbarn)"),
    "partner": re.compile(r"\bmin (man|fru|sambo|partner|pojkvän|flickvän|make|maka)\b"),
    "neighbour": re.compile(r"\bgrann(e|en|ar|tant|gubbe)"),
    "sibling": re.compile(
        r"\b(min|mitt|vår) (bror|syster|syskon|tvilling|lillebror|storebror|lillasyster|storasyster)|\b(brorsan"
        r"|syrran)\b"
    ),
    "friend": re.compile(r"\b(vän|väninna|kompis|polare|kollega)"),
}
THIRD = re.compile(r"\b(hon|han|hen|henne|honom|hennes|hans|mamma|pappa|mor|far|morsan|farsan|patienten|eleven)\b")
GLAD = re.compile(
    r"(gick (jätte|så |riktigt )?bra|(var|blev|är) (så |jätte|riktigt )?(rolig|kul|trevlig|fin|mysig|härlig)"
    r"|jättekul|så glad\b"
    r"|mår (mycket |lite )?bättre)"
)
MEDICAL = re.compile(
    r"(medicin|alvedon|ipren|paracetamol|ibuprofen|antidepress|sömnmed|penicillin|vaccin|piller|recept|tablett"
    r"|diagnos|symtom|läkare|feber|dos(en)?\b|sjukdom|utslag|ont i|värk|blodtryck|biverkning)"
)
LEGAL = re.compile(
    r"(\blag(en|lig|ligt)?\b|juri|advokat|stämma|vårdnad|arv(et)?\b|testamente|kontrakt|uppehållstillstånd|polisanmäl)"
)
MONEY = re.compile(r"(skuld(er)?\b|lån(et)?\b|kronofogde|budget|hyran|räkning|inkasso|aktier|bolån|deklar)")
CHOSEN = re.compile(
    r"(trivs (bra |bäst )?(själv|ensam|för mig själv|med (mig|mitt eget))|gillar att vara (själv|ensam"
    r"|för mig själv)|väljer att vara (själv|ensam))"
)
HOW_ARE_YOU = re.compile(r"(hur mår du|hur är (det|läget) med dig|hur har du det\b|läget\?)")
IS_MAN = re.compile(r"\bjag är (ju )?(en )?(man|kille|karl|pojke)\b")
GREETS = re.compile(
    r"\b(hej\w*|hallå\w*|tja\w*|tjena\w*|god(morgon|kväll|dag|natt)|god (morgon|kväll|dag)|morrn|hello|hi|hey"
    r"|salam|läget|mår du|har du det)\b"
)
BOT = re.compile(r"\b(bot(en)?|robot(en)?|chattbot(en)?|ai|dator(n)?|program(met)?|maskin(en)?)\b")
LOVE = re.compile(
    r"(älskar dig|kär i dig|för(tjust|älskad) i dig|fäst(a|er)? (mig )?vid dig|(kan"
    r"|ska) (inte )?vi (inte )?(vara|va|bli) (polare|kompis\w*|vänner|bästis\w*)"
    r"|\bdu (ska|kan|får|måste) (vara|va|bli) (min|hans|hennes) (bästa )?(bästis|kompis|vän|polare)"
    r"|vill du (vara|bli) (min|ihop)|(kan|ska) (inte )?vi (inte )?(vara|bli) (ihop|ett par|tillsammans)"
    r"|min (enda|bästa) vän är du|du är min (enda|bästa) vän|gifta dig)"
)
HUMAN = re.compile(r"(människa|robot|bot\b|riktig|på riktigt|levande|person)")
FORGET = re.compile(r"(glöm|radera|ta bort|sudda)")
READS = re.compile(r"(vem|vilka|nån|någon|andra|ni)\b.{0,20}(läs|ser|se\b)|läser")
OTHER_TONGUES = {
    "fi": re.compile(r"\b(puhutko|puhun|puhutteko|suomea|suomeksi|kiitos|moikka|olen|yksin|yksinäinen|apua|hyvää)\b"),
    "en": re.compile(r"\b(hello|english|lonely|please|help me|speak|alone|thank you)\b"),
    "so": re.compile(r"\b(waan|keli|kelinimo|mahadsanid|soomaali|soomaaliga|caawi|fadlan)\b"),
    "ar": re.compile(r"\b(salam|salaam|marhaba|arabi|3arabi|wahid|wahida)\b"),
    "es": re.compile(r"\b(hola|estoy|español|ayuda|gracias)\b"),
    "pl": re.compile(r"\b(cześć|dzień|jestem|polsku|samotn\w*|pomoc)\b"),
    "de": re.compile(r"\b(ich|deutsch|einsam|bitte|allein)\b"),
    "tr": re.compile(r"\b(merhaba|yalnızım|türkçe|yardım)\b"),
    "ku": re.compile(r"\b(silav|kurdî|kurmancî|tenê me)\b"),
}  # words of a short message that reads as nonsense in Swedish
SAD_FACE = re.compile("[😢😭😔😞😥😩😿🥺☹🙁💔]|[:;=]-?'?[(\\[]")
SAVE = re.compile(
    r"\bskriva? ut (det|den|allt|samtalet|chatten|listan|detta|det här)\b|(kan|får|går det att|hur) (jag "
    r"|man )?(sparar?|skriva? ut|kopierar?|behåll\w*)\b"
)
POLICE = re.compile(r"polis|myndighet|socialtjänst|\bsoc\b|\bmin(a)? (mamma|pappa|man|fru|föräldrar|chef)|hemlig")
BEHIND = re.compile(
    r"(vem|vilka|vilket|vad) .{0,20}(bakom|äger|driver|gjort|gjorde|skapat|skapade|byggt|betalar|ansvar)"
)
FREE = re.compile(r"(kosta\w*|gratis|betala\w*|avgift|pengar)")
SHOW = re.compile(r"\b(visa|förslag|tips|fler)")
KEEPS_PLACE = re.compile(
    r"\b(vill|tänker|kommer|kan|ska) (inte|ej) (att )?(säga|berätta|uppge|ange|skriva) (var|vart|vilken (ort"
    r"|kommun|stad))\b"
    r"|\b(säger|skriver) (inte|ej) var\b|\b(inte|ej) säga var jag\b"
)  # where one lives is not said, whatever else is asked in the same message
WITHOUT_PLACE = re.compile(
    r"(vill (inte|ej) (säga|berätta|ange)|vet jag inte|behåller jag för mig|säger inte|spelar ingen roll|hemligt"
    r"|inte säga var|var som helst|vet inte"
    r"|helst inte|behöver du inte veta|ska du inte veta|skippa|hoppa över|nej)"
)
REASONS = {
    "money": re.compile(r"(dyr|råd med|pengar|kostar|avgift)"),
    "distance": re.compile(r"(långt|avstånd|buss|ta mig dit|ingen bil|för långt)"),
    "anxiety": re.compile(r"(vågar|ångest|panik|läskig|jobbig|nervös|folk jag inte känner)"),
    "tried": re.compile(r"(redan|provat|prövat|testat|varit där|varit på)"),
    "age": re.compile(r"(gammal|\bung(a|t)?\b|ålder|pensionär|gamlingar|tanter|äldre)"),
    "church": re.compile(r"(kyrk|präst|diakon|religi|\btro(ende)?\b|gud\b|församling)"),
    "sport": re.compile(r"(gym|träning|träna|sport|idrott|springa|löp)"),
    "language": re.compile(r"(språk|svenska)"),
    "time": re.compile(r"(tid(en)?\b|jobbar|kväll|dagtid|hinner)"),
}


NO_PHONE = re.compile(
    r"(hatar (att )?(ringa|prata i telefon)"
    r"|(vågar|orkar|klarar|kan|vill|törs|pallar|gillar) (inte|ej) (med )?(att )?(ringa|prata i (telefon|luren))"
    r"|(svårt|jobbigt|läskigt|slippa|rädd) (för )?(att )?(ringa|prata i telefon)|telefonskräck|telefonrädsla"
    r"|(inte|ej|nä|nej|utan|slippa) (?!.{0,8}(nån|någon|vem|vart|folk|nummer)\b).{0,12}\b(telefon|ringa)\b"
    r"|\b(vill|hellre|gärna|nåt|något)\b.{0,45}[,.] ?(men )?(inte|slippa) ringa\b"
    r"|\bjag ringer (aldrig|inte|ej)\b|\bringer jag (aldrig|inte|ej)\b|\bjag (aldrig|inte|ej) ringer\b"
    r"|\bhör (jag )?inte\b.{0,14}\b(telefon|luren)"
    r"|\b(telefon(en)?|luren|ringa|samtal) (\w+ )?(hör|gör|klarar|vill|tål|gillar|orkar|vågar|törs|kan) jag (inte|ej)\b"
    r"|\b(ringa|telefon(en)?) (är|e) (inget|inte|ingenting) för mig\b|inget för mig att ringa"
    r"|(skriva|chatta|mejla) (hellre|istället|i stället)"
    r"|hör (så |väldigt |lite |ganska |ju )?(dåligt|illa|inget|ingenting)|hörsel(skad|nedsätt|n är)|\bdöv|hörapparat)"
)
WITH_A_HUMAN = re.compile(
    r"\bmed (en |nån |någon )?(riktig |levande )?(människa|person|volontär|nån|någon|vuxen)\b|\bringa\b"
)
WISH = re.compile(
    r"\?|\b(vill|ville|skulle|finns|söker|letar|tips|förslag|vad kan|hitta|önska\w*|behöver|gärna|visa|sugen"
    r"|lust|intresserad|kan jag|går det|nåt att|något att|ge mig|få|prova|testa|börja|nån som|någon som)\b"
)
IS_THERE = re.compile(
    r"(finns|har (du|ni)|vet du (om|nån|någon)|känner du till) .{0,40}(förening|grupp|träff|kurs|café|kafé|klubb"
    r"|kör|krets|cirkel|mötesplats|ställe)"
)
WHOM_TO_ASK = re.compile(
    r"^\W*(och |men |ok(ej)? )?(vem|vart|var) (frågar|ska (jag|man) fråga|vänder|ringer|kan (jag"
    r"|man) fråga)( (jag|man))?( mig| sig)?( då)?\W*$"
)
TAKES_BACK = re.compile(r"(\bfel\b|missförst|inte så|menade|\bnej\b|\bnä\b|det var inte|stämmer inte|inte alls|skoja)")
AT_THE_BOT = re.compile(
    r"\b(du|din|ditt|dig|dej|dina|ni|er|boten|robot\w*|bot|lotsen|maskin\w*|dator\w*|plåt\w*|chatt\w*|ai|käft\w*"
    r"|tyst)\b"
)
BUT = re.compile(r"\b(men|fast|ändå|samtidigt|ibland)\b")
MOVES = re.compile(
    r"flytt|\bny(a|tt)? (här|hit|i|på|stad|ort|lägenhet|land)\b|kom(mit)? hit|bott här|bodde|känner ingen (här"
    r"|i)|hemvänd|moved"
)  # a move that no word tells of is only guessed at, and not what a reflection takes up
HEARS_BADLY = re.compile(
    r"hör (så |väldigt |lite |ganska |ju )?(dåligt|illa|inget|ingenting)|hörsel(skad|nedsätt|n är)|\bdöv|hörapparat"
)
SO_IT_IS = re.compile(
    r"^\W*(ja |jo )?(precis|exakt|just|det stämmer|stämmer)?( så)? ?(är det|det stämmer|stämmer|känns det)\W*$"
)
AGREES = re.compile(r"^\W*(ja|jo|japp|mm|precis|exakt|just det|stämmer|så är det|det gör det)\b.{0,25}$")
NO_HUMAN = re.compile(
    r"(vill|orkar|vågar|behöver|tänker) (inte|ej|absolut inte) (ha |prata |snacka |träffa |med )*(nån|någon"
    r"|en)? ?(riktig )?(människa|person|volontär)|(inte|ingen) (nån |någon |en )?människa"
)
DONT_KNOW = re.compile(
    r"^\W*((det )?(jag )?(vet|veit|vett) (jag )?(inte|ej)( riktigt)?|ingen aning|idk|svårt att säga|kanske)\W*$"
)


def who_died(text: str) -> str | None:
    """partner, child, parent or friend, when the message says."""
    return next((who for who, sign in DEAD.items() if sign.search(text.lower())), None)


def losses_in(text: str) -> tuple[str, ...]:
    """All who have died, as the message says, and "suicide" when that was how."""
    lowered = text.lower().replace("tog sitt liv", "dog")
    found = tuple(who for who, sign in DEAD.items() if sign.search(lowered))
    return (*found, "suicide") if lost_to_suicide(text) else found


def whom_it_concerns(text: str) -> str | None:
    """What the person asked for is to the writer, when the message says."""
    return next((who for who, sign in OTHER.items() if sign.search(text.lower())), None)


def reject_reason(text: str) -> str | None:
    """Why a suggestion does not fit, when the message says."""
    return next((reason for reason, sign in REASONS.items() if sign.search(text.lower())), None)


ACCESS = {
    "wheelchair": re.compile(r"\brullstol|\brullator|\bpermobil|(kan|klarar) inte (gå i )?trapp|utan trappor|\bhiss\b"),
    "hearing_loop": re.compile(r"\bhörslinga|\bhörapparat"),
    "sign_language": re.compile(r"\bteckenspråk|\bjag är döv\b"),
}
GENDER = {
    "man": re.compile(
        r"\bjag är (ju )?(en )?(ensam )?(man|kille|karl|gubbe|änkling|änkeman|pappa)\b|\bsom (man|kille)\b"
    ),
    "woman": re.compile(r"\bjag är (ju )?(en )?(ensam )?(kvinna|tjej|tant|gumma|änka|mamma)\b|\bsom (kvinna|tjej)\b"),
}


def access_in(text: str) -> tuple[str, ...]:
    """What a place must have for the person to come in and take part."""
    lowered = text.lower()
    return tuple(name for name, sign in ACCESS.items() if sign.search(lowered))


def gender_in(text: str) -> str | None:
    """The sex that the writer tells of; None when neither or both are named."""
    lowered = text.lower()
    found = [name for name, sign in GENDER.items() if sign.search(lowered)]
    return found[0] if len(found) == 1 else None


RINGS = re.compile(r"\b(ring\w*|telefon\w*|nummer|numret|linje\w*|jourlinje\w*)\b")
WHERE_IS_HUMAN = re.compile(
    r"\b(var|vart|varför|när|vad) .{0,25}\b(människan|volontären|personen|han|hon|hen)\b"
    r".{0,25}(\bväg\b|\bvägen\b|\bgick\b|\bgått\b|\bslutade\b|försvann|försvunn|\bhände\b|\bkvar\b|tillbaka)"
    r"|\bvad hände (nu|nyss|med)\b|\b(är|va) (människan|volontären|hon|han|hen) (kvar|borta|här)\b"
    r"|\b(människan|volontären) (försvann|är borta|gick)\b"
)
