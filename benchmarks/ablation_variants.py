"""The variants of config.yml that are held against it: each leaves one thing out."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Pipeline = list[dict[str, Any]]
Change = Callable[[Pipeline], Pipeline]

AS_IT_IS = "as it is"
STOCK = "stock pipeline with DIET"


@dataclass(frozen=True)
class Variant:
    """A name for people, and what it does to the pipeline."""

    name: str
    change: Change


class NoSuchComponent(Exception):
    """A variant speaks of a component that config.yml does not have (any more)."""


def without(component: str) -> Change:
    """The pipeline without one component, named by its class."""

    def change(pipeline: Pipeline) -> Pipeline:
        _find(pipeline, component)
        return [step for step in pipeline if _class_of(step) != component]

    return change


def with_options(component: str, **options: Any) -> Change:
    """The pipeline with other options for one component."""

    def change(pipeline: Pipeline) -> Pipeline:
        _find(pipeline, component).update(options)
        return pipeline

    return change


VARIANTS = (
    Variant(AS_IT_IS, lambda pipeline: pipeline),
    Variant("without words", with_options("SwedishFeaturizer", leave_out=["words"])),
    Variant("without letter pieces", with_options("SwedishFeaturizer", leave_out=["pieces"])),
    Variant("without concepts", with_options("SwedishFeaturizer", leave_out=["concepts"])),
    Variant("without the shape of a message", with_options("IntentClassifier", shape_weight=0.0)),
    Variant("danger by rules alone", with_options("RiskClassifier", trained=False)),
    Variant("danger by the trained model alone", with_options("RiskClassifier", rules=False)),
    Variant("without calm intents", with_options("RiskClassifier", calm_intents=[])),
    Variant("without silent intents", with_options("LonelinessClassifier", silent_intents=[])),
    Variant("without BareFacts", without("BareFacts")),
    Variant("without EntityMatcher", without("EntityMatcher")),
    Variant("without LanguageDetector", without("LanguageDetector")),
)


def changed(config: dict[str, Any], variant: Variant) -> dict[str, Any]:
    """config.yml as the variant has it; the original is left alone."""
    copy = deepcopy(config)
    return {**copy, "pipeline": variant.change(copy["pipeline"])}


def stock_config(epochs: int, seed: int) -> dict[str, Any]:
    """The pipeline that Rasa proposes, for one set of labels."""
    steps: Pipeline = [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {
            "name": "DIETClassifier",
            "epochs": epochs,
            "constrain_similarities": True,
            "entity_recognition": False,
            "random_seed": seed,
        },
    ]
    return {"recipe": "default.v1", "assistant_id": "stock", "language": "sv", "pipeline": steps, "policies": []}


def chosen(names: Iterable[str]) -> tuple[list[Variant], bool]:
    """The variants with these names (all without any), and whether the stock pipeline is among them."""
    wanted = set(names)
    known = {variant.name for variant in VARIANTS} | {STOCK}
    if unknown := wanted - known:
        raise NoSuchComponent(f"no variant is called {sorted(unknown)[0]!r}; there are: {', '.join(sorted(known))}")
    kept = [v for v in VARIANTS if not wanted or v.name in wanted or v.name == AS_IT_IS]
    return kept, not wanted or STOCK in wanted


def _class_of(step: dict[str, Any]) -> str:
    return str(step["name"]).rpartition(".")[2]


def _find(pipeline: Pipeline, component: str) -> dict[str, Any]:
    found = next((step for step in pipeline if _class_of(step) == component), None)
    if found is None:
        raise NoSuchComponent(component)
    return found
