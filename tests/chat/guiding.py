"""Made-up persons who answer the guide: the ids of their answers by question."""

from chat.guide.answers import HERE, Answers, Spot
from knowledge.places import load_places


def answer(place: str | None = None, **given: str) -> Answers:
    """Answers such as who="me", hinders="money anxiety"; the rest "Vet inte". `place` is a municipality's name."""
    answers = Answers()
    chosen = {"danger": "none", **dict.fromkeys(ASKED, "unknown"), **given}
    for question, names in chosen.items():
        answers = answers.with_answer(question, tuple(names.split()))
    if place is None:
        return answers.with_answer("place", ("declined",))
    found = load_places().resolve(place, expecting=True)
    assert found.municipality, place
    spot = Spot(found.municipality.code, found.locality or found.municipality.name, found.position)
    return answers.with_answer("place", (HERE,), spot)


ASKED = ("who", "age", "since", "happened", "company", "close", "meaning", "hinders", "likes")

PERSONS = {
    "newly arrived": answer("Krokom", who="me", age="adult", company="hardly", happened="migration", hinders="language"),
    "widow": answer("Krokom", who="me", age="older", happened="bereavement", close="nobody", since="years"),
    "student": answer("Umeå", who="me", age="young_adult", happened="studies move", company="some", likes="boardgames"),
    "afraid": answer("Östersund", who="me", age="adult", company="hardly", close="some", hinders="anxiety no_company"),
    "poor": answer("Malmö", who="me", age="adult", company="some", hinders="money", likes="music dancing"),
    "child": answer("Åre", who="me", age="child", company="hardly"),
    "teenager": answer("Göteborg", who="me", age="teen", close="nobody", meaning="often"),
    "just of age": answer("Göteborg", who="me", age="eighteen", company="hardly", likes="videogames"),
    "coming out": answer("Gävle", who="me", age="young_adult", happened="coming_out", close="nobody", likes="culture"),
    "ill": answer("Strömsund", who="me", age="older", happened="illness", meaning="often", hinders="illness distance"),
    "deaf": answer("Borås", who="me", age="older", company="hardly", hinders="hearing"),
    "in a wheelchair": answer("Lund", who="me", age="adult", company="some", hinders="wheelchair"),
    "mother of small ones": answer("Solna", who="me", age="adult", happened="birth", hinders="time_children"),
    "carer": answer("Kiruna", who="me", age="older", happened="caregiving", close="nobody", hinders="caregiving"),
    "for a mother": answer("Gotland", who="relative", age="older", company="hardly", hinders="digital"),
    "for a pupil": answer("Växjö", who="pupil", age="teen", company="hardly", meaning="some"),
    "for a patient": answer("Falun", who="patient", age="older", company="hardly", close="nobody", meaning="often"),
    "no place": answer(who="me", age="adult", close="nobody", meaning="often", likes="walks outdoors"),
    "nothing": answer(),
    "many things": answer("Brunflo", who="friend", age="adult", happened="divorce unemployment", company="some",
                          close="some", meaning="some", hinders="money benefits_fear", likes="helping church crafts"),
}  # fmt: skip
