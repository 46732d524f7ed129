"""Which municipality people mean when they write of a place."""

import pytest

from knowledge.places import Places, load_places

places = load_places()
ALL = sorted(places.table.municipalities.values(), key=lambda item: item.code)

MEANT = [
    ("bor i Krokom", "Krokom"),
    ("Hej, jag är 72 och bor i Krokom. Min man dog i våras", "Krokom"),
    ("flyttade till lund för plugget, känner ingen", "Lund"),
    ("flyttade från Malmö till Kiruna i somras", "Kiruna"),
    ("har flyttat från stockholm till sala", "Sala"),
    ("vi flyttade hit till Vara från Göteborg", "Vara"),
    ("bor i Lerum men jobbar i Göteborg", "Lerum"),
    ("jobbar i göteborg, bor i kungsbacka", "Kungsbacka"),
    ("pendlar till Stockholm men bor i Enköping", "Enköping"),
    ("jag bor i Håbo och pendlar till Uppsala", "Håbo"),
    ("inte Lund, Malmö", "Malmö"),
    ("nej inte Borås utan Bollebygd", "Bollebygd"),
    ("jag bor inte i Umeå, jag bor i Vännäs", "Vännäs"),
    ("bor inte längre i Falun utan i Rättvik", "Rättvik"),
    ("pluggar i Uppsala", "Uppsala"),
    ("student i linköping", "Linköping"),
    ("läser till lärare vid universitetet i Karlstad", "Karlstad"),
    ("bor en bit utanför Umeå", "Umeå"),
    ("i närheten av Östersund", "Östersund"),
    ("utanför Skellefteå nånstans", "Skellefteå"),
    ("bor i Rosengård", "Malmö"),
    ("jag bor i Majorna", "Göteborg"),
    ("bor i Hammarby sjöstad", "Stockholm"),
    ("Finns det något i Rinkeby?", "Stockholm"),
    ("sitter i en etta i märsta", "Sigtuna"),
    ("bor i åkersberga", "Österåker"),
    ("bor i Bålsta", "Håbo"),
    ("har precis flyttat till götet", "Göteborg"),
    ("ensam i sthlm", "Stockholm"),
    ("finns det nåt i gbg", "Göteborg"),
    ("nåt på hisingen?", "Göteborg"),
    ("bor i ö-vik", "Örnsköldsvik"),
    ("tips i övik", "Örnsköldsvik"),
    ("bor i linkan", "Linköping"),
    ("Krokoms kommun", "Krokom"),
    ("jag bor i Krokoms kommun", "Krokom"),
    ("göteborgs stad", "Göteborg"),
    ("Vara kommun", "Vara"),
    ("jag bor i Vara", "Vara"),
    ("bor i Mark", "Mark"),
    ("Marks kommun", "Mark"),
    ("bor i mora sedan tio år", "Mora"),
    ("här i Sala finns inget", "Sala"),
    ("ensam i kil", "Kil"),
    ("tips i Flen?", "Flen"),
    ("bor i Sälen över vintern", "Malung-Sälen"),
    ("jag bor i malmo", "Malmö"),
    ("bor i ostersund", "Östersund"),
    ("finns det nat i goteborg", "Göteborg"),
    ("bor i vaxjo", "Växjö"),
    ("bor i jonkoping", "Jönköping"),
    ("bor i Stockhom", "Stockholm"),
    ("bor i Sundvsall", "Sundsvall"),
    ("jag bor i eskilstna", "Eskilstuna"),
    ("flyttade till norköping", "Norrköping"),
    ("bor i Kristinastad... nej Kristianstad", "Kristianstad"),
    ("831 40", "Östersund"),
    ("postnummer 22240", "Lund"),
    ("jag bor på 222 40", "Lund"),
    ("bor på Gotland", "Gotland"),
    ("bor i visby", "Gotland"),
    ("bor på lidingö", "Lidingö"),
    ("BOR I KIRUNA", "Kiruna"),
    ("nyinflyttad i Trollhättan", "Trollhättan"),
    ("jag är 45, Borås", "Borås"),
    ("kvinna, 41, Haninge. Gillar hästar", "Haninge"),
    ("kommer från Syrien, bor i Flen nu", "Flen"),
    ("växte upp i Kalmar men bor i Nybro", "Nybro"),
    ("bodde i Uppsala förut, nu i Tierp", "Tierp"),
    ("är född i Boden men lever i Luleå", "Luleå"),
    ("Jag bor i Kiruna och min dotter bor i Malmö", "Kiruna"),
    ("min son bor i Lund men jag är kvar i Gävle", "Gävle"),
    ("barnen bor i Stockholm, själv bor jag i Leksand", "Leksand"),
    ("Min mamma är 84 och bor i Krokom. Jag bor i Stockholm", "Krokom"),
    ("Min pappa i Arvika är ensam, vad finns det?", "Arvika"),
    ("söker nåt åt min granne som bor i Sunne", "Sunne"),
    ("jag heter Eva Lund och bor i Ystad", "Ystad"),
    ("Kjell Berg här, bor i Åre", "Åre"),
    ("bor i Upplands Väsby", "Upplands Väsby"),
    ("jag bor i upplands-bro", "Upplands-Bro"),
    ("bor i Malung", "Malung-Sälen"),
    ("bor i dals ed", "Dals-Ed"),
    ("vi har flyttat hem till mamma i Ljungby", "Ljungby"),
    ("flyttade till dottern i Borås", "Borås"),
    ("bor i Järna i Södertälje", "Södertälje"),
    ("bor i Järna, Dalarna", "Vansbro"),
    ("något i Skövdes närhet", "Skövde"),
    ("letar efter kör i Västerås", "Västerås"),
]
NOT_A_PLACE = [
    "jag vill inte vara ensam",
    "Vara ensam är värst på kvällen",
    "vi var på ett berg i söndags",
    "Jag heter Kjell Berg",
    "Eva Lund ringde mig igår",
    "hälsningar anna berg",
    "sitter i mark och lera",
    "det är kallt på sälen på djurparken",
    "ingen person att prata med",
    "en trogen skara efter mässan",
    "vad ska jag göra",
    "by the way hej",
    "jag har en sal full av minnen",
    "i person är hon snäll",
    "det kostar 150 kr",
    "ring mig på 070-123 45 67",
    "jag är 72 år och har 831 vänner",
    "går i skogen varje dag",
    "bor i kollektiv",
    "bor i en liten villa",
    "flyttade till ny lägenhet",
    "bor i förorten",
    "i somras dog min man",
    "till slut orkade jag inte",
    "jag tar det till mig",
    "svarta tankar och stora problem",
    "Boden i trädgården är trasig",
    "det bor en gubbe i huset",
]
ANSWERS = [
    ("krokom", "Krokom"),
    ("vara", "Vara"),
    ("Berg", "Berg"),
    ("mark", "Mark"),
    ("lund", "Lund"),
    ("i ed", "Dals-Ed"),
    ("habo", "Habo"),
    ("Håbo", "Håbo"),
    ("ange", "Ånge"),
    ("are", "Åre"),
    ("östesund", "Östersund"),
    ("hudiksval", "Hudiksvall"),
    ("jag bor i boden", "Boden"),
    ("utanför Gävle", "Gävle"),
    ("83140", "Östersund"),
    ("Stockholm tror jag", "Stockholm"),
]


@pytest.mark.parametrize(("text", "name"), MEANT)
def test_the_place_where_help_is_wanted_is_found(text: str, name: str) -> None:
    found = places.resolve(text)
    assert found.municipality is not None, found
    assert found.municipality.name == name


@pytest.mark.parametrize("municipality", ALL, ids=lambda item: item.name)
def test_every_municipality_is_found_by_its_name(municipality: object) -> None:
    name = municipality.name  # type: ignore[attr-defined]
    for text in (f"bor i {name}", f"jag bor i {name.lower()} sedan i våras", f"{name}s kommun"):
        assert places.resolve(text).municipality == municipality, text


@pytest.mark.parametrize("text", NOT_A_PLACE)
def test_ordinary_words_and_surnames_are_not_places(text: str) -> None:
    assert places.find(text) == []


@pytest.mark.parametrize(("text", "name"), ANSWERS)
def test_a_short_answer_to_the_question_of_place_is_understood(text: str, name: str) -> None:
    found = places.resolve(text, expecting=True)
    assert found.municipality is not None and found.municipality.name == name


@pytest.mark.parametrize("text", ["nej", "vet inte", "vill inte säga", "spelar ingen roll", "ja"])
def test_a_refusal_is_not_an_unknown_place(text: str) -> None:
    found = places.resolve(text, expecting=True)
    assert found.municipality is None and found.unknown is None


@pytest.mark.parametrize(("text", "name"), [("jag bor i Blåbärsby", "Blåbärsby"), ("bor i Ankeborg nu", "Ankeborg")])
def test_a_place_that_does_not_exist_is_named_back(text: str, name: str) -> None:
    found = places.resolve(text)
    assert found.municipality is None and found.unknown == name


def test_a_made_up_answer_to_the_question_of_place_is_named_back() -> None:
    assert places.resolve("Mordor", expecting=True).unknown == "Mordor"


@pytest.mark.parametrize("text", ["bor i Järna", "bor i Årsta", "jag bor i Haga"])
def test_a_name_that_fits_several_gives_candidates_to_ask_about(text: str) -> None:
    found = places.resolve(text)
    assert found.municipality is None
    assert len(found.candidates) > 1
    assert len({item.name for item in found.candidates}) == len(found.candidates)


@pytest.mark.parametrize(
    ("text", "county"), [("bor i Skåne", "12"), ("nånstans i Jämtland", "23"), ("i dalarna", "20")]
)
def test_a_region_gives_no_municipality_but_its_counties(text: str, county: str) -> None:
    found = places.resolve(text)
    assert found.municipality is None and found.candidates == ()
    assert county in found.county_codes


def test_a_municipality_beats_a_region_beside_it() -> None:
    found = places.resolve("bor i Hjo i Västra Götaland").municipality
    assert found and found.name == "Hjo"


def test_roles_tell_home_from_work_and_what_was_left() -> None:
    roles = {mention.text: mention.role for mention in places.find("flyttade från Malmö till Lund, jobbar i Eslöv")}
    assert roles == {"Malmö": "from", "Lund": "here", "Eslöv": "work"}


def test_positions_point_at_the_name() -> None:
    text = "Jag bor i Upplands Väsby nu"
    (mention,) = places.find(text)
    assert text[mention.start : mention.end] == "Upplands Väsby"


def test_a_long_text_without_places_is_read_quickly_and_without_harm() -> None:
    assert places.find("ensam " * 3000) == []


def test_odd_signs_do_no_harm() -> None:
    for text in ("", "🙂🙂", "\u202e\u200b", "İİİ bor i Lund", "0" * 50, "<b>Lund</b>"):
        places.find(text)
        places.resolve(text, expecting=True)


def test_neighbours_are_given_nearest_first() -> None:
    near = places.neighbours("2309", within_km=60)
    assert near[0][0].name == "Östersund"
    assert [km for _, km in near] == sorted(km for _, km in near)


def test_there_are_290_municipalities_each_with_a_county() -> None:
    assert len(ALL) == 290
    assert all(item.county.endswith("län") for item in ALL)
    assert isinstance(places, Places)
