"""What the scripted Rasa says: one turn of each kind, with lines and programmes that are in the facts."""

from typing import Any

from safety.crisis import compose

CARDS = {
    "kind": "activities",
    "intro": "Här är tre saker som kan passa dig i Krokom.",
    "items": [
        {
            "id": "svk-sorggrupp",
            "name": "Sorggrupp i kyrkan",
            "kind": "Samtalsgrupp",
            "why": "Du sa att din man dog i våras och att du saknar någon att prata med.",
            "how_far": "Ungefär 3 km bort",
            "what": "Några som också har mist någon träffas och pratar. Ingen behöver säga något.",
            "cost": "Gratis",
            "at_the_door": "En diakon möter dig och visar var ni sitter.",
            "first_step": "Ring församlingen och fråga när nästa grupp börjar.",
            "where": "Din församling i Krokom",
            "when": "Brukar vara en kväll i veckan, fråga när",
            "phone": "0771-800 650",
            "link": "https://www.svenskakyrkan.se/",
            "checked": "Sammanställt 21 november 2026",
            "example": False,
            "distance_km": 3.2,
            "lat": 63.3271,
            "lon": 14.4823,
        },
        {
            "id": "vantjanst-frivillig",
            "name": "Väntjänst",
            "kind": "Någon som hälsar på",
            "why": "Du behöver inte ta dig någonstans. En volontär kommer hem till dig.",
            "what": "Samma person kommer och hälsar på, fikar eller går en promenad.",
            "cost": "Gratis",
            "at_the_door": "",
            "first_step": "Ring kommunens växel och fråga efter väntjänst.",
            "where": "Hemma hos dig",
            "when": "När ni kommer överens om det",
            "phone": None,
            "link": "https://www.rodakorset.se/",
            "checked": "Sammanställt 21 november 2026",
            "example": False,
        },
    ],
    "line": {
        "id": "aldrelinjen",
        "name": "Äldrelinjen",
        "what": "För dig som är 65 eller äldre och vill prata med någon.",
        "phone": "020-22 22 33",
        "chat_url": None,
        "opening": "öppet nu, stänger kl. 19",
        "checked": "Sammanställt 21 november 2026",
    },
    "widened": None,
}
PLAN = {
    "kind": "notice",
    "title": "Min plan",
    "sections": [
        {"heading": "Så märker jag att det blir tungt", "text": "Jag slutar svara i telefon."},
        {"heading": "Här svarar någon", "text": "112 (öppet dygnet runt)\nSjälvmordslinjen: 90101 (öppet dygnet runt)"},
        {"heading": "Så blir det säkrare runt mig", "text": "Min syster tar hand om det en tid."},
    ],
    "printable": True,
}


OFFER = (
    "En volontär är här nu och kan ta över. Säger du ja får hen läsa det du har skrivit, så att du slipper berätta om "
    "det igen. Det som står här under läser hen först. Går det bra?"
)


def script(text: str) -> list[dict[str, Any]]:
    text = text.lower()
    if "leva längre" in text:
        return _crisis()
    if "plan" in text:
        return [{"text": "Min plan"}, {"custom": PLAN}]
    if "människa" in text:
        return [{"text": OFFER}, {"custom": {"kind": "handover", "state": "offered"}}]
    if "tips" in text:
        return [{"text": "Här är två saker.\nSorggrupp i kyrkan. Väntjänst."}, {"custom": CARDS}]
    if "känns" in text:
        return [
            {"text": "Det låter tungt att komma hem till ett tyst hus."},
            {
                "text": "Vill du ha tips, eller vill du bara prata en stund?",
                "buttons": [{"title": "Jag vill ha tips", "payload": "x"}, {"title": "Bara prata", "payload": "y"}],
            },
        ]
    if "hello" in text:
        return [{"text": "Hello. Here are lines that listen."}, {"custom": {"kind": "text", "lang": "en"}}]
    if "tyst" in text:
        return []
    return [{"text": f"Du skrev: {text}"}]


def _crisis() -> list[dict[str, Any]]:
    from datetime import date

    from knowledge.facts_loader import load_facts
    from safety.assess import assess

    phones = load_facts().phones()
    reply = compose(assess("jag vill inte leva längre", today=date(2026, 11, 24)), phones)
    lines = [
        {
            "id": id,
            "name": load_facts().lines[id].name,
            "phone": phones[id],
            "chat_url": None,
            "opening": "öppet dygnet runt",
        }
        for id in reply.line_ids
    ]
    return [
        *({"text": bubble} for bubble in reply.bubbles),
        {"custom": {"kind": "crisis", "level": "acute", "lines": lines, "choices": ["Hjälp med orden"]}},
    ]
