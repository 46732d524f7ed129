"""`make ablation`: trains config.yml with one thing left out at a time, and the stock pipeline, and measures each."""

import sys
import tempfile
import warnings
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console

from benchmarks import ablation_training as training
from benchmarks.ablation_report import Result, markdown, write_json
from benchmarks.ablation_variants import STOCK, NoSuchComponent, Variant, changed, chosen, stock_config
from lotsen.errors import LotsenError
from lotsen.evaluation.readings import Parse, read_all
from lotsen.evaluation.run import load_quietly, measure
from lotsen.paths import ROOT

RESULT = ROOT / "results" / "ablation.json"
LABELS = ("intents", "kinds", "levels")
NO_ENTITIES = frozenset({"place_f1", "interest_f1", "barrier_f1", "age_group_f1", "life_event_f1"})


@dataclass
class Ablation:
    """One run: where it works, what it learns from, and what it has found so far."""

    folder: Path
    groups: list[training.Group]
    epochs: int
    run: dict[str, Any]
    console: Console
    results: list[Result] = field(default_factory=list)

    def try_variant(self, variant: Variant) -> None:
        config = changed(yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8")), variant)
        model, seconds = self._train(config, self.groups, variant.name)
        self._measure(variant.name, load_quietly(model), seconds)

    def try_stock(self, silent: frozenset[str]) -> None:
        """DIET knows intents only, so it is taught three times: intents, kinds, and levels of danger."""
        taught = (
            training.by_intent(self.groups),
            training.by_kind(self.groups, silent),
            training.by_level(self.groups),
        )
        config, parts, total = stock_config(self.epochs, training.SEED), [], 0.0
        for label, groups in zip(LABELS, taught, strict=True):
            model, seconds = self._train(config, groups, f"{STOCK}, {label}")
            parts.append(load_quietly(model))
            total += seconds
        self._measure(STOCK, as_one(*parts), total, NO_ENTITIES)

    def _train(self, config: dict[str, Any], groups: list[training.Group], title: str) -> tuple[Path, float]:
        folder = self.folder / title.replace(" ", "-").replace(",", "")
        with self.console.status(f"{title}: tränar …") as status:

            def tick(said: str) -> None:
                status.update(f"{title}: tränar … {said}")

            return training.train(config, groups, folder, tick)

    def _measure(self, name: str, parse: Parse, seconds: float, unlike: frozenset[str] = frozenset()) -> None:
        readings = read_all(parse, self.console)
        times = [reading.milliseconds for reading in readings.all()]
        self.results.append(Result(name, measure(readings).figures, round(median(times), 2), round(seconds, 1), unlike))
        self.console.print(f"{name}: tränad på {seconds:.0f} s, {median(times):.1f} ms", highlight=False)
        write_json(self.results, self.run, RESULT)


def as_one(intents: Parse, kinds: Parse, levels: Parse) -> Parse:
    """Three stock models that answer as one of ours does."""

    def parse(text: str) -> dict[str, Any]:
        kind, level = (part(text)["intent"]["name"] or "none" for part in (kinds, levels))
        heard = [] if kind == "none" else [kind]
        return {
            **intents(text),
            "entities": [],
            "loneliness": {"types": heard, "primary": heard[0] if heard else None},
            "risk": {"level": level, "kind": ""},
        }

    return parse


def silent_intents() -> frozenset[str]:
    """The intents whose messages teach our own classifier that there is no loneliness in them."""
    with warnings.catch_warnings(record=True):  # libraries about themselves
        from bot.components.loneliness_classifier import SPEAK_OF_NOTHING

    return SPEAK_OF_NOTHING


def main(
    share: Annotated[float, typer.Option(min=0.01, max=1.0, help="Hur stor del av träningsmeddelandena.")] = 1.0,
    epochs: Annotated[int, typer.Option(min=1, help="Hur många varv DIET tränas.")] = 100,
    only: Annotated[list[str] | None, typer.Option(help="Bara den här varianten (kan ges flera gånger).")] = None,
    no_stock: Annotated[bool, typer.Option("--no-stock", help="Utan den vanliga kedjan med DIET.")] = False,
) -> None:
    """Träna och mät varje variant. Tabellen skrivs ut som Markdown, allt annat till results/ablation.json."""
    console = Console(stderr=True)
    try:
        variants, with_stock = chosen(only or ())
        with tempfile.TemporaryDirectory(prefix="lotsen-ablation-") as folder:
            run = {"share": share, "epochs": epochs, "time": f"{datetime.now():%Y-%m-%d %H:%M}"}
            ablation = Ablation(Path(folder), training.read_groups(share), epochs, run, console)
            for variant in variants:
                ablation.try_variant(variant)
            if with_stock and not no_stock:
                ablation.try_stock(silent_intents())
    except (LotsenError, NoSuchComponent) as problem:
        console.print(f"ablation: {problem}", style="bold", highlight=False)
        sys.exit(1)
    print(markdown(ablation.results))


if __name__ == "__main__":
    typer.run(main)
