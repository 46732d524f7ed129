"""Names the language of a message, so that one in another tongue is met in it."""

from __future__ import annotations

import re
from typing import Any

from lingua import Language, LanguageDetectorBuilder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

LANGUAGES = (
    *(
        Language.SWEDISH,
        Language.ENGLISH,
        Language.ARABIC,
        Language.SOMALI,
        Language.PERSIAN,
        Language.FINNISH,
    ),
    *(
        Language.UKRAINIAN,
        Language.RUSSIAN,
        Language.POLISH,
        Language.SPANISH,
        Language.GERMAN,
        Language.TURKISH,
    ),
    *(Language.FRENCH, Language.BOKMAL, Language.DANISH),
)
CODES = {Language.BOKMAL: "no"}
ETHIOPIC = re.compile(r"[\u1200-\u137f]")
OTHER = "other_language"
NORDIC = frozenset(["no", "da"])
NORDIC_WORDS = frozenset(
    ["jeg", "ikke", "ikkje", "eg", "og", "hva", "hvad", "hvor", "hvordan", "meg", "deg", "noen", "nogen", "noe"]
    + ["noget", "mye", "meget", "snakke", "snakker", "hjelp", "hjælp", "føler", "ensom", "venner", "kjenner"]
)  # words that Norwegian or Danish has and Swedish has not
RINGED = re.compile(r"å", re.IGNORECASE)  # written in Swedish, Danish, Norwegian and Finnish names alone
DOTTED = re.compile(r"[äö]", re.IGNORECASE)  # Danish and Norwegian write æ and ø
WITH_RING = frozenset(["sv", "no", "da"])
WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
SWEDISH = frozenset(
    [
        "jag",
        "och",
        "att",
        "det",
        "är",
        "inte",
        "en",
        "ett",
        "som",
        "på",
        "har",
        "med",
        "för",
        "till",
        "den",
        "av",
        "men",
        "om",
        "så",
        "vill",
        "kan",
        "ingen",
        "mig",
        "min",
        "du",
        "vad",
        "hur",
        "var",
        "nån",
        "någon",
        "mår",
        "själv",
        "ensam",
        "hej",
        "ja",
        "nej",
        "känner",
        "prata",
        "bor",
        "finns",
        "inga",
        "när",
        "här",
        "där",
        "sen",
        "bara",
        "nu",
        "också",
        "alla",
        "aldrig",
        "ska",
        "ju",
        "o",
        "va",
    ]
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageDetector(GraphComponent):
    """Adds `language` (ISO 639-1) and turns the intent to other_language when the message is not Swedish."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = {**self.get_default_config(), **config}
        self._detector = LanguageDetectorBuilder.from_languages(*LANGUAGES).with_low_accuracy_mode().build()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"confidence": 0.6, "fewest_words": 3, "few_words": 6, "sure": 0.93}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            code = self.detect(message.get(TEXT) or "")
            message.set("language", code, add_to_output=True)
            self._settle_intent(message, code)
        return messages

    @staticmethod
    def _settle_intent(message: Message, code: str) -> None:
        """The language decides whether it is another language; what is Swedish gets its next best intent."""
        ranking = message.get("intent_ranking") or []
        if code != "sv":
            message.set(INTENT, {"name": OTHER, "confidence": 1.0}, add_to_output=True)
        elif (message.get(INTENT) or {}).get("name") == OTHER and len(ranking) > 1:
            message.set(INTENT, dict(ranking[1]), add_to_output=True)

    def detect(self, text: str) -> str:
        """ISO 639-1 of the text; "sv" when there is too little to say otherwise."""
        text = text[:400]
        if ETHIOPIC.search(text):
            return "ti"
        words = [word.lower() for word in WORD.findall(text)]
        latin = all(ord(letter) < 0x250 for word in words for letter in word)
        if latin and (len(words) < self.config["fewest_words"] or self._looks_swedish(words)):
            return "sv"
        ranked = self._detector.compute_language_confidence_values(text) if words else []
        if not ranked:
            return "sv"
        language = ranked[0].language
        code = CODES.get(language, language.iso_code_639_1.name.lower())
        return "sv" if latin and not self._is_sure(code, ranked[0].value, text, words) else code

    def _is_sure(self, code: str, confidence: float, text: str, words: list[str]) -> bool:
        """Few words or letters that the language does not have leave a message in Latin letters Swedish."""
        few = len(words) < self.config["few_words"]
        if confidence < (self.config["sure"] if few else self.config["confidence"]):
            return False
        if RINGED.search(text) and code not in WITH_RING:
            return False
        return code not in NORDIC or (not DOTTED.search(text) and not NORDIC_WORDS.isdisjoint(words))

    @staticmethod
    def _looks_swedish(words: list[str]) -> bool:
        """A fast way out for what most people write: one word in five is among the commonest Swedish ones."""
        return 5 * sum(word in SWEDISH for word in words) >= len(words)
