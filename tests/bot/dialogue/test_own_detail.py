"""What is told for sure is taken up with its own detail before anything else, and is left out where it is not sure."""

import pytest
import yaml

from bot.dialogue import own_detail
from bot.dialogue.events_told import is_told
from tests.bot.dialogue.talk import Talk, danger
from tests.content.reading_ease import WORD

LONGEST = 20  # words of what is said of one detail


@pytest.mark.parametrize(
    ("text", "event", "parts"),
    [
        ("Min Greta dog i februari. 61 år ihop. Det är tyst i köket.", "bereavement", ("Greta", "61 år ihop")),
        ("Arne och jag var gifta i 52 år. Han gick bort i mars.", "bereavement", ("Arne", "52 år ihop")),
        ("min farsa dog i mars, e 18", "bereavement", ("din pappa", "i mars")),
        ("Det är ett år sedan Lennart dog.", "bereavement", ("Lennart", "för ett år sedan")),
        ("Sedan hustrun dog har ingen sagt mitt förnamn", "bereavement", ("din fru",)),
        ("Kjell Berg och jag var bästisar. Nu är han död.", "bereavement", ("Kjell",)),
        ("Katten dog och det blev tyst", "pet_loss", ("katten",)),
        ("hon stack i våras efter tolv år", "divorce", ("gick isär", "i våras")),
        ("flyttade till Göteborg i januari", "move", ("flyttade till Göteborg", "i januari")),
        ("gick i pension i mars, 41 år på sågen", "retirement", ("41 år på sågen",)),
        ("utan jobb sedan i våras", "unemployment", ("utan jobb sedan i våras",)),
        ("har en bebis på sju veckor", "birth", ("bebisen är sju veckor",)),
        ("sjukskriven sedan i februari", "illness", ("sjukskriven sedan i februari",)),
    ],
)
def test_what_has_happened_is_said_back_with_who_and_when(text, event, parts):
    said = own_detail.of_event(text, event) or ""
    assert all(part.lower() in said.lower() for part in parts), said


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Min kompis mamma dog i mars", "bereavement"),
        ("Min man dog och sedan dog min bror", "bereavement"),
        ("Jag har inte sett sonen på tre veckor", "birth"),
        ("vi bråkar", "divorce"),
        ("", "bereavement"),
    ],
)
def test_what_is_not_sure_is_left_out(text, event):
    assert own_detail.of_event(text, event) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("exfrun fick vännerna, jag fick båten", "båten"),
        ("Ingen ringer. På julfesten satt jag med jackan på.", "julfesten och jackan"),
        ("jag bor ensam med min vattenkokare", "vattenkokaren"),
        ("Jag bor i Boden och ingen ringer", None),
        ("min syster i byn svarar aldrig sonen", "din son"),
        ("trettiofyra och nybliven mamma", None),
    ],
)
def test_the_thing_that_is_named_is_taken_up(text, named):
    said = own_detail.of_thing(text)
    assert (said is None) if named is None else (named.lower() in (said or "").lower()), said


def test_years_of_a_couple_are_said_back_while_it_is_one():
    assert "trettioåtta år" in (own_detail.of_couple("Vi har varit gifta i trettioåtta år") or "").lower()
    assert own_detail.of_couple("Vi var gifta i tio år innan hon stack") is None


def test_what_a_but_takes_back_is_not_said_back():
    assert own_detail.own_clause("Jag har vänner och jobb men jag skulle aldrig berätta det") is None
    assert own_detail.own_clause("han sitter mitt emot mig vid bordet") == "han sitter mitt emot dig vid bordet"


def test_an_image_is_said_back_where_every_word_may_be():
    assert "en möbel" in (own_detail.of_image("känner mig som en möbel") or "")
    assert own_detail.of_image("jag är som en börda") is None


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ("birth", "alla vännerna har fått barn och träffar bara andra med barn"),
        ("move", "ingen att fiska med nu när Lasse har flyttat"),
        ("illness", "När sonen är sjuk igen orkar väninnorna inte höra det"),
        ("illness", "När jag fick beskedet om befordran visste jag inte vem jag skulle ringa"),
        ("divorce", "min kompis är skild nu"),
        ("unemployment", "jag jobbar på ett lager"),
        ("migration", "Till sjöss visste jag min kurs. I land driver jag."),
        ("empty_nest", "Min tvilling flyttade till Australien"),
        ("job_change", "min sambo har fått nytt jobb i Umeå"),
    ],
)
def test_what_has_happened_to_somebody_else_is_not_met_as_the_writers_own(event, text):
    assert not is_told(event, text)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ("birth", "jag är hemma med bebisen hela dagarna"),
        ("move", "flyttade hit i höstas, känner ingen"),
        ("divorce", "hon stack i våras"),
        ("illness", "jag fick cancer i fjol"),
        ("unemployment", "utan jobb sedan i våras"),
        ("empty_nest", "yngsta for till Luleå i augusti"),
        ("job_change", "bytte jobb i höstas"),
    ],
)
def test_what_has_happened_to_the_writer_is(event, text):
    assert is_told(event, text)


def test_a_detail_stands_before_a_sentence_that_would_fit_others_too():
    talk = Talk()
    talk.hear(
        "exfrun fick vännerna, hon fick huset, båten är min och ingen vill åka",
        "tell_feeling",
        kind="social",
        life_events=("divorce",),
    )
    assert "båten" in talk.turns[-1].moves[0].values["before"].lower()


def test_a_loss_is_met_with_the_name_and_nothing_else():
    talk = Talk()
    talk.hear("Min Greta dog i februari. Vi hade 61 år ihop.", "tell_feeling", life_events=("bereavement",))
    assert "Greta" in talk.turns[-1].moves[0].values["instead"]


def test_a_long_first_message_is_never_met_with_a_question_alone():
    talk = Talk()
    talk.hear("före och efter, och allt jag minns hör till före", "tell_feeling", kind="existential")
    assert talk.turns[-1].moves[0].values.get("instead")


def test_a_pet_that_died_is_named_before_its_scene():
    talk = Talk()
    talk.hear("min hund Ludde dog i lördags. jag går fortfarande rundan utan koppel", "tell_feeling", kind="emotional")
    assert "Ludde" in " ".join(value for move in talk.turns[-1].moves for value in move.values.values())


def test_in_danger_no_detail_is_said_back():
    talk = Talk()
    talk.hear("jag sitter i köket med en kopp och orkar inte mer nu", "tell_feeling", kind="social", danger=danger())
    assert all(not {"before", "instead"} & set(move.values) for move in talk.turns[-1].moves)


def test_every_kind_of_detail_has_three_short_wordings_that_begin_in_more_than_one_way():
    lists = yaml.safe_load(own_detail.FILE.read_text(encoding="utf-8"))
    wordings = {name: texts for name, texts in lists.items() if isinstance(texts, list) and name != "turns_of_phrase"}
    assert [name for name, texts in wordings.items() if len(texts) < 3] == []
    assert [name for name, texts in wordings.items() if len({text.split()[0] for text in texts}) < 2] == []
    assert [text for texts in wordings.values() for text in texts if len(WORD.findall(text)) > LONGEST] == []
