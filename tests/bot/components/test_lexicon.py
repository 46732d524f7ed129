"""Concepts are found in words and expressions, with what negates them and what they are set against."""

import pytest

from bot.components.lexicon import BrokenLexicon, Lexicon, concept_features, load_lexicon
from safety.normalise import normalise

LEXICON = Lexicon({"FRIEND": ["vän", "vänner", "nära vän"], "CLOSE": ["nära"], "PHONE": ["telefonen"]})


def found(text, lexicon=LEXICON):
    tokens = text.split()
    return [(item.concept, item.negated) for item in lexicon.find(tokens, tokens)]


def test_a_word_stands_for_its_concept():
    assert found("en vän") == [("FRIEND", False)]


def test_the_longest_expression_wins_at_a_word():
    assert found("en nära vän")[0] == ("FRIEND", False)
    assert ("CLOSE", False) not in found("en nära vän")


def test_a_negation_before_a_concept_is_noticed():
    assert found("har inga vänner") == [("FRIEND", True)]


def test_a_negation_far_before_a_concept_does_not_reach_it():
    assert found("inte i dag men kanske en vän") == [("FRIEND", False)]


def test_an_inflected_word_is_found_by_its_lemma():
    assert [item.concept for item in LEXICON.find(["vännen"], ["vän"])] == ["FRIEND"]


def test_what_stands_after_but_is_told_apart_from_what_stands_before():
    tokens = ["har", "vänner", "men", "telefonen", "tiger"]
    features = concept_features(tokens, LEXICON.find(tokens, tokens))
    assert "before_but_FRIEND" in features and "after_but_PHONE" in features


def test_concepts_that_stand_together_are_a_feature():
    tokens = ["inga", "vänner", "och", "här", "ligger", "telefonen"]
    assert "PHONE+not_FRIEND" in concept_features(tokens, LEXICON.find(tokens, tokens))


def test_an_empty_message_holds_no_concept():
    assert found("") == []
    assert concept_features([], []) == []


def test_our_own_lexicon_is_read_whole_and_knows_the_word_itself():
    lexicon = load_lexicon(normalise=normalise)
    assert len({concept for concepts in lexicon.table.values() for concept in concepts}) >= 40
    assert any(concept == "LONELY_WORD" for concept, _ in found("jag är ensam", lexicon))


def test_finer_concepts_count_one_by_one():
    tokens = ["vän", "telefonen"]
    assert concept_features(tokens, LEXICON.find(tokens, tokens), paired=False) == ["FRIEND", "PHONE"]


def test_a_concept_in_two_files_is_refused(tmp_path):
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text("FRIEND: {means: a friend, words: [vän]}")
    with pytest.raises(BrokenLexicon, match=r"b\.yml: FRIEND"):
        load_lexicon(tmp_path)
