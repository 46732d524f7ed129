"""Linear models over sparse rows: learned with scikit-learn, kept as bare weights, with honest scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from typing import Any, Generic, TypeVar

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC
from typing_extensions import Self

from bot.components.sharing import MANY, WORKERS

Name = TypeVar("Name", bound=Hashable)
Found = dict[str, Any]  # attributes of a model
Step = Callable[[csr_matrix, list[str]], Found]
SEED = 20261122
HELD_OUT = 0.12  # share of the examples that a scale is fitted on, and that is learned from all the same afterwards
FEWEST_HELD_OUT = 40
SLOPES = (0.5, 40.0)
ROUGHLY = 1e-2  # enough to fit the scores on
FINELY = 1e-3  # no distance differs by more than 0.0001 from what 1e-4 gives, in two thirds of the time
LIFTS = (-20.0, 20.0)


class LinearModel:
    """A logistic regression, one label against the rest, that answers one row without scikit-learn's checks."""

    labels: list[str]
    _weights: NDArray[np.float16]
    _offset: NDArray[np.float64]

    def __init__(self, strength: float) -> None:
        self._strength = strength
        self.labels = []

    def fit(self, rows: csr_matrix, labels: list[str]) -> Self:
        """Learn from rows of shape (messages, features); only the weights are kept, shape (features, labels)."""
        for step in self.steps():
            self.take(step(rows, labels))
        return self

    def steps(self) -> list[Step]:
        """What there is to learn; no step needs what another finds, so they may be done side by side."""
        return [self._learn_weights]

    def take(self, found: Found) -> None:
        """Keep what a step found."""
        vars(self).update(found)

    def scores(self, row: csr_matrix) -> dict[str, float]:
        """Label -> probability, made to add up to one."""
        chances = 1.0 / (1.0 + np.exp(-self._raw(row)))
        if len(self.labels) == 2:
            return {self.labels[0]: float(1 - chances[0]), self.labels[1]: float(chances[0])}
        return {label: float(p) for label, p in zip(self.labels, chances / chances.sum(), strict=True)}

    def _learn_weights(self, rows: csr_matrix, labels: list[str]) -> Found:
        model = self._machine().fit(rows, labels)
        weights = np.ascontiguousarray(model.coef_.T.astype(np.float16))  # half the memory; scores stay the same
        return {"labels": [str(label) for label in model.classes_], "_weights": weights, "_offset": model.intercept_}

    def _machine(self) -> LogisticRegression | LinearSVC:
        return LogisticRegression(
            C=self._strength, class_weight="balanced", solver="liblinear", max_iter=300, random_state=SEED
        )

    def _raw(self, row: csr_matrix) -> NDArray[np.float64]:
        """Distance from each border, shape (labels,)."""
        raw: NDArray[np.float64] = row.data @ self._weights[row.indices].astype(np.float32) + self._offset
        return raw


class MarginModel(LinearModel):
    """A linear support vector machine; its scores are fitted on examples that it has not seen.

    Finds the same or better borders than logistic regression in an eighth of the time where labels are many.
    """

    _slope: float
    _lift: float

    def steps(self) -> list[Step]:
        """The weights from all examples, and the scores on a part that is held out."""
        return [self._learn_weights, self._learn_scores]

    def scores(self, row: csr_matrix) -> dict[str, float]:
        """Label -> probability."""
        chances = softmax(_sides(self._slope * self._raw(row)[None, :] + self._lift))[0]
        return {label: float(p) for label, p in zip(self.labels, chances, strict=True)}

    def _machine(self, tolerance: float = FINELY) -> LinearSVC:
        return LinearSVC(C=self._strength, class_weight="balanced", random_state=SEED, tol=tolerance)

    def _learn_weights(self, rows: csr_matrix, labels: list[str]) -> Found:
        if len(set(labels)) < 2:
            raise ValueError(f"at least two labels are needed, not {sorted(set(labels))}")
        return super()._learn_weights(rows, labels)

    def _learn_scores(self, rows: csr_matrix, labels: list[str]) -> Found:
        """Slope and lift of the distances, so that the likeliest is right as often as its score says."""
        held, rest = _split(labels)
        if len(held) < FEWEST_HELD_OUT or len({labels[i] for i in rest}) < 2:
            return {"_slope": 1.0, "_lift": 0.0}
        model = self._machine(ROUGHLY).fit(rows[rest], [labels[i] for i in rest])
        places = {label: place for place, label in enumerate(model.classes_)}
        distances = model.decision_function(rows[held]).reshape(len(held), -1)
        slope, lift = _slope_and_lift(distances, np.array([places[labels[i]] for i in held]))
        return {"_slope": slope, "_lift": lift}


class YesOrNo(Generic[Name]):
    """Many margin models over the same rows, each of which answers yes or no, asked at once."""

    def __init__(self, models: Mapping[Name, MarginModel]) -> None:
        """Raises ValueError when a model answers something else."""
        if any(model.labels != ["False", "True"] for model in models.values()):
            raise ValueError("each model must tell False from True")
        self.names = list(models)
        self._weights = np.ascontiguousarray(np.hstack([model._weights for model in models.values()]))
        self._offsets = np.concatenate([model._offset for model in models.values()])
        self._slopes = np.array([model._slope for model in models.values()])
        self._lifts = np.array([model._lift for model in models.values()])

    def chances(self, row: csr_matrix) -> dict[Name, float]:
        """Name -> how likely yes is; the same as each model's own score for True."""
        raw = row.data @ self._weights[row.indices].astype(np.float32) + self._offsets
        chances = softmax(_sides((self._slopes * raw + self._lifts)[:, None]))[:, 1]
        return dict(zip(self.names, chances.tolist(), strict=True))


def learn_all(tasks: Sequence[tuple[LinearModel, csr_matrix, list[str]]]) -> list[Any]:
    """The models after learning, in the order of the tasks; side by side when there is much to learn from.

    Processes, never threads: the library shares one stream of random numbers between threads, and training would not
    give the same model twice. The longest steps come first, so that no process waits long for the last.
    """
    workers = WORKERS if any(rows.shape[0] >= MANY for _, rows, _ in tasks) else 1
    models = [copy(model) for model, _, _ in tasks]
    work = [(model, step, task[1:]) for model, task in zip(models, tasks, strict=True) for step in model.steps()]
    work.sort(key=lambda item: -_size(*item[2]))
    found = Parallel(n_jobs=workers, backend="loky", batch_size=1)(delayed(step)(*given) for _, step, given in work)
    for (model, _, _), part in zip(work, found, strict=True):
        model.take(part)
    return models


def _size(rows: csr_matrix, labels: list[str]) -> int:
    """How long learning takes, roughly: one border for each label, two labels share theirs."""
    borders = len(set(labels))
    return int(rows.shape[0]) * (borders if borders > 2 else 1)


def _split(labels: list[str]) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """(held out, rest): the same share of every label that has enough, in an order that is always the same."""
    order = np.random.default_rng(SEED).permutation(len(labels))
    seen: Counter[str] = Counter()
    counts = Counter(labels)
    held = []
    for place in order:
        label = labels[place]
        seen[label] += 1
        if seen[label] <= HELD_OUT * counts[label]:
            held.append(place)
    return np.array(held, dtype=int), np.setdiff1d(order, held)


def _sides(raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """One column a label: two labels share one border, of which each has its side."""
    return np.hstack([np.zeros_like(raw), raw]) if raw.shape[1] == 1 else raw


def softmax(raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares of each row, shape (rows, labels)."""
    lifted = np.exp(raw - raw.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = lifted / lifted.sum(axis=1, keepdims=True)
    return shares


def _slope_and_lift(distances: NDArray[np.float64], wanted: NDArray[np.int_]) -> tuple[float, float]:
    """The slope (and for two labels the lift) with the least surprise, log loss, over held-out rows."""
    two = distances.shape[1] == 1

    def surprise(fitted: NDArray[np.float64]) -> float:
        shares = softmax(_sides(fitted[0] * distances + (fitted[1] if two else 0.0)))
        return float(-np.log(np.maximum(shares[np.arange(len(wanted)), wanted], 1e-12)).mean())

    best = minimize(surprise, x0=np.array([2.0, 0.0]), method="L-BFGS-B", bounds=[SLOPES, LIFTS]).x
    return float(best[0]), float(best[1]) if two else 0.0
