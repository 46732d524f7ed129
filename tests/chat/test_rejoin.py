"""A turn that comes after another gateway's turn in the same conversation."""

import msgspec

from chat.conversation import Author, Conversation, Danger, Event, Owner
from chat.rejoin import gravest, rejoin
from chat.replies import Crisis, Text

BEFORE = Conversation(id="a", token_hash="t", expires_at=100, turns=3)
ACUTE = Danger(level="acute", kind="suicide", replies=1, asked=True)
SAID = Event(seq=None, author=Author.visitor, reply=Text(text="hej"))
ANSWER = Event(seq=None, author=Author.bot, reply=Text(text="svar"))
CRISIS = Event(seq=None, author=Author.bot, reply=Crisis(text="Ring 112", level="acute", lines=()))


def changed(**how):
    return msgspec.structs.replace(BEFORE, **how)


def test_turns_of_both_are_counted():
    after, _ = rejoin(BEFORE, changed(turns=4), changed(turns=4), (SAID,))
    assert after.turns == 5


def test_danger_that_the_other_turn_found_stays():
    after, _ = rejoin(BEFORE, changed(turns=4), changed(danger=ACUTE), (SAID,))
    assert after.danger == ACUTE


def test_danger_that_this_turn_found_is_added():
    concern = Danger(level="concern", kind="eating", minor=True)
    assert gravest(concern, ACUTE).kind == "suicide"
    assert gravest(concern, ACUTE).minor


def test_a_bot_that_was_asked_under_another_owner_is_not_heard():
    after, events = rejoin(BEFORE, changed(turns=4), changed(owner=Owner.human, epoch=1), (SAID, CRISIS))
    assert (after.owner, after.epoch, events) == (Owner.human, 1, [SAID])


def test_a_crisis_reply_is_heard_by_who_waits():
    _, events = rejoin(BEFORE, changed(turns=4), changed(owner=Owner.waiting, epoch=1), (SAID, CRISIS))
    assert events == [SAID, CRISIS]


def test_an_answer_under_the_same_owner_stays():
    assert rejoin(BEFORE, changed(turns=4), changed(turns=4), (SAID, ANSWER))[1] == (SAID, ANSWER)
