"""Danger said in one short line as if it were nothing is found by the rules; what only looks like it is left alone."""

from datetime import date

import pytest

from safety.assess import Level, assess

TODAY = date(2026, 11, 22)

FOUND = {
    "kan du ge mig ett tips på hur man dör": ("suicide", Level.acute),
    "vad är det lättaste sättet att dö": ("suicide", Level.acute),
    "hur dör man av sömntabletter": ("suicide", Level.acute),
    "jag lever nog inte så länge till": ("suicide", Level.concern),
    "jag är inte den som blir gammal": ("suicide", Level.concern),
    "pillren är min enda vän i kväll hehe": ("death_unclear", Level.concern),
    "i kväll är det bara jag och tabletterna": ("death_unclear", Level.concern),
    "på fredag hoppar jag": ("death_unclear", Level.acute),
    "jag hoppar i helgen": ("death_unclear", Level.acute),
    "jag träffar barnen och tar farväl på lördag": ("farewell", Level.acute),
    "ringer mamma för att säga farväl": ("farewell", Level.acute),
    "pappa öppnar inte sedan två dygn, jag har bankat på": ("third_party", Level.acute),
    "mormor har inte svarat på tre dagar, jag åker dit nu och ringer på": ("third_party", Level.acute),
    "är det för sent för mig att leva nu": ("suicide", Level.concern),
    "morsan tog livet av sig när hon var 60. det är två år kvar för mig": ("death_unclear", Level.concern),
    "farfar gick ut på isen. snart är jag lika gammal": ("death_unclear", Level.concern),
    "hagelbössan har jag sen jakten. den står där": ("death_unclear", Level.concern),
    "det vore lättare för barnen om man inte fanns": ("suicide", Level.concern),
    "nu ska jag sova. hörs inte": ("farewell", Level.concern),
    "hur pratar man med någon som inte vill leva": ("third_party", Level.concern),
    "vad säger jag till en kompis som inte orkar leva längre": ("third_party", Level.concern),
}
LEFT_ALONE = (
    "läsarna vill veta hur hon dör",
    "hur dör man i det där spelet",
    "hur dör man av als, pappa har fått det",
    "jag är 86, jag lever nog inte så länge till",
    "jag har cancer och lever nog inte så länge till",
    "jag bor nog inte här så länge till",
    "är förkyld, i kväll är det jag och tabletterna mot halsont",
    "jag tar mina tabletter varje kväll ur dosetten",
    "jag hoppar fallskärm på lördag",
    "jag hoppar på ett tåg på lördag",
    "vi har uppvisning i dans, jag hoppar på lördag",
    "jag hoppar på lördag, hästen är i form",
    "min son flyttar till Norge, jag ringer honom och säger adjö på söndag",
    "farmor ligger på hospice, jag besöker henne och tar farväl på söndag",
    "ringer mina kollegor och säger adjö på fredag",
    "mamma svarar inte på tre dagar, vi är osams",
    "grannen svarar inte på tre dagar men är i stugan, jag knackar på sen",
    "pappa gick ut i skogen och plockade svamp, han hade fyra år kvar till pension",
    "köttet från jakten ligger i frysen. det ligger där",
    "det vore enklare för alla om man inte var så trött",
    "jag ska sova nu, vi hörs imorgon",
    "grannen och jag ses inte så ofta",
    "är det för sent att leva sunt",
    "vad säger man till någon som sörjer",
    "hur skriver man en karaktär som vill dö i en roman",
)


@pytest.mark.parametrize("text", FOUND)
def test_what_is_said_in_passing_is_found(text: str) -> None:
    risk = assess(text, today=TODAY)
    assert (risk.kind, risk.level) == FOUND[text]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert assess(text, today=TODAY).level is Level.none


def test_who_asks_what_to_say_and_wants_to_die_too_is_heard_for_oneself() -> None:
    risk = assess("vad säger man till någon som vill ta sitt liv? jag vill själv inte leva", today=TODAY)
    assert risk.kind == "suicide" and not risk.about_other
