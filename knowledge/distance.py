"""How far it is between two points, how much that matters, and how it is said."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
KM_PER_DEGREE = 111.195
RINGS_KM = (5.0, 15.0, 40.0)
WIDEST_KM = RINGS_KM[-1]
HALF_IN_TOWN_KM, HALF_IN_COUNTRY_KM = 5.0, 15.0


@dataclass(frozen=True)
class Origin:
    """Where the person is. At `half_km` nearness is worth half of what it is next door."""

    lat: float
    lon: float
    half_km: float

    @property
    def rings(self) -> tuple[float, ...]:
        """How far is searched, step by step: from the first ring in town, from the second in the country."""
        return RINGS_KM if self.half_km == HALF_IN_TOWN_KM else RINGS_KM[1:]

    def kilometres_to(self, lat: float, lon: float) -> float:
        return kilometres(self.lat, self.lon, lat, lon)

    def nearness(self, squared_km: float) -> float:
        """1 next door, 0.5 at `half_km`, and softly towards 0; of the squared distance, so that SQL can say it too."""
        return 1.0 / (1.0 + squared_km / self.half_km**2)

    def box(self, km: float) -> tuple[float, float, float, float]:
        """Southernmost, northernmost, westernmost and easternmost degree within a distance."""
        north, east = km / KM_PER_DEGREE, km / (KM_PER_DEGREE * cos(radians(self.lat)))
        return self.lat - north, self.lat + north, self.lon - east, self.lon + east


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in km between two WGS84 points."""
    north = radians(other_lat - lat) / 2
    east = radians(other_lon - lon) / 2
    chord = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))


def distance_text(km: float) -> str:
    """ "I närheten", "Ungefär 4 km bort", "Ungefär 3 mil bort": a village is a point, and nobody lives in a point."""
    return "I närheten" if km < 1.5 else f"Ungefär {_rounded(km)} bort"


def distance_from_seat(km: float) -> str:
    """The same where only the municipality is known; empty when it is so near that it says nothing."""
    return "" if km < 5 else f"Ungefär {_rounded(km)} från centralorten"


def _rounded(km: float) -> str:
    if km < 20:
        return f"{round(km)} km"
    tenths = round(km / 5) / 2
    return f"{tenths:g} mil".replace(".", ",")
