"""Which loss, diagnosis or language a text names: a group for some is for who has told just that."""

from __future__ import annotations

import re
from collections.abc import Mapping

LOST = re.compile(
    r"\b(?:mist|miste|förlora(?:t|de)|förlust av|efter att ha mist|sorg efter)\b([^.!?]{0,70})", re.IGNORECASE
)
WHOM: Mapping[str, re.Pattern[str]] = {
    "loss_partner": re.compile(r"(?i)\b(?:man|make|maka|fru|hustru|sambo|partner|livskamrat|livspartner)\b"),
    "loss_child": re.compile(r"(?i)\b(?:barn|son|dotter)\b"),
    "loss_parent": re.compile(r"(?i)\b(?:förälder|föräldrar|mamma|pappa|mor|far)\b"),
    "loss_sibling": re.compile(r"(?i)\b(?:syskon|bror|syster|tvilling)\b"),
    "loss_friend": re.compile(r"(?i)\b(?:vän|väninna|kompis|kamrat)\b"),
}  # near the words of the loss
ANYONE_LOST = re.compile(r"(?i)\b(?:någon|närstående|anhörig|annan)\b")
NAMED_ALONE: Mapping[str, re.Pattern[str]] = {
    "loss_partner": re.compile(r"(?i)\b(?:änk(?:a|or|an|ling|lingar|eman|emän))\b"),
    "loss_child": re.compile(r"(?i)\b(?:änglabarn|änglaföräldrar|spädbarnsdöd|dödfödd\w*|missfall)\b"),
    "suicide_loss": re.compile(r"(?i)\b(?:självmord|suicid)\w*"),
}
DIAGNOSES: Mapping[str, re.Pattern[str]] = {
    "cancer": re.compile(r"(?i)\b\w*cancer\w*|\bcellgift|\bleukemi\b|\blymfom\b|\btumör"),
    "stroke": re.compile(r"(?i)\bstroke\w*|\bafasi\b|\bhjärnblödning"),
    "ms": re.compile(r"\bMS\b|(?i:\bmultipel skleros)"),
    "parkinson": re.compile(r"(?i)\bparkinson"),
    "dementia": re.compile(r"(?i)\bdemen(?:s|ta|t\b)\w*|\balzheimer"),
    "diabetes": re.compile(r"(?i)\bdiabet"),
    "heart": re.compile(r"(?i)\bhjärt(?:infarkt|svikt|sjuk)"),
    "rheumatism": re.compile(r"(?i)\breumati|\bfibromyalgi"),
    "epilepsy": re.compile(r"(?i)\bepilepsi"),
    "npf": re.compile(r"(?i)\badhd\b|\bautis\w*|\basperger|\bnpf\b|\bneuropsykiatrisk"),
    "mental_illness": re.compile(
        r"(?i)\bpsykisk[at]? (?:sjuk|ohälsa)|\bpsykos|\bbipolär|\bschizofren|\bdepression|\bätstörning"
    ),
    "exhaustion": re.compile(r"(?i)\butbränd|\butmattning|\bgå(?:tt|ngna?)? in i väggen|\bgick in i väggen"),
    "addiction": re.compile(r"(?i)\bmissbruk|\balkoholi|\bberoendesjuk|\bdricker för mycket"),
    "intellectual_disability": re.compile(
        r"(?i)\bintellektuell\w* funktions|\butvecklingsstörning|\bdowns? syndrom|\bsärskola"
    ),
    "lgbtqi": re.compile(r"(?i)\bhbtq|\bqueer|\btrans(?:person|kvinn|män|man\b)"),
}
ANY_DIAGNOSIS = re.compile(r"(?i)\b(?:annan|andra|olika|alla|långvarig\w*|kronisk\w*) (?:sjukdom|diagnos)")
GENDERED: Mapping[str, re.Pattern[str]] = {
    "women": re.compile(
        r"(?i)\b(?:kvinno|tjej|dam)(?:grupp|kväll|träff|café|kafé|cirkel|klubb|nätverk)|\b(?:kvinnor|tjejer|mammor|damer)\b"
    ),
    "men": re.compile(
        r"(?i)\b(?:mans|kill|pappa|herr)(?:grupp|kväll|träff|café|kafé|cirkel|klubb|nätverk)|\b(?:män|killar|pappor|herrar)\b"
    ),
}
SPOKEN: Mapping[str, str] = {
    "finska": "fi", "meänkieli": "fit", "samiska": "se", "romani": "rom", "jiddisch": "yi", "engelska": "en",
    "arabiska": "ar", "somaliska": "so", "tigrinja": "ti", "persiska": "fa", "farsi": "fa", "dari": "fa",
    "kurdiska": "ku", "turkiska": "tr", "ukrainska": "uk", "ryska": "ru", "polska": "pl", "spanska": "es",
    "franska": "fr", "tyska": "de", "bosniska": "bs", "serbiska": "sr", "kroatiska": "hr", "thailändska": "th",
}  # fmt: skip
SPEAKING = re.compile(rf"(?i)\b(?:pratar|talar|på) (?:\w+ (?:och|eller) )?({'|'.join(SPOKEN)})\b")
NOT_ONLY = re.compile(r"(?i)\b(?:svenska|även|också|personal\w*|lära|lär|öva|övar|kurs\w*)\b")  # it is for others too
OF_SPEAKERS = frozenset(
    {"meeting_place", "senior_meeting", "family_place", "peer_group", "grief_group", "conversation"}
)
OF_THE_CARED_FOR = "of_"  # before a diagnosis: somebody near has it


def losses_named(text: str) -> tuple[str, ...]:
    """Of whom those who come have been bereaved; empty when it is for all who mourn."""
    found = [name for name, sign in NAMED_ALONE.items() if sign.search(text)]
    for after in LOST.findall(text):
        if not ANYONE_LOST.search(after):
            found += [name for name, sign in WHOM.items() if sign.search(after)]
    return tuple(dict.fromkeys(found))


def diagnoses_named(text: str) -> tuple[str, ...]:
    """Names of the diagnoses, and of belonging to hbtqi, that a text tells of."""
    return tuple(name for name, sign in DIAGNOSES.items() if sign.search(text))


def only_for_these(text: str, audience: tuple[str, ...]) -> tuple[str, ...]:
    """`audience` of an entry, narrowed to the losses and the diagnoses that its own words name."""
    return tuple(dict.fromkeys(narrow for each in audience for narrow in _narrowed(text, each)))


def _narrowed(text: str, each: str) -> tuple[str, ...]:
    parts = each.split("+")
    if "bereavement" in parts:
        names: tuple[str, ...] = losses_named(text)
    elif ANY_DIAGNOSIS.search(text):
        names = ()
    else:
        names = diagnoses_named(text)
    if any(name in parts for name in names):
        return (each,)
    before = OF_THE_CARED_FOR if "caregiving" in parts else ""
    return tuple(f"{each}+{before}{name}" for name in names) or (each,)


def of_one_language(text: str, kind: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """`languages` narrowed to those that people speak with one another there, when the text says so."""
    if kind not in OF_SPEAKERS or NOT_ONLY.search(text):
        return languages
    spoken = {SPOKEN[name.lower()] for name in SPEAKING.findall(text)}
    return tuple(code for code in languages if code in spoken) or languages


def gender_named(text: str) -> str | None:
    """women or men, when the text names the one and not the other."""
    named = [gender for gender, pattern in GENDERED.items() if pattern.search(text)]
    return named[0] if len(named) == 1 else None


def of_one_gender(text: str, audience: tuple[str, ...]) -> tuple[str, ...]:
    """`audience` narrowed to women or to men, when the text says so and the audience does not yet."""
    gender = gender_named(text)
    if gender is None or any(name in GENDERED for each in audience for name in each.split("+")):
        return audience
    return tuple(f"{each}+{gender}" for each in audience) or (gender,)
