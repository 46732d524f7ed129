"""Judges danger: rules that can be read, and a trained model beside them; the higher of the two counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.components.danger_concepts import concept_pairs, concepts_in
from bot.components.features import forget_rare, one_row, side_by_side
from bot.components.featurizer import ROW, rows_of
from bot.components.linear import LinearModel, MarginModel, learn_all
from bot.components.sharing import share_out
from bot.components.swedish import NORMALISED
from bot.components.trained import TrainedComponent, intent_of, metadata_of
from bot.dialogue.buttons import is_button
from safety.assess import OWN_LIFE, VIOLENCE, Level, Risk, Seen, assess_seen, kind_for, see
from safety.bearing import bears_out, is_foreign
from safety.crisis import ONLY_SOS

ORDER = {"none": 0, "concern": 1, "acute": 2}
NOTHING = Risk(Level.none, "", (), False, False, False)
HINTED = OWN_LIFE | {"death_unclear"}
NEVER = 2.0  # no guess is so sure
NEARLY = 0.4  # of the likeliest kind's share
FAMILIES = (OWN_LIFE, VIOLENCE, frozenset({"child_abuse"}))  # each has a line of its own
WEIGHT = 0.7  # of concepts beside words; area under the curve on the development set .928 without, .940 with


@dataclass(frozen=True)
class Learned:
    """What the trained model says: level, kind, how likely danger is, 0 to 1, and a kind that is nearly as likely."""

    level: str
    kind: str
    score: float
    beside: tuple[str, ...] = ()


UNTAUGHT = Learned("none", "", 0.0)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class RiskClassifier(TrainedComponent):
    """Adds `risk` to what a message is understood as."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "strength": 3.0,
            "kind_strength": 0.3,
            "danger_threshold": 0.5,
            "sure": 0.85,
            "borne_out": 0.7,  # less than this needs a word that bears the kind out (safety/bearing.yml)
            "hinted": 0.6,  # of the own life, which is hinted at in any words
            "acute_threshold": 0.5,
            "calm_intents": [],
            "rules": True,  # both count; either can be left out to measure what it gives
            "trained": True,
        }

    def train(self, training_data: TrainingData) -> Resource:
        """Learn danger against every other example, then level and kind among the dangerous."""
        examples = [m for m in training_data.training_examples if m.get(ROW) is not None]
        levels = [str(metadata_of(m).get("level", "none")) for m in examples]
        dangerous = [i for i, level in enumerate(levels) if level != "none"]
        if len({levels[i] for i in dangerous}) < 2:
            return self.save(None)  # nothing to learn from: the rules alone judge
        concepts = TfidfVectorizer(analyzer=concept_pairs, min_df=3, sublinear_tf=True)
        pairs = concepts.fit_transform(share_out(concepts_in, [m.get(NORMALISED) or "" for m in examples]))
        forget_rare(concepts)
        rows = hstack([rows_of(examples), pairs * WEIGHT]).tocsr()
        kinds = [str(metadata_of(examples[i]).get("kind") or "death_unclear") for i in dangerous]
        strength, some = self.config["strength"], rows[dangerous]
        danger, acute, kind = learn_all(
            [
                (LinearModel(strength), rows, [str(level != "none") for level in levels]),
                (LinearModel(strength), some, [str(levels[i] == "acute") for i in dangerous]),
                (MarginModel(self.config["kind_strength"]), some, kinds),
            ]
        )
        return self.save({"concepts": concepts, "danger": danger, "acute": acute, "kind": kind})

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set("risk", self._judge(message), add_to_output=True)
        return messages

    def _judge(self, message: Message) -> dict[str, Any]:
        seen = see(message.get(TEXT) or "")
        ruled = assess_seen(seen, today=date.today()) if self.config["rules"] else NOTHING
        asked = self.config["trained"] and self.state and not is_button(message.get(TEXT) or "")
        learned = self._learned(message, seen) if asked else UNTAUGHT
        if ORDER[learned.level] > ORDER[ruled.level.value]:
            kind = kind_for(ruled.kind or learned.kind, ruled.minor, ruled.about_other)
            beside = () if ruled.kind else learned.beside
            ruled = replace(ruled, also=(*ruled.also, *(name for name in beside if name not in ruled.also)))
            return as_output(ruled, level=learned.level, kind=kind, score=learned.score)
        return as_output(ruled, level=ruled.level.value, kind=ruled.kind, score=learned.score)

    def _learned(self, message: Message, seen: Seen) -> Learned:
        pairs = one_row([self.state["concepts"]], [seen.concepts()], [WEIGHT])
        row = side_by_side(message.get(ROW), pairs)
        danger = self.state["danger"].scores(row)["True"]
        if danger < self._needed(message, seen):
            return Learned(Level.none.value, "", danger)
        acute = self.state["acute"].scores(row)["True"] >= self.config["acute_threshold"]
        shares = self.state["kind"].scores(row)
        kind = most_helped(shares, acute=acute)
        text = message.get(TEXT) or ""
        enough = self.config["hinted" if kind in HINTED else "borne_out"]
        if danger < enough and not (is_foreign(text) or bears_out(text, kind)):
            return Learned(Level.none.value, "", danger)
        return Learned((Level.acute if acute else Level.concern).value, kind, danger, nearly_as_likely(shares, kind))

    def _needed(self, message: Message, seen: Seen) -> float:
        """How sure a guess must be: surer where its words have an everyday owner (safety/everyday.yml)."""
        if seen.tagged.has("OWNED"):
            return NEVER
        calm = intent_of(message) in self.config["calm_intents"] or seen.tagged.has("CALM") or seen.tagged.has("LIGHT")
        return float(self.config["sure"] if calm else self.config["danger_threshold"])


def most_helped(shares: Mapping[str, float], *, acute: bool) -> str:
    """The likeliest kind; where its reply would name 112 alone, a nearly as likely one that names a line beside it."""
    likeliest = max(shares, key=lambda kind: shares[kind])
    if not acute or likeliest not in ONLY_SOS:
        return likeliest
    others = {kind: share for kind, share in shares.items() if kind not in ONLY_SOS}
    second = max(others, key=lambda kind: others[kind], default=likeliest)
    return second if others.get(second, 0.0) >= NEARLY * shares[likeliest] else likeliest


def nearly_as_likely(shares: Mapping[str, float], kind: str) -> tuple[str, ...]:
    """The likeliest kind that another line helps with, when it is in doubt which of the two it is: both are named."""
    own = next(
        (family for family in FAMILIES if kind in family or (kind == "death_unclear" and "suicide" in family)), ()
    )
    others = {name: shares[name] for family in FAMILIES if family != own for name in family & shares.keys()}
    second = max(others, key=lambda name: others[name], default="")
    return (second,) if second and others[second] >= NEARLY * shares.get(kind, 0.0) else ()


def as_output(risk: Risk, *, level: str, kind: str, score: float) -> dict[str, Any]:
    """The `risk` part of a parse result: level, kind, the words that raised it, and what decides the reply.

    `score` is what the trained model says of danger, 0 to 1; the level may come from the rules whatever it says.
    """
    return {
        "level": level,
        "kind": kind if level != "none" else "",
        "score": round(score, 3),
        "evidence": list(risk.evidence),
        "minor": risk.minor,
        "about_other": risk.about_other,
        "joking": risk.joking,
        "victim_gender": risk.victim_gender,
        "perpetrator_gender": risk.perpetrator_gender,
        "also": list(risk.also),
    }
