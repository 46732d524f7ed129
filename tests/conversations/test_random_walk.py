"""Two thousand random conversations: no crash, no dead end, nothing empty, nothing a third time, easy to read, danger held."""

import pytest

pytestmark = [pytest.mark.quality, pytest.mark.timeout(900)]
CONVERSATIONS = 2_000
FEWEST_MESSAGES = 500
# In the middle of a safety plan danger that no plain word says is written down as an answer (docs/adr/0024); two lines
# for two dangers and a child's make a bubble of 41 words. Everything else must never happen.
SELDOM = ("nummer saknas", "en bubbla över 40 ord")
MOST_SELDOM = 0.001  # of the turns; .0007 were measured


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
    never = [rule for rule in by_rule if not rule.startswith(SELDOM)]
    assert not never, "\n".join([f"{seen.turns} turns", *told])
    assert len(seen.wrong) <= MOST_SELDOM * seen.turns, "\n".join([f"{seen.turns} turns", *told])


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
