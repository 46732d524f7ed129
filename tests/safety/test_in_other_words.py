"""Danger in other words than its own is found, with the line that helps; other things in the same words are not."""

from datetime import date

import pytest

from safety.assess import Level, assess
from safety.crisis import required_line_ids

TODAY = date(2026, 11, 23)
FOUND = {
    "Tåget kommer 22.15 och jag ställer mig på spåret": ("suicide", Level.acute),
    "vilken åder ska jag skära i": ("suicide", Level.acute),
    "dör man av lacknafta om jag dricker hela dunken": ("suicide", Level.acute),
    "burken är tom, ska jag ringa eller går det över": ("overdose", Level.acute),
    "farmor har slutat ta hjärtmedicinen för att få somna in": ("third_party", Level.acute),
    "hellre vore jag sten än det här": ("suicide", Level.concern),
    "det borde ha varit bättre om det var jag som dog": ("suicide", Level.concern),
    "jag ber gud ta mig hem varje kväll": ("suicide", Level.concern),
    "jag står vid vägs ände nu": ("death_unclear", Level.concern),
    "rakbladet är min enda vän": ("self_harm", Level.concern),
    "jag skar för djupt": ("self_harm", Level.acute),
    "det är enklast så, då är det lugnt hemma, därför träffar jag inga": ("coercive_control", Level.concern),
    "får panik om jag äter något som inte är räknat": ("eating_disorder", Level.concern),
    "min alkohol gömmer jag undan för barnen": ("substance", Level.concern),
    "någon ställer om möblerna när jag sover": ("psychosis", Level.concern),
    "högra sidan domnade nyss": ("medical", Level.acute),
    "på helgerna är det värst, då han slår hårdast": ("violence_partner", Level.acute),
    "ungarna är ensamma med dem och alla är höga": ("child_abuse", Level.acute),
    "grannens treåring står ute på balkongen i pyjamas, över en timme nu": ("child_abuse", Level.acute),
    "plastpappa kommer in till mig på natten": ("child_abuse", Level.acute),
    "Det var tränaren. Jag var elva. Jag har aldrig berättat för någon": ("sexual_violence", Level.concern),
    "internatet, sovsalen, fyra av dem. minns händerna fortfarande": ("sexual_violence", Level.concern),
    "Jag har vuxit upp med stryk hemma och har bara minnen av rädsla": ("violence_family", Level.concern),
    "min son säger att livet är meningslöst": ("third_party", Level.concern),
    "there is a chip in my arm": ("psychosis", Level.concern),
    "ten months sober, then I relapsed yesterday": ("substance", Level.concern),
    "sitter i bilen i garagte med motorn igånng och porten stänngd": ("suicide", Level.acute),
    "vi somnar nog snart, har tänt grillen inne i tältet och stängt": ("suicide", Level.acute),
    "åttonde våningen, balkongdörren öppen, ingen vet": ("suicide", Level.acute),
    "klarar inte att åka till jobbet utan att ta något": ("substance", Level.concern),
    "grannarna vet det jag bara tänkt": ("psychosis", Level.concern),
    "min syster har börjat ge bort sina smycken": ("third_party", Level.concern),
    "familjens heder säger pappa, mina bröder vet om oss nu": ("violence_family", Level.acute),
}
LEFT_ALONE = (
    "tåget går 16.40 och jag ställer mig i kön till fiket",
    "asken är tom, hämtar ut ny på apoteket i morgon",
    "jag står vid vägs ände, bokstavligt, bussen vänder här",
    "fick kniven i ryggen av min bästa vän",
    "det var morfar, jag var åtta och han lärde mig fiska",
    "vi var sju på lägret och två av dem blev mina vänner",
    "hög musik och barnen dansar ensamma",
    "barnen leker ute på gården i pyjamas",
    "checka ut från hotellet före tolv",
    "plastpappa kommer in till mig och säger godnatt",
)


@pytest.mark.parametrize("text", FOUND)
def test_danger_in_other_words_is_found(text: str) -> None:
    risk = assess(text, today=TODAY)
    assert (risk.kind, risk.level) == FOUND[text]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_other_things_in_the_same_words_are_left_alone(text: str) -> None:
    assert assess(text, today=TODAY).level is Level.none


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Tror att min väninna blir slagen hemma", "kvinnofridslinjen"),
        ("Min syster gråter, hennes man bestämmer allt", "kvinnofridslinjen"),
        ("min bror blir slagen av sin fru", "stodlinjen-man"),
        ("min bästis skär sig, vi är 13", "bris"),
        ("hejdå 8a, förlåt för allt, leta inte efter mig", "bris"),
        ("15. rispar mig igen", "bris"),
        ("Jag är mentor för en elev i åttan som ritar gravar", "sjalvmordslinjen"),
    ],
)
def test_the_line_fits_the_one_who_is_harmed(text: str, line: str) -> None:
    assert line in required_line_ids(assess(text, today=TODAY))


def test_a_date_at_the_start_is_no_age() -> None:
    assert not assess("14. december vill jag inte leva längre", today=TODAY).minor
