"""A visitor's token opens one chat, by every address of the API; a stranger's opens none and changes nothing."""

import pytest

from chat.card import Card
from tests.chat.conftest import ROOT, Visitor
from tests.chat.queueing import ANNA

DOORS = [("GET", ""), ("DELETE", ""), ("POST", "/messages"), ("POST", "/writing"), ("GET", "/events")]


@pytest.fixture
async def other(web):
    other = Visitor(web)
    await other.begin()
    await other.say("mitt eget")
    return other


@pytest.mark.parametrize(("method", "path"), DOORS)
@pytest.mark.parametrize("who", ["bot", "human"])
async def test_the_token_of_one_chat_opens_no_other(visitor, other, queue, tools, method, path, who):
    await visitor.say("det är tomt hemma")
    found = (await tools.store.find(visitor.id, tools.seconds())).conversation
    if who == "human":
        await queue.ask(found, Card(why="wish"), "wish")
        await queue.claim(visitor.id, ANNA)
    before = (await visitor.read()).json()
    for headers in (other.headers, {"authorization": "Bearer "}, {}, {"authorization": f"Bearer {visitor.id}"}):
        body = {"text": "jag är någon annan", "client_id": "x"} if path == "/messages" else None
        answer = await visitor.web.request(method, f"{ROOT}/{visitor.id}{path}", headers=headers, json=body)
        assert answer.status_code == 401 and "tomt" not in answer.text
    assert (await visitor.read()).json() == before


async def test_the_staffs_cookie_opens_no_visitors_chat(visitor):
    visitor.web.cookies.set("personal", "x" * 43)
    assert (await visitor.web.get(f"{ROOT}/{visitor.id}")).status_code == 401


def test_every_door_of_a_chat_is_tried():
    from chat.visitors.app import ROUTES

    prefix = f"{ROOT}/{{id}}"
    ours = {
        (method, route.path.removeprefix(prefix))
        for route in ROUTES
        if route.path.startswith(prefix)
        for method in route.methods - {"HEAD"}
    }
    assert ours == set(DOORS)
