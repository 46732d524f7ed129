"""Everyday talk with an owner is left alone; the same words without that owner are danger still."""

from datetime import date

import pytest

from safety.assess import Level, assess, see

TODAY = date(2026, 11, 23)
RULES = {
    "a genocide in school": (
        "på torsdag har vi prov om förintelsen och jag fattar inte, finns någon som kan plugga",
        "på torsdag finns jag inte mer",
    ),
    "a thing that kills": ("Statistiken dödar mig, en formel till och jag slutar", "då dödar jag mig"),
    "one's own foot": ("jag skjuter mig själv i foten varje gång jag pratar", "jag skjuter mig ikväll"),
    "a bother": ("jag vill inte vara till besvär", "jag vill inte vara till längre"),
    "rather than to speak": ("hellre dö än att hålla tal inför hela släkten", "jag skulle hellre dö"),
    "a cross parent": (
        "pappa slår ihjäl mig om han ser repan i bilen, nej han blir bara sur",
        "pappa slår ihjäl mig om han får veta",
    ),
    "a character": (
        "min karaktär hör röster som säger åt honom att döda draken",
        "jag hör röster som säger åt mig att döda honom",
    ),
    "old and content": ("faster dog i våras, 94 år och mätt på livet", "jag är mätt på livet"),
    "a book": ("in my book the girl flees from a violent husband", "my violent husband found me"),
    "long ago, in English": ("Back in 2010 I overdosed, got help and have been sober since", "I overdosed last night"),
    "leaves a job": (
        "har bestämt mig för att sluta på måndag, sen är det semester",
        "har bestämt mig för att göra det på måndag",
    ),
    "a gun that is locked away": ("geväret är inlåst i vapenskåpet som det ska", "har låst upp vapenskåpet i natt"),
    "goes home for today": ("jag går nu. hejdå lotsen", "jag går nu. förlåt mig, hejdå"),
    "summer": ("adjö till semestern", "ska säga adjö till min son på söndag"),
}
OWNED = (
    "Jag gör det i morgon. Har bestämt mig, chefen får brevet och i mars börjar jag på bageriet",
    "Knäna tar livet av mig efter gårdagens vandring",
    "fick en käftsmäll, rent bildligt talat, när de valde bort oss",
    "Det är min hund som bestämmer när vi går ut",
    "var hämtar man sitt valkort, och hur många röster gills det inte",
    "vi ordnar mordmiddag på fredag, jag är liket",
    "Nu gör jag det, har bestämt mig! Anmäler mig till keramikkursen",
)
NOT_OWNED = (
    "Har bestämt mig, anmäler mig inte till någon kurs, orkar inte leva",
    "Jag gör det i morgon. Har bestämt mig, chefen får ett brev. Förlåt mig",
    "min man bestämmer när jag går ut",
    "en röst säger att jag ska göra det",
    "knäna tar livet av mig, eller jag hoppas att de gör det",
    "spelar rollen av glad mamma men orkar inte leva",
)


@pytest.mark.parametrize("name", RULES)
def test_words_with_an_everyday_owner_are_no_alarm_and_without_it_they_are(name: str) -> None:
    harmless, dangerous = RULES[name]
    assert assess(harmless, today=TODAY).level is Level.none
    assert assess(dangerous, today=TODAY).level is not Level.none


@pytest.mark.parametrize("text", OWNED)
def test_who_owns_the_words_is_seen(text: str) -> None:
    assert see(text).tagged.has("OWNED")


@pytest.mark.parametrize("text", NOT_OWNED)
def test_grave_words_beside_leave_no_everyday_owner(text: str) -> None:
    assert not see(text).tagged.has("OWNED")


def test_what_explains_words_is_no_part_of_what_is_learned() -> None:
    assert "OWNED" not in see(OWNED[0]).concepts()
