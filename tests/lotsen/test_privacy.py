"""The privacy check finds what it must find, and says so."""

import sqlite3

import pytest

from lotsen.privacy import Planted, Row, WrongPlace, check, check_privacy, places


class Chat:
    """A server that keeps what it is told in a file, and may forget to forget."""

    folder = None
    forgets = True
    keeps = "chat.db"
    logs = ""

    def __init__(self, server, headers):
        self._headers = headers

    def say(self, text):
        word = next(each for each in text.split() if each.startswith("kvist"))
        (self.folder / self.keeps).write_text(word)
        with (self.folder / "visitors.log").open("a") as log:
            log.write(self.logs.format(text=text, **self._headers))

    def forget(self):
        if self.forgets:
            (self.folder / self.keeps).write_text("")


@pytest.fixture
def chat(tmp_path, monkeypatch):
    fake = type("FakeChat", (Chat,), {"folder": tmp_path})
    monkeypatch.setattr("lotsen.privacy.Conversation", fake)
    monkeypatch.setattr("lotsen.privacy.PATIENCE_SECONDS", 0)
    return fake


def broken(folder):
    return [row.promise for row in check("http://test", folder, {}) if row.found_in]


def test_a_server_that_keeps_its_promises_passes(chat, tmp_path):
    assert broken(tmp_path) == []


def test_words_that_stay_after_the_end_are_found(chat, tmp_path):
    chat.forgets = False
    assert broken(tmp_path) == ["efter ”Avsluta och glöm” finns inget kvar någonstans"]


def test_words_in_a_log_are_found(chat, tmp_path):
    chat.logs = "{text}"
    assert len(broken(tmp_path)) == 3  # personal data, words in a wrong place, and what stays


def test_the_visitors_address_in_a_log_is_found(chat, tmp_path):
    chat.logs = "asked by {X-Forwarded-For}"
    assert broken(tmp_path) == ["besökarens adress står ingenstans"]


def test_a_look_in_the_wrong_folder_proves_nothing_and_says_so(chat, tmp_path):
    (tmp_path / "other").mkdir()
    with pytest.raises(WrongPlace, match="LOTSEN_DATA"):
        check("http://test", tmp_path / "other", {})


def test_every_row_of_a_named_database_is_read(tmp_path):
    with sqlite3.connect(tmp_path / "far.db") as database:
        database.execute("CREATE TABLE t (body TEXT)")
        database.execute("INSERT INTO t VALUES ('en kvistå')")
    (tmp_path / "data").mkdir()
    (place,) = places(tmp_path / "data", {"LOTSEN_CHAT_URL": f"sqlite+aiosqlite:///{tmp_path / 'far.db'}"})
    assert place.holds("kvistå") and not place.holds("gren")


def test_what_is_planted_is_new_each_time():
    assert Planted.make().word != Planted.make().word


def test_a_broken_promise_ends_the_command_with_a_sentence(chat, tmp_path, monkeypatch):
    from rich.console import Console

    from lotsen.privacy import Leak

    chat.forgets = False
    monkeypatch.setattr("lotsen.privacy.data_folder", lambda: tmp_path)
    with pytest.raises(Leak, match="1 av 4 löften"):
        check_privacy(Console(quiet=True))


def test_a_row_tells_where(chat, tmp_path):
    chat.forgets = False
    assert check("http://test", tmp_path, {})[-1] == Row(
        "efter ”Avsluta och glöm” finns inget kvar någonstans", 2, ("file chat.db",)
    )
