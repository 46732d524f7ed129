"""What an entry lacks to be suggested, in words that an editor understands, and how long it may be suggested."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from knowledge.assurance import HIDDEN_AFTER_DAYS
from knowledge.entries.times import last_day
from knowledge.entry import Entry, Where
from knowledge.fact_types import Traits
from knowledge.hidden import betrayed
from knowledge.hours import hours_problem
from knowledge.recurrence import next_times

ALWAYS = "24/7"
TRAITS_NEEDED = 3


def lacks(entry: Entry, today: date) -> tuple[str, ...]:
    """Reasons in plain Swedish, always in the same order; empty when the entry may be suggested."""
    found = (reason(entry, today) for reason in REASONS)
    return tuple(text for text in found if text)


def until(entry: Entry, today: date) -> date:
    """The last day on which a complete entry may be suggested as it stands."""
    checked = entry.checked.on if entry.checked else today
    hidden = checked + timedelta(days=HIDDEN_AFTER_DAYS)
    if _is_open_at_times(entry):
        return hidden
    return min(hidden, max((last_day(meeting) for meeting in entry.meetings), default=hidden))


def _is_open_at_times(entry: Entry) -> bool:
    return bool(entry.opening_hours) and hours_problem(entry.opening_hours or "") is None


def _name(entry: Entry, today: date) -> str | None:
    return None if entry.name.strip() else "Namnet saknas."


def _plain(entry: Entry, today: date) -> str | None:
    if entry.plain and entry.plain.strip():
        return None
    return "Det saknas en enkel mening om vad som händer."


def _owner(entry: Entry, today: date) -> str | None:
    return None if entry.owner.name.strip() else "Det står inte vem som ordnar det."


def _active(entry: Entry, today: date) -> str | None:
    return {
        "active": None,
        "inactive": "Den är vilande.",
        "defunct": "Den är nedlagd eller borttagen.",
        "temporarily closed": "Den är tillfälligt stängd.",
    }[entry.status]


def _review(entry: Entry, today: date) -> str | None:
    return {"approved": None, "waiting": "Den väntar på att godkännas.",
            "withheld": "Redaktionen visar den inte."}[entry.review]  # fmt: skip


def _way(entry: Entry, today: date) -> str | None:
    if entry.phones or entry.link or entry.email or any(_can_be_found(place) for place in entry.places):
        return None
    return "Det går inte att hitta dit: plats, telefon eller länk saknas."


def _municipality(entry: Entry, today: date) -> str | None:
    """Without a municipality or a position nobody who lives near could find it."""
    there = [place for place in entry.places if not place.virtual]
    lost = [place for place in there if not place.municipality and (place.hidden or place.lat is None)]
    return "Det står inte i vilken kommun det är." if lost and not entry.area else None


def _can_be_found(place: Where) -> bool:
    told = place.address or (place.lat is not None and place.lon is not None) or (place.name and place.municipality)
    return bool(told) and not place.hidden and not place.virtual


def _when(entry: Entry, today: date) -> str | None:
    if _is_open_at_times(entry) or next_times(entry.meetings, datetime.combine(today, time.min), 1):
        return None
    if entry.meetings:
        return "Det finns ingen träff framöver."
    if entry.opening_hours:
        return "Öppettiderna går inte att läsa."
    return "Tid saknas: när man träffas, när det är öppet, eller att det alltid finns."


def _price(entry: Entry, today: date) -> str | None:
    price = entry.price
    told = price is not None and (price.amount is not None or bool(price.text))
    if not told and entry.traits.free is not True:
        return "Det står inte vad det kostar."
    amount = price.amount if price else None
    if amount is not None and entry.traits.free is not None and (amount == 0) is not entry.traits.free:
        return "Priset säger ett och svaret på om det är gratis något annat."
    return None


def _need(entry: Entry, today: date) -> str | None:
    if entry.kind or entry.loneliness or entry.barriers or entry.life_events or entry.interests:
        return None
    return "Det står inte vad det är för slag, eller vem det är bra för."


def _threshold(entry: Entry, today: date) -> str | None:
    told = sum(getattr(entry.traits, name) is not None for name in Traits.__struct_fields__)
    if told >= TRAITS_NEEDED:
        return None
    missing = TRAITS_NEEDED - told
    return (
        f"Svara på minst {missing} {'fråga' if missing == 1 else 'frågor'} till om hur lätt det är att komma, "
        "till exempel om man måste anmäla sig eller vara medlem."
    )


def _checked(entry: Entry, today: date) -> str | None:
    if entry.checked is None:
        return "Det står inte när uppgifterna kontrollerades."
    if entry.checked.on > today:
        return "Dagen då den kontrollerades har inte varit än."
    if (today - entry.checked.on).days > HIDDEN_AFTER_DAYS:
        return "Det är mer än ett år sedan uppgifterna kontrollerades."
    return None


def _source(entry: Entry, today: date) -> str | None:
    return None if entry.provenance.source.strip() else "Det står inte varifrån uppgifterna kommer."


def _secret(entry: Entry, today: date) -> str | None:
    where = betrayed(entry)
    return f"En skyddad adress står i {where}." if where else None


Reason = Callable[[Entry, date], str | None]
REASONS: tuple[Reason, ...] = (
    _name, _plain, _owner, _active, _review, _way, _municipality, _when, _price, _need, _threshold, _checked, _source,
    _secret,
)  # fmt: skip
