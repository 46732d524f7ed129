"""Settings come from the environment, and a wrong one is named."""

from pathlib import Path

import pytest

from chat.errors import SettingsError
from chat.settings import read_settings


def test_without_anything_set_the_ports_are_the_agreed_ones():
    settings = read_settings({})
    assert (settings.visitors_port, settings.staff_port) == (8000, 8001)
    assert settings.rasa_url == "http://127.0.0.1:5005"
    assert settings.host == "127.0.0.1"


def test_the_data_folder_holds_the_database():
    settings = read_settings({"LOTSEN_DATA": "/srv/lotsen"})
    assert settings.data == Path("/srv/lotsen")
    assert settings.chat_url == "sqlite+aiosqlite:////srv/lotsen/chat.db"


def test_postgresql_gets_its_asynchronous_driver():
    settings = read_settings({"LOTSEN_CHAT_URL": "postgresql://u:p@h/db"})
    assert settings.chat_url == "postgresql+asyncpg://u:p@h/db"


def test_ports_move_the_addresses():
    settings = read_settings({"LOTSEN_RASA_PORT": "6005", "LOTSEN_ACTIONS_PORT": "6055"})
    assert (settings.rasa_url, settings.actions_url) == ("http://127.0.0.1:6005", "http://127.0.0.1:6055")


def test_lists_are_set_apart_by_commas():
    settings = read_settings(
        {"LOTSEN_FRAME_ANCESTORS": "https://a.se, https://*.b.se", "LOTSEN_ADDRESS_LIMITS": "none"}
    )
    assert settings.frame_ancestors == ("https://a.se", "https://*.b.se")
    assert settings.address_limits == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOTSEN_VISITORS_PORT", "åtta"),
        ("LOTSEN_VISITORS_PORT", "70000"),
        ("LOTSEN_STAFF_PORT", "80.5"),
        ("LOTSEN_RASA_URL", "localhost:5005"),
        ("LOTSEN_EXIT_URL", "javascript:alert(1)"),
        ("LOTSEN_CHAT_URL", "mysql://x"),
        ("LOTSEN_FRAME_ANCESTORS", "https://a.se; script-src *"),
        ("LOTSEN_CONVERSATION_LIMITS", "mycket"),
        ("LOTSEN_KEEP_MINUTES", "600"),
    ],
)
def test_a_wrong_setting_is_named(name, value):
    with pytest.raises(SettingsError, match=name):
        read_settings({name: value})
