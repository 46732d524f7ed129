"""What has happened in the writer's own life, where a word tells of it and it is not somebody else's."""

from __future__ import annotations

import re

from bot.dialogue import cues
from safety.normalise import normalise

# An event that no word tells of is only guessed at, and not what a reflection takes up; a star stands for any ending.
WORDS = {
    "bereavement": (
        "dog dött död döda dödsf* bort mist miste förlora* änk* sorg* sörj* avled* avlid* somnade somnat "
        "saknar begravningen missfall bortgång* liv borta begravt urnan änglabarn"
    ),
    "divorce": (
        "skil* nyskil* frånskil* separ* nysepar* ex exet exfru* exman* isär lämna* slut dumpa* "
        "otrogen stack flyttade ut singel uppbrott*"
    ),
    "birth": (
        "beb* nyfödd* fött föd* förloss* mammaledig* pappaledig* föräldraledig* amma* barnvagn* gravid* nybliven "
        "bvc tvillingar* spädbarn* småbarn* liten"
    ),
    "retirement": ("pension* pensionär*"),
    "caregiving": ("vårda* hand anhörig* hjälper demen* sköter alzheimer* ställer passa*"),
    "migration": (
        "hit sverige asyl* fly* invandr* landet hemland* uppehållstillstånd krig* språk* svenska migrations*"
    ),
    "studies": (
        "plugg* studer* student* univers* skol* kurs* tenta* korridor* högskol* gymnas* klass* uni nation* "
        "termin* programmet nollning* folkhögskol*"
    ),
}
SIGNS = {
    **{
        name: re.compile(r"\b(?:" + words.replace("*", r"\w*").replace(" ", "|") + r")\b")
        for name, words in WORDS.items()
    },
    "move": cues.MOVES,
    "unemployment": re.compile(
        r"\b(?:arbetslös\w*|uppsagd|varslad|sparken|konkurs\w*|arbetsförmedling\w*|a-kassa\w*|friställd|jobbsök\w*)\b"
        r"|\b(?:utan|inget|inte|söker|sökt|förlora\w*|fått|av med|saknar|mist\w*|blev av med) "
        r"(?:\w+ )?(?:jobb\w*|arbete\w*|anställning\w*)\b"
        r"|\bjobb\w*\b.{0,25}\b(?:försvann|borta|tog slut|lade? ner|lades ner|slut|förra)\b|\bsa(?:de)? upp mig\b"
        r"|\b(?:slutade|fick sluta|fick gå|var jobbet)\b"
    ),
    "empty_nest": re.compile(
        r"\b(?:barn\w*|son\w*|dotter\w*|döttrar\w*|söner\w*|yngst\w*|äldst\w*|minst[ae]|ungar\w*|grabb\w*|flick\w*|pojk\w*"
        r"|tös\w*|sist[ae]|utflug\w*)\b"
    ),
}
KIN = (
    r"(?:man|fru|hustru|sambo|kille|tjej|pojkvän|flickvän|partner|mamma|pappa|mor|far|syster|bror|dotter|son|vän|kompis"
    r"|väninna|tvilling|granne|kollega|moster|faster|kusin)"
)
OTHERS = re.compile(
    rf"\b(?:min|mitt|mina|vår|våra) (?:\w+ )?{KIN}\b|\b(?:han|hon|de|alla|vännerna|vänner|kompisar|kompisarna|polarna"
    r"|polare|väninnorna|sonen|dottern|mannen|maken|frun|frugan|sambon|kollegan|grannen)\b"
)
FRIENDS = re.compile(
    r"\b(?:min|mitt|mina|våra?) (?:\w+ )?(?:kompis|vän|väninna|syster|bror|syrra|dotter|son|granne|kollega"
    r"|mamma|pappa|föräldrar)\b"
    r"|\b(?:grannen|kollegan|dottern|sonen|väninnan|föräldrarna|mamma och pappa)\b"
)  # whose parting is not the writer's
WRITER = re.compile(r"\b(?:jag|ja|mig|mej|vi|oss)\b")
MINE = re.compile(r"\bmi(?:n|tt|na) (?:jobb|jobbet|pension|sjukdom|flytt|bebis|diagnos|cancer|kurs|skola|klass)\b")
CLAUSE = re.compile(r"[.!?\n;]+|,|\b(?:och|men|fast|så|medan|sedan|när|för att|eftersom)\b")
OF_ONE = frozenset({"birth", "job_change", "move", "unemployment", "retirement", "studies"})  # may be another's
SICK = re.compile(r"\b(?:sjuk\w*|cancer|diagnos\w*|ms|stroke|infarkt\w*|tumör\w*|als|parkinson)\b")
JOB = re.compile(r"\bjobb\w*|\btjänst\w*")
PROMOTED = re.compile(r"\bbeskedet om (?:befordran|jobbet|lägenheten|antagning\w*|tjänsten)\b")


def is_told(event: str, text: str) -> bool:
    """Whether a word tells of the event, and of the writer's own."""
    plain = normalise(text)
    sign = SIGNS.get(event)
    if sign is not None and not sign.search(plain):
        return False
    if event == "illness":
        return not PROMOTED.search(plain) and not _only_anothers(SICK, plain)
    if event == "divorce":
        return not _only_anothers(SIGNS["divorce"], plain, FRIENDS)
    if event == "job_change":
        return not _only_anothers(JOB, plain)
    return event not in OF_ONE or sign is None or not _only_anothers(sign, plain)


def _only_anothers(sign: re.Pattern[str], plain: str, others: re.Pattern[str] = OTHERS) -> bool:
    """Every clause with the sign is about somebody else, and not about the writer too."""
    told = [clause for clause in CLAUSE.split(plain) if clause and sign.search(clause)]
    return bool(told) and all(_is_anothers(clause, sign, others) for clause in told)


def _is_anothers(clause: str, sign: re.Pattern[str], others: re.Pattern[str]) -> bool:
    before = clause[: sign.search(clause).end()]  # type: ignore[union-attr]
    other = others.search(before) or re.search(r"^\s*(?!jag|vi|har|det|hit|nyss|själv)\w+ har flyttat?\b", clause)
    return bool(other) and not WRITER.search(before) and not MINE.search(clause)
