"""Small files in the shape of GeoNames' dumps, with invented places and a few that everybody knows."""

import zipfile
from pathlib import Path

TIME = "Europe/Stockholm"


def place_line(number: int, name: str, lat: float | str, lon: float | str, admin2: str = "", *, group: str = "P",
               feature: str = "PPL", country: str = "SE", others: str = "", inhabitants: str = "0") -> str:  # fmt: skip
    return "\t".join([str(number), name, name, others, str(lat), str(lon), group, feature, country, "", "23", admin2, "",
                      "", inhabitants, "", "100", TIME, "2026-01-01"])  # fmt: skip


def postcode_line(digits: str, town: str, admin2: str = "", lat: float | str = "", lon: float | str = "", *,
                  municipality: str = "", country: str = "SE") -> str:  # fmt: skip
    return "\t".join([country, digits, town, "Län", "X", municipality, admin2, "", "", str(lat), str(lon), "4"])


PLACES = [
    place_line(1, "Kvistabyn", 63.40, 14.10, "2309"),
    place_line(2, "Trollmyra", 63.45, 14.20, "2309", inhabitants="340", others="Trållmyra,TROLL,Троль"),
    place_line(3, "Dubbelvik", 63.42, 14.15, "2309"),
    place_line(4, "Dubbelvik", 55.70, 13.20, "1281"),
    place_line(5, "Skogen", 63.41, 14.12, "2309"),
    place_line(6, "Västra Sländudden", 55.71, 13.21, "1281"),
    place_line(7, "Gröntuvö", 59.45, 18.60, "0117"),
    place_line(8, "Danmark", 59.83, 17.75, "0380"),
    place_line(21, "Mångaberg", 56.0, 14.2, "1290"),
    place_line(22, "Mångaberg", 56.9, 14.8, "0780"),
    place_line(23, "Mångaberg", 58.4, 15.6, "0580"),
    place_line(24, "Mångaberg", 59.3, 15.2, "1880"),
    place_line(25, "Mångaberg", 60.7, 17.1, "2180"),
    place_line(26, "Mångaberg", 63.8, 20.3, "2480"),
    place_line(27, "Mångaberg", 59.4, 13.5, "1780"),
]
POSTCODES = [
    postcode_line("831 40", "Östersund", "2380", 63.17, 14.63),
    postcode_line("83599", "Krokom", "2309", 63.32, 14.46),
    postcode_line("83599", "Östersund", "2380", 63.17, 14.63),
]


def write(path: Path, lines: list[str]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "What the columns mean.\n")
            archive.writestr("SE.txt", "\n".join(lines) + "\n")
    else:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
