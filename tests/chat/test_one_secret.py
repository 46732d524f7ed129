"""Every process of one Lotsen signs with the same secret; one that has another does not start."""

import asyncio
import threading

import pytest

from chat.errors import SettingsError
from chat.one_secret import agree, refuse_a_second_secret
from chat.settings import read_settings
from chat.store import Store
from chat.tokens import read_secret, secret_of
from tests.chat.test_serve import start


def settings_of(folder, **environ):
    return read_settings({"LOTSEN_DATA": str(folder), **{name: str(value) for name, value in environ.items()}})


@pytest.fixture
def shared(tmp_path):
    """The address of one chat database."""
    return f"sqlite:///{tmp_path / 'chat.db'}"


def test_the_second_start_with_the_same_secret_is_let_through(tmp_path):
    for _ in range(2):
        refuse_a_second_secret(settings_of(tmp_path))


def test_a_gateway_with_a_data_folder_of_its_own_is_refused(tmp_path, shared):
    refuse_a_second_secret(settings_of(tmp_path / "a", LOTSEN_CHAT_URL=shared))
    with pytest.raises(SettingsError, match=r"^LOTSEN_SECRET_FILE: .*another secret"):
        refuse_a_second_secret(settings_of(tmp_path / "b", LOTSEN_CHAT_URL=shared))


def test_a_file_that_all_are_given_makes_them_one(tmp_path, shared):
    file = tmp_path / "secret"
    file.write_bytes(b"x" * 40)
    for folder in ("a", "b"):
        settings = settings_of(tmp_path / folder, LOTSEN_CHAT_URL=shared, LOTSEN_SECRET_FILE=file)
        refuse_a_second_secret(settings)
        assert secret_of(settings) == b"x" * 40


async def test_of_two_that_come_first_at_once_one_is_refused(tmp_path, shared):
    stores = [Store(settings_of(tmp_path, LOTSEN_CHAT_URL=shared).chat_url) for _ in range(2)]
    await stores[0].prepare()
    found = await asyncio.gather(*map(agree, stores, (b"a" * 32, b"b" * 32)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in found) == ["NoneType", "SettingsError"]
    for store in stores:
        await store.close()


@pytest.mark.parametrize(("content", "says"), [(None, "can not be read"), (b"short", "holds less than 32")])
def test_a_secret_file_that_is_missing_or_short_is_refused(tmp_path, content, says):
    file = tmp_path / "secret"
    if content:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match=says):
        settings_of(tmp_path, LOTSEN_SECRET_FILE=file)


def test_those_who_start_at_the_same_moment_read_the_same_secret(tmp_path):
    found = []
    starting = [threading.Thread(target=lambda: found.append(read_secret(tmp_path))) for _ in range(8)]
    for thread in starting:
        thread.start()
    for thread in starting:
        thread.join()
    assert len(set(found)) == 1 and len(found[0]) == 32
    assert [path.name for path in tmp_path.iterdir()] == ["chat.secret"]
    assert (tmp_path / "chat.secret").stat().st_mode & 0o777 == 0o600


def test_the_program_ends_with_one_sentence(tmp_path, shared):
    refuse_a_second_secret(settings_of(tmp_path / "a", LOTSEN_CHAT_URL=shared))
    program = start("chat.visitors", tmp_path / "b", LOTSEN_CHAT_URL=shared)
    _, errors = program.communicate(timeout=20)
    assert program.returncode == 1
    assert errors.startswith("LOTSEN_SECRET_FILE:") and "\n" not in errors.strip()


@pytest.mark.parametrize(
    ("said", "trusted"),
    [("", ("127.0.0.1", "::1")), ("none", ()), ("10.0.0.5, 10.1.0.0/16", ("10.0.0.5/32", "10.1.0.0/16"))],
)
def test_which_proxies_are_believed(said, trusted):
    assert read_settings({"LOTSEN_PROXIES": said}).proxies == trusted


@pytest.mark.parametrize("said", ["*", "proxy", "10.0.0.0/40"])
def test_a_proxy_that_is_no_address_is_refused(said):
    with pytest.raises(SettingsError, match=r"^LOTSEN_PROXIES"):
        read_settings({"LOTSEN_PROXIES": said})


@pytest.mark.parametrize("said", ["http://x", "127.0.0.1:6379"])
def test_an_address_of_redis_that_is_none_is_refused(said):
    with pytest.raises(SettingsError, match=r"^LOTSEN_REDIS_URL"):
        read_settings({"LOTSEN_REDIS_URL": said})
