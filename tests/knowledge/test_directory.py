"""What is suggested to whom: true, different, within reach, and with a human voice."""

from datetime import datetime
from itertools import combinations

import pytest

from knowledge.facts_loader import load_facts
from knowledge.lines import choose_lines
from knowledge.need import Need
from knowledge.offer import Offer, Suggestion
from knowledge.places import load_places
from knowledge.scoring import is_gentle
from knowledge.search import Directory

facts = load_facts()
places = load_places()
directory = Directory(None, facts, places)
ALL = sorted(places.table.municipalities.values(), key=lambda item: item.code)
DAY = datetime(2026, 11, 23, 14, 0)
NIGHT = datetime(2026, 11, 24, 2, 0)
KINDS = ("social", "emotional", "existential")


def code(name: str) -> str:
    return next(item.code for item in ALL if item.name == name)


def ids(offer: Offer) -> set[str]:
    return {item.id for item in offer.suggestions}


def kinds(offer: Offer) -> list[str]:
    return [item.kind for item in offer.suggestions]


def every_way(need: Need, at_least: int) -> list[Suggestion]:
    """All that one gets by asking for more, until nothing new comes."""
    found: list[Suggestion] = []
    while len(found) < at_least:
        shown = need.shown | {item.id for item in found}
        more = directory.suggest(Need(**{**need.__dict__, "shown": frozenset(shown)}), DAY).suggestions
        if not more:
            break
        found += more
    return found


WIDOW = Need(types=("emotional",), municipality=code("Krokom"), age=72, age_group="older", life_events=("bereavement",))
STUDENT = Need(
    types=("social",),
    municipality=code("Lund"),
    age_group="young_adult",
    life_events=("studies", "move"),
    interests=("brädspel", "klättring"),
    barriers=frozenset({"money"}),
)
ILL = Need(types=("existential",), life_events=("illness",))
TEEN = Need(types=("social",), municipality=code("Sala"), age=14, age_group="teen", minor=True)
NEWCOMER = Need(
    types=("social",), municipality=code("Borås"), life_events=("migration",), barriers=frozenset({"language"})
)
AFRAID = Need(types=("social",), municipality=code("Malmö"), barriers=frozenset({"anxiety"}))
NOWHERE = Need(types=("emotional", "social"))
EVERYBODY = [WIDOW, STUDENT, ILL, TEEN, NEWCOMER, AFRAID, NOWHERE, Need(), Need(age=9, minor=True)]


@pytest.mark.parametrize("need", EVERYBODY)
@pytest.mark.parametrize("now", [DAY, NIGHT])
def test_an_offer_holds_three_different_kinds_one_without_travel_and_a_voice(need: Need, now: datetime) -> None:
    offer = directory.suggest(need, now)
    assert len(offer.suggestions) == 3
    assert len(set(kinds(offer))) == 3
    assert any(not item.needs_travel for item in offer.suggestions)
    assert offer.line and (offer.line.phone or "112" in offer.line.what)
    assert offer.line.opening.text
    assert len(offer.lines) == 3 and offer.lines[0] == offer.line
    assert len({item.why for item in offer.suggestions}) == 3


@pytest.mark.parametrize("need", EVERYBODY)
def test_every_suggestion_says_why_what_it_costs_the_first_step_and_when_it_was_checked(need: Need) -> None:
    for item in directory.suggest(need, DAY).suggestions:
        assert item.why and item.what and item.first_step and item.at_the_door and item.where and item.when
        assert item.checked.startswith("Sammanställt 2")
        assert "{" not in item.where + item.why
        assert item.cost


def test_a_widow_of_72_in_krokom_gets_company_in_grief_and_someone_who_comes() -> None:
    offer = directory.suggest(WIDOW, DAY)
    assert "svk-sorggrupp" in ids(offer)
    assert ids(offer) & {"vantjanst-frivillig", "rodakorset-besok", "svk-samtal"}
    assert {item.id for item in every_way(WIDOW, 8)} >= {"seniortraff", "svk-samtal", "vantjanst-frivillig"}
    grief = next(item for item in offer.suggestions if item.id == "svk-sorggrupp")
    assert "mist" in grief.why and "Krokom" in grief.where


def test_by_day_the_widow_is_given_the_line_for_older_people() -> None:
    offer = directory.suggest(WIDOW, DAY)
    assert offer.line and offer.line.id == "aldrelinjen"
    assert offer.line.opening.text == "öppet nu, stänger kl. 19"


def test_by_night_the_widow_is_given_a_line_that_is_open() -> None:
    offer = directory.suggest(WIDOW, NIGHT)
    assert offer.line and offer.line.opening.is_open
    assert offer.line.id == "jourhavande-medmanniska"


def test_a_student_without_money_gets_only_free_things_and_company_over_games() -> None:
    offer = directory.suggest(STUDENT, DAY)
    assert offer.free_only
    assert "bradspel-bibliotek" in ids(offer)
    for item in every_way(STUDENT, 30):
        found = facts.programmes.get(item.id)
        assert not found or (found.shown and found.shown.traits.free is True)
    games = next(item for item in offer.suggestions if item.id == "bradspel-bibliotek")
    assert "brädspel" in games.why and "Lund" in games.where


def test_someone_long_ill_meets_others_with_the_illness_and_existential_talk_but_never_sport() -> None:
    offer = directory.suggest(ILL, DAY)
    assert ids(offer) >= {"patientforening", "svk-samtal"}
    assert not {"korpen", "parkrun", "gafotboll", "friluftsframjandet"} & {item.id for item in every_way(ILL, 30)}
    assert directory.suggest(ILL, NIGHT).line.id == "jourhavande-medmanniska"  # type: ignore[union-attr]


def test_illness_told_as_a_barrier_leads_the_same_way() -> None:
    need = Need(types=("existential", "emotional"), barriers=frozenset({"illness"}), municipality=code("Umeå"))
    assert ids(directory.suggest(need, DAY)) >= {"patientforening", "svk-samtal"}


def test_a_teenager_gets_bris_and_the_youth_centre_and_nothing_for_adults() -> None:
    offer = directory.suggest(TEEN, DAY)
    assert offer.line and offer.line.id == "bris"
    assert "fritidsgard" in ids(offer)
    for line in choose_lines(facts, TEEN, DAY, limit=50):
        assert (facts.lines[line.id].shown.age_min or 0) < 18  # type: ignore[union-attr]
    for item in every_way(TEEN, 30):
        found = facts.programmes.get(item.id)
        assert not found or (found.shown and (found.shown.age_min or 0) < 18)


def test_a_teenager_of_unknown_age_is_not_given_lines_for_adults() -> None:
    need = Need(types=("social",), age_group="teen")
    assert "hjalplinjen" not in {line.id for line in choose_lines(facts, need, DAY, limit=50)}


def test_a_child_of_unknown_age_is_offered_chats_for_the_young_but_nothing_for_adults() -> None:
    minor = Need(types=("social",), minor=True)
    lines = {line.id for line in choose_lines(facts, minor, DAY, limit=50)}
    assert {"bris", "jourhavande-kompis"} <= lines and "hjalplinjen" not in lines
    assert "fritidsgard" in {item.id for item in every_way(minor, 30)}


def test_someone_new_in_sweden_gets_a_language_friend_and_a_language_cafe() -> None:
    assert ids(directory.suggest(NEWCOMER, DAY)) >= {"kompis-sverige", "sprakcafe"}


def test_someone_who_is_afraid_of_people_can_begin_at_home_one_to_one_or_is_met() -> None:
    built_in = {item.id: item for item in directory._built_in}
    offer = directory.suggest(AFRAID, DAY)
    assert all(is_gentle(built_in[item.id]) for item in offer.suggestions)
    assert sum(not item.needs_travel for item in offer.suggestions) >= 2


def test_without_a_place_there_are_national_and_digital_ways() -> None:
    offer = directory.suggest(NOWHERE, DAY)
    assert {item.reach for item in offer.suggestions} == {"national"}
    assert offer.widened is None
    assert all("{" not in item.where for item in offer.suggestions)


def test_a_programme_that_exists_only_in_some_places_is_suggested_only_there() -> None:
    need = Need(types=("social",), age=80, life_events=("bereavement",))
    in_stockholm = Need(**{**need.__dict__, "municipality": code("Stockholm")})
    in_krokom = Need(**{**need.__dict__, "municipality": code("Krokom")})
    assert "aldrekontakt" in {item.id for item in every_way(in_stockholm, 30)}
    assert "aldrekontakt" not in {item.id for item in every_way(in_krokom, 30)}


def test_rejected_and_shown_ones_never_come_back() -> None:
    first = directory.suggest(WIDOW, DAY)
    rejected = frozenset(ids(first))
    again = directory.suggest(Need(**{**WIDOW.__dict__, "rejected": rejected}), DAY)
    assert not ids(again) & rejected
    assert len(again.suggestions) == 3


def test_a_rejected_line_does_not_come_back() -> None:
    need = Need(**{**WIDOW.__dict__, "rejected": frozenset({"aldrelinjen"})})
    assert "aldrelinjen" not in {line.id for line in choose_lines(facts, need, DAY, limit=50)}


def test_a_caregiver_is_sent_to_support_for_caregivers() -> None:
    need = Need(types=("emotional",), age=58, barriers=frozenset({"caregiving"}), municipality=code("Kiruna"))
    offer = directory.suggest(need, DAY)
    assert "anhorigstod" in ids(offer)
    assert offer.line and offer.line.id == "anhoriglinjen"


def test_before_the_kind_of_loneliness_is_told_the_line_that_is_open_comes_before_one_that_is_shut() -> None:
    voice = directory.suggest(Need(), datetime(2026, 11, 22, 10, 0)).line
    assert voice and voice.opening.is_open


def test_a_parent_with_a_small_child_is_sent_to_the_open_preschool() -> None:
    for event in ("birth", "parenthood"):
        need = Need(types=("social",), life_events=(event,), municipality=code("Kiruna"))
        assert "oppen-forskola" in ids(directory.suggest(need, DAY))


def test_an_interest_that_a_study_circle_meets_is_named_in_the_reason() -> None:
    need = Need(types=("social",), interests=("stickning",), municipality=code("Kiruna"), age=40)
    circle = next(item for item in directory.suggest(need, DAY).suggestions if item.id == "studiecirkel")
    assert "stickning" in circle.why


def test_grief_groups_are_not_for_those_who_have_lost_nobody() -> None:
    assert not {"svk-sorggrupp", "spes-traffar"} & {item.id for item in every_way(NOWHERE, 30)}


def test_a_crisis_line_is_not_chosen_for_loneliness_alone() -> None:
    crisis = {"sos-112", "sjalvmordslinjen", "psykakut", "sms112", "113-13", "kvinnofridslinjen"}
    for need in EVERYBODY:
        assert not crisis & {line.id for line in choose_lines(facts, need, NIGHT, limit=50)}


def test_finnish_speakers_get_the_finnish_line_first_and_others_do_not_get_it() -> None:
    evening = datetime(2026, 11, 23, 22, 0)
    finnish = Need(types=("emotional",), language="fi", age=70)
    assert choose_lines(facts, finnish, evening)[0].id == "finska-jouren"
    assert "finska-jouren" not in {line.id for line in choose_lines(facts, WIDOW, evening, limit=50)}


@pytest.mark.parametrize("municipality", ALL, ids=lambda item: item.name)
def test_every_municipality_has_five_true_ways_and_three_lines(municipality: object) -> None:
    for kind in KINDS:
        need = Need(types=(kind,), municipality=municipality.code)  # type: ignore[attr-defined]
        assert len(every_way(need, 5)) >= 5
        assert len(directory.suggest(need, DAY).lines) == 3


@pytest.mark.parametrize("municipality", ALL, ids=lambda item: item.name)
def test_every_municipality_has_three_free_ways(municipality: object) -> None:
    for kind in KINDS:
        need = Need(types=(kind,), municipality=municipality.code, barriers=frozenset({"money"}))  # type: ignore[attr-defined]
        assert len(directory.suggest(need, DAY).suggestions) == 3


def test_no_combination_of_barriers_leaves_anyone_without_an_offer() -> None:
    barriers = ("money", "distance", "disability_access", "anxiety", "language", "digital", "time_children", "illness")
    for pair in combinations(barriers, 2):
        for age in (None, 10, 16, 21, 45, 80):
            offer = directory.suggest(Need(types=("social",), age=age, barriers=frozenset(pair)), DAY)
            assert offer.suggestions and offer.line, (pair, age)


def test_what_is_overdue_is_marked_and_what_is_a_year_old_is_not_suggested() -> None:
    late = directory.suggest(WIDOW, datetime(2027, 7, 1, 14, 0))
    assert all(item.checked.endswith("ska kontrolleras igen") for item in late.suggestions)
    assert directory.suggest(WIDOW, datetime(2028, 1, 10, 14, 0)).suggestions == ()
    assert directory.suggest(WIDOW, datetime(2028, 1, 10, 14, 0)).line is not None


class BrokenEngine:
    """A database that is down."""

    def connect(self) -> None:
        from sqlalchemy.exc import OperationalError

        raise OperationalError("select", {}, Exception("down"))


def test_when_the_database_is_down_the_facts_answer() -> None:
    broken = Directory(BrokenEngine(), facts, places)  # type: ignore[arg-type]
    assert broken.suggest(WIDOW, DAY) == directory.suggest(WIDOW, DAY)


def test_reasons_are_plain_for_the_person_and_for_somebody_else() -> None:
    other = Need(**{**WIDOW.__dict__, "for_other": True, "municipality": None})
    for item in directory.suggest(other, DAY).suggestions:
        assert "där du bor" not in item.where and "din kommun" not in item.where


def test_what_a_person_likes_leads_and_is_named() -> None:
    first = directory.suggest(Need(types=("emotional",), municipality=code("Lund"), interests=("schack",)), DAY)
    assert first.suggestions[0].id == "bradspel-bibliotek" and "schack" in first.suggestions[0].why
    assert first.missing == ()


def test_something_of_its_kind_is_said_to_be_only_that() -> None:
    offer = directory.suggest(Need(municipality=code("Lund"), age=40, interests=("badminton",)), DAY)
    assert offer.missing == ("badminton",) and offer.nearest and "Korpen" in offer.nearest
    assert "Fråga" in next(item.why for item in offer.suggestions if item.id == "korpen")


def test_sewing_leads_to_a_study_circle_and_manga_to_books() -> None:
    assert directory.suggest(Need(interests=("sömnad",)), DAY).suggestions[0].id == "studiecirkel"
    books = directory.suggest(Need(interests=("manga",)), DAY)
    assert ids(books) & {"folkbibliotek", "bokcirkel", "studiecirkel"} and books.missing == ()


def test_what_nothing_is_about_is_named_as_missing_also_when_more_is_asked_for() -> None:
    need = Need(interests=("tåg",))
    assert directory.suggest(need, DAY).missing == ("tåg",)
    board = Need(interests=("brädspel",), shown=frozenset({"bradspel-bibliotek"}))
    assert directory.suggest(board, DAY).missing == ()


@pytest.mark.parametrize("name", ["Krokom", "Lund", "Sundsvall"])
@pytest.mark.parametrize("life_events", [(), ("caregiving",), ("mental_illness",), ("bereavement",)])
def test_who_cannot_ring_is_never_told_to_ring(name: str, life_events: tuple[str, ...]) -> None:
    need = Need(types=("social",), municipality=code(name), age=70, no_phone=True, life_events=life_events)
    steps = every_way(need, 12)
    assert steps and not [item.first_step for item in steps if item.first_step.startswith("Ring")]


def test_who_cannot_ring_gets_lines_to_write_to_without_numbers() -> None:
    lines = choose_lines(facts, Need(types=("existential",), no_phone=True), NIGHT)
    assert lines and all(line.chat_url and not line.phone and "112" not in line.what for line in lines)


@pytest.mark.parametrize(
    ("kind", "gone"),
    [
        ("library", {"folkbibliotek"}),
        ("volunteering", {"volontarbyran"}),
        ("course", {"studiecirkel", "bokcirkel"}),
        ("visit", {"rodakorset-besok", "vantjanst-frivillig"}),
        ("church", {"svk-oppethus", "svk-samtal", "kyrkans-sos", "jourhavande-prast"}),
        ("talk", {"svk-samtal"}),
        ("online", {"jourhavande-prast", "kyrkans-sos", "jourhavande-kompis"}),
    ],
)
def test_a_kind_that_was_turned_down_never_comes(kind: str, gone: set[str]) -> None:
    need = Need(types=("existential", "social"), age=70, rejected=frozenset({f"kind:{kind}"}))
    assert not {item.id for item in every_way(need, 30)} & gone


def test_no_church_means_no_line_of_the_church_either() -> None:
    need = Need(types=("existential",), age=40, rejected=frozenset({"kind:church"}))
    lines = choose_lines(facts, need, DAY, limit=20)
    assert lines and not {line.id for line in lines} & {"kyrkans-sos", "jourhavande-prast", "sjukhuskyrkan"}
    voice = directory.suggest(need, NIGHT).line
    assert voice and voice.id not in {"kyrkans-sos", "jourhavande-prast"}


@pytest.mark.parametrize("age", [None, 45, 76])
def test_a_place_for_small_children_is_for_those_who_have_one(age: int | None) -> None:
    need = Need(types=("social",), age=age, barriers=frozenset({"time_children"}))
    assert "oppen-forskola" not in {item.id for item in every_way(need, 30)}
    parent = Need(types=("social",), age=76, life_events=("birth",))
    assert "oppen-forskola" not in {item.id for item in every_way(parent, 30)}


def test_newcomers_is_for_those_who_are_new_here() -> None:
    here = Need(types=("social",), municipality=code("Stockholm"), interests=("hbtqi-gemenskap",))
    assert "rfsl-newcomers" not in {item.id for item in every_way(here, 30)}
    new = Need(types=("social",), municipality=code("Stockholm"), life_events=("coming_out", "migration"))
    assert "rfsl-newcomers" in {item.id for item in every_way(new, 30)}


def test_to_say_hello_comes_after_all_others() -> None:
    steps = every_way(Need(types=("social",), municipality=code("Lund"), age=40), 30)
    at_home = [item.id for item in steps if not item.needs_travel]
    assert at_home[0] != "sag-hej" and steps[0].id != "sag-hej"


@pytest.mark.parametrize("need", EVERYBODY)
def test_at_most_one_step_of_an_offer_is_kept_by_a_church(need: Need) -> None:
    found = directory.suggest(need, DAY).suggestions
    assert sum("svk" in item.id or "kyrk" in item.name.lower() for item in found) <= 1


def test_someone_who_is_to_be_rung_gets_a_volunteer_first() -> None:
    need = Need(types=("social",), age=84, for_other=True, interests=("telefonkontakt",), municipality=code("Kalmar"))
    assert directory.suggest(need, DAY).suggestions[0].id == "vantjanst-frivillig"


def test_a_carer_is_first_sent_to_the_support_for_carers() -> None:
    need = Need(types=("emotional",), age=76, life_events=("caregiving",), municipality=code("Gävle"))
    assert directory.suggest(need, DAY).suggestions[0].id == "anhorigstod"


def test_what_was_shown_before_is_named_when_it_is_asked_for_again() -> None:
    need = Need(interests=("sömnad",), age=40)
    assert directory.suggest(need, DAY).seen is None
    again = directory.suggest(Need(interests=("sömnad",), age=40, shown=frozenset({"studiecirkel"})), DAY)
    assert again.seen == "Studiecirklar – studieförbunden"


@pytest.mark.parametrize("kind", KINDS)
def test_a_young_person_is_shown_the_place_for_the_young(kind: str) -> None:
    need = Need(types=(kind,), age=15, age_group="teen", minor=True, municipality=code("Borlänge"))
    assert "fritidsgard" in ids(directory.suggest(need, DAY))
