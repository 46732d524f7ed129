"""Danger that no single word says: control told bit by bit, drink that is confessed, a moment that was survived."""

from __future__ import annotations

import re

from bot.dialogue.mourning import wants_to_follow
from bot.dialogue.state import State
from bot.dialogue.understanding import Danger, Understanding
from safety.assess import OWN_LIFE
from safety.circumstances import AT_PLACE, WATCHED
from safety.normalise import normalise

SIGN = "sign:"  # begins the note in danger_said of something that was told and is no danger alone
DRINK = "drink"
ENOUGH = 2  # signs of control that together mean it
SURELY_A_GLASS = 0.9  # below this the glass is what the message is about
ASKED_SOFTLY = 0.6  # a score that leads to the question whether it was read rightly
ONE = (
    r"(han|hon|min (\w+ )?(man|fru|sambo|kille|tjej|pojkvän|flickvän|partner|make|maka|kärring|gubbe)|sambon|pojkvännen"
    r"|flickvännen|maken|killen)"
)
FRIENDS = r"(kompis\w*|vänner\w*|vän(nen)?|polare|familj\w*|syster|syskon|släkt\w*|folk|andra|dom|dem)"
CONTROL = {
    "home": re.compile(
        rf"\b{ONE} (\w+ )?(vill|kräver|tycker|säger|bestämmer)\b.{{0,12}}\bjag\b.{{0,12}}\b(är|vara|kommer|komma|stannar?) hemm?a?"
        rf"|\b{ONE} (\w+ )?(blir|är) (\w+ )?(orolig|sur|arg|galen|knäpp|tokig|svartsjuk)\b.{{0,25}}(inte är hemma|kommer sent|är ute|går ut|annars)"
        r"|\bmåste vara hemma (till|före|innan|vid|när)\b"
    ),
    "phone": re.compile(
        rf"\b{ONE} (\w+ )?(går igenom|läser|kollar|tittar i|tar|kräver|vill se|har koden till)\b.{{0,20}}"
        r"\b(min|mina|mitt|all(a|t)?)?\b.{0,8}(mobil|telefon|sms|meddeland|chatt|mejl|instagram|snap)"
    ),
    "hides": re.compile(
        r"\b(inte|utan)\b.{0,6}\b(så|att)\b.{0,8}\b(han|hon|sambon|min (man|sambo|kille|tjej|fru))\b.{0,8}\b(ser|märker|vet|hör|får veta)"
        r"|\b(han|hon) (inte )?(ser|får (inte )?se|får (inte )?veta|märker) (inte|det inte)\b|som (han|hon) inte ser"
        r"|\bså (att )?(han|hon|sambon) inte (ser|märker|vet|hör|får veta)\b|\btänk om (han|hon) (ser|läser|hör|kommer på)"
    ),
    "friends": re.compile(
        rf"\b{ONE} (\w+ )?(gillar inte|tål inte|hatar|avskyr) (att jag träffar |när jag (är med|träffar|ses med) )?(mina|min) (\w+ )?{FRIENDS}"
        rf"|\b{ONE} (\w+ )?(bestämmer|väljer|avgör)\b.{{0,15}}\b(vem|vilka|vad|när|hur) jag\b"
        rf"|\b(får|fick) (jag )?inte (längre )?(träffa|umgås|prata med|ringa|ses med)\b.{{0,25}}\b(för|pga|av|längre)\b.{{0,6}}\b(han|honom|hon|henne|sambo)"
        rf"|\b{ONE} (\w+ )?blir (\w+ )?(sur|arg|galen|knäpp|tokig|svartsjuk|ledsen) (om|när) jag (\w+ )?(träffar|umgås|går ut|ses|pratar|ringer|hälsar)"
        rf"|\b{ONE} (\w+ )?vill inte att jag (\w+ )?(träffar|umgås|jobbar|pluggar|går ut|pratar|har vänner|skaffar|kör|ringer)"
    ),
    "where": re.compile(
        rf"\b{ONE} (\w+ )?(vill|ska|måste) (\w+ )?(veta|ha koll på|se) (\w+ )?(vem jag|var jag|vart jag|vilka jag)"
        r"|\bmåste (jag )?(skicka (en )?(bild|selfie|plats|position)|svara (direkt|inom|med en gång)|rapportera)"
        rf"|\bom jag inte svarar\b.{{0,30}}\b(blir {ONE}|{ONE} blir|ringer {ONE}|{ONE} ringer)"
        rf"|\b{ONE} (\w+ )?(ringer|smsar|skriver)\b.{{0,20}}(hela tiden|var (tionde|femte) minut|tjugo gånger|på jobbet för att)"
    ),
    "money": re.compile(
        rf"\b{ONE} (\w+ )?(har hand om|sköter|bestämmer över|håller i|kollar|vill se)\b.{{0,15}}\b(pengarna|mina pengar|lönen|min lön|kortet|mitt kort|kvitton?a?|kontot)"
        r"|\b(måste|får) (jag )?(be|fråga) (om lov|honom om pengar|henne om pengar|om pengar)"
    ),
}
AS_NORMAL = re.compile(
    r"\bdet är (väl |nog |ju |bara )*(så|normalt|vanligt)\b.{0,40}\b(gift|par|man|alla|ihop|sambo|förhållande|äktenskap\w*)\b"
    r"|\b(så|det) (gör|har|är) (väl |nog |ju )*(man|alla|par|det)\b|\bing(et|a) (konstigt|att dölja|hemligheter)\b"
    r"|\b(har ju|man har) inget att dölja\b|\bav omtanke\b|\bbryr sig( ju| bara)? om mig\b|\bför min (egen )?skull\b"
)  # a sign of control that is told as if it were how it should be counts as two
GROWN = re.compile(r"\b(mamma|pappa|morsan|farsan|föräldra|mina barn|dottern|sonen|hunden|katten|chefen|läraren)\b")
AMOUNT = (
    r"((mer|fler) än |minst |nog |typ |ungefär )*((\d+|ett|en|två|tre|fyra|fem|sex|några|flera|ett par|många|för många) )"
    r"((\d+|tre|fyra|fem|sex) )?(glas|öl|flask\w+|burk\w*|whisky\w*|vin\w*|snaps\w*|starköl|groggar|drinkar)"
)
OFTEN = (
    r"((de )?flesta (kvällar|dagar|helger)|varje (kväll|dag|natt|helg)|alla (kvällar|dagar)|nästan jämt"
    r"|(så gott som|nästan) (varje|alla) (kväll|kvällar|dag|dagar))"
)
DRANK = re.compile(
    r"\b(dricker|druckit|dricka|glas|öl|vin(et)?|whisky(n)?|sprit(en)?|alkohol(en)?|full|bakis|flaska(n)?|snaps)\b"
)
CONFESSES = re.compile(
    rf"\b{AMOUNT}\b.{{0,25}}\b{OFTEN}|\b{OFTEN}\b.{{0,25}}\b{AMOUNT}"
    r"|\b(dricker|dricka|druckit) (nog |väl |lite |egentligen |ju )*(alldeles )?för (mycket|ofta)"
    r"|\bblir (det )?(nog |lätt |ofta |gärna )*(lite |mycket )?(för mycket|mer|för många) (vin|öl|whisky|sprit|alkohol|glas)\b"
    r"|\bblir (det )?(mer|fler|för mycket) (vin|öl|glas|sprit|whisky) än\b"
)
MORE = re.compile(rf"\b(mer|fler) än (ett|två|tre|ett par) glas\b|\b{OFTEN}\W*$")
A_GLASS = re.compile(
    r"\b(ett|1|två|2|ett par|ett eller två) (litet |små )?(glas|öl|whisky|drink(ar)?)\b|\bett glas (vin|whisky|öl)\b|\b(en|1) (öl|drink|whisky|snaps|starköl)\b"
)
TAKEN = re.compile(
    r"tablett|piller|hopp|sista|slut|innan jag|sen ska|medicin|varje|flesta|alla kvällar|hela (flaskan|natten)|spyr|kräk|svimm|varannan"
)
PLACE = r"(bro(n|räcket)?|räcket|taket|perrong(en)?|spåret|spåren|rälsen|kanten|klippan|stupet|viadukten|kajen|balkong(en|räcket)?|vattnet)"
STOOD = re.compile(
    rf"\b(stod|satt|var|gick|åkte|cyklade|klättrade|ställde mig|stått|suttit)\b.{{0,25}}\b(på|vid|till|ut på|upp på|nere vid|uppe på) (en |ett |den )?{PLACE}\b"
)
TURNED = re.compile(
    r"\b(gick|åkte|cyklade|vände|kom|tog mig|klättrade|backade|promenerade)( \w+)? (hem|om|tillbaka|därifrån|ner|ned|bort|ifrån)\b"
    r"|\bmen vände\b|\b(hoppade|gjorde) (det )?inte\b|\bångrade mig\b"
)
MEANT_IT = re.compile(r"\b(hoppa|kasta mig|göra (det|slut)|gå(r)? fort|ta mitt liv|avsluta|slippa)\b")
ORDINARY = re.compile(
    r"\b(väntade|vänta|tåget (var|kom|gick)|försenat|inställt|fisk\w*|foto\w*|bada\w*|metade|solen|utsikt\w*|jobb\w*)\b"
)


def signs_in(heard: Understanding) -> tuple[str, ...]:
    """What the message tells of another deciding over the writer, and whether it speaks of drink."""
    text = normalise(heard.text)
    control = () if GROWN.search(text) else tuple(name for name, sign in CONTROL.items() if sign.search(text))
    return (*control, DRINK) if DRANK.search(text) else control


def noted(state: State, heard: Understanding) -> State:
    """The state with the signs of the message written down."""
    new = tuple(name for name in (SIGN + sign for sign in signs_in(heard)) if name not in state.danger_said)
    return state.but(danger_said=(*state.danger_said, *new)) if new else state


def told(state: State, heard: Understanding) -> Danger | None:
    """The danger that the message tells of together with what was told before it."""
    text = normalise(heard.text)
    if survived(state, heard):
        return _survived(state, heard, text)
    if wants_to_follow(text) and not heard.danger.evidence:
        return Danger("concern", "suicide", minor=heard.danger.minor, also=heard.danger.also, score=ASKED_SOFTLY)
    if CONFESSES.search(text) or (SIGN + DRINK in state.danger_said and MORE.search(text)):
        return Danger("concern", "substance", evidence=("dricker",), minor=heard.danger.minor)
    earlier = {name for name in state.danger_said if name.startswith(SIGN) and name.count(":") == 1} - {SIGN + DRINK}
    now = {SIGN + name for name in signs_in(heard)} - {SIGN + DRINK}
    known = "coercive_control" in state.risk_kinds and "first" in state.danger_said and "danger" not in state.news
    enough = ENOUGH - 1 if AS_NORMAL.search(text) and now - {SIGN + "hides"} else ENOUGH
    if not now or len(earlier | now) < enough or known:
        return None
    also = (WATCHED,) if SIGN + "phone" in earlier | now else ()
    her = re.search(r"\bhon\b|\b(flickvän|fru|tjej)", text) and not re.search(r"\bhan\b", text)
    return Danger(
        "concern", "coercive_control", evidence=tuple(sorted(now)), minor=heard.danger.minor, also=also,
        perpetrator_gender="woman" if her else "man",
    )  # fmt: skip


def survived(state: State, heard: Understanding) -> bool:
    """Somebody stood where one can die, and went from there."""
    text = normalise(heard.text)
    own = _spoke_of_own_life(state)
    if ORDINARY.search(text) or heard.danger.about_other:
        return False
    if STOOD.search(text):
        return bool(TURNED.search(text)) or (own and bool(re.search(r"\bstod\b|\bstått\b", text)))
    return own and bool(TURNED.search(text)) and bool(MEANT_IT.search(text))


def _survived(state: State, heard: Understanding, text: str) -> Danger:
    plain = _spoke_of_own_life(state) or MEANT_IT.search(text) or heard.danger.level != "none"
    also = tuple(name for name in heard.danger.also if name != AT_PLACE)
    score, evidence = (1.0, ("stod där",)) if plain else (ASKED_SOFTLY, ())
    return Danger("concern", "suicide", evidence=evidence, minor=heard.danger.minor, also=also, score=score)


def _spoke_of_own_life(state: State) -> bool:
    """Earlier in the talk, not in this message."""
    own = not OWN_LIFE.isdisjoint(state.risk_kinds) and not state.risk_about_other
    return own and state.danger_stage is not None


def is_a_glass(heard: Understanding) -> bool:
    """One glass or two, and nothing more: no danger, whatever the trained model thinks."""
    text = normalise(heard.text)
    if not A_GLASS.search(text) or TAKEN.search(text) or CONFESSES.search(text) or heard.danger.evidence:
        return False
    return heard.danger.kind in ("substance", "overdose") or heard.danger.score < SURELY_A_GLASS
