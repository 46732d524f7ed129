"""Ready-made replies, reasons and opening hours: what is written is checked, and said plainly."""

import pytest

from chat.errors import WordsError
from chat.queue.ending import AFTER_WARNING
from chat.staff.accounts.audit import CODE
from chat.staff.console.canned import FILE, load_canned
from chat.staff.console.line_hours import DAYS, Span, WrongTime, from_osm, in_words, read_week, to_osm
from chat.staff.console.times import waited
from chat.staff.console.words import load_console_words
from knowledge.facts_loader import load_facts
from knowledge.hours import hours_problem


def written(tmp_path, text):
    path = tmp_path / "canned.yml"
    reply = f'{{id: a, label: A, text: "{text}"}}'
    path.write_text(f"groups:\n  - name: G\n    replies:\n      - {reply}\n", encoding="utf-8")
    return path


def test_numbers_and_names_of_lines_come_from_the_directory(tmp_path):
    groups = load_canned(load_facts(), written(tmp_path, "{namn:bris} svarar på {nummer:bris}. /{visas}"))
    assert groups[0].replies[0].said_by("Maj") == "Bris svarar på 116 111. /Maj"


@pytest.mark.parametrize(
    "text", ["Ring 90101", "Ring 08-702 16 80", "{nummer:finns-inte}", "{nummer:lrf-bondekompis}", "{adress:bris}"]
)
def test_a_reply_with_a_number_of_its_own_or_an_unknown_line_is_refused(tmp_path, text):
    with pytest.raises(WordsError):
        load_canned(load_facts(), written(tmp_path, text))


def test_every_ready_made_reply_is_short_and_complete():
    replies = [reply for group in load_canned(load_facts(), FILE) for reply in group.replies]
    assert len(replies) >= 15
    for reply in replies:
        assert "{" not in reply.said_by("Maj") and len(reply.text) < 260


def test_every_reason_is_a_code_that_the_audit_takes():
    words = load_console_words()
    codes = [reason.value for way in words.ways for reason in way.reasons]
    codes += [reason.value for part in ("take_over", "block") for reason in words.choices(part)]
    assert all(CODE.fullmatch(code) for code in codes)


def test_the_reasons_that_take_a_warning_can_be_chosen():
    assert {reason.value for reason in load_console_words().way("avsluta").reasons} >= AFTER_WARNING


def week(**spans):
    return {day: spans.get(day) for day in DAYS}


EVENING = Span("18:00", "21:00")


@pytest.mark.parametrize(
    ("spans", "osm", "said"),
    [
        ({}, "Mo-Su off; PH off", "Stängt mån–sön och helgdagar."),
        (
            dict.fromkeys(("Mo", "Tu", "We", "Th", "Fr"), EVENING),
            "Mo-Fr 18:00-21:00; Sa-Su off; PH off",
            "Öppet mån–fre 18–21. Stängt lör–sön och helgdagar.",
        ),
        (
            {"Sa": Span("22:00", "02:30"), "PH": EVENING},
            "Mo-Fr off; Sa 22:00-02:30; Su off; PH 18:00-21:00",
            "Öppet lör 22–2.30 och helgdagar 18–21. Stängt mån–fre och sön.",
        ),
        (
            dict.fromkeys(DAYS, Span("00:00", "24:00")),
            "Mo-Su 00:00-24:00; PH 00:00-24:00",
            "Öppet mån–sön dygnet runt och helgdagar dygnet runt.",
        ),
    ],
)
def test_a_week_is_kept_as_osm_read_back_and_said_in_words(spans, osm, said):
    assert to_osm(week(**spans)) == osm
    assert hours_problem(osm) is None
    assert from_osm(osm) == week(**spans)
    assert in_words(week(**spans)) == said


@pytest.mark.parametrize("hours", ["24/7", "Mo-Fr 18:00-21:00", "Mo-Fr 18:00-20:00,21:00-22:00; Sa-Su off; PH off"])
def test_hours_of_another_hand_are_not_guessed_at(hours):
    assert from_osm(hours) is None


@pytest.mark.parametrize(("opens", "closes"), [("18", ""), ("", "21"), ("18", "18"), ("25", "26"), ("18.75", "21")])
def test_a_time_that_makes_no_sense_names_its_day(opens, closes):
    with pytest.raises(WrongTime, match="Tisdag"):
        read_week({"fran-Tu": opens, "till-Tu": closes})


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "mindre än en minut"),
        (60, "1 minut"),
        (359, "5 minuter"),
        (4800, "1 tim 20 min"),
        (-5, "mindre än en minut"),
    ],
)
def test_a_wait_is_said_in_few_words(seconds, said):
    assert waited(seconds) == said
