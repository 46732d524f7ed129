"""What the figures are held against, and whether they reach it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from lotsen.evaluation.figures import Figure


class Verdict(str, Enum):
    """How a figure stands to its aim; `near` is below it with the aim inside the interval."""

    met = "uppfyllt"
    near = "ej uppfyllt, inom felmarginalen"
    missed = "ej uppfyllt"
    unknown = "inte mätt"
    no_aim = "–"

    @property
    def short(self) -> str:
        """One word, for a terminal."""
        return {"met": "ja", "near": "nära", "missed": "nej", "unknown": "?"}.get(self.name, "")


@dataclass(frozen=True)
class Aim:
    """A figure by name, what people call it, and its limit, if it has one."""

    figure: str
    title: str
    at_least: float | None = None
    at_most: float | None = None
    unit: str = ""

    @property
    def limit(self) -> str:
        """The limit as people read it."""
        if self.at_least is not None:
            return f"≥ {self.at_least:.2f}"
        return f"≤ {self.at_most:g} {self.unit}" if self.at_most is not None else "–"

    def verdict(self, figure: Figure) -> Verdict:
        if self.at_least is None and self.at_most is None:
            return Verdict.no_aim
        if figure.value != figure.value:
            return Verdict.unknown
        if self.at_least is None:
            return Verdict.met if figure.value <= (self.at_most or 0.0) else Verdict.missed
        if figure.value >= self.at_least:
            return Verdict.met
        return Verdict.near if figure.high is not None and figure.high >= self.at_least else Verdict.missed


AIMS = (
    Aim("kind_macro_f1_clear", "Slag, tydliga fall (makro-F1)", at_least=0.88),
    Aim("kind_macro_f1_all", "Slag, alla fall (makro-F1)"),
    Aim("kind_calibration_error", "Slagens poäng: väntat kalibreringsfel"),
    Aim("danger_acute_seen", "Akut fara sedd, minst som oro", at_least=0.99),
    Aim("danger_acute", "Akut fara kallad akut", at_least=0.99),
    Aim("danger_concern", "Oro sedd, minst som oro", at_least=0.96),
    Aim("danger_hard_negative", "Lämnade i fred: låter farligt", at_least=0.96),
    Aim("danger_lonely", "Lämnade i fred: ensamt", at_least=0.98),
    Aim("danger_ordinary", "Lämnade i fred: vardagligt", at_least=0.98),
    Aim("alone_lonely", "Lämnade i fred: texter om ensamhet", at_least=0.98),
    Aim("alone_not_lonely", "Lämnade i fred: texter utan ensamhet", at_least=0.98),
    Aim("alone_messages", "Lämnade i fred: enstaka meddelanden", at_least=0.98),
    Aim("danger_numbers", "Rätt nummer i svaret på sedd fara", at_least=1.0),
    Aim("danger_numbers_level", "Rätt nummer när nivån blev minst rätt"),
    Aim("danger_calibration_error", "Farans poäng: väntat kalibreringsfel"),
    Aim("intent_macro_f1", "Avsikter (makro-F1)", at_least=0.92),
    Aim("place_f1", "Plats (F1)", at_least=0.98),
    Aim("interest_f1", "Intresse (F1)", at_least=0.90),
    Aim("barrier_f1", "Hinder (F1)", at_least=0.90),
    Aim("age_group_f1", "Ålder (F1)", at_least=0.90),
    Aim("life_event_f1", "Livshändelse (F1)"),
    Aim("parse_ms_p50", "Ett meddelande, p50", at_most=10, unit="ms"),
    Aim("parse_ms_p95", "Ett meddelande, p95", at_most=25, unit="ms"),
    Aim("memory_mb", "Minne med modellen inläst", at_most=800, unit="MB"),
    Aim("training_seconds", "Träning", at_most=180, unit="s"),
    Aim("directory_ndcg", "Katalogens tre förslag (nDCG@3)", at_least=0.90),
    Aim("directory_ndcg_reachable", "Detsamma, det högsta som reglerna om tre olika förslag tillåter"),
    Aim("directory_ndcg_held_out", "Detsamma, personer som inget ställts in på"),
    Aim("directory_violations", "Katalogens brutna gränser", at_most=0, unit="st"),
    Aim("personal_recall", "Personuppgifter som tas bort", at_least=0.97),
    Aim("personal_recall_held_out", "Detsamma, meddelanden som inget ställts in på"),
    Aim("personal_wrongly", "Meddelanden som mister något annat", at_most=0.02),
    Aim("personal_wrongly_held_out", "Detsamma, meddelanden som inget ställts in på"),
)


@dataclass(frozen=True)
class Judged:
    """An aim beside what was found."""

    aim: Aim
    figure: Figure
    verdict: Verdict


def judge(figures: Mapping[str, Figure]) -> list[Judged]:
    """Every aim in order; a figure that was not measured is shown as such when it has a limit."""
    found = [(aim, figures.get(aim.figure, Figure(float("nan")))) for aim in AIMS]
    judged = [Judged(aim, figure, aim.verdict(figure)) for aim, figure in found]
    return [row for row in judged if row.aim.figure in figures or row.verdict is not Verdict.no_aim]


def judge_measured(figures: Mapping[str, Figure]) -> list[Judged]:
    """Only what was measured, when only a part was."""
    return [row for row in judge(figures) if row.aim.figure in figures]
