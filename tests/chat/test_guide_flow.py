"""The guide as pure functions: what a form answers, what comes next, and what the answers mean."""

import pytest

from chat.guide.answers import HERE, Answers, Spot
from chat.guide.flow import Form, first_open, is_for_other, next_after, number_of, read_form
from chat.guide.meaning import meaning_of
from chat.guide.seal import MINUTES, Seal
from knowledge.guide_facts import load_guide
from knowledge.places import load_places
from safety.assess import Level
from tests.chat.guiding import PERSONS, answer

GUIDE = load_guide()
NOW = 1_800_000_000
SECRET = b"s" * 32


def read(question, *chosen, town="", code="", county=None):
    return read_form(GUIDE, GUIDE.question(question), Form(chosen, town, code), load_places(), county)


def test_danger_is_asked_first():
    assert first_open(GUIDE, Answers()) == 1
    assert GUIDE.questions[0].id == "danger"


def test_every_question_can_be_answered_with_do_not_know_and_rather_not_say():
    for question in GUIDE.questions:
        assert read(question.id, "unknown").chosen == ("unknown",)
        assert read(question.id, "declined").chosen == ("declined",)


def test_nothing_chosen_is_told_and_a_question_that_may_be_skipped_is_skipped():
    assert read("who").problem == GUIDE.errors.choose
    assert read("hinders").problem == GUIDE.errors.choose_several
    assert not read("likes").problem


def test_an_answer_that_is_not_among_the_options_counts_as_none():
    assert read("who", "admin").problem
    assert read("who", "admin", "me").chosen == ("me",)


def test_no_and_something_more_is_asked_about():
    assert "Nej, inget av det" in read("hinders", "money", "none").problem


def test_danger_counts_although_no_was_marked_too():
    assert read("danger", "life_now", "violence", "none").chosen == ("life_now", "violence")
    assert read("danger", "none", "unknown").chosen == ("none",)


def test_a_place_by_name_village_and_postcode():
    assert read("place", town="Krokom").spot == Spot("2309", "Krokom")
    assert read("place", town="  malmö ").spot.code == "1280"
    assert read("place", town="835 30").spot.code == "2309"


def test_a_name_that_fits_several_is_asked_back_and_the_choice_is_taken():
    unclear = read("place", town="Ås")
    assert unclear.problem == GUIDE.errors.place_which
    assert [town.name for town in unclear.towns] == ["Nora", "Krokom"]
    assert read("place", town="Ås", code="2309").spot == Spot("2309", "Krokom")


def test_of_several_the_one_in_the_region_of_the_page_is_meant():
    assert read("place", town="Ås", county="23").spot == Spot("2309", "Krokom")


def test_a_whole_region_is_asked_back_with_its_municipalities():
    assert len(read("place", town="Jämtland").towns) == 8


def test_an_unknown_place_an_empty_and_an_endless_one_are_told():
    assert read("place", town="Xyzzyköping").problem == GUIDE.errors.place_unknown
    assert read("place").problem == GUIDE.errors.place_empty
    assert read("place", town="å" * 20_000).problem == GUIDE.errors.place_long
    assert read("place", town="<script>alert(1)</script>").problem


def test_a_municipality_can_be_chosen_from_the_list():
    assert read("place", code="2309").spot == Spot("2309", "Krokom")
    assert read("place", code="9999").problem == GUIDE.errors.place_empty


def test_forward_is_one_question_at_a_time_and_a_change_leads_back_to_the_check():
    whole = PERSONS["widow"]
    assert next_after(GUIDE, whole, 3, to_check=False) == 4
    assert next_after(GUIDE, whole, 3, to_check=True) is None
    assert next_after(GUIDE, whole, len(GUIDE.questions), to_check=False) is None
    gap = Answers(given={name: value for name, value in whole.given.items() if name != "age"}, spot=whole.spot)
    assert next_after(GUIDE, gap, len(GUIDE.questions), to_check=False) == number_of(GUIDE, "age")


def test_the_kinds_are_told_apart_by_the_three_questions():
    assert meaning_of(GUIDE, answer(company="hardly", close="someone", meaning="never")).kinds == ("social",)
    assert meaning_of(GUIDE, answer(company="enough", close="nobody", meaning="never")).kinds == ("emotional",)
    assert meaning_of(GUIDE, answer(company="enough", close="someone", meaning="often")).kinds == ("existential",)
    assert meaning_of(GUIDE, answer(company="some", close="nobody")).kinds == ("emotional", "social")
    assert meaning_of(GUIDE, answer()).kinds == ()


def test_the_result_names_the_answers_that_it_rests_on():
    assert meaning_of(GUIDE, answer(company="hardly", who="me")).said == (
        ("social", "du nästan aldrig har någon att göra saker med"),
    )
    assert "personen" in meaning_of(GUIDE, answer(company="hardly", who="friend")).said[0][1]


def test_the_age_of_somebody_else_does_not_make_the_writer_a_child():
    own, pupil = meaning_of(GUIDE, PERSONS["teenager"]).need, meaning_of(GUIDE, PERSONS["for a pupil"]).need
    assert own.minor and own.is_young()
    assert not pupil.minor and pupil.is_young()
    assert is_for_other(GUIDE, PERSONS["for a pupil"])


def test_one_of_eighteen_is_no_child():
    assert not meaning_of(GUIDE, PERSONS["just of age"]).need.is_young()


@pytest.mark.parametrize(
    ("told", "level", "kind"),
    [
        ("life_thoughts", Level.concern, "suicide"),
        ("life_thoughts life_now", Level.acute, "suicide"),
        ("life_now taken", Level.acute, "overdose"),
        ("self_harm violence", Level.acute, "violence_family"),
        ("other", Level.acute, "third_party"),
        ("none", Level.none, ""),
        ("unknown", Level.none, ""),
    ],
)
def test_the_gravest_danger_leads(told, level, kind):
    risk = meaning_of(GUIDE, answer(danger=told)).risk
    assert (risk.level, risk.kind) == (level, kind)


def test_what_else_is_dangerous_is_kept_beside():
    assert meaning_of(GUIDE, answer(danger="life_now violence")).risk.also == ("violence_family",)


def test_the_lines_of_a_child_follow_when_the_age_is_told():
    assert meaning_of(GUIDE, answer(danger="life_now", age="teen", who="me")).risk.minor


def test_a_new_answer_about_danger_is_met_anew_and_the_same_one_is_not():
    read_once = Answers(help_read=True).with_answer("danger", ("violence",))
    assert not read_once.help_read
    left = Answers(given={"danger": ("violence",)}, help_read=True)
    assert left.with_answer("danger", ("violence",)).help_read


def test_what_was_turned_down_stays_so_when_answers_change():
    answers = PERSONS["widow"].with_shown(("a", "b")).without("a", "money").with_answer("age", ("adult",))
    assert answers.rejected == ("a",) and answers.in_the_way == ("money",) and answers.before == ()


def test_the_seal_opens_for_an_hour_and_not_longer():
    seal = Seal(SECRET)
    text = seal.close(PERSONS["many things"], NOW)
    opened = seal.open(text, NOW + 60)
    assert opened is not None and opened.given == PERSONS["many things"].given
    assert seal.open(text, NOW + 60 * MINUTES) is None


@pytest.mark.parametrize("text", ["", ".", "a.b", "å.ä", "x" * 20_000, "eJw.\ud800"])
def test_what_is_not_sealed_by_us_is_nothing(text):
    assert Seal(SECRET).open(text, NOW) is None


def test_a_changed_seal_and_one_of_another_house_are_nothing():
    text = Seal(SECRET).close(PERSONS["widow"], NOW)
    assert Seal(SECRET).open(text.replace("e", "f", 1), NOW) is None
    assert Seal(b"o" * 32).open(text, NOW) is None


def test_the_fullest_form_fits_in_a_cookie():
    everything = answer(
        "Brunflo",
        **{q.id: " ".join(o.id for o in q.options if not o.alone) for q in GUIDE.questions if q.id not in ("place",)},
    )
    for number in range(60):
        everything = everything.with_shown((f"6f1c1a52-6f4e-5f0c-9a3e-4c6f74736{number:03}",))
        everything = everything.without(f"7f1c1a52-6f4e-5f0c-9a3e-4c6f74736{number:03}", "money")
    assert len(Seal(SECRET).close(everything, NOW)) < 3_500
    assert everything.of("place") == (HERE,)
