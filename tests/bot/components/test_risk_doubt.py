"""Where the trained part doubts which danger it is, nobody is left without the line that helps."""

from bot.components.risk_classifier import most_helped, nearly_as_likely


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
