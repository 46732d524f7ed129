"""Invented activities for trying things out. Only `--demo` adds them, and every name begins with "Exempel"."""

from datetime import date

from knowledge.build import build_directory
from knowledge.candidate import Candidate
from knowledge.fact_types import Facts, Traits
from knowledge.facts_loader import load_facts
from knowledge.places import Municipality, load_places

PREFIX = "Exempel: "
IN_MUNICIPALITIES = ("2309", "1281", "2480", "1480", "0180")  # Krokom, Lund, Umeå, Göteborg, Stockholm


def add_examples(url: str, facts: Facts | None = None) -> None:
    """Rebuilds the directory with the examples in it; an ordinary build takes them out again."""
    build_directory(url, facts or load_facts(), extra=examples(date.today()))


def examples(today: date) -> tuple[Candidate, ...]:
    """Three invented activities in each of a few municipalities, as if checked today."""
    towns = [place for code in IN_MUNICIPALITIES if (place := load_places().by_code(code))]
    return tuple(make(town, today) for town in towns for make in (_board_games, _walk, _lunch))


def _board_games(town: Municipality, today: date) -> Candidate:
    return Candidate(
        id=f"exempel-spel-{town.code}",
        name=f"{PREFIX}spelkväll {town.in_place}",
        kind="game_evening",
        plain="Ett påhittat exempel. Några bord med brädspel, och en värd som parar ihop den som kommer ensam.",
        first_step="Det här är ett exempel, så det finns inget att göra.",
        at_the_door="En värd hälsar och visar till ett bord.",
        cost="Gratis",
        where=f"Ett påhittat hus {town.in_place}.",
        when="Tisdagar klockan 18.",
        suits_because={
            "social": "Värden ser till att ingen sitter själv.",
            "interest": "Där spelas {interest} med andra.",
        },
        reach="near",
        needs_travel=True,
        checked=today,
        traits=Traits(drop_in=True, free=True, no_registration=True, host_meets_you=True),
        lat=town.lat + 0.01,
        lon=town.lon,
        interests=("brädspel", "schack"),
        activities=("spel",),
        example=True,
        is_entry=True,
    )


def _walk(town: Municipality, today: date) -> Candidate:
    return Candidate(
        id=f"exempel-promenad-{town.code}",
        name=f"{PREFIX}promenad {town.in_place}",
        kind="activity",
        plain="Ett påhittat exempel. En lugn promenad i grupp, med fika efteråt.",
        first_step="Det här är ett exempel, så det finns inget att göra.",
        at_the_door="Ledaren väntar vid entrén och frågar vad du heter.",
        cost="Gratis",
        where=f"Torget {town.in_place}, som exempel.",
        when="Torsdagar klockan 10.",
        suits_because={
            "social": "Man går bredvid varandra, och då kommer orden lättare.",
            "interest": "Där går andra som gillar {interest}.",
        },
        reach="near",
        needs_travel=True,
        checked=today,
        traits=Traits(drop_in=True, free=True, no_membership=True, host_meets_you=True, may_leave=True),
        lat=town.lat,
        lon=town.lon + 0.01,
        interests=("promenad", "natur"),
        activities=("natur",),
        example=True,
        is_entry=True,
    )


def _lunch(town: Municipality, today: date) -> Candidate:
    return Candidate(
        id=f"exempel-lunch-{town.code}",
        name=f"{PREFIX}soppa och prat {town.in_place}",
        kind="senior_meeting",
        plain="Ett påhittat exempel. En enkel lunch för den som är äldre och vill ha sällskap.",
        first_step="Det här är ett exempel, så det finns inget att göra.",
        at_the_door="Någon visar dig till ett bord där det redan sitter folk.",
        cost="Fråga först",
        where=f"En påhittad lokal {town.in_place}.",
        when="Onsdagar klockan 12.",
        suits_because={"social": "Man äter tillsammans i stället för ensam."},
        reach="near",
        needs_travel=True,
        checked=today,
        traits=Traits(drop_in=True, no_membership=True, host_meets_you=True),
        lat=town.lat,
        lon=town.lon - 0.01,
        age_min=65,
        interests=("måltidsgemenskap", "fika"),
        example=True,
        is_entry=True,
    )
