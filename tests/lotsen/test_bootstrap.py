"""The first step runs on any Python and says in one sentence what is missing."""

import ast
import subprocess
import sys

import pytest

from lotsen import bootstrap
from lotsen.bootstrap import SetupFailed, attempt, works
from lotsen.paths import ROOT

OLDEST = (3, 8)


def test_it_uses_nothing_but_the_standard_library():
    tree = ast.parse((ROOT / "lotsen" / "bootstrap.py").read_text(encoding="utf-8"))
    names = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    names |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)


def test_it_is_written_in_the_oldest_python_that_may_run_it():
    ast.parse((ROOT / "lotsen" / "bootstrap.py").read_text(encoding="utf-8"), feature_version=OLDEST)


def test_a_program_that_is_missing_or_fails_does_not_work():
    assert not works(["a-program-that-is-not-here"])
    assert not works([sys.executable, "-c", "raise SystemExit(1)"])
    assert works([sys.executable])


def test_an_attempt_that_fails_is_only_a_no():
    assert attempt([sys.executable, "-c", "pass"])
    assert not attempt([sys.executable, "-c", "raise SystemExit(2)"])
    assert not attempt(["a-program-that-is-not-here"])


def test_a_ready_environment_is_left_as_it_is(monkeypatch, tmp_path):
    stamp = tmp_path / "stamp"
    stamp.write_text(bootstrap.wanted_stamp())
    monkeypatch.setattr(bootstrap, "STAMP", stamp)
    monkeypatch.setattr(bootstrap, "find_uv", lambda: pytest.fail("looked for uv"))
    bootstrap.main()


def test_a_changed_lock_makes_the_environment_anew(monkeypatch, tmp_path):
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_text("one")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    before = bootstrap.wanted_stamp()
    (tmp_path / "requirements.lock").write_text("two")
    assert bootstrap.wanted_stamp() != before


def test_without_any_way_to_uv_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "TOOLS", tmp_path)
    monkeypatch.setattr(bootstrap, "attempt", lambda command, **more: False)
    monkeypatch.setattr(bootstrap, "works", lambda command: False)
    with pytest.raises(SetupFailed) as problem:
        bootstrap.find_uv()
    assert "apt install" in str(problem.value) and "brew" in str(problem.value)


def test_without_python_310_it_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / "venv")
    monkeypatch.setattr(bootstrap, "attempt", lambda command, **more: False)
    with pytest.raises(SetupFailed) as problem:
        bootstrap.make_venv("uv")
    assert "uv python install 3.10" in str(problem.value)


def test_a_failed_installation_leaves_no_stamp(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "find_uv", lambda: "uv")
    monkeypatch.setattr(bootstrap, "works", lambda command: True)
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, 1))
    with pytest.raises(SetupFailed):
        bootstrap.main()
    assert not (tmp_path / "stamp").exists()


def test_the_lock_holds_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock and "--index-url" not in lock
    assert "--hash=sha256:" in lock and "rasa==3.6.21" in lock
