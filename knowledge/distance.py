"""How far it is between two points, and in words."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
WIDEST_KM = 40.0


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in km between two WGS84 points."""
    north = radians(other_lat - lat) / 2
    east = radians(other_lon - lon) / 2
    chord = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))
