"""What a question names, a kind of support, a line or an activity with facts, and what is asked of it."""

from __future__ import annotations

import re

NAMES: tuple[tuple[str, str], ...] = (
    ("topic:vantjanst", r"väntjänst\w*|volontärbesök\w*"),
    ("topic:kontaktperson", r"kontaktperson\w*"),
    ("topic:kontaktfamilj", r"kontaktfamilj\w*"),
    ("topic:ledsagning", r"ledsag\w+"),
    ("topic:sprakcafe", r"språkcaf[eé]\w*|språkkaf[eé]\w*"),
    ("topic:anhorigstod", r"anhörigstöd\w*|anhörigkonsulent\w*|anhörigcentr\w*"),
    ("topic:sorggrupp", r"sorggrupp\w*"),
    ("topic:fritidskort", r"fritidskort\w*"),
    ("topic:fardtjanst", r"färdtjänst\w*"),
    ("topic:god_man", r"god man|gode man\w*"),
    ("topic:halsolots", r"hälsolots\w*"),
    ("topic:personligt_ombud", r"personligt ombud|personliga ombud\w*"),
    ("topic:fontanhus", r"fontänhus\w*"),
    ("topic:family_counselling", r"familjerådgiv\w*"),
    ("topic:senior_meeting", r"träffpunkt\w*|seniorträff\w*"),
    ("topic:vaxelvard", r"växelvård\w*|korttidsboende\w*"),
    ("topic:dagverksamhet", r"dagverksamhet\w*"),
    ("topic:trygghetslarm", r"trygghetslarm\w*|dörrlarm\w*"),
    ("topic:demensboende", r"demensboende\w*|särskilt boende|äldreboende\w*"),
    ("topic:samtal_diakon", r"diakon\w*"),
    ("topic:what_is_1177", r"1177"),
    ("line:studenthalsan", r"studenthälsan?\w*"),
    ("line:bris", r"bris"),
    ("line:alkoholhjalpen", r"alkoholhjälpen|alkohollinjen"),
    ("line:aldrelinjen", r"äldrelinjen"),
    ("line:anhoriglinjen", r"anhöriglinjen"),
    ("line:hjalplinjen", r"hjälplinjen"),
    ("line:demensradgivning", r"demenslinjen|demensförbundet\w*"),
    ("line:foraldralinjen", r"föräldralinjen"),
    ("line:jourhavande-medmanniska", r"(jourhavande )?medmänniskan?"),
    ("line:jourhavande-prast", r"jourhavande präst\w*"),
    ("line:jourhavande-kompis", r"jourhavande kompis"),
    ("line:kyrkans-sos", r"kyrkans sos"),
    ("line:tilia", r"tilia"),
    ("step:attention", r"attention"),
    ("step:korpen", r"korpen"),
    ("step:parkrun", r"parkrun"),
    ("step:volontarbyran", r"volontärbyrån?"),
    ("step:folkbibliotek", r"bibliotek(et|ets)?|bibblan"),
    ("step:oppen-forskola", r"öppna förskolan?|öppen förskola"),
    ("step:fritidsbanken", r"fritidsbanken"),
    ("step:rodakorset-besok", r"röda korset\w*"),
    ("step:bokcirkel", r"bokcirk\w+"),
    ("step:bradspel-bibliotek", r"spelkväll\w*|brädspel\w*"),
    ("step:studiecirkel", r"studiecirk\w+"),
    ("step:seniornet", r"seniornet"),
    ("step:kompis-sverige", r"kompis sverige"),
    ("step:aldrekontakt", r"äldrekontakt\w*"),
    ("step:friluftsframjandet", r"friluftsfrämjandet"),
)
SIGNS = tuple((name, re.compile(rf"\b({words})\b")) for name, words in NAMES)
ASPECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("cost", r"kosta\w*|\bpris\w*|gratis|avgift\w*|betala\w*|dyrt"),
        ("home", r"(kommer|kan|åker|kör).{0,25}\b(hem|ut|hit|byn|landet)\b"),
        ("booking", r"\bbok(a|ar)\b|anmäl\w*|drop.?in|medlem\w*|(bara|kan man) (dyka|komma|gå) (upp|dit|in)"),
        (
            "start",
            r"\bhur (gör|börjar|kontaktar|får|når|hittar|söker|ansöker)|(vart|vem"
            r"|var) .{0,20}(ring\w*"
            r"|vänd\w*|fråg\w*|skriv\w*|hör av)|vad .{0,15}(fråga|säga|säger|frågar)\b|nummer|numret|länk"
            r"|hemsida|mejl\w*",
        ),
        (
            "where",
            r"\b(var|vart) (är|ligger|finns|nånstans|någonstans)|närmaste|adress|finns .{0,25}\b(här|nära"
            r"|i)\b",
        ),
        ("when", r"\bnär\b|vilken (dag|tid)|hur dags|klockan|öppettid\w*|öppet|öppnar|hur ofta|hur länge"),
        (
            "what",
            r"\bvad är\b|\bvad (gör|innebär|händer)\b|\bhur är\b|\bfinns\b|(funkar|fungerar)"
            r"|berätta (mer )?om|vad är det för",
        ),
    )
)
MOST_ASPECTS = 2


def named_in(text: str) -> str | None:
    """The first thing that a message names, as "topic:vantjanst"; None when it names nothing known."""
    found = [(hit.start(), -hit.end(), name) for name, sign in SIGNS if (hit := sign.search(text.lower()))]
    return min(found)[2] if found else None


def aspects_in(text: str) -> tuple[str, ...]:
    """What is asked, at most two things: what it costs, how one begins, whether they come home …"""
    return tuple(name for name, sign in ASPECTS if sign.search(text.lower()))[:MOST_ASPECTS]


CALLED = {
    "topic:vantjanst": "väntjänst",
    "topic:kontaktperson": "en kontaktperson",
    "topic:kontaktfamilj": "en kontaktfamilj",
    "topic:ledsagning": "ledsagning",
    "topic:sprakcafe": "språkcaféet",
    "topic:anhorigstod": "anhörigstöd",
    "topic:avlosning": "avlösning i hemmet",
    "topic:vaxelvard": "växelvård",
    "topic:dagverksamhet": "dagverksamhet",
    "topic:trygghetslarm": "ett trygghetslarm",
    "topic:demensboende": "en plats på ett boende",
    "topic:bistandshandlaggare": "att ansöka om hjälp hemma",
    "topic:sorggrupp": "en sorggrupp",
    "topic:fardtjanst": "färdtjänst",
    "topic:god_man": "en god man",
    "topic:personligt_ombud": "ett personligt ombud",
    "topic:family_counselling": "familjerådgivning",
    "topic:senior_meeting": "träffpunkten",
}  # as one says it on the phone
