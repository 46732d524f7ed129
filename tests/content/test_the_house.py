"""The house stays as the README draws it: its rooms, their size, and nothing in it that belongs to one machine."""

import re

import pytest

from tests.content import house

pytestmark = pytest.mark.content

README = house.ROOT / "README.md"
LONGEST_YAML = 300
LONGEST_PYTHON = 400
LONGEST_ACTION = 60
TEXT = {
    ".py",
    ".yml",
    ".yaml",
    ".md",
    ".toml",
    ".lock",
    ".txt",
    ".js",
    ".css",
    ".html",
    ".sh",
    ".csv",
    ".json",
    ".mako",
    "",
}
PACKAGES = ("bot", "chat", "knowledge", "lotsen", "safety")


FORBIDDEN = {  # by what a text must hold before the expression is worth trying
    "pypi" + ".org": "pypi" + r"\.org/simple",
    "python" + "hosted": "files\\.python" + "hosted",
    "--extra-index" + "-url": "--extra-index" + "-url",
    "--index" + "-url": "--index" + r"-url[ =]\S*:",
    "/ro" + "ot/": r"(?<![\w.])/ro" + "ot/",
    "/ho" + "me/": r"(?<![\w.])/ho" + r"me/\w",
    "/Us" + "ers/": r"(?<![\w.])/Us" + r"ers/\w",
    "/wo" + "rk/": r"(?<![\w.])/wo" + r"rk/\w",
    "/tm" + "p/plan": "/tm" + "p/plan",
}


def forbidden_in(text):
    return [hit.group(0) for part, said in FORBIDDEN.items() if part in text for hit in re.finditer(said, text)]


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def python_files():
    return [path for path in house.project_files() if path.suffix == ".py" and "migrations" not in path.parts]


def test_yaml_that_editors_write_fits_on_a_few_screens():
    folders = (house.ROOT / "bot" / "data", house.FACTS / "topics")
    files = [house.ROOT / "domain.yml", *(file for folder in folders for file in folder.rglob("*.yml"))]
    assert not {file.name: lines(file) for file in files if lines(file) > LONGEST_YAML}


def test_no_python_file_is_too_long():
    assert not {
        str(file.relative_to(house.ROOT)): lines(file) for file in python_files() if lines(file) > LONGEST_PYTHON
    }


def test_actions_are_thin():
    actions = [file for file in (house.ROOT / "bot" / "actions").glob("*.py") if "(BotAction)" in file.read_text()]
    assert actions
    assert not {file.name: lines(file) for file in actions if lines(file) > LONGEST_ACTION}


def test_every_module_says_in_its_first_line_what_lives_in_it():
    modules = [
        file
        for file in python_files()
        if file.relative_to(house.ROOT).parts[0] in PACKAGES and file.read_text().strip()
    ]
    silent = [file for file in modules if not file.read_text(encoding="utf-8").startswith(('"""', 'r"""'))]
    assert not [str(file.relative_to(house.ROOT)) for file in silent]


def test_nothing_is_called_by_a_name_that_says_nothing():
    vague = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
    assert not [file.name for file in python_files() if file.stem in vague]


def test_no_address_of_a_package_index_and_no_path_of_a_machine_is_kept():
    files = [file for file in house.project_files() if file.suffix in TEXT]
    texts = {file: file.read_text(encoding="utf-8", errors="replace") for file in files}
    assert not [f"{file.relative_to(house.ROOT)}: {hit}" for file, text in texts.items() for hit in forbidden_in(text)]


def test_an_address_of_a_package_index_and_a_path_of_a_machine_are_noticed():
    for kept in (
        "see /ro" + "ot/x",
        "cd /ho" + "me/anna",
        "/wo" + "rk/main",
        "https://pypi" + ".org/simple/",
        "--index" + "-url https:",
    ):
        assert forbidden_in(f"a {kept} b")
    assert not forbidden_in("bot/ho" + "me/x and https://a.se/wo" + "rk/x")


def test_databases_and_models_are_not_kept():
    assert not [
        file.name for file in house.project_files() if file.suffix in {".db", ".sqlite", ".gz", ".joblib", ".pkl"}
    ]


def readme():
    return README.read_text(encoding="utf-8")


def paths_in(text):
    """What stands in backticks and begins with a folder or file of the house; a path made by a run does not count."""
    made = (".venv", ".lotsen", ".tools", "models", "results")
    top = {path.name for path in house.ROOT.iterdir()} | {"README.md", "docs", "tests"}
    named = {name.rstrip("/.,:") for name in re.findall(r"`([^`\s]+)`", text)}
    return {name for name in named if name.split("/")[0] in top and not name.startswith(made) and "<" not in name}


def test_every_path_that_the_readme_names_exists():
    named = paths_in(readme())
    assert named
    assert not {name for name in named if not list(house.ROOT.glob(name))}


def test_every_folder_at_the_top_is_on_the_readmes_map():
    text = readme()
    folders = {
        file.relative_to(house.ROOT).parts[0]
        for file in house.project_files()
        if len(file.relative_to(house.ROOT).parts) > 1
    }
    assert not {folder for folder in folders if f"{folder}/" not in text}
