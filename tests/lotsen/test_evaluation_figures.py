"""Figures and their intervals are counted rightly."""

import numpy as np
import pytest

from lotsen.evaluation.calibration import expected_calibration_error, reliability
from lotsen.evaluation.figures import RESAMPLES, divide, rate, weights
from lotsen.evaluation.scores import all_labels, by_class, confusion, macro_f1, set_score

MIXED = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]


def values(score):
    return score.precision.value, score.recall.value, score.f1.value


def test_precision_recall_and_f1_are_counted_by_class():
    scores = by_class(MIXED, ["a", "b"])
    assert values(scores["a"]) == (1.0, 0.5, pytest.approx(2 / 3))
    assert values(scores["b"]) == (pytest.approx(2 / 3), 1.0, pytest.approx(0.8))
    assert scores["b"].wanted == 2


def test_macro_f1_is_the_mean_over_the_wanted_labels():
    assert macro_f1(MIXED).value == pytest.approx((2 / 3 + 0.8) / 2)
    assert macro_f1([("a", "a"), ("a", "c")]).value == pytest.approx(2 / 3)


def test_a_class_that_is_never_got_counts_as_nothing_in_macro_f1():
    assert macro_f1([("a", "a"), ("b", "a")]).value == pytest.approx((2 / 3 + 0) / 2)


def test_f1_over_sets_counts_values():
    assert set_score([({"a", "b"}, {"a"}), (set(), {"c"})]).f1.value == pytest.approx(2 * 1 / 4)
    assert set_score([({"a"}, {"a"})]).f1.value == 1.0


def test_what_nothing_decides_is_not_a_number():
    assert np.isnan(set_score([(set(), set())]).f1.value)
    assert np.isnan(rate([]).value) and rate([]).count == 0
    assert np.isnan(divide(np.array([1.0]), np.array([0.0])))[0]


def test_a_share_has_an_interval_around_it_and_says_what_it_rests_on():
    figure = rate([True] * 80 + [False] * 20)
    assert figure.value == 0.8 and figure.count == 100
    assert figure.low == pytest.approx(0.72, abs=0.02) and figure.high == pytest.approx(0.88, abs=0.02)


def test_few_messages_give_a_wide_interval_and_many_a_narrow_one():
    few, many = rate([True, False] * 10), rate([True, False] * 200)
    assert few.high - few.low > 2 * (many.high - many.low)


def test_the_same_messages_give_the_same_interval():
    assert macro_f1(MIXED * 20) == macro_f1(MIXED * 20)


def test_every_draw_holds_as_many_messages_as_the_set():
    drawn = weights(30)
    assert drawn.shape == (RESAMPLES + 1, 30)
    assert (drawn.sum(axis=1) == 30).all() and (drawn[0] == 1).all() and (drawn[1:] == 0).any()


def test_confusions_are_counted_with_what_was_wanted_in_rows():
    assert confusion(MIXED, ["a", "b"]).tolist() == [[1, 1], [0, 2]]


def test_labels_that_only_the_model_knows_come_last():
    assert all_labels([("b", "z"), ("a", "a")], ("b", "c")) == ["b", "c", "a", "z"]


def test_scores_that_come_true_as_often_as_they_say_have_no_error():
    honest = [(0.75, True)] * 3 + [(0.75, False)]
    assert expected_calibration_error(honest).value == pytest.approx(0)
    assert expected_calibration_error([(0.95, False)] * 4).value == pytest.approx(0.95)


def test_several_scores_of_the_same_messages_are_counted_together():
    figure = expected_calibration_error([(0.95, True)] * 4, [(0.95, False)] * 4)
    assert figure.value == pytest.approx(0.45) and figure.count == 4


def test_bins_hold_how_many_their_mean_score_and_their_share():
    low, high = reliability([(0.11, False), (0.19, True), (1.0, True)])
    assert (low.count, low.score, low.share) == (2, pytest.approx(0.15), 0.5)
    assert (high.count, high.score, high.share) == (1, 1.0, 1.0)
