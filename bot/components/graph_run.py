"""Runs Rasa's graph node by node in an order that is found once for each target.

Rasa 3.6 hands the graph to dask at every message, twice or more a turn: it looks for the dependencies again, orders
them, and keeps a scheduler for a graph that has no two nodes to run at once (docs/adr/0043). Nodes, their errors and
what they give are Rasa's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

Step = tuple[str, tuple[str, ...]]  # a node and the nodes or inputs whose output it needs


def steps_to(schema: GraphSchema, targets: Sequence[str]) -> tuple[Step, ...]:
    """All nodes that the targets depend on, each after those that it needs; a name of no node is an input."""
    steps: dict[str, Step] = {}

    def visit(name: str) -> None:
        if name in steps or name not in schema.nodes:
            return
        needs = tuple(schema.nodes[name].needs.values())
        for need in needs:
            visit(need)
        steps[name] = (name, needs)

    for target in targets:
        visit(target)
    return tuple(steps.values())


def run(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """The outputs of the targets, by name. Raises GraphRunError as Rasa's own does."""
    wanted = tuple(targets or self._graph_schema.target_names)
    kept: dict[tuple[str, ...], tuple[Step, ...]] = self.__dict__.setdefault("lotsen_steps", {})
    if wanted not in kept:
        kept[wanted] = steps_to(self._graph_schema, wanted)
    outputs: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    try:
        for name, needs in kept[wanted]:
            outputs[name] = self._instantiated_nodes[name](*(outputs.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return {name: outputs[name][1] for name in wanted}


def install() -> None:
    """Put this in the place of Rasa's run; called once, when the server's wording is set up."""
    DaskGraphRunner.run = run
