"""Scenes are many, each has its words, and its words only take up what was told."""

import re

import pytest

from bot.dialogue.scenes import scenes
from tests.content import house
from tests.content.test_variety import ADVICE

pytestmark = pytest.mark.content
FEWEST = 180


def words():
    return [wording for wording in house.wordings() if wording.key.startswith("utter_scene_")]


def test_there_are_many_scenes_and_each_name_stands_once():
    names = [scene.name for scene in scenes()]
    assert len(names) >= FEWEST and len(names) == len(set(names))


def test_every_scene_has_its_words_and_all_words_their_scene():
    assert {f"utter_scene_{scene.name}" for scene in scenes()} == {wording.key for wording in words()}


def test_a_scene_is_met_in_one_short_sentence_without_a_question_or_advice():
    wrong = [str(w) for w in words() if "?" in w.text or len(w.text.split()) > 18 or len(re.findall(r"\.", w.text)) > 1]
    assert not wrong + [str(w) for w in words() if ADVICE.search(w.text)]


def test_nobody_says_i_know_and_no_scene_speaks_like_a_therapist():
    jargon = re.compile(r"\b(jag (vet|förstår|hör) att|bekräfta\w*|validera\w*|bearbeta\w*|resurs\w*)\b", re.IGNORECASE)
    assert not [str(w) for w in words() if jargon.search(w.text)]
