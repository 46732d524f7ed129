"""Where an answer was chosen and nothing was written, no crisis reply speaks of what was written."""

import re

import pytest

from safety.answered import as_answered
from safety.circumstances import MOST_WORDS
from safety.crisis import compose, variants
from tests.safety.test_crisis import PHONES, risks

WRITTEN = re.compile(r"\bdu (skrev|skriver|berätta)", re.IGNORECASE)


@pytest.mark.parametrize("stage", ["first", "keep"])
def test_no_reply_to_an_answer_speaks_of_what_was_written(stage):
    for risk in risks():
        for number in range(variants(risk, stage)):
            bubbles = compose(risk, PHONES, stage=stage, variant=number, answered=True).bubbles
            assert not [bubble for bubble in bubbles if WRITTEN.search(bubble)], risk
            assert all(len(bubble.split()) <= MOST_WORDS for bubble in bubbles), risk


def test_the_lines_and_the_question_are_those_of_the_same_reply_to_a_message():
    for risk in risks():
        written, chosen = compose(risk, PHONES), compose(risk, PHONES, answered=True)
        assert (written.line_ids, written.question, written.choices) == (
            chosen.line_ids,
            as_answered(chosen.question),
            chosen.choices,
        )


def test_the_longest_words_are_turned_first():
    text = "Jag är glad att du skrev det till mig. Berätta det du skrev till mig. Bra att du skrev."
    assert as_answered(text) == "Jag är glad att du svarade som det är. Berätta det du svarade här. Bra att du svarade."
