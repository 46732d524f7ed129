"""The table of who may use what is held against the routes that there are; a gap stops the start."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from chat.staff.accounts.doors import Doors, Rule
from chat.staff.accounts.errors import NoRule


def test_a_route_without_a_rule_stops_the_start():
    with pytest.raises(NoRule, match="GET /nytt"):
        Doors([Route("/nytt", lambda _request: None)], {})


def test_a_rule_without_a_route_stops_the_start():
    with pytest.raises(NoRule, match="GET /borta"):
        Doors([Route("/", lambda _request: None)], {"GET /": Rule(), "GET /borta": Rule()})


def test_a_rule_for_reading_is_none_for_writing():
    with pytest.raises(NoRule, match="POST /"):
        Doors([Route("/", lambda _request: None, methods=["GET", "POST"])], {"GET /": Rule()})


def test_a_mounted_app_that_cannot_be_looked_into_stops_the_start():
    with pytest.raises(NoRule):
        Doors([Mount("/x", app=Starlette(routes=[Mount("/y", app=PlainTextResponse("hej"))]))], {})
