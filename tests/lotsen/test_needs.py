"""What the machine lacks is said."""

import pytest

from lotsen import needs
from lotsen.needs import MissingPrograms


def test_what_is_missing_is_named_with_how_to_get_it(monkeypatch, console):
    monkeypatch.setattr(needs, "find_program", lambda names: None)
    monkeypatch.setattr(needs, "find_dictionary", lambda: None)
    monkeypatch.delenv("CI", raising=False)
    needs.report(console)
    said = console.file.getvalue()
    assert all(name in said for name in ("Chromium", "PostgreSQL", "Redis", "ordlista")) and "apt-get install" in said


def test_in_ci_a_missing_program_is_a_failure(monkeypatch, console):
    monkeypatch.setattr(needs, "find_program", lambda names: None)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(MissingPrograms):
        needs.report(console)


def test_when_nothing_is_missing_nothing_is_said(monkeypatch, console):
    monkeypatch.setattr(needs, "find_program", lambda names: "here")
    monkeypatch.setattr(needs, "find_dictionary", lambda: "here")
    monkeypatch.setenv("CI", "true")
    needs.report(console)
    assert console.file.getvalue() == ""


def test_a_program_is_found_by_any_of_its_names():
    assert needs.find_program(("not-here", "sh"))
    assert needs.find_program(("not-here",)) is None


def test_a_dictionary_is_found_only_when_both_its_files_are_there(monkeypatch, tmp_path):
    monkeypatch.setattr(needs, "DICTIONARY_FOLDERS", (str(tmp_path),))
    (tmp_path / "sv_SE.dic").touch()
    assert needs.find_dictionary() is None
    (tmp_path / "sv_SE.aff").touch()
    assert needs.find_dictionary() == tmp_path / "sv_SE"
