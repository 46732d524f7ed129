"""The objects of schema.org in a document: their types, their ids, and which of them are activities."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
MOST_OBJECTS = 50_000
NO_ACTIVITY = {"PublicationEvent", "BroadcastEvent", "DeliveryEvent", "OnDemandEvent", "SaleEvent", "UserInteraction"}
ALSO_EVENTS = {"EventSeries", "Festival", "Hackathon", "SessionSeries", "ScheduledSession", "Course", "CourseInstance"}
SERIES = {"EventSeries", "SessionSeries", "Course"}
PLACES = {
    "Place", "LocalBusiness", "Organization", "NGO", "Library", "Museum", "Church", "PlaceOfWorship", "Park",
    "SportsClub", "SportsActivityLocation", "SportsOrganization", "CivicStructure", "CommunityCenter", "SocialClub",
    "GovernmentOrganization", "GovernmentOffice", "EducationalOrganization", "Service", "GovernmentService",
    "CafeOrCoffeeShop",
}  # fmt: skip
NO_PLACE = {
    "WebSite", "WebPage", "Person", "PostalAddress", "GeoCoordinates", "ContactPoint", "ImageObject", "Offer",
    "VirtualLocation", "OpeningHoursSpecification", "Schedule", "Product", "Article", "NewsArticle",
}  # fmt: skip
SERVICES = {"Service", "GovernmentService"}
NAMED = "organization named "
INSIDE = ("subEvent", "subEvents", "hasCourseInstance")
CONTEXT = {  # what is told about an activity is no activity by itself
    "location", "organizer", "performer", "superEvent", "offers", "address", "geo", "publisher", "author", "provider",
    "sponsor", "parentOrganization", "subOrganization", "department", "containedInPlace", "areaServed", "contributor",
    "leader", "funder", "brand", "seller", "isPartOf", "memberOf", "member", "image",
}  # fmt: skip


def types(node: Json) -> set[str]:
    """The names of its types, without what stands before them."""
    held = node.get("@type", node.get("type"))
    names = held if isinstance(held, list) else [held]
    return {name.rstrip("/").split("/")[-1].split(":")[-1].split("#")[-1] for name in names if isinstance(name, str)}


def own_id(node: Json) -> str | None:
    """The id by which other objects name it."""
    found = node.get("@id", node.get("id"))
    return found if isinstance(found, str) and found and not found.startswith("_:") else None


def is_event(node: Json) -> bool:
    named = types(node) - NO_ACTIVITY
    return any(name in ALSO_EVENTS or name.endswith("Event") for name in named)


def is_series(node: Json) -> bool:
    return bool(types(node) & SERIES)


def is_place(node: Json) -> bool:
    named = types(node)
    if not named or named & NO_PLACE or not node.get("name"):
        return False
    return bool(named & PLACES) or any(node.get(name) for name in ("openingHours", "openingHoursSpecification"))


class Graph:
    """All objects of one document. `ids` are those that others may name; organizations stand there by name as well."""

    def __init__(self) -> None:
        self.ids: dict[str, Json] = {}
        self._subjects: list[Json] = []
        self._count = 0

    def add(self, value: Any) -> None:
        """Takes in a document; objects inside others count, but not what is only told about an activity."""
        stack: list[tuple[Any, bool]] = [(value, True)]
        while stack and self._count < MOST_OBJECTS:
            part, is_subject = stack.pop()
            if isinstance(part, list):
                stack += [(one, is_subject) for one in reversed(part)]
            elif isinstance(part, dict):
                self._note(part, is_subject)
                inner = [(one, is_subject and not self._is_told_of(part, name)) for name, one in part.items()]
                stack += [(one, told) for one, told in reversed(inner) if isinstance(one, (dict, list))]

    def events(self) -> Iterator[Json]:
        return (node for node in self._subjects if is_event(node))

    def places(self) -> list[Json]:
        """Places and associations; where the page is about a service, that service and not who keeps it."""
        found = [node for node in self._subjects if is_place(node)]
        return [node for node in found if types(node) & SERVICES] or found

    def series_of(self, node: Json) -> Json | None:
        """The series that an event belongs to, if the document holds it."""
        held = node.get("superEvent")
        held = held[0] if isinstance(held, list) and held else held
        own = own_id(held) if isinstance(held, dict) else held
        found = self.ids.get(own, held) if isinstance(own, str) else held
        return found if isinstance(found, dict) and is_series(found) and found is not node else None

    def _note(self, node: Json, is_subject: bool) -> None:
        self._count += 1
        own = own_id(node)
        named = f"{NAMED}{node.get('name')}" if "Organization" in types(node) else None
        for key in filter(None, (own, named)):
            if len(node) > len(self.ids.get(key, {})):
                self.ids[key] = node
        if is_subject and types(node) and len(node) > 2:
            self._subjects.append(node)

    @staticmethod
    def _is_told_of(node: Json, name: str) -> bool:
        return name in CONTEXT or (is_event(node) and name in INSIDE and is_series(node))
