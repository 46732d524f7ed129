"""The 21 regions by the short names that stand in addresses: jamtland-harjedalen, jonkopings-lan, vastra-gotaland."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.place_table import fold

FILE = Path(__file__).resolve().parent.parent / "knowledge" / "facts" / "places" / "counties.csv"


@dataclass(frozen=True)
class Region:
    slug: str
    name: str  # as the region calls itself
    county_code: str


@cache
def load_regions() -> Mapping[str, Region]:
    """Every region by its slug."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = (Region(_slug(row["region"]), row["region"], row["code"]) for row in rows)
    return {region.slug: region for region in found}


def _slug(name: str) -> str:
    """As 1177 writes it in its addresses."""
    short = name.removeprefix("Region ").removesuffix("sregionen")
    return fold(short).lower().replace(" ", "-")
