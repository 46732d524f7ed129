"""Linear models learn the borders between labels, and their scores mean what they say."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.components import linear
from bot.components.linear import LinearModel, MarginModel, YesOrNo, learn_all


def clouds(labels, size=300, noise=1.0, seed=7):
    """Rows around one corner for each label, with so much noise that some lie on the wrong side."""
    random = np.random.default_rng(seed)
    rows = np.vstack(
        [random.normal(np.eye(len(labels) + 1)[i], noise, (size, len(labels) + 1)) for i, _ in enumerate(labels)]
    )
    return csr_matrix(rows), [label for label in labels for _ in range(size)]


@pytest.mark.parametrize("make", [LinearModel, MarginModel])
@pytest.mark.parametrize("labels", [("a", "b"), ("a", "b", "c")])
def test_scores_are_chances_and_the_nearest_label_has_the_highest(make, labels):
    rows, names = clouds(labels, noise=0.2)
    model = make(1.0).fit(rows, names)
    for row, name in list(zip(rows, names, strict=True))[:: len(names) // 9]:
        scores = model.scores(row)
        assert sum(scores.values()) == pytest.approx(1.0)
        assert max(scores, key=scores.get) == name


@pytest.mark.parametrize("labels", [("a", "b"), ("a", "b", "c")])
def test_a_score_is_right_as_often_as_it_says(labels):
    model = MarginModel(1.0).fit(*clouds(labels, noise=0.7))
    rows, names = clouds(labels, noise=0.7, seed=8)
    best = [max(model.scores(row).items(), key=lambda item: item[1]) for row in rows]
    said = np.mean([score for _, score in best])
    right = np.mean([label == name for (label, _), name in zip(best, names, strict=True)])
    assert abs(said - right) < 0.06


def test_a_rare_label_is_not_called_likely_because_it_weighs_more():
    rows, names = clouds(("no", "yes"), size=900, noise=1.0)
    few = [i for i, name in enumerate(names) if name == "no" or i % 10 == 0]
    model = MarginModel(1.0).fit(rows[few], [names[i] for i in few])
    assert np.mean([model.scores(row)["yes"] for row in rows[few]]) == pytest.approx(0.09, abs=0.05)


def test_a_label_with_a_handful_of_examples_is_likely_near_them_alone():
    rows, names = clouds(("no", "yes"), size=900, noise=0.3)
    few = [i for i, name in enumerate(names) if name == "no" or i % 45 == 0]
    model = MarginModel(1.0).fit(rows[few], [names[i] for i in few])
    said = {name: [model.scores(row)["yes"] for row in rows[names.index(name) :][:100]] for name in ("no", "yes")}
    assert np.mean(said["no"]) < 0.1 < 0.6 < np.mean(said["yes"])


def test_the_same_examples_give_the_same_weights():
    rows, names = clouds(("a", "b", "c"))
    first, second = MarginModel(1.0).fit(rows, names), MarginModel(1.0).fit(rows, names)
    assert all(first.scores(row) == second.scores(row) for row in rows[:50])


def test_one_label_alone_is_refused():
    with pytest.raises(ValueError, match="two labels"):
        MarginModel(1.0).fit(csr_matrix([[1.0], [2.0]]), ["a", "a"])


def test_models_that_learn_side_by_side_are_those_that_learn_alone(monkeypatch):
    rows, names = clouds(("a", "b", "c"), noise=0.7)
    tasks = [(MarginModel(1.0), rows, names), (LinearModel(1.0), rows, [str(name == "a") for name in names])]
    alone = learn_all(tasks)
    monkeypatch.setattr(linear, "MANY", 1)
    together = learn_all(tasks)
    for one, other in zip(alone, together, strict=True):
        assert one.scores(rows[0]) == other.scores(rows[0])


def test_models_of_one_strength_learn_each_for_itself():
    rows, names = clouds(("a", "b", "c"), noise=0.2)
    model = MarginModel(1.0)
    a, b = learn_all([(model, rows, [str(name == wanted) for name in names]) for wanted in "ab"])
    assert a.scores(rows[0])["True"] > 0.5 > b.scores(rows[0])["True"]
    assert model.labels == []


@pytest.mark.parametrize("make", [LinearModel, MarginModel])
def test_weights_take_two_bytes_each_and_score_as_the_full_ones_do(make, monkeypatch):
    rows, names = clouds(("a", "b", "c"), noise=0.7)
    small = make(1.0).fit(rows, names)
    monkeypatch.setattr(np, "float16", np.float64)
    full = make(1.0).fit(rows, names)
    assert small._weights.itemsize == 2
    assert full._weights.itemsize == 8
    for row in rows[::50]:
        assert small.scores(row) == pytest.approx(full.scores(row), abs=0.003)


def test_models_that_are_asked_at_once_say_what_each_says_alone():
    rows, names = clouds(("a", "b", "c"), noise=0.7)
    models = {label: MarginModel(1.0).fit(rows, [str(name == label) for name in names]) for label in ("a", "b", "c")}
    together = YesOrNo(models)
    for row in rows[::40]:
        alone = {label: model.scores(row)["True"] for label, model in models.items()}
        assert together.chances(row) == pytest.approx(alone, abs=1e-12)


def test_a_model_that_answers_something_else_than_yes_or_no_is_refused_among_those_asked_at_once():
    with pytest.raises(ValueError, match="False from True"):
        YesOrNo({"a": MarginModel(1.0).fit(*clouds(("a", "b", "c")))})
