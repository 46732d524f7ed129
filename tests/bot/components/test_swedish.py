"""Words are brought to their basic form, and compounds to their parts."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.compounds import load_compounds
from bot.components.features import concepts_of
from bot.components.lexicon import Lexicon
from bot.components.swedish import READING, SwedishLanguage
from tests.bot.components.small_pipeline import small_language

LEMMAS = {
    "gå": "går gick gått", "må": "mår mådde mått", "sitta": "sitter satt suttit", "bli": "blir blev blivit", "ligga": "ligger låg legat",
    "stå": "står stod stått", "ta": "tar tog tagit", "dö": "dör dog dött", "skära": "skär skar skurit", "skrika": "skriker skrek skrikit",
    "ljuga": "ljuger ljög ljugit", "springa": "springer sprang sprungit", "dricka": "dricker drack druckit", "försvinna": "försvinner försvann försvunnit",
    "gråta": "gråter grät gråtit", "skjuta": "skjuter sköt skjutit", "svika": "sviker svikit", "svälja": "sväljer svalde svalt", "hänga": "hänger hängde hängt",
    "glömma": "glömmer glömde glömt", "säga": "säger sa sade sagt", "veta": "vet visste vetat", "jobba": "jobbar jobbade jobbat", "lyssna": "lyssnar lyssnade",
    "spela": "spelar spelade", "skratta": "skrattar skrattade", "umgås": "umgicks umgåtts", "skämmas": "skäms skämdes", "köra": "kör körde kört",
    "vän": "vänner vännen vännerna väns", "hand": "handen händerna", "natt": "natten nätter nätterna", "mor": "modern mödrar", "bror": "brodern bröder brors",
    "son": "sonen söner sons", "dotter": "dottern döttrar", "fot": "foten fötter", "tand": "tänder tänderna", "bok": "boken böcker", "människa": "människor människorna",
    "öga": "ögat ögon", "stad": "staden städer stan", "man": "män mannen", "kväll": "kvällar kvällarna", "granne": "grannen grannar", "tanke": "tankar tankarna",
    "bil": "bil bilen bilar", "katt": "katt katten", "sak": "sak saker", "liv": "liv livet", "språk": "språk språket", "namn": "namn namnet", "röst": "röst rösten",
    "gammal": "gamla äldre äldst", "bra": "bättre bäst", "dålig": "dåligt sämre värst", "stor": "stort större störst", "liten": "litet små mindre", "ensam": "ensamt ensamma ensammare",
    "ung": "unga yngre", "ny": "nytt nya", "tung": "tungt tyngre", "nära": "närmare närmast", "någon": "något några någonting", "för": "för", "hos": "hos", "bort": "bort",
}  # fmt: skip
PARTS = {
    "stickcafé": "sticka café", "stickcaféerna": "sticka café", "pensionärsförening": "pensionär förening", "barnvakt": "barn vakt", "självmordstankar": "självmord tanke",
    "julafton": "jul afton", "ensamhetskänslor": "ensamhet känsla", "tjejgäng": "tjej gäng", "anhöriggruppen": "anhörig grupp", "samtalsgrupp": "samtal grupp",
    "sommarjobbskompisar": "sommar jobb kompis", "brädspelskvällar": "brädspel kväll", "kyrkokören": "kyrka kör", "promenadvänner": "promenad vän", "skolsköterskan": "skola sköterska",
    "sorgegrupp": "sorg grupp", "hyresvärden": "hyra värd", "kvinnojouren": "kvinna jour", "pojkrummet": "pojke rum", "dagböcker": "dag bok", "bilskatt": "bil skatt",
}  # fmt: skip
WHOLE = [
    "ensamhet", "människor", "föräldrar", "handla", "samtal", "tidning", "morgon", "blommor", "blomman", "mormorn", "husband", "orkidé", "kalender", "barnslig",
    "personlig", "självvalt", "måste", "restaurang", "klassisk", "hundra", "vintern", "landskap", "vänskap", "bakvänt", "sommarn", "kontoret", "x" * 200, "",
]  # fmt: skip


@pytest.fixture(scope="module")
def swedish():
    lexicons = (Lexicon({"GROUP": ["grupp"], "FRIEND": ["vän"], "WALK_FRIEND": ["promenadvän"]}),)
    return SwedishLanguage(None, None, small_language(), lexicons)


def read(swedish, text):
    message = Message({"text": text})
    swedish.process([message])
    return message.get(READING)


def test_inflected_words_have_the_lemma_of_their_word(swedish):
    wrong = [
        (form, lemma, found)
        for lemma, forms in LEMMAS.items()
        for form in forms.split()
        if (found := read(swedish, f"xx {form}").lemmas[-1]) != lemma
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("mina händer skakar", "hand"),
        ("det händer inget", "hända"),
        ("känner mig låg", "låg"),
        ("jag låg hemma", "ligga"),
        ("han svek mig", "svika"),
    ],
)
def test_a_form_of_two_words_is_read_by_the_word_before(swedish, text, lemma):
    assert lemma in read(swedish, text).lemmas


@pytest.mark.parametrize(("word", "parts"), PARTS.items())
def test_a_compound_is_split_into_its_parts(word, parts):
    assert load_compounds().split(word).parts == tuple(parts.split())


@pytest.mark.parametrize("word", WHOLE)
def test_a_word_that_is_no_compound_stays_whole(word):
    assert load_compounds().split(word) is None


def test_an_unknown_compound_takes_the_basic_form_of_its_last_part(swedish):
    assert read(swedish, "stickcaféerna").lemmas == ("stickcafé",)


def test_the_parts_of_compounds_are_features(swedish):
    features = concepts_of(read(swedish, "gick till anhöriggruppen"))
    assert {"part:anhörig", "part:grupp", "lemma:gå"} <= set(features)


def test_a_concept_is_found_in_what_a_compound_is_a_kind_of(swedish):
    assert "GROUP" in read(swedish, "en sorgegrupp").concepts
    assert "FRIEND" in read(swedish, "en tågvän").concepts


def test_a_compound_that_the_lexicon_knows_itself_is_not_split_for_it(swedish):
    concepts = read(swedish, "två promenadvänner").concepts
    assert "WALK_FRIEND" in concepts and "FRIEND" not in concepts
