"""docs/openapi.yaml says what the routes do."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from chat.visitors.app import ROUTES

FILE = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
DOCUMENT = yaml.safe_load(FILE.read_text(encoding="utf-8"))
METHODS = {"get", "post", "put", "patch", "delete"}


def documented():
    return {
        (path, method.upper())
        for path, operations in DOCUMENT["paths"].items()
        for method in operations
        if method in METHODS
    }


def routed():
    return {
        (route.path, method)
        for route in ROUTES
        if route.path.startswith("/api/") or route.path == "/health"
        for method in route.methods - {"HEAD"}
    }


def validator(name):
    schema = {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]}
    return jsonschema.Draft202012Validator(schema)


def test_every_route_is_documented_and_nothing_else():
    assert documented() == routed()


def test_every_refusal_of_the_words_file_is_an_error_code(tools):
    from chat.errors import Refusal

    codes = {kind.code for kind in Refusal.__subclasses__()}
    assert codes == set(tools.words.errors)


@pytest.mark.parametrize("down", [False, True])
async def test_answers_have_the_documented_shape(visitor, bot, down):
    bot.down = down
    validator("Begun").validate((await visitor.begin()).json())
    validator("Answer").validate((await visitor.say("hej")).json())
    validator("Answer").validate((await visitor.say("jag vill inte leva längre")).json())
    validator("History").validate((await visitor.read()).json())
    validator("Health").validate((await visitor.web.get("/health")).json())
    validator("Error").validate((await visitor.say("")).json())


async def test_a_hand_over_has_the_documented_shape(visitor, bot, duty):
    bot.down, duty["on"] = True, True
    validator("Answer").validate((await visitor.say("hej")).json())
    answer = (await visitor.say("ja")).json()
    validator("Answer").validate(answer)
    assert answer["owner"] == "waiting"
    known = set(DOCUMENT["components"]["schemas"]["Event"]["properties"])
    events = (await visitor.read()).json()["events"]
    assert {field for event in events for field in event} <= known
