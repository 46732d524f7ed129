"""The columns of the table that organisers fill in, and what each means, as the template tells them."""

from dataclasses import dataclass

EXAMPLE = "Exempel"  # the ref of the template's own row; it is never taken in


@dataclass(frozen=True)
class Column:
    """`about` says what to write, `example` stands in the example row."""

    name: str
    about: str
    example: str


COLUMNS = (
    Column("ref", "Ert eget nummer eller namn på raden. Samma varje gång ni skickar listan. Måste fyllas i. Flera "
                  "rader med samma ref blir en aktivitet med flera tider eller platser.", EXAMPLE),
    Column("namn", "Vad aktiviteten heter. Måste fyllas i.", "Torsdagsfika på Kvarngården"),
    Column("kort_text", "En enkel mening om vad som händer. Högst 300 tecken.",
           "Vi fikar, pratar och spelar kort. En värd möter dig vid dörren."),
    Column("arrangor", "Den förening, kommun eller församling som ordnar det.", "Exempelföreningen"),
    Column("orgnr", "Arrangörens organisationsnummer, tio siffror. Aldrig ett personnummer.", ""),
    Column("typ", "Vad det är för slag. Till exempel Öppen mötesplats, Språkcafé, Spelkväll, Sorggrupp, Studiecirkel.",
           "Öppen mötesplats"),
    Column("plats_namn", "Vad huset eller lokalen heter. Skriv online om det är på nätet.", "Kvarngården"),
    Column("adress", "Gata och nummer. Skriv dold om adressen inte får visas.", "Kvarngatan 1"),
    Column("postnr", "Fem siffror.", "223 50"),
    Column("ort", "Postort.", "Lund"),
    Column("kommunkod", "Kommunens kod (fyra siffror) eller namn.", "1281"),
    Column("lat", "Latitud, till exempel 55.7047. Kan lämnas tomt.", ""),
    Column("lon", "Longitud, till exempel 13.1910. Kan lämnas tomt.", ""),
    Column("tid", "När det är. Skriv som vanligt: torsdagar 14-16, varannan tisdag kl 18, första onsdagen i månaden "
                  "kl 13, mån-fre 10-16. Eller RRULE, eller öppettider som i OpenStreetMap. Tomt om det är en gång.",
           "torsdagar 14-16"),
    Column("start", "Första gången, till exempel 2026-12-03 14:00 eller 3/12 2026. Behövs när det är en enda gång, och "
                    "när det är varannan eller var tredje vecka.", "2026-09-03"),
    Column("slut", "När det slutar. För en enda gång: 16:00. För det som upprepas: sista dagen.", "2026-12-17"),
    Column("pris", "0 eller gratis om det inte kostar något. Annars summan, till exempel 20 kr. Tomt om ni inte vet.",
           "gratis"),
    Column("telefon", "Ett eller flera telefonnummer dit man får ringa.", "08-465 004 00"),
    Column("epost", "E-postadress.", ""),
    Column("webb", "Webbadress som börjar med https://", ""),
    Column("sprak", "Språk som talas där, med komma emellan.", "svenska, arabiska"),
    Column("alder_fran", "Lägsta ålder. Tomt om alla är välkomna.", ""),
    Column("alder_till", "Högsta ålder. Tomt om det inte finns någon.", ""),
    Column("for_vem", "Vilka det passar, till exempel daglediga, nyanlända, anhöriga. Skriv endast framför om ingen "
                      "annan får komma, till exempel endast studenter.", "daglediga"),
    Column("ensamhetstyp", "Social (saknar sällskap), emotionell (saknar någon nära), existentiell (saknar mening).",
           "social"),
    Column("hinder", "Vad det hjälper mot: pengar, avstånd, funktionsnedsättning, oro, språk, digitalt, barn, sjukdom, "
                     "ingen att gå med.", "pengar, ingen att gå med"),
    Column("drop_in", "Får man bara dyka upp? ja, nej eller vet ej.", "ja"),
    Column("anmalan", "Måste man anmäla sig? ja, nej eller vet ej.", "nej"),
    Column("medlemskap", "Måste man vara medlem? ja, nej eller vet ej.", "nej"),
    Column("forkunskap", "Behöver man kunna något i förväg? ja, nej eller vet ej.", "nej"),
    Column("vard", "Finns det en värd som möter den som är ny? ja, nej eller vet ej.", "ja"),
    Column("tillganglighet", "Till exempel rullstol, hörslinga, teckenspråk, toalett, parkering.",
           "rullstol, hörslinga"),
    Column("senast_kontrollerad", "Dagen då någon såg till att allt på raden stämmer.", "2026-11-20"),
    Column("kontrollerad_av", "Vem som kontrollerade, helst en roll (föreningens sekreterare) och inget personnamn.",
           "föreningens sekreterare"),
    Column("kalla", "Var uppgifterna står, helst en webbadress.", ""),
    Column("licens", "På vilka villkor uppgifterna får spridas, till exempel CC0 1.0.", "CC0 1.0"),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)
NEEDED = ("ref", "namn")
