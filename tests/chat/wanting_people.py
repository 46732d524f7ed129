"""Asking for a human, for tests of how it is offered and of what comes after."""

from chat.queue.floor import look
from chat.replies import Handover, Text
from chat.staff.accounts.staff import Role, Staff

KIM = Staff(id="kim", name="Kim Ek", pseudonym="Kim", role=Role.volunteer)
DANGER = "jag ska ta livet av mig ikväll"
YES, WITHOUT, NO = "Ja, det går bra", "Ja, men utan sammanfattning", "Nej, inte nu"
SLOTS = {"loneliness_types": ["emotional"], "municipality": "2309", "age_group": "older", "rejected": ["kor"]}


def says_human(text):
    """A bot that offers a human when it is asked for one."""
    if "människa" in text.lower():
        return (Handover(text="En volontär är här. Går det bra att hen läser?", state="offered"),)
    return (Text(text=f"Du skrev: {text}"),)


def last(answer):
    return answer.json()["replies"][-1]


def states(answer):
    return [reply["state"] for reply in answer.json()["replies"] if reply["kind"] == "handover"]


def rows(reply):
    return {row["heading"]: row["text"] for row in reply["summary"]}


async def ask(visitor, answer=YES):
    await visitor.say("jag vill prata med en människa")
    return await visitor.say(answer)


async def record(queue, visitor):
    async with queue.floor.store.reach() as connection:
        return (await look(connection, visitor.id)).record
