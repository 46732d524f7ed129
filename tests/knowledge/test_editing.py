"""What an editor changed by hand stays through the next import, can be let go, and can be taken back."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import select

from knowledge.editing import (
    EDITORS,
    NotRestorable,
    kept_fields,
    let_go,
    new_entry_id,
    put_back,
    restore,
    save,
    set_review,
    take_out_by_hand,
    with_hand_edits,
)
from knowledge.entry import Checked, Entry, Owner, Provenance, Where
from knowledge.entry_store import confirm, history, read_entry, take_out, write_entries
from knowledge.fact_types import Traits
from knowledge.models import service_search
from tests.chat.staff_desk import NOW, whole

LATER = NOW + timedelta(days=1)


def feed(connection, *entries):
    """An import, as knowledge/feeds/taking_in.py does it."""
    write_entries(connection, with_hand_edits(connection, entries), by="feed:krokom", now=LATER)


def by_hand(connection, **changes):
    entry = msgspec.structs.replace(read_entry(connection, "krokom:1"), **changes)
    return save(connection, entry, by="Gun", now=NOW)


def test_a_field_that_an_editor_changed_stays_while_the_others_follow_the_feed(connection):
    feed(connection, whole())
    by_hand(connection, plain="Gun skrev om meningen.")
    feed(connection, whole(description="Nytt i källan", plain="Källans mening."))
    after = read_entry(connection, "krokom:1")
    assert (after.plain, after.description) == ("Gun skrev om meningen.", "Nytt i källan")
    assert kept_fields(connection, ["krokom:1"]) == {"krokom:1": frozenset({"plain"})}


def test_one_trait_is_kept_and_the_others_follow_the_feed(connection):
    feed(connection, whole())
    by_hand(connection, traits=Traits(drop_in=False, no_registration=True, no_membership=True))
    feed(connection, whole(traits=Traits(drop_in=True, calm=True)))
    traits = read_entry(connection, "krokom:1").traits
    assert (traits.drop_in, traits.calm, traits.no_membership) == (False, True, None)


def test_what_is_let_go_follows_the_feed_again(connection):
    feed(connection, whole())
    by_hand(connection, plain="Gun skrev om meningen.")
    let_go(connection, "krokom:1", ["plain"], by="Gun", now=NOW)
    feed(connection, whole(plain="Källans mening."))
    assert read_entry(connection, "krokom:1").plain == "Källans mening."


def test_kept_let_go_and_kept_again_in_one_moment_is_kept(connection):
    feed(connection, whole())
    by_hand(connection, plain="Första.")
    let_go(connection, "krokom:1", ["plain"], by="Gun", now=NOW)
    by_hand(connection, plain="Andra.")
    assert "plain" in kept_fields(connection, ["krokom:1"])["krokom:1"]


def test_a_feed_does_not_bring_back_what_an_editor_took_out_or_show_what_is_withheld(connection):
    feed(connection, whole(), whole("2"))
    take_out_by_hand(connection, "krokom:1", by="Gun", now=NOW)
    set_review(connection, "krokom:2", "withheld", by="Gun", now=NOW)
    feed(connection, whole(description="ny"), whole("2", description="ny"))
    assert read_entry(connection, "krokom:1").status == "defunct"
    assert read_entry(connection, "krokom:2").review == "withheld"
    assert connection.execute(select(service_search)).first() is None


def test_what_is_put_back_follows_the_feed_when_the_editor_had_taken_it_out(connection):
    feed(connection, whole())
    take_out_by_hand(connection, "krokom:1", by="Gun", now=NOW)
    put_back(connection, "krokom:1", by="Gun", now=NOW)
    assert read_entry(connection, "krokom:1").status == "active"
    assert kept_fields(connection, ["krokom:1"]) == {}


def test_what_the_feed_had_taken_out_stays_in_when_an_editor_puts_it_back(connection):
    feed(connection, whole())
    take_out(connection, ["krokom:1"], by="feed:krokom", now=NOW)
    put_back(connection, "krokom:1", by="Gun", now=NOW)
    assert kept_fields(connection, ["krokom:1"]) == {"krokom:1": frozenset({"status"})}


def test_the_newest_check_counts_whoever_made_it(connection):
    feed(connection, whole(checked=Checked(on=NOW.date() - timedelta(days=90))))
    confirm(connection, "krokom:1", by="Gun", how="ringt", on=NOW.date(), now=NOW)
    feed(connection, whole(checked=Checked(on=NOW.date() - timedelta(days=30))))
    assert read_entry(connection, "krokom:1").checked == Checked(on=NOW.date(), by="Gun", how="ringt")
    newer = Checked(on=NOW.date() + timedelta(days=1), by="källan")
    feed(connection, whole(checked=newer))
    assert read_entry(connection, "krokom:1").checked == newer


def test_a_meeting_of_the_feed_at_a_place_that_the_editor_took_away_is_at_the_first(connection):
    two = (Where(name="A", municipality="2309"), Where(name="B", municipality="2309"))
    [meeting] = whole().meetings
    at_second = (msgspec.structs.replace(meeting, place=1),)
    feed(connection, whole(places=two, meetings=at_second))
    by_hand(connection, places=two[:1], meetings=())
    let_go(connection, "krokom:1", ["meetings"], by="Gun", now=NOW)
    feed(connection, whole(places=two, meetings=at_second))
    assert [item.place for item in read_entry(connection, "krokom:1").meetings] == [0]


def test_an_editors_own_entry_keeps_nothing_for_there_is_no_feed(connection):
    service_id, ref = new_entry_id()
    entry = Entry(id=service_id, name="Ny", owner=Owner(name="Vi"), provenance=Provenance(source=EDITORS, ref=ref))
    save(connection, entry, by="Gun", now=NOW)
    save(connection, msgspec.structs.replace(entry, name="Nyare"), by="Gun", now=NOW)
    assert kept_fields(connection, [service_id]) == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("plain", None),
        ("price", None),
        ("meetings", ()),
        ("loneliness", ("emotional",)),
        ("own_words", {"social": "Bra."}),
    ],
)
def test_an_earlier_value_is_taken_back_from_the_history(connection, field, value):
    feed(connection, whole())
    by_hand(connection, **{field: value})
    change = next(item for item in history(connection, "krokom:1") if item.field == field and item.action == "update")
    restore(connection, "krokom:1", field, change.before, by="Gun", now=LATER)
    assert read_entry(connection, "krokom:1") == read_back(whole())


def test_a_trait_is_taken_back_too_also_to_unknown(connection):
    feed(connection, whole())
    by_hand(connection, traits=Traits(drop_in=True, no_registration=True, no_membership=True, calm=True))
    restore(connection, "krokom:1", "traits.calm", None, by="Gun", now=LATER)
    assert read_entry(connection, "krokom:1").traits == whole().traits


def test_a_hidden_address_is_not_in_the_history_and_cannot_be_taken_back(connection):
    feed(
        connection,
        whole(places=(Where(name="Hemliga huset", address="Tystgatan 7", municipality="2309", hidden=True),)),
    )
    by_hand(connection, places=())
    change = next(
        item for item in history(connection, "krokom:1") if item.field == "places" and item.action == "update"
    )
    assert "Tystgatan" not in str(change.before)
    with pytest.raises(NotRestorable):
        restore(connection, "krokom:1", "places", change.before, by="Gun", now=LATER)


def read_back(entry):
    return msgspec.json.decode(msgspec.json.encode(entry), type=Entry)
