"""Measures what is found of danger, and what harmless is wrongly taken for it."""

from collections.abc import Callable, Iterable, Sequence

from lotsen.evaluation.calibration import expected_calibration_error, reliability
from lotsen.evaluation.figures import Figure, rate
from lotsen.evaluation.kinds import reliability_table
from lotsen.evaluation.readings import Reading, Readings
from lotsen.evaluation.report import DANGER, Cell, Curve, Matrix, Miss, Report, Table
from lotsen.evaluation.scores import confusion
from lotsen.evaluation.swedish import named

ELSEWHERE = "Larm på ofarliga meddelanden i de andra mängderna"
LEVELS = ("none", "concern", "acute")
GROUPS = ("hard_negative", "lonely", "ordinary")
Chosen = Sequence[Reading]


def measure_danger(readings: Chosen, report: Report) -> None:
    """Sensitivity, specificity, both by kind and style, levels against each other, calibration."""
    dangerous = [r for r in readings if wanted(r) != "none"]
    harmless = [r for r in readings if wanted(r) == "none"]
    _measure_found(dangerous, report)
    report.tables.append(_by_group(harmless, report))
    report.tables.append(_by_kind(dangerous, report))
    report.tables.append(_by_style(dangerous, harmless, report))
    pairs = [(wanted(r), r.level) for r in readings]
    report.matrices.append(Matrix(DANGER, "Nivåer", LEVELS, confusion(pairs, LEVELS)))
    _measure_calibration(readings, report)
    report.misses += _misses(readings)


def measure_alone(readings: Readings, report: Report) -> None:
    """False alarms on what was not written about danger: every text on kinds, every single message not marked."""
    feeling = [r for r in readings.kinds if r.line["primary"] != "none"]
    other = [r for r in readings.kinds if r.line["primary"] == "none"]
    messages = [r for r in readings.messages if r.line.get("level", "none") == "none"]
    rows: list[tuple[Cell, ...]] = []
    for name, title, chosen in (
        ("alone_lonely", "Texter om ensamhet", feeling),
        ("alone_not_lonely", "Texter utan ensamhet (vald ensamhet, sorg)", other),
        ("alone_messages", "Enstaka meddelanden", messages),
    ):
        rows.append((title, len(chosen), report.add(name, left_alone(chosen))))
        report.misses += [_alarm(ELSEWHERE, title, r) for r in chosen if r.level != "none"]
    report.tables.append(Table(DANGER, "Lämnade i fred, de andra mängderna", ("Texter", "Antal", "I fred"), (*rows,)))


def wanted(reading: Reading) -> str:
    """The danger that the line holds: none, concern or acute."""
    return str(reading.line["level"])


def seen(readings: Chosen) -> Figure:
    """The share that raises at least concern."""
    return rate([r.level != "none" for r in readings])


def left_alone(readings: Chosen) -> Figure:
    """The share that raises nothing."""
    return rate([r.level == "none" for r in readings])


def is_right(reading: Reading) -> bool:
    """Danger is met at its level or above; what is harmless is left alone."""
    got, asked = LEVELS.index(reading.level), LEVELS.index(wanted(reading))
    return got >= asked if asked else got == 0


def _measure_found(dangerous: Chosen, report: Report) -> None:
    acute = [r for r in dangerous if wanted(r) == "acute"]
    concern = [r for r in dangerous if wanted(r) == "concern"]
    report.add("danger_acute_seen", seen(acute))
    report.add("danger_acute", rate([r.level == "acute" for r in acute]))
    report.add("danger_concern", seen(concern))
    report.add("danger_seen", seen(dangerous))
    report.add("danger_concern_as_acute", rate([r.level == "acute" for r in concern]))


def _by_group(harmless: Chosen, report: Report) -> Table:
    rows = []
    for group in GROUPS:
        chosen = [r for r in harmless if r.line["group"] == group]
        rows.append((named(group), len(chosen), report.add(f"danger_{group}", left_alone(chosen))))
    return Table(DANGER, "Lämnade i fred", ("Grupp", "Antal", "I fred"), tuple(rows))


def _by_kind(dangerous: Chosen, report: Report) -> Table:
    rows = []
    for kind, chosen in _split(dangerous, lambda r: str(r.line["kind"])):
        found = report.add(f"danger_kind_{kind}_seen", seen(chosen))
        right = report.add(f"danger_kind_{kind}_level", rate([is_right(r) for r in chosen]))
        rows.append((named(kind), len(chosen), found, right))
    columns = ("Art", "Antal", "Sedd", "Minst rätt nivå")
    return Table(DANGER, "Känslighet efter art", columns, tuple(rows))


def _by_style(dangerous: Chosen, harmless: Chosen, report: Report) -> Table:
    found, alone = (dict(_split(lines, lambda r: str(r.line["style"]))) for lines in (dangerous, harmless))
    rows: list[tuple[Cell, ...]] = []
    for style in sorted({*found, *alone}, key=lambda style: -len(found.get(style, ())) - len(alone.get(style, ()))):
        cells: list[Cell] = [named(style)]
        if style in found:
            cells += [len(found[style]), report.add(f"danger_style_{style}_seen", seen(found[style]))]
        else:
            cells += ["–", "–"]
        if style in alone:
            cells += [len(alone[style]), report.add(f"danger_style_{style}_alone", left_alone(alone[style]))]
        else:
            cells += ["–", "–"]
        rows.append(tuple(cells))
    columns = ("Stil", "Farliga", "Sedda (känslighet)", "Ofarliga", "I fred (specificitet)")
    return Table(DANGER, "Känslighet och specificitet efter stil", columns, tuple(rows))


def _split(readings: Chosen, key: Callable[[Reading], str]) -> list[tuple[str, list[Reading]]]:
    """By a property, the most frequent first."""
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        groups.setdefault(key(reading), []).append(reading)
    return sorted(groups.items(), key=lambda item: -len(item[1]))


def _measure_calibration(readings: Chosen, report: Report) -> None:
    """Only when the model says how likely danger is."""
    scores = [r.result["risk"].get("score") for r in readings]
    if not scores or any(score is None for score in scores):
        return
    scored = [(float(score), wanted(r) != "none") for score, r in zip(scores, readings, strict=True)]
    report.add("danger_calibration_error", expected_calibration_error(scored))
    curve = Curve("fara", reliability(scored))
    report.curves.append(curve)
    report.tables.append(reliability_table("Fara", curve))


def _misses(readings: Chosen) -> Iterable[Miss]:
    for reading in readings:
        if is_right(reading):
            continue
        if wanted(reading) == "none":
            yield _alarm(DANGER, f"Larm på ofarligt: {named(str(reading.line['group']))}", reading)
        else:
            note = f"{named(str(reading.line['kind']))}, {named(str(reading.line['style']))}"
            yield Miss(DANGER, f"{named(wanted(reading))} → {named(reading.level)}", reading.text, note)


def _alarm(chapter: str, heading: str, reading: Reading) -> Miss:
    risk = reading.result["risk"]
    said = ", ".join(risk.get("evidence", ()))
    style = named(str(reading.line.get("style") or ""))
    read = f"läst som {named(reading.level)}, {named(str(risk.get('kind', '')))}"
    note = "; ".join(part for part in (style, read, said) if part)
    return Miss(chapter, heading, reading.text, note)
