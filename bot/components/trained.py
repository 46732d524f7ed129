"""What every trained component of ours shares: features in, a saved scikit-learn model out."""

from __future__ import annotations

from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from typing_extensions import Self

SEED = 20261122


class TrainedComponent(GraphComponent):
    """A graph component whose whole state is one object, saved beside the model."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, state: Any = None) -> None:
        self.config = {**self.get_default_config(), **config}
        self._storage = storage
        self._resource = resource
        self.state = state

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / "state.joblib"))

    def save(self, state: Any) -> Resource:
        """Keep the state and write it beside the model."""
        self.state = state
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(state, folder / "state.joblib", compress=1)
        return self._resource


class LinearModel:
    """A logistic regression that answers one sparse row at a time without scikit-learn's input checks."""

    def __init__(self, strength: float, balanced: bool = True) -> None:
        self._strength = strength
        self._class_weight = "balanced" if balanced else None
        self.labels: list[str] = []

    def fit(self, rows: csr_matrix, labels: list[str]) -> LinearModel:
        """Learn from rows of shape (messages, features); only the weights are kept, shape (features, labels)."""
        model = LogisticRegression(
            C=self._strength, class_weight=self._class_weight, solver="liblinear", max_iter=300, random_state=SEED
        )
        model.fit(rows, labels)
        self.labels = [str(label) for label in model.classes_]
        self._weights = np.ascontiguousarray(model.coef_.T.astype(np.float32))
        self._offset = model.intercept_
        return self

    def scores(self, row: csr_matrix) -> dict[str, float]:
        """Label -> probability, one against the rest, made to add up to one."""
        raw = row.data @ self._weights[row.indices] + self._offset
        chances = 1.0 / (1.0 + np.exp(-raw))
        if len(self.labels) == 2:
            return {self.labels[0]: float(1 - chances[0]), self.labels[1]: float(chances[0])}
        return {label: float(p) for label, p in zip(self.labels, chances / chances.sum(), strict=True)}


def metadata_of(message: Message) -> dict[str, Any]:
    """The metadata that a training file gives for the whole group of examples."""
    return (message.get("metadata") or {}).get("intent") or {}
