"""A machine without the programs leaves these tests out and says so; CI does not let that pass."""

import pytest

from lotsen import needs
from tests.services import servers

pytestmark = pytest.mark.services


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "find_program", lambda names: None)
    monkeypatch.delenv("CI", raising=False)


@pytest.mark.parametrize(
    ("running", "name"), [(servers.running_postgresql, "PostgreSQL"), (servers.running_redis, "Redis")]
)
def test_what_is_missing_is_named_with_how_to_get_it(nothing_installed: None, running: object, name: str) -> None:
    with pytest.raises(pytest.skip.Exception) as left_out, running():  # type: ignore[operator]
        pass
    assert f"{name} is missing" in str(left_out.value) and needs.ADVICE in str(left_out.value)


def test_ci_fails_instead(nothing_installed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="CI asks for all tests"), servers.running_redis():
        pass
