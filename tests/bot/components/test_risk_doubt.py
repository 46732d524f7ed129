"""Where the trained part doubts which danger it is, nobody is left without the line that helps."""

from types import SimpleNamespace

from rasa.shared.nlu.training_data.message import Message

from bot.components.risk_classifier import NEVER, RiskClassifier, most_helped, nearly_as_likely
from safety.assess import see

EVERYDAY = (
    "vår katt bestämmer allt",
    "skjutit upp tandläkaren i två år",
    "det är så tyst här",
)  # owned, light, neither


def test_a_kind_with_another_line_that_is_nearly_as_likely_is_told_beside():
    assert nearly_as_likely({"suicide": 0.5, "violence_partner": 0.3, "medical": 0.2}, "suicide") == (
        "violence_partner",
    )
    assert nearly_as_likely({"violence_family": 0.4, "child_abuse": 0.35}, "violence_family") == ("child_abuse",)


def test_a_kind_that_the_same_line_helps_with_is_not_told_beside():
    assert nearly_as_likely({"suicide": 0.5, "self_harm": 0.4}, "suicide") == ()
    assert nearly_as_likely({"death_unclear": 0.5, "suicide": 0.4}, "death_unclear") == ()


def test_a_kind_that_is_much_less_likely_is_not_told_beside():
    assert nearly_as_likely({"suicide": 0.8, "violence_partner": 0.1}, "suicide") == ()


def test_an_acute_kind_that_names_112_alone_yields_to_one_that_names_a_line_too():
    shares = {"overdose": 0.5, "suicide": 0.4, "medical": 0.1}
    assert most_helped(shares, acute=True) == "suicide"
    assert most_helped(shares, acute=False) == "overdose"


def test_a_guess_about_words_with_an_everyday_owner_is_let_go_however_sure():
    classifier = SimpleNamespace(config={"calm_intents": [], "sure": 0.85, "danger_threshold": 0.5})
    needed = [RiskClassifier._needed(classifier, Message(), see(text)) for text in EVERYDAY]
    assert needed == [NEVER, 0.85, 0.5]
