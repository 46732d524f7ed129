"""What docs/supply-chain.md and docs/licences.md claim is so."""

import io
import re

import pytest
import yaml
from rich.console import Console

from lotsen import supply
from lotsen.parts import all_parts
from lotsen.paths import ROOT
from lotsen.supply import Package, pinned, read_packages
from lotsen.training import rasa_environment

CHAIN = (ROOT / "docs" / "supply-chain.md").read_text(encoding="utf-8")
LICENCES = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
OURS = ("bot", "chat", "knowledge", "lotsen", "safety")


def test_every_version_in_the_table_is_that_of_the_lock():
    told = re.findall(r"\b([a-z][a-z-]+) (\d[\d.]*\d)", "\n".join(re.findall(r"^\| ([^|]+) \|", CHAIN, re.MULTILINE)))
    assert len(told) >= 15
    assert {name: version for name, version in told if pinned().get(name) != version} == {}


def test_every_licence_that_is_listed_is_of_the_version_in_the_lock():
    listed = dict(re.findall(r"^\| ([a-z0-9.-]+) \| ([^|]+) \|", LICENCES, re.MULTILINE))
    assert len(listed) > 200
    assert {name: version for name, version in listed.items() if pinned().get(name, version) != version} == {}
    ours = {"rasa", "spacy", "sqlalchemy", "starlette", "argon2-cffi", "pyotp", "requests"}
    assert ours <= set(listed)


@pytest.mark.parametrize("name", ["rasa", "actions"])
def test_rasa_and_its_action_server_listen_on_this_machine_alone(name, monkeypatch):
    for variable in ("LOTSEN_RASA_HOST", "LOTSEN_ACTIONS_HOST"):
        monkeypatch.delenv(variable, raising=False)
    (part,) = [part for part in all_parts() if part.name == name]
    told = " ".join(map(str, part.command)) + str(getattr(part, "environment", "")) + str(rasa_environment())
    assert "127.0.0.1" in told and "0.0.0.0" not in told


def test_rest_is_the_only_channel():
    assert list(yaml.safe_load((ROOT / "credentials.yml").read_text(encoding="utf-8"))) == ["rest"]


def test_telemetry_is_off():
    assert rasa_environment()["RASA_TELEMETRY_ENABLED"] == "false"


def test_pickles_are_read_by_the_components_of_the_model_alone():
    found = [
        path.relative_to(ROOT)
        for folder in OURS
        for path in (ROOT / folder).rglob("*.py")
        if re.search(
            r"^\s*(import|from) (pickle|joblib|dill|cloudpickle|shelve)\b", path.read_text("utf-8"), re.MULTILINE
        )
    ]
    assert {str(path.parent) for path in found} <= {"bot/components"}


def test_a_bill_is_read_with_plain_names_and_every_licence_once():
    bill = {"components": [
        {"name": "lotsen", "version": "1"},
        {"name": "My_Package", "version": "2", "licenses": [
            {"license": {"id": "MIT"}}, {"license": {"name": "License :: OSI Approved :: MIT"}},
            {"license": {"name": "License :: OSI Approved"}},
        ]},
        {"name": "bare", "version": "3"},
    ]}  # fmt: skip
    assert read_packages(bill) == (Package("bare", "3", "not declared"), Package("my-package", "2", "MIT"))


def test_a_list_that_cannot_be_reached_is_not_taken_for_one_without_weaknesses(monkeypatch):
    lines = ["No known vulnerabilities found", *(f"{name} could not be audited" for name in supply.pinned())]
    monkeypatch.setattr(supply, "_run", lambda *_args, **_options: "\n".join(lines))
    console = Console(file=io.StringIO())
    with pytest.raises(supply.ToolFailed):
        supply.audit(console)
    assert console.file.getvalue() == ""
