"""Invents activities all over the country as entries, the same ones each time, to measure the directory with."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import msgspec

from knowledge.entry import Checked, Entry, Meeting, Owner, Phone, Price, Provenance, Where, entry_id
from knowledge.fact_types import Traits
from knowledge.places import Municipality

SOURCE = "generated"
SEED = 20
SPREAD_DEGREES = 0.15  # how far around the seat of the municipality, about 10-17 km
WITHOUT_POSITION, ONLINE, WHOLE_COUNTY = 0.12, 0.03, 0.02
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNKNOWN, YES = 0.25, 0.6  # of each trait: nothing told, and of the rest true


@dataclass(frozen=True)
class Model:
    """What activities of a sort have in common. `ages` are youngest and oldest, 0 is unknown."""

    kind: str
    name: str
    plain: str
    interests: tuple[str, ...] = ()
    types: tuple[str, ...] = ("social",)
    barriers: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    ages: tuple[int, int] = (0, 0)


MODELS = (
    Model("library", "Läsecirkel", "Man läser och pratar om samma bok.", ("läsning", "bokcirkel")),
    Model("library", "Häng på biblioteket", "Man sitter med kaffe och dagens tidning.", barriers=("money",)),
    Model("meeting_place", "Öppet kafé", "Man kommer och går som man vill.", ("fika",), ("social", "emotional")),
    Model("meeting_place", "Soppa och sällskap", "Man äter soppa ihop mitt på dagen.", ("måltidsgemenskap",)),
    Model("senior_meeting", "Träffpunkt för äldre", "Fika, sittgympa och prat.", ("seniorgympa", "fika"), ages=(65, 0)),
    Model("youth_place", "Fritidsgård", "Unga hänger och spelar spel.", ("brädspel",), ages=(13, 19)),
    Model("family_place", "Öppen förskola", "Föräldrar och små barn ses.", life_events=("birth",),
          barriers=("time_children",)),
    Model("study_circle", "Stickcirkel", "Man stickar och pratar.", ("stickning", "handarbete")),
    Model("study_circle", "Släktforskning", "Man letar efter sina släktingar ihop.", ("släktforskning",)),
    Model("study_circle", "Kör för alla", "Man sjunger tillsammans utan krav.", ("körsång", "sång")),
    Model("game_evening", "Schackkväll", "Man spelar schack med den som råkar komma.", ("schack",)),
    Model("game_evening", "Spelkväll", "Några bord med brädspel och en värd.", ("brädspel", "kortspel")),
    Model("activity", "Promenadgrupp", "En lugn runda och sedan fika.", ("promenad", "natur")),
    Model("activity", "Gåfotboll", "Fotboll i gående tempo.", ("fotboll",)),
    Model("activity", "Boule", "Man kastar klot och pratar.", ("boule",), ages=(55, 0)),
    Model("association", "Trädgårdsförening", "Man odlar och byter fröer.", ("odling", "trädgård")),
    Model("volunteering", "Hjälp till i kaféet", "Man bakar och häller upp kaffe.", ("bakning",)),
    Model("language", "Språkcafé", "Man övar svenska ihop.", ("språkcafé",), barriers=("language",),
          life_events=("migration",)),
    Model("friend_match", "Språkvän", "Två som ses och pratar.", (), ("social", "emotional"), ("language", "anxiety")),
    Model("visiting", "Besök hemma", "En volontär kommer och dricker kaffe.", (), ("emotional",),
          ("distance", "disability_access")),
    Model("conversation", "Samtal med diakon", "Någon lyssnar.", (), ("existential", "emotional"), ("anxiety",)),
    Model("grief_group", "Sorggrupp", "Några som har mist någon ses.", (), ("emotional",), (), ("bereavement",)),
    Model("peer_group", "Samtalsgrupp", "Andra i samma läge.", (), ("emotional", "existential"), ("anxiety",),
          ("divorce",)),
    Model("patient_group", "Kafé för den som är sjuk", "Andra som vet hur det är.", (), ("existential",),
          ("illness",), ("illness",)),
    Model("support", "Träff för anhöriga", "För den som vårdar någon.", (), ("emotional",), ("caregiving",),
          ("caregiving",)),
    Model("digital_help", "Hjälp med mobilen", "Någon visar hur man gör.", (), ("social",), ("digital",), ages=(60, 0)),
)  # fmt: skip
WORDS = ("Solrosen", "Lyktan", "Bryggan", "Kastanjen", "Lärkan", "Stationen", "Ladan", "Svanen", "Eken", "Fyren")


def generate(municipalities: list[Municipality], count: int, today: date) -> Iterator[Entry]:
    """So many activities, spread over the country as people are."""
    chance = random.Random(SEED)
    homes = chance.choices(municipalities, weights=[home.population for home in municipalities], k=count)
    for number, home in enumerate(homes):
        yield _entry(number, chance.choice(MODELS), home, chance, today)


def _entry(number: int, model: Model, home: Municipality, chance: random.Random, today: date) -> Entry:
    low, high = model.ages
    free = chance.random() < YES
    places, area = _where(home, chance)
    return Entry(
        id=entry_id(SOURCE, str(number)),
        name=f"{model.name} {chance.choice(WORDS)} {home.in_place}",
        owner=Owner(name=f"Föreningen {chance.choice(WORDS)} {number % 5000}"),
        provenance=Provenance(source=SOURCE, ref=str(number), licence="CC0-1.0"),
        plain=model.plain,
        description=f"{model.plain} Det här är en påhittad aktivitet med nummer {number}. " * 3,
        kind=model.kind,
        traits=_traits(chance, free),
        price=Price(amount=0.0 if free else 50.0),
        age_min=low or None,
        age_max=high or None,
        loneliness=model.types,
        barriers=model.barriers,
        life_events=model.life_events,
        interests=model.interests,
        access=("wheelchair",) if chance.random() < 0.5 else (),
        meetings=(_meeting(chance, today),),
        phones=(Phone(number=f"070-174 {number // 100 % 100:02d} {number % 100:02d}"),),
        link=f"https://exempel.se/{number}",
        languages=("sv",),
        checked=Checked(on=today - timedelta(days=chance.randrange(300)), by="generator", how="påhittat"),
        places=places,
        area=area,
    )


def _where(home: Municipality, chance: random.Random) -> tuple[tuple[Where, ...], tuple[str, ...]]:
    """Its places, and where it is of use when it has none."""
    kind = chance.random()
    if kind < WHOLE_COUNTY:
        return (), (home.county_code,)
    if kind < WHOLE_COUNTY + ONLINE:
        return (Where(virtual=True),), ()
    place = Where(
        name=f"Huset {chance.choice(WORDS)}",
        address=f"Påhittsgatan {chance.randrange(1, 90)}",
        municipality=home.code,
        city=home.name,
    )
    if kind < WHOLE_COUNTY + ONLINE + WITHOUT_POSITION:
        return (place,), ()
    lat = home.lat + chance.uniform(-SPREAD_DEGREES, SPREAD_DEGREES)
    lon = home.lon + chance.uniform(-SPREAD_DEGREES, SPREAD_DEGREES)
    return (msgspec.structs.replace(place, lat=lat, lon=lon),), ()


def _traits(chance: random.Random, free: bool) -> Traits:
    told = {
        name: chance.random() < YES
        for name in Traits.__struct_fields__
        if name in ("drop_in", "no_registration", "no_membership") or chance.random() > UNKNOWN
    }
    return Traits(**(told | {"free": free, "online_first_step": None}))


def _meeting(chance: random.Random, today: date) -> Meeting:
    """Once a week, every second or fourth week, or one time within two months."""
    starts = datetime.combine(today - timedelta(days=chance.randrange(200)), time(chance.randrange(9, 20)))
    every = chance.choice((0, 1, 1, 1, 2, 4))
    if not every:
        starts = datetime.combine(today + timedelta(days=chance.randrange(1, 60)), starts.time())
        return Meeting(starts=starts, ends=starts + timedelta(hours=2))
    rule = f"FREQ=WEEKLY;INTERVAL={every};BYDAY={DAYS[starts.weekday()]}"
    return Meeting(starts=starts, ends=starts + timedelta(hours=2), rrule=rule)
