"""Training twice on the same messages gives the same understanding, to the last digit."""

import pytest

from tests.bot.components.small_pipeline import SmallPipeline

TEXTS = [
    "jag är så ensam på kvällarna",
    "finns det brädspel i Tranås som är gratis",
    "min man dog i våras och ingen ringer",
    "jag tänker ta livet av mig ikväll",
    "hello is anyone there",
    "åttiotvå år",
]


@pytest.mark.deep
def test_the_same_messages_teach_the_same_twice(tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    first, second = (SmallPipeline(tmp_path / name) for name in ("first", "second"))
    assert [first.parse(text) for text in TEXTS] == [second.parse(text) for text in TEXTS]
