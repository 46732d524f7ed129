"""The runbook for feeds and the template say the same."""

from pathlib import Path

from knowledge.feeds.table_columns import COLUMNS


def test_the_runbook_explains_every_column_as_the_template_does() -> None:
    runbook = (Path(__file__).parents[3] / "docs" / "runbooks" / "feeds.md").read_text(encoding="utf-8")
    missing = [one.name for one in COLUMNS if f"| `{one.name}` | {one.about} | {one.example} |" not in runbook]
    assert missing == []
