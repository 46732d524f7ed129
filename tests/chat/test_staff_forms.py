"""The form of an activity: what goes in comes out, and what nobody touched stays as it was."""

from datetime import datetime

import msgspec
import pytest

from chat.staff.directory.desk import Form
from chat.staff.directory.entry_form import read_fields, to_fields
from chat.staff.directory.form_hours import to_hours, to_values
from chat.staff.directory.words import field_label, labels, traits
from knowledge.database import make_engine
from knowledge.editing import FIELDS
from knowledge.entry import Meeting, Phone, Price, Where
from knowledge.fact_types import Traits
from knowledge.feeds.drafting import Drafting
from tests.chat.staff_desk import make_desk, whole

pytestmark = pytest.mark.deep

FULL = whole(
    "full",
    description="En rad.\n\nOch en till.",
    age_min=18,
    age_max=99,
    only_for=("bereavement",),
    loneliness=("emotional", "social"),
    barriers=("money", "anxiety"),
    life_events=("bereavement",),
    access=("wheelchair", "toilet"),
    area=("2309", "23", "SE"),
    opening_hours="Mo-Fr 10:00-16:00; Sa 11:00-14:00",
    phones=(Phone(number="0640-161 00", note="dagtid"), Phone(number="08-702 16 80")),
    link="https://www.svenskakyrkan.se/krokom",
    email="fika@svenskakyrkan.se",
    languages=("sv", "ar", "no"),
    own_words={"first_step": "Ring Gun.", "social": "Där sitter ingen själv."},
    traits=Traits(drop_in=True, free=False, calm=True, no_membership=True),
    price=Price(amount=20.5, text="20 kronor och 50 öre för fikat"),
    places=(
        Where(name="Hemmet", address="Storgatan 1", postal_code="835 31", city="Krokom", municipality="2309",
              lat=63.32691, lon=14.45032, accessibility="Hiss finns."),
        Where(address="Tystgatan 7", municipality="2309", hidden=True),
        Where(name="Videosamtal", virtual=True),
    ),
    meetings=(
        Meeting(starts=datetime(2026, 11, 25, 14), ends=datetime(2026, 11, 25, 16), rrule="FREQ=WEEKLY;BYDAY=WE",
                exdates=(datetime(2026, 12, 23, 14),), extra=(datetime(2026, 12, 22, 14),), note="Ta med en kopp"),
        Meeting(starts=datetime(2026, 12, 3, 18, 30), rrule="FREQ=MONTHLY;BYDAY=1TH", place=1),
        Meeting(starts=datetime(2026, 11, 27, 9), rrule="FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270630T235959"),
        Meeting(starts=datetime(2026, 11, 26, 9), rrule="FREQ=WEEKLY;BYDAY=TH;INTERVAL=2", cancelled=True),
        Meeting(starts=datetime(2026, 12, 5, 22), ends=datetime(2026, 12, 6, 1)),
    ),
)  # fmt: skip
ODD = whole(
    "odd",
    meetings=(
        Meeting(starts=datetime(2026, 11, 2, 10), rrule="FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        Meeting(starts=datetime(2026, 11, 2, 10), rrule="FREQ=WEEKLY"),
        Meeting(starts=datetime(2026, 11, 2, 10, 0, 30), ends=datetime(2026, 11, 4, 9), rrule="FREQ=YEARLY"),
    ),
    opening_hours="Mo-Fr 10:00-16:00; PH off",
    own_words={"bereavement": "För den som sörjer."},
    other_ids={"hsds": "abc"},
    loneliness=("något annat",),
    plain="  mellanslag  ",
    name="Namn som är långt " * 20,
)


@pytest.fixture
def desk(clock):
    return make_desk(make_engine("sqlite://"), clock)


def form_of(entry, desk, **changes):
    fields = to_fields(entry, desk)
    return Form({name: values for name, values in (fields | changes).items() if values})


@pytest.mark.parametrize("entry", [whole(), FULL, ODD], ids=["whole", "full", "odd"])
def test_a_form_that_nobody_touched_gives_the_same_entry(desk, entry):
    read = read_fields(form_of(entry, desk), desk, entry)
    assert read.errors == {}
    assert read.entry == entry


def test_everything_in_the_form_can_be_read_anew(desk):
    read = read_fields(form_of(FULL, desk), desk, None)
    assert read.errors == {}
    same = msgspec.structs.replace(
        read.entry, id=FULL.id, provenance=FULL.provenance, review="approved", checked=FULL.checked,
        opening_hours=FULL.opening_hours,
    )  # fmt: skip
    assert same == FULL
    assert read.entry.opening_hours.startswith("Mo 10:00-16:00; Tu 10:00-16:00")


def test_what_stands_beside_a_touched_field_stays_as_it_was(desk):
    read = read_fields(form_of(ODD, desk, name=["Kort namn"], plain=["Ny mening."]), desk, ODD)
    assert read.entry == msgspec.structs.replace(ODD, name="Kort namn", plain="Ny mening.")


def test_of_several_meetings_only_the_touched_one_changes(desk):
    changed = form_of(ODD, desk, name=["Kort"], **{"meeting-1-start": ["11:00"]})
    meetings = read_fields(changed, desk, ODD).entry.meetings
    assert (meetings[0], meetings[2]) == (ODD.meetings[0], ODD.meetings[2])
    assert meetings[1] == Meeting(starts=datetime(2026, 11, 2, 11), rrule="FREQ=WEEKLY;BYDAY=MO")


@pytest.mark.parametrize(
    ("row", "starts", "rule"),
    [
        ({"often": "weekly", "day": "TH", "start": "14:00"}, datetime(2026, 11, 26, 14), "FREQ=WEEKLY;BYDAY=TH"),
        ({"often": "biweekly", "day": "MO", "start": "9", "date": "2026-12-01"}, datetime(2026, 12, 7, 9),
         "FREQ=WEEKLY;BYDAY=MO;INTERVAL=2"),
        ({"often": "month1", "day": "WE", "start": "18.30"}, datetime(2026, 12, 2, 18, 30), "FREQ=MONTHLY;BYDAY=1WE"),
        ({"often": "month-1", "day": "FR", "start": "10:00"}, datetime(2026, 11, 27, 10), "FREQ=MONTHLY;BYDAY=-1FR"),
        ({"often": "once", "date": "2026-12-24", "start": "15:00"}, datetime(2026, 12, 24, 15), None),
        ({"often": "weekly", "day": "TU", "start": "10:00", "until": "2027-05-25"}, datetime(2026, 11, 24, 10),
         "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270525T235959"),
    ],
)  # fmt: skip
def test_a_meeting_is_told_by_weekday_time_and_how_often(desk, row, starts, rule):
    fields = {f"meeting-0-{name}": [value] for name, value in row.items()}
    [meeting] = read_fields(Form({"name": ["A"], "owner-name": ["B"], **fields}), desk, None).entry.meetings
    assert (meeting.starts, meeting.rrule) == (starts, rule)


def test_a_meeting_that_ends_after_midnight_ends_the_next_day(desk):
    fields = {"name": ["A"], "owner-name": ["B"], "meeting-0-often": ["once"], "meeting-0-date": ["2026-12-31"],
              "meeting-0-start": ["22:00"], "meeting-0-end": ["01:00"]}  # fmt: skip
    [meeting] = read_fields(Form(fields), desk, None).entry.meetings
    assert meeting.ends == datetime(2027, 1, 1, 1)


@pytest.mark.parametrize(
    ("hours", "kept"),
    [("Mo-We 10:00-12:00,13:00-16:00", True), ("24/7", True), ("Mo 10:00-16:00; PH off", True), ("", False)],
)
def test_opening_hours_are_told_day_by_day_or_stay_as_they_are(desk, hours, kept):
    draft = Drafting("formuläret", None)
    values = to_values(hours)
    if "hours-raw" in values:
        assert values["hours-raw"] == hours
    else:
        again = to_hours(values, draft)
        assert bool(again) is kept
        assert to_values(again) == values


def test_every_field_of_an_entry_has_a_name_that_editors_know():
    assert [name for name in FIELDS if field_label(name) == name] == []


def test_every_word_of_the_vocabulary_has_a_label(desk):
    assert {word.name for word in desk.facts.barriers} == set(labels("barriers"))
    assert {word.name for word in desk.facts.life_events} == set(labels("life_events"))
    assert set(Traits.__struct_fields__) == set(traits())
