"""A reply is stopped when it lacks what the danger demands or says what nobody has checked."""

from safety.assess import Level, Risk
from safety.guard import Verdict, check

ACUTE = Risk(Level.acute, "suicide", (), False, False, False)
NONE = Risk(Level.none, "", (), False, False, False)
NUMBERS = frozenset({"112", "90101", "020505050"})
LINKS = frozenset({"https://mind.se", "https://www.bris.se/chatt"})


def judge(*texts: str, risk: Risk = NONE, required: tuple[str, ...] = ()) -> Verdict:
    return check(texts, risk, known_numbers=NUMBERS, known_links=LINKS, required_numbers=required)


def test_a_good_reply_passes() -> None:
    assert judge("Ring 112.", "Eller 90101.", risk=ACUTE, required=("112", "90101")) == Verdict(True, ())


def test_an_empty_reply_is_a_failure() -> None:
    assert not judge().ok
    assert not judge("", "  ").ok


def test_a_missing_number_is_named() -> None:
    assert judge("Ring 112.", risk=ACUTE, required=("112", "90101")).problems == ("missing number 90101",)


def test_a_number_counts_however_it_is_spaced() -> None:
    assert judge("Ring 020-50 50 50.", required=("020 505050",)).ok


def test_a_required_number_inside_another_number_does_not_count() -> None:
    assert not judge("Ring 0201121122.", required=("112",)).ok


def test_an_unknown_number_is_stopped() -> None:
    assert not judge("Ring 08-123 456 78.").ok
    assert not judge("Ring 90909.").ok


def test_years_ages_and_prices_are_no_phone_numbers() -> None:
    assert judge("Det kostar 150 kr, är öppet 13-16 och startade 2019. Du är 84 år. Kl. 18.30.").ok


def test_a_date_is_no_phone_number() -> None:
    assert judge("Sammanställt 2026-11-21.").ok


def test_an_unknown_link_is_stopped() -> None:
    assert not judge("Se https://exempel.se/x").ok
    assert not judge("Gå in på exempel.se").ok


def test_a_known_link_passes_with_or_without_scheme() -> None:
    assert judge("Se https://mind.se/ eller bris.se/chatt.").ok
