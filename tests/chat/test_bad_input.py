"""Bad input gets a clear answer of the one error shape, nothing is lost, and the next message works."""

import asyncio

import pytest

from tests.chat.conftest import ROOT


def refusal(answer):
    """The code of an error, which is checked to be of the one shape."""
    content = answer.json()
    assert set(content) == {"error"}
    assert set(content["error"]) == {"code", "message"}
    assert content["error"]["message"].endswith(".")
    return answer.status_code, content["error"]["code"]


async def works(visitor):
    return (await visitor.say("och nu?")).status_code == 200


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x07\x1b", "\u202e"])
async def test_a_message_without_text_is_refused_kindly(visitor, text):
    assert refusal(await visitor.say(text)) == (422, "text_empty")
    assert await works(visitor)


async def test_twenty_thousand_characters_are_refused_with_the_limit(visitor):
    answer = await visitor.say("å" * 20_000)
    assert refusal(answer) == (413, "text_too_long")
    assert "4\N{NO-BREAK SPACE}000" in answer.json()["error"]["message"]
    assert await works(visitor)


async def test_four_thousand_characters_are_answered(visitor):
    assert (await visitor.say("hej " * 1000)).status_code == 200


async def test_danger_in_a_text_that_is_too_long_is_answered(visitor):
    answer = await visitor.say("det är mycket nu " * 300 + "jag vill inte leva längre")
    assert answer.status_code == 200
    assert "crisis" in [reply["kind"] for reply in answer.json()["replies"]]


async def test_a_body_that_is_too_large_is_refused(visitor):
    assert refusal(await visitor.say("a" * 70_000)) == (413, "body_too_large")
    assert await works(visitor)


async def test_a_body_that_hides_its_size_is_refused(visitor):
    async def endless():
        for _ in range(100):
            yield b"a" * 1000

    answer = await visitor.web.post(f"{ROOT}/{visitor.id}/messages", content=endless(), headers=visitor.headers)
    assert refusal(answer) == (413, "body_too_large")


async def test_emoji_alone_are_passed_on(visitor, bot):
    assert (await visitor.say("😢👩‍👩‍👧")).status_code == 200
    assert bot.asked[-1][1] == "😢👩‍👩‍👧"


async def test_control_characters_are_taken_out(visitor, bot):
    await visitor.say("hej\x00 du\x1b\u202e\r\nrad")
    assert bot.asked[-1][1] == "hej du\nrad"


async def test_html_comes_back_as_plain_text(visitor):
    answer = await visitor.say("<script>alert(1)</script>")
    assert answer.json()["replies"][0]["text"] == "Du skrev: <script>alert(1)</script>"
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("body", [b'{"text": "\xff\xfe"}', b'{"text": "a"', b"text=hej", b'{"text": "\\ud800"}'])
async def test_what_cannot_be_read_is_refused(visitor, body):
    answer = await visitor.web.post(f"{ROOT}/{visitor.id}/messages", content=body, headers=visitor.headers)
    assert refusal(answer) == (400, "malformed")
    assert await works(visitor)


@pytest.mark.parametrize("content", [{}, {"text": 7}, {"text": "a", "client_id": ""}, ["text"], {"text": None}])
async def test_a_wrong_shape_is_refused(visitor, content):
    answer = await visitor.web.post(f"{ROOT}/{visitor.id}/messages", json=content, headers=visitor.headers)
    assert refusal(answer) == (422, "invalid")


async def test_a_wrong_token_is_refused(visitor):
    right, visitor.token = visitor.token, "fel.fel"
    assert refusal(await visitor.say("hej")) == (401, "wrong_token")
    assert refusal(await visitor.forget()) == (401, "wrong_token")
    visitor.token = right
    assert await works(visitor)


async def test_a_token_opens_one_conversation_only(visitor, web):
    other = (await web.post(ROOT)).json()
    visitor.id = other["id"]
    assert refusal(await visitor.say("hej")) == (401, "wrong_token")


async def test_no_token_is_refused(visitor):
    answer = await visitor.web.post(f"{ROOT}/{visitor.id}/messages", json={"text": "hej"})
    assert refusal(answer) == (401, "wrong_token")


async def test_an_unknown_conversation_is_not_found(visitor):
    visitor.id = "finns-inte"
    assert refusal(await visitor.say("hej")) == (404, "unknown_conversation")


async def test_an_unknown_address_is_not_found(web):
    assert refusal(await web.get("/api/v1/hemligt")) == (404, "not_found")


async def test_a_wrong_method_is_refused(web):
    assert refusal(await web.put(ROOT)) == (405, "method_not_allowed")


async def test_fifty_messages_in_a_second_are_slowed_down_and_the_talk_goes_on(visitor, clock):
    answers = await asyncio.gather(*(visitor.say(f"rad {number}", f"c{number}") for number in range(50)))
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {200, 429}
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refusal(refused) == (429, "too_many")
    assert refused.headers["retry-after"]
    events = (await visitor.read()).json()["events"]
    assert sum(event["from"] == "visitor" for event in events) == min(statuses.count(200), 19)
    clock.forward(seconds=2)
    assert await works(visitor)
