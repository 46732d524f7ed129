"""The words of come-back codes: many enough, kind, far apart, and read as people write them."""

import math
import random
import re
from datetime import date

import pytest
import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.come_back import MOST_MISSES
from knowledge.come_back_code import (
    AROUND,
    HIDDEN,
    LENGTH,
    code_words,
    draw_code,
    find_code,
    fold,
    hide_code,
    is_nearly_code,
)
from knowledge.places import load_places
from lotsen.needs import find_dictionary
from safety.assess import Level, assess, see
from safety.personal_names import load_names
from safety.redact import redact
from tests.content import house

WORDS = code_words()
CODE = ("lykta", "ekorre", "blåklint")
TODAY = date(2026, 11, 22)
HOURS_A_YEAR = 365 * 24


def sample(count, seed=1):
    """Codes that are the same in every run."""
    chance = random.Random(seed)
    return [tuple(chance.sample(WORDS, LENGTH)) for _ in range(count)]


def test_the_words_of_the_examples_are_words_of_the_list():
    assert set(CODE) <= set(WORDS)


def test_there_are_more_than_two_thousand_words_and_each_stands_once_in_order():
    assert len(WORDS) >= 2048
    assert len(set(map(fold, WORDS))) == len(WORDS)


def test_a_code_holds_more_than_33_bits():
    ways = math.perm(len(WORDS), LENGTH)
    assert math.log2(ways) >= 33


def test_somebody_who_guesses_all_year_hardly_ever_meets_a_code():
    """A thousand people have a code, nobody else mistypes, and every wrong code of every hour is the guesser's."""
    hits = MOST_MISSES * HOURS_A_YEAR * 1000 / math.perm(len(WORDS), LENGTH)
    assert hits < 0.05


def test_no_two_words_are_one_slip_apart_with_or_without_dots_and_rings():
    folded = [fold(word) for word in WORDS]
    near = process.cdist(folded, folded, scorer=OSA.distance, score_cutoff=1, workers=2)
    pairs = [(WORDS[a], WORDS[b]) for a, b in zip(*(near <= 1).nonzero(), strict=True) if a < b]
    assert not pairs


def test_words_are_short_and_written_with_swedish_letters():
    assert not [word for word in WORDS if not re.fullmatch("[a-zåäöé]{4,10}", word)]


@pytest.mark.deep
def test_every_word_is_in_the_dictionary():
    at = find_dictionary()
    if at is None:
        pytest.skip("no Swedish dictionary here")
    from spylls.hunspell import Dictionary

    dictionary = Dictionary.from_files(str(at))
    assert not [word for word in WORDS if not dictionary.lookup(word)]


def test_no_word_has_to_do_with_danger():
    assert not [word for word in WORDS if see(word).concepts()]


def test_no_code_sounds_dangerous():
    risky = [code for code in sample(300) if assess(" ".join(code), today=TODAY).level is not Level.none]
    assert not risky


def test_no_word_is_a_place_a_first_name_or_an_interest():
    places = {municipality.name.lower() for municipality in load_places().table.municipalities.values()}
    names = {name.lower() for name in load_names().first_names}
    interests = {
        str(entry["name"])
        for file in (house.FACTS / "vocabulary" / "interests").glob("*.yml")
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    }
    assert not set(WORDS) & (places | names | interests)


def test_what_stands_around_a_code_is_no_word_of_one():
    assert not AROUND & {fold(word) for word in WORDS}


def test_a_drawn_code_has_three_different_words_and_the_next_is_another():
    codes = {draw_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(set(code)) == LENGTH for code in codes)


@pytest.mark.parametrize(
    "text",
    [
        "lykta ekorre blåklint",
        "Lykta, Ekorre, Blåklint",
        "LYKTA EKORRE BLÅKLINT",
        "lykta-ekorre-blåklint",
        "lykta, ekorre och blåklint.",
        "lykta\nekorre\nblåklint",
        "lykta / ekorre / blåklint",
        "”lykta, ekorre, blåklint”",
        "min kod är lykta ekorre blåklint",
        "Hej igen! Min kod är: lykta, ekorre, blåklint",
        "jag fick de tre orden lykta, ekorre, blåklint förra gången",
        "koden lykta ekorre blåklint. jag gick dit och det var jättekul, men sen blev jag sjuk",
        "glöm koden lykta ekorre blåklint",
        "lykta ekorre blaklint",
        "lyckta ekorre blåklint",
        "lykta ekore blåklimt",
        "lytka eokrre blåklnit",
        "lyktan ekorren blåklint",
        "lykta ekorre blå klint",
        "lyktaekorreblåklint",
        "lykta ekorre bla\u030aklint",
        "Lykta  ekorre   blåklint tack",
    ],
)
def test_a_code_is_read_however_it_is_written(text):
    assert find_code(text) == CODE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lykta ekorre",
        "lykta lykta lykta",
        "lykta ekorre blåklint granat gärdsmyg",
        "en lykta och en ekorre bland blåklint i trädgården",
        "jag såg en ekorre",
        "min mamma har blåklint i sitt fönster och jag sitter vid en lykta",
        "lxkxa exorxe bxåkxint",
        "jag mår inte bra",
        "ensam ledsen trött",
        "musik natur böcker",
        "Lund Skåne Sverige",
        "hej hej hej",
        "a b c",
        "1 2 3",
        "🙂 🙂 🙂",
        "min kod är hemlig",
        "vad är koden till porten",
        pytest.param("ord " * 2000, id="a long message"),
    ],
)
def test_a_message_that_is_no_code_is_left_alone(text):
    assert find_code(text) is None
    assert hide_code(text) == text


@pytest.mark.deep
def test_no_message_that_people_write_is_taken_for_a_code():
    messages = [example.text for example in house.examples()] + [text for _, text in house.development_lines()]
    assert not [text for text in messages if find_code(text) or is_nearly_code(text)]


def test_every_code_is_read_plain_folded_and_run_together():
    for code in sample(200):
        assert find_code(", ".join(code)) == code
        assert find_code(fold(" ".join(code)).upper()) == code
        assert find_code("".join(code)) == code


def test_a_slip_is_never_read_as_another_code():
    chance = random.Random(7)
    for code in sample(400, seed=2):
        slipped = [slip(word, chance) for word in code]
        assert find_code(" ".join(slipped)) in (code, None)


def slip(word, chance):
    """One letter wrong, missing, added or swapped with the next."""
    at, letter = chance.randrange(len(word)), chance.choice("abcdefghijklmnoprstuvåäö")
    tail = word[at + 1 :]
    return chance.choice([
        word[:at] + letter + tail, word[:at] + tail, word[:at] + letter + word[at:], word[:at] + tail[:1] + word[at] + tail[1:],
    ])  # fmt: skip


def test_most_slips_are_forgiven():
    chance = random.Random(3)
    codes = sample(300, seed=4)
    read = sum(find_code(" ".join((slip(a, chance), b, c))) == (a, b, c) for a, b, c in codes)
    assert read / len(codes) > 0.9


def test_one_word_that_is_wrong_is_noticed():
    assert is_nearly_code("lykta ekorre stenbumlingen")
    assert not is_nearly_code("lykta ekorre blåklint")
    assert not is_nearly_code("jag såg ekorre")


def test_the_words_are_taken_out_and_the_rest_stays():
    assert hide_code("Min kod är Lykta, ekorre och blåklint.") == f"Min kod är {HIDDEN}."
    assert (
        hide_code("koden: lykta ekorre blaklint, men jag minns inte mer") == f"koden: {HIDDEN}, men jag minns inte mer"
    )


def test_every_wording_that_gives_a_code_can_be_hidden():
    wordings = [wording.text for wording in house.wordings() if wording.key == "utter_come_back_given"]
    assert len(wordings) >= 3
    for wording in wordings:
        hidden = hide_code(wording.format(words=", ".join(CODE)))
        assert hidden == wording.format(words=HIDDEN)


def test_a_code_passes_the_redaction_of_personal_data_whole():
    for code in sample(300, seed=5):
        for text in (", ".join(code), " ".join(word.capitalize() for word in code), f"min kod är {' '.join(code)}"):
            assert find_code(redact(text)) == code
