"""The files of signals: readable, explained, without unknown concepts."""

import pytest

from safety.assess import KINDS, Level
from safety.errors import BrokenSignals
from safety.patterns import compile_pattern, find
from safety.resources import load_yaml
from safety.rules import _check_tags, _compile, load_signals, tag_message


def test_every_rule_has_its_reason_kind_and_level() -> None:
    for rule in load_signals().rules:
        assert rule.reason.endswith(".") and rule.kind in KINDS and rule.level in (Level.concern, Level.acute)
        assert rule.who in ("self", "other", "any")


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in load_signals().rules]
    assert len(names) == len(set(names))


def test_every_hidden_manner_of_speaking_says_why() -> None:
    assert all(entry["reason"] for entry in load_yaml("signals.yml")["hide"])


def test_frames_named_in_rules_exist() -> None:
    signals = load_signals()
    known = {frame.tag for frame in signals.frames}
    assert all(rule.frames <= known for rule in signals.rules)


def test_an_unknown_concept_is_an_error_that_names_it() -> None:
    raw = {"hide": [], "mark": [], "frames": [], "rules": [_rule("NOSUCH dö")]}
    with pytest.raises(BrokenSignals, match="NOSUCH"):
        _check_tags(_compile(raw, [{"DIE": "dö"}]), {"DIE"})


@pytest.mark.parametrize(
    ("pattern", "text", "holds"),
    [
        ("vill dö", "jag vill dö", True),
        ("vill dö", "jag vill inte dö", False),
        ("vill .1 dö", "jag vill inte dö", True),
        ("vill .1!NEG dö", "jag vill inte dö", False),
        ("vill > dö", "vill att alla ska dö", True),
        ("vill > dö", "vill. alla ska dö", False),
        ("vill // dö", "vill. alla ska dö", True),
        ("dö & vill", "dö. jag vill", True),
        ("^ dö $", "hej. dö.", True),
        ("^^ dö $$", "hej. dö.", False),
        ("dö nu|$", "jag ska dö", True),
        ("skär* mig", "skärande mig", True),
        ("ta_slut", "det ska ta slut", True),
        ("vill EGO? dö", "vill dö", True),
    ],
)
def test_the_pattern_language_does_what_it_says(pattern: str, text: str, holds: bool) -> None:
    raw = {"hide": [], "mark": [], "frames": [], "rules": [_rule(pattern)]}
    signals = _compile(raw, [{"NEG": "inte", "EGO": "jag"}])
    tagged = tag_message(text, signals)
    assert bool(list(find(signals.rules[0].match[0], tagged))) is holds


def test_a_pattern_keeps_its_source() -> None:
    assert compile_pattern("vill .2 DIE & EGO").source == "vill .2 DIE & EGO"


def _rule(pattern: str) -> dict[str, object]:
    return {"name": "x", "kind": "suicide", "level": "acute", "reason": "x.", "frames": [], "match": [pattern]}
