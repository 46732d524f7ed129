"""`lotsen serve` becomes one part and nothing more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lotsen import serving
from lotsen.errors import PartFailed, UnknownPart
from lotsen.serving import environment, serve_alone


class Became(Exception):
    """The process would have become this."""


@pytest.fixture
def became(monkeypatch):
    found = {}

    def execve(program, command, environment):
        found.update(command=command, environment=environment)
        raise Became

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.chdir(Path.cwd())
    return found


@pytest.mark.parametrize(
    ("part", "says"),
    [("visitors", "chat.visitors"), ("staff", "chat.staff"), ("rasa", "--enable-api"), ("actions", "bot.actions")],
)
def test_the_process_becomes_the_part(became, monkeypatch, tmp_path, part, says):
    monkeypatch.setattr(serving, "MODEL", tmp_path)
    with pytest.raises(Became):
        serve_alone(part)
    assert says in became["command"]


def test_rasa_and_the_action_server_listen_where_the_settings_say(became, monkeypatch, tmp_path):
    monkeypatch.setattr(serving, "MODEL", tmp_path)
    monkeypatch.setenv("LOTSEN_RASA_HOST", "10.0.0.5")
    monkeypatch.setenv("LOTSEN_ACTIONS_HOST", "10.0.0.6")
    with pytest.raises(Became):
        serve_alone("rasa")
    command = became["command"]
    assert command[command.index("--interface") + 1] == "10.0.0.5"
    assert became["environment"]["SANIC_HOST"] == "10.0.0.6"


def test_rasa_finds_the_action_servers_where_the_settings_say(became, monkeypatch, tmp_path):
    monkeypatch.setattr(serving, "MODEL", tmp_path)
    monkeypatch.setenv("LOTSEN_ACTIONS_URL", "http://10.0.0.9:5056/")
    with pytest.raises(Became):
        serve_alone("rasa")
    assert became["environment"]["LOTSEN_ACTIONS_URL"] == "http://10.0.0.9:5056"


def test_a_part_that_there_is_not_is_named_with_those_there_are(became):
    with pytest.raises(UnknownPart, match=r"katt.*actions, rasa, visitors, staff"):
        serve_alone("katt")


def test_rasa_without_a_model_says_how_to_make_one(became, monkeypatch, tmp_path):
    monkeypatch.setattr(serving, "MODEL", tmp_path / "none")
    with pytest.raises(PartFailed, match="lotsen train"):
        serve_alone("rasa")


HASHED = """
import hashlib, re
def own(): return int(re.search(r"RssAnon:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
before = own()
for _ in range(3):
    hashlib.scrypt(b"lykta", salt=b"k" * 32, n=2**14, r=8, p=1, maxmem=2**26, dklen=32)
print(own() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and sets what glibc does")
def test_the_memory_that_a_hash_takes_is_given_back():
    told = subprocess.run([sys.executable, "-c", HASHED], env=environment(), capture_output=True, text=True, check=True)
    assert int(told.stdout) < 4  # megabytes; without the setting 16, and 100 with four at once
