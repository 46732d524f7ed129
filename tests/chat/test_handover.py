"""Who owns a conversation, and what that means for a message."""

import msgspec
import pytest

from chat.conversation import Author, Conversation, Event, Owner
from chat.errors import IllegalMove
from chat.handover import TABLE, Move, move
from chat.replies import Text


def conversation(owner=Owner.bot):
    return Conversation(id="a", token_hash="b", expires_at=0, owner=owner)


@pytest.mark.parametrize("owner", Owner)
@pytest.mark.parametrize("step", Move)
def test_only_moves_in_the_table_are_possible(owner, step):
    if (owner, step) in TABLE:
        after = move(conversation(owner), step)
        assert (after.owner, after.epoch) == (TABLE[owner, step], 1)
    else:
        with pytest.raises(IllegalMove):
            move(conversation(owner), step)


def test_nothing_leads_out_of_a_closed_conversation():
    assert not any(owner is Owner.closed for owner, _ in TABLE)


async def give_to(tools, visitor, owner):
    before = (await tools.store.find(visitor.id, tools.seconds())).conversation
    after = msgspec.structs.replace(before, owner=owner, epoch=before.epoch + 1)
    await tools.store.save_turn(before, after, ())


async def test_rasa_is_not_called_while_a_human_owns_the_chat(visitor, tools, bot):
    await give_to(tools, visitor, Owner.human)
    answer = await visitor.say("hej du")
    assert answer.json() == {"replies": [], "owner": "human"}
    assert bot.asked == []
    assert (await visitor.read()).json()["events"][-1]["text"] == "hej du"


async def test_one_who_waits_is_told_so_and_rasa_is_not_called(visitor, tools, bot):
    await give_to(tools, visitor, Owner.waiting)
    answer = await visitor.say("är du där?")
    assert [reply["kind"] for reply in answer.json()["replies"]] == ["handover"]
    assert bot.asked == []


async def test_one_who_waits_still_gets_the_crisis_reply(visitor, tools):
    await give_to(tools, visitor, Owner.waiting)
    answer = await visitor.say("jag vill inte leva längre")
    assert "crisis" in [reply["kind"] for reply in answer.json()["replies"]]


async def test_a_closed_chat_says_that_it_is_closed(visitor, tools, bot):
    await give_to(tools, visitor, Owner.closed)
    answer = await visitor.say("hallå")
    assert answer.json()["owner"] == "closed"
    assert answer.json()["replies"][0]["kind"] == "notice"
    assert bot.asked == []


async def test_what_the_bot_says_after_a_claim_is_dropped(visitor, tools, bot):
    """The bot is asked; meanwhile a person takes the chat."""
    before = (await tools.store.find(visitor.id, tools.seconds())).conversation
    await give_to(tools, visitor, Owner.human)
    events = [
        Event(seq=None, author=Author.visitor, client_id="x", reply=Text(text="hej")),
        Event(seq=None, author=Author.bot, client_id="x", reply=Text(text="för sent")),
    ]
    saved = await tools.store.save_turn(before, before, events)
    assert [event.reply.text for event in saved.events] == ["hej"]
    assert saved.conversation.owner is Owner.human
