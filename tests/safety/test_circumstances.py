"""The words of a reply fit where somebody stands, what is at hand, who reads the phone, and shame."""

import re
from datetime import date
from itertools import product

import pytest

from safety.assess import Level, Risk, assess
from safety.crisis import compose, required_line_ids, variants
from tests.safety.test_crisis import LEVELS, MEANS, PHONE_QUESTION, PHONES, _lix, risk, risks

AROUND = [
    ("jag står på bron och tänker hoppa", "at_dangerous_place"),
    ("sitter vid järnvägen nu, vill dö", "at_dangerous_place"),
    ("är uppe på taket, jag ska göra det", "at_dangerous_place"),
    ("har tabletterna framme och vill dö", "means_at_hand"),
    ("han slår mig och läser min mobil", "watched"),
    ("min tjej slår mig, känns löjligt att skriva", "ashamed"),
    ("min ex skickar bilder på mig till folk", "pictures"),
]


@pytest.mark.parametrize(("text", "name"), AROUND)
def test_what_is_around_somebody_is_seen(text: str, name: str) -> None:
    assert name in assess(text, today=date(2026, 11, 22)).also


@pytest.mark.parametrize(
    "text", ["vi bor vid järnvägen i Nässjö", "jag tar min medicin varje dag", "jag läser på mobilen"]
)
def test_a_place_or_a_phone_alone_is_no_danger(text: str) -> None:
    assert assess(text, today=date(2026, 11, 22)).level == Level.none


def with_(kind: str, *also: str, stage: str = "first", variant: int = 0, **more: object) -> tuple[str, ...]:
    each = risk(kind, Level.acute, also=also, **more)  # type: ignore[arg-type]
    return compose(each, PHONES, stage=stage, variant=variant).bubbles


def test_who_stands_where_it_is_dangerous_is_told_to_go_from_there_and_never_out_of_a_room() -> None:
    for minor, stage in product((False, True), ("first", "repeat", "yes", "answer")):
        steps = {with_("suicide", "at_dangerous_place", stage=stage, variant=n, minor=minor)[1] for n in range(3)}
        assert all(
            re.search(r"[Gg]å\b|[Bb]ort", step) and re.search(r"folk|ljus|ser|människor|vuxna", step) for step in steps
        )
        assert not any("rummet" in step for step in steps)


def test_what_is_at_hand_is_to_be_laid_away_or_given_to_somebody() -> None:
    assert re.search(r"[Ll]ägg undan|[Ll]ämna", with_("suicide", "means_at_hand")[1])


def test_the_steps_for_a_place_differ_from_stage_to_stage() -> None:
    stages = ("first", "repeat", "yes", "answer")
    assert len({with_("suicide", "at_dangerous_place", stage=stage)[1] for stage in stages}) == len(stages)


def test_who_bleeds_is_told_how_to_stop_it_wherever_it_is() -> None:
    assert with_("self_harm", "at_dangerous_place") == with_("self_harm")


def test_who_has_said_that_the_phone_is_read_hears_what_to_do_and_is_not_asked_about_it() -> None:
    assert "Lämna snabbt" in with_("violence_partner", "watched")[1]
    reply = compose(risk("violence_partner", Level.acute, also=("watched",)), PHONES, stage="yes")
    assert not PHONE_QUESTION.search(reply.question) and reply.choices != ("Ja", "Nej", "Vet inte")


def test_shame_is_met_at_once_and_the_number_comes_with_it() -> None:
    first = with_("violence_partner", "ashamed", victim="man")[0]
    assert "inget löjligt" in first and "män" in first.lower() and "020-80 80 80" in first


def test_with_all_around_it_a_reply_stays_short_plain_and_complete() -> None:
    around = ("at_dangerous_place", "means_at_hand", "watched", "ashamed")
    said = set()
    for each in risks():
        told = Risk(**{**each.__dict__, "also": (*each.also, *around)})
        required = required_line_ids(told)
        for stage, n in product(("first", "repeat", "yes", "no", "stay"), range(3)):
            bubbles = compose(told, PHONES, stage=stage, variant=n).bubbles
            said.add(bubbles)
            assert all(any(PHONES[line] in bubble for bubble in bubbles) for line in required)
    for bubbles in said:  # the same ones for many dangers
        assert len(bubbles) <= 3 and all(len(bubble.split()) <= 40 for bubble in bubbles), bubbles
        assert _lix(" ".join(bubbles)) <= 30 or len(" ".join(bubbles).split()) < 20, bubbles
        assert not any(MEANS.search(bubble) for bubble in bubbles)


def test_who_grows_tired_after_an_overdose_is_to_wake_open_the_door_and_ring() -> None:
    for n in range(variants(risk("overdose", Level.acute), "drowsy")):
        words = " ".join(compose(risk("overdose", Level.acute), PHONES, stage="drowsy", variant=n).bubbles)
        assert "112" in words and "dörr" in words and re.search(r"[Ss]ov inte|vaken|sitt upp|[Öö]gonen öppna", words)


def test_a_child_who_is_hit_hears_that_it_is_not_its_fault_and_that_nobody_may() -> None:
    for level in LEVELS:
        for n in range(3):
            first = compose(risk("child_abuse", level, minor=True), PHONES, variant=n).bubbles[0]
            assert "ditt fel" in first or "inte du som" in first
            assert "ngen får slå dig" in first or "ngen får göra dig illa" in first


@pytest.mark.parametrize("text", ["tog en burk tabletter nyss", "har tagit en hel karta alvedon"])
def test_a_whole_box_that_was_taken_is_an_overdose(text: str) -> None:
    found = assess(text, today=date(2026, 11, 22))
    assert (found.level, found.kind) == (Level.acute, "overdose")
    assert assess("tog en alvedon nyss", today=date(2026, 11, 22)).level == Level.none


def test_a_threat_to_kill_is_no_thought_of_death_of_ones_own() -> None:
    assert "suicide" not in assess("min man säger att han ska döda mig", today=date(2026, 11, 22)).also


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jag är 15 och min ex har skickat nakenbilder på mig till hela klassen", "child_abuse"),
        ("Min ex skickar bilder på mig till folk", "sexual_violence"),
        ("han hotar att lägga ut bilder på mig", "sexual_violence"),
        ("nån har lagt ut en video på mig naken", "sexual_violence"),
    ],
)
def test_whose_pictures_are_spread_is_met_as_that_and_as_the_one_concerned(text: str, kind: str) -> None:
    found = assess(text, today=date(2026, 11, 22))
    assert (found.kind, found.about_other) == (kind, False)
    words = " ".join(compose(found, PHONES).bubbles)
    assert not re.search(r"duscha|kläderna|minnen", words) and ("116 111" in words) == found.minor


@pytest.mark.parametrize("text", ["mamma skickar bilder på mig till släkten", "jag la ut bilder på mig själv på insta"])
def test_pictures_that_nobody_is_hurt_by_are_no_danger(text: str) -> None:
    assert assess(text, today=date(2026, 11, 22)).level == Level.none
