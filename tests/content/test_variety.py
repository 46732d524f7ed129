"""Wordings of one response differ from each other, and a reflection only reflects."""

import re
from collections import Counter, defaultdict

import pytest

from tests.content import house
from tests.content.reading_ease import WORD

pytestmark = pytest.mark.content

OFTEN = re.compile(
    r"utter_(reflect_|short_lonely|ask_|hold|ack_|offer|after_|continue_prompt|intro_|thanks|greet|rejected_|name_|other_tip)"
)
FEWEST_OF_WHAT_IS_SAID_OFTEN = 5
LABELS = {"cards.yml", "choices.yml"}
OF_ANOTHER_SORT = {
    "other_languages.yml",
    "drafts.yml",
    "easy.yml",
}  # not Swedish, the visitor's own, very short on purpose
LEFT_OUT = LABELS | OF_ANOTHER_SORT
ADVICE = re.compile(
    r"\b(prova|pröva|försök|testa|du kan|kan du|börja med|se till|tänk på att)\b|(^|[.:,] )(hör av dig|ring|våga|du ska)\b",
    re.IGNORECASE,
)
CLAIMS = re.compile(
    r"\b(jag (vet|förstår) (precis|exakt)|jag vet hur|samma sak för mig|så känner alla)\b", re.IGNORECASE
)


def by_key():
    found = defaultdict(list)
    for wording in house.wordings():
        if wording.file not in LEFT_OUT:
            found[wording.key].append(wording.text)
    return found


def opening(text, words):
    return tuple(word.lower() for word in WORD.findall(text)[:words])


def crowded(words, share):
    """Keys of which more than a share of the wordings begin with the same words, with those words."""
    found = {}
    for key, texts in by_key().items():
        (begins, count), *_ = Counter(opening(text, words) for text in texts).most_common(1)
        if count > max(1, share * len(texts)):
            found[key] = " ".join(begins)
    return found


def test_what_is_said_often_has_five_wordings_or_more():
    few = {key: len(texts) for key, texts in by_key().items() if OFTEN.match(key)}
    assert not {key: count for key, count in few.items() if count < FEWEST_OF_WHAT_IS_SAID_OFTEN}


def test_no_more_than_half_of_the_wordings_begin_with_the_same_two_words():
    assert not crowded(2, 1 / 2)


def test_no_more_than_three_in_five_begin_with_the_same_word():
    assert not {key: word for key, word in crowded(1, 3 / 5).items() if key.startswith("utter_reflect_")}


def test_reflections_as_a_whole_do_not_all_begin_alike():
    openings = Counter(opening(w.text, 2) for w in house.wordings() if w.key.startswith("utter_reflect_"))
    assert openings.most_common(1)[0][1] <= 0.2 * openings.total()


def test_reflections_hold_no_advice():
    assert not [str(w) for w in house.wordings() if w.key.startswith("utter_reflect_") and ADVICE.search(w.text)]


def test_nobody_claims_to_know_how_it_feels():
    assert not [str(w) for w in house.wordings() if CLAIMS.search(w.text)]
