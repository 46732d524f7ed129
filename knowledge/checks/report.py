"""What a check found, as plain data for a file and in few words for a table."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from knowledge.checks.checking import WELL, Checked, by_hand_first
from knowledge.checks.judging import Finding
from knowledge.feeds.addresses import without_query

ADVICE = {
    0: "Numret hittades inte. Ring och se efter först av allt.",
    1: "Sidan säger att något har ändrats eller upphört.",
    2: "Sidan är borta. Leta efter en ny, och fråga om verksamheten finns kvar.",
    3: "Sidan säger andra tider.",
    4: "Sidan kunde inte läsas. Öppna den själv.",
    5: "Det som söktes hittades inte på sidan. Öppna den själv.",
    6: "Det finns ingen egen sida. Ring eller skriv.",
    8: "Stämmer, men se på anmärkningen.",
    WELL: "Stämmer.",
}


def summary(found: Sequence[Checked]) -> str:
    """Kontrollerade: 12. Att se på för hand: 3. ..."""
    kinds = Counter(finding.verdict for each in found for finding in each.findings)
    by_hand = sum(each.urgency < WELL for each in found)
    counted = ", ".join(f"{verdict}: {count}" for verdict, count in kinds.most_common())
    return f"Sedda: {len(found)}. Att se på för hand: {by_hand}." + (f" Uppgifter: {counted}." if counted else "")


def looked_for(finding: Finding) -> str:
    wanted = finding.wanted
    of = f" ({wanted.of})" if wanted.of else ""
    return f"{wanted.what}{of}: {wanted.value}"


def told(finding: Finding) -> str:
    """What the page says, shortly."""
    instead = f"Där står: {'; '.join(finding.instead)}." if finding.instead else ""
    seen = f"”{finding.seen}”" if finding.seen else ""
    return " ".join(part for part in (instead, finding.note, seen) if part)


def as_data(found: Sequence[Checked], *, at: datetime, complete: bool) -> dict[str, Any]:
    """`complete` is false when the check was stopped before its end."""
    return {
        "kontrollerad": at.isoformat(timespec="seconds"),
        "hela": complete,
        "sammanfattning": summary(found),
        "rader": [_row(each) for each in by_hand_first(found)],
    }


def write_report(path: Path, found: Sequence[Checked], *, at: datetime, complete: bool) -> None:
    text = msgspec.json.format(msgspec.json.encode(as_data(found, at=at, complete=complete)), indent=2)
    path.write_bytes(text + b"\n")


def _row(each: Checked) -> dict[str, Any]:
    return {
        "id": each.asked.id,
        "namn": each.asked.name,
        "källa": each.asked.source,
        "visas": each.asked.is_shown,
        "ska kontrolleras": each.asked.due.isoformat(),
        "ordning": each.urgency,
        "råd": ADVICE[each.urgency],
        "varning på sidan": each.trouble,
        "uppgifter": [
            {
                "sökt": looked_for(finding),
                "besked": finding.verdict,
                "sida": without_query(finding.page),
                "där": finding.seen,
                "i stället": list(finding.instead),
                "anmärkning": finding.note,
            }
            for finding in each.findings
        ],
        "sidor": [
            {
                "adress": without_query(page.address),
                "ledde till": without_query(page.final) if page.final != page.address else "",
                "fel": page.problem,
                "till startsidan": page.is_front_instead,
            }
            for page in each.pages
        ],
    }
