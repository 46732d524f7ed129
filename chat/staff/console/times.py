"""How long something took and when it was, in few plain words."""

from datetime import datetime

from knowledge.hours import DAYS, SWEDEN, clock


def waited(seconds: int) -> str:
    """`mindre än en minut`, `4 minuter`, `1 tim 20 min`."""
    minutes = max(0, seconds) // 60
    if minutes == 0:
        return "mindre än en minut"
    if minutes < 60:
        return "1 minut" if minutes == 1 else f"{minutes} minuter"
    return f"{minutes // 60} tim {minutes % 60} min"


def shortly(seconds: int) -> str:
    """`under 1 min`, `4 min`, `1 t 20 min`: for a number on a board."""
    minutes = max(0, seconds) // 60
    if minutes < 60:
        return f"{minutes} min" if minutes else "under 1 min"
    return f"{minutes // 60} t {minutes % 60} min"


def at(seconds: int, now: datetime) -> str:
    """`kl. 21.04`, with the weekday when it was not today."""
    moment = datetime.fromtimestamp(seconds, SWEDEN)
    told = f"kl. {clock(moment)}" if moment.minute else f"kl. {moment.hour}.00"
    return told if moment.date() == now.astimezone(SWEDEN).date() else f"{DAYS[moment.weekday()]} {told}"
