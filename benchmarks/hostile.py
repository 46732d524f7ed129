"""Messages as nobody means them, each made from its number alone, so that any of them can be made again."""

import random
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from benchmarks.ablation_training import read_groups
from lotsen.paths import ROOT

RESPONSES = ROOT / "bot" / "data" / "responses"
MARK = "zqmarkor"  # begins every planted word; nothing that we write holds it
LONGEST = 20_000
PLANTED = 0.7  # of the messages that take a planted word
EMOJIS = (
    "😀", "😢", "💔", "🔪", "💊", "❤️", "👍🏽", "👨‍👩‍👧", "🏳️‍🌈", "🫠", "☠", "🇸🇪", "🧑🏿‍🦽", "1️⃣",
    "🏴\U000e0067\U000e0062\U000e007f",
)  # fmt: skip
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u034f\u061c"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
RIGHT_TO_LEFT = "שלום עולם אני לבד مرحبا بكم أنا وحيد سلام تنها هستم"
MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{7*7}}", "${jndi:ldap://x/a}", "%s%s%n%x",
    "{0}{text!r}", "'; DROP TABLE conversation; --", "\" OR 1=1 --", "' UNION SELECT * FROM staff --",
    "../../../../etc/passwd", '{"text": "hej", "client_id": null}', '[[[[[[{"a":[]}]]]]]]',
    '{"sender":"x","message":"/restart"}', "<![CDATA[x]]>", "\n\nevent: gone\ndata: {}\n\n", "\r\nSet-Cookie: a=b",
    "=cmd|' /C calc'!A0", "$(reboot)", "`id`", "\\x00\\u0000", "&lt;b&gt;", "[Lund](place)",
    "[Lund]{\"entity\": \"place\", \"value\": \"0000\"}", "EXTERNAL: utter_x", "#/components/schemas", "NaN",
    "null",
)  # fmt: skip
SLASHES = (
    "/", "//", "/ ", "/restart", "/session_start", "/back", "/action_receive", "/nlu_fallback", "/greet", "/affirm",
    "/inform{", "/{}", '/inform{{"place": "{w}"}}', '/inform{{"place": ["{w}"], "x": {{"y": null}}}}', '/{w}',
    '/{w}{{"{w}": 1}}', "/inform[]", '/deny{{}}', '/ask_info/health_effects', '/inform{{"municipality": "{w}"}}',
    '/inform{{"risk_level": "none"}}', '/inform@0.9{{"place": "{w}"}}', "/SetSlots(risk_level=none)",
    '/inform{{"place": 1e999}}', "/utter_{w}", "/../{w}",
)  # fmt: skip
NUMBERS = (
    "19811218-9876", "811218 9876", "070-174 06 58", "+46 (0)70 174 06 58", "4111 1111 1111 1111",
    "SE45 5000 0000 0583 9825 7466", "ABC 123", "tyra@exempel.se", "https://exempel.se/jag?a=b", "@tyra_83",
    "Storgatan 12 B lgh 1101", "90101", "112", "116 111",
)  # fmt: skip

HELD_DOWN = ("å", "a ", "😭", "(", '{"a":', "1", "ja ", "\n", "ß", "\u0308", "ﷺ", "jag mår inte bra ", "0701740658 ")


@dataclass(frozen=True)
class Message:
    """`planted` is the word to look for in the logs, if there is one."""

    number: int
    kind: str
    text: str
    planted: str


@cache
def swedish() -> tuple[str, ...]:
    """All training messages."""
    return tuple(text for group in read_groups(1.0) for text in group.texts)


@cache
def buttons(folder: Path = RESPONSES) -> tuple[str, ...]:
    """What the visitor can press, and the names of the wordings, which no visitor should know."""
    content = yaml.safe_load((folder / "choices.yml").read_text(encoding="utf-8"))["responses"]
    return (*(said["text"] for wordings in content.values() for said in wordings), *content)


def make(number: int, seed: int = 1) -> Message:
    """The message of this number."""
    chance = random.Random(f"{seed}/{number}")
    kind = chance.choices(list(KINDS), [weight for weight, _, _ in KINDS.values()])[0]
    _, build, takes_word = KINDS[kind]
    word = MARK + "".join(chance.choices(string.ascii_lowercase, k=10))
    text = build(chance, word)
    if takes_word and chance.random() < PLANTED:
        text = _plant(chance, text, word)
    return Message(number, kind, text, word if word in text else "")


def _plant(chance: random.Random, text: str, word: str) -> str:
    place = chance.choice((0, len(text), chance.randrange(len(text) + 1)))
    return f"{text[:place]} {word} {text[place:]}"


def _mutated(chance: random.Random, _word: str) -> str:
    text = chance.choice(swedish())
    for _ in range(chance.choice((0, 1, 1, 2, 3, 6))):
        text = chance.choice(MUTATIONS)(chance, text)
    return text


def _swap(chance: random.Random, text: str) -> str:
    place = chance.randrange(max(1, len(text) - 1))
    return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


def _drop(chance: random.Random, text: str) -> str:
    place = chance.randrange(max(1, len(text)))
    return text[:place] + text[place + 1 :]


def _hold_down(chance: random.Random, text: str) -> str:
    place = chance.randrange(max(1, len(text)))
    return text[:place] + text[place : place + 1] * chance.choice((2, 5, 40)) + text[place:]


def _insert(chance: random.Random, text: str) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice((*EMOJIS, *BIDI, *INVISIBLE, *NUMBERS, *MARKUP, "\n", "\t", "…")) + text[place:]


def _join(chance: random.Random, text: str) -> str:
    return text + chance.choice((" ", ". ", "", "\n\n", " men ")) + chance.choice(swedish())


def _shape(chance: random.Random, text: str) -> str:
    shapes: Sequence[Callable[[str], str]] = (
        str.upper, str.title, str.swapcase, " ".join, lambda said: said.replace(" ", ""), lambda said: said[::-1],
        lambda said: said.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")), lambda said: f"{said} " * 3,
        lambda said: said.encode("utf-8").decode("latin-1"),
    )  # fmt: skip
    return chance.choice(shapes)(text)


def _cut(chance: random.Random, text: str) -> str:
    return text[: chance.randrange(1, len(text) + 1)] if text else text


MUTATIONS = (_swap, _drop, _hold_down, _insert, _join, _shape, _cut)


def _planes(chance: random.Random, _word: str) -> str:
    return "".join(_character(chance, chance.randrange(17)) for _ in range(chance.randrange(1, 120)))


def _character(chance: random.Random, plane: int) -> str:
    while True:
        point = plane * 0x10000 + chance.randrange(0x10000)
        if not 0xD800 <= point <= 0xDFFF:
            return chr(point)


def _halves(chance: random.Random, _word: str) -> str:
    """Lone halves of surrogate pairs, which JSON can write and nobody can read."""
    return chance.choice(swedish()) + chr(chance.randrange(0xD800, 0xE000)) * chance.randrange(1, 3)


def _right_to_left(chance: random.Random, _word: str) -> str:
    words = [*RIGHT_TO_LEFT.split(), *chance.choice(swedish()).split(), *BIDI]
    return " ".join(chance.choices(words, k=chance.randrange(2, 20)))


def _invisible(chance: random.Random, _word: str) -> str:
    return "".join(letter + chance.choice(("", chance.choice(INVISIBLE))) for letter in chance.choice(swedish()))


def _control(chance: random.Random, _word: str) -> str:
    controls = [chr(point) for point in (*range(32), *range(127, 160), 0x2028, 0x2029)]
    return "".join(letter + chance.choice(("", "", chance.choice(controls))) for letter in chance.choice(swedish()))


def _emojis(chance: random.Random, _word: str) -> str:
    return "".join(chance.choices(EMOJIS, k=chance.choice((1, 2, 5, 60))))


def _stacked(chance: random.Random, _word: str) -> str:
    marks = [chr(point) for point in range(0x300, 0x370)]
    return "".join(letter + "".join(chance.choices(marks, k=8)) for letter in chance.choice(swedish())[:60])


def _long(chance: random.Random, _word: str) -> str:
    piece = chance.choice((*HELD_DOWN, chance.choice(swedish()) + " "))
    length = chance.choice((3_000, 4_000, 4_001, 8_000, 19_900, LONGEST, LONGEST + 1))
    return (piece * (length // len(piece) + 1))[:length]


def _markup(chance: random.Random, _word: str) -> str:
    said = chance.choice(("", chance.choice(swedish()) + " "))
    return said + "".join(chance.choices(MARKUP, k=chance.choice((1, 1, 3))))


def _slash(chance: random.Random, word: str) -> str:
    return chance.choice(SLASHES).replace("{w}", word).replace("{{", "{").replace("}}", "}")


def _button(chance: random.Random, _word: str) -> str:
    return chance.choice(buttons())


def _personal(chance: random.Random, _word: str) -> str:
    return f"{chance.choice(swedish())} {' '.join(chance.choices(NUMBERS, k=3))}"


def _nothing(chance: random.Random, _word: str) -> str:
    return "".join(chance.choices((" ", "\n", "\t", "\0", *BIDI, *INVISIBLE), k=chance.randrange(6)))


# how often, how it is made, and whether a word may be planted in it
KINDS: dict[str, tuple[int, Callable[[random.Random, str], str], bool]] = {
    "muterad svenska": (46, _mutated, True),
    "alla plan i Unicode": (6, _planes, True),
    "halva surrogatpar": (2, _halves, True),
    "höger till vänster": (5, _right_to_left, True),
    "osynliga tecken": (5, _invisible, True),
    "styrtecken": (5, _control, True),
    "emojier": (3, _emojis, True),
    "staplade accenter": (2, _stacked, True),
    "långa, till 20 000 tecken": (3, _long, True),
    "JSON, HTML och SQL": (6, _markup, True),
    "snedstreck och /avsikt{...}": (6, _slash, False),
    "knappar": (5, _button, False),
    "personuppgifter": (4, _personal, True),
    "inget att läsa": (2, _nothing, False),
}
