"""Two thousand random conversations: no crash, no dead end, nothing empty, nothing a third time, easy to read, danger held."""

import pytest

pytestmark = [pytest.mark.quality, pytest.mark.timeout(400)]
CONVERSATIONS = 2_000
FEWEST_MESSAGES = 500


@pytest.fixture(scope="module")
def seen(door):
    """What two thousand conversations showed."""
    from tests.conversations.walk import walk

    return walk(CONVERSATIONS)


def test_the_pool_is_wide():
    from tests.conversations.walk import pool

    assert len(pool()) >= FEWEST_MESSAGES


def test_no_turn_of_any_conversation_breaks_a_rule(seen):
    by_rule: dict[str, list[str]] = {}
    for wrong in seen.wrong:
        by_rule.setdefault(wrong.partition(" | ")[0], []).append(wrong)
    told = [f"{len(found)} x {rule}\n  " + "\n  ".join(found[:3]) for rule, found in by_rule.items()]
    assert not told, "\n".join([f"{seen.turns} turns", *told])


def test_the_turns_are_easy_to_read(seen, capsys):
    easy = sum(lix <= 30 for lix in seen.lix) / len(seen.lix)
    mean, highest = sum(seen.lix) / len(seen.lix), max(seen.lix)
    with capsys.disabled():
        print(
            f"\n{seen.turns} turns; LIX over {len(seen.lix)}: {easy:.3f} at most 30, highest {highest:.1f}, mean {mean:.1f}"
        )
    assert easy >= 0.95
    assert highest <= 40
    assert mean <= 25
