"""One message is weighed as many are."""

import numpy as np
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack

from bot.components.features import Reading, TextFeatures, side_by_side
from bot.components.featurizer import ROW, Place, rows_of

READINGS = [
    Reading(("jag", "är", "ensam"), ("jag", "vara", "ensam"), ("LONELY_WORD",)),
    Reading(("ingen", "ringer", "ingen", "skriver"), ("ingen", "ringa", "ingen", "skriva"), ("not_PHONE_SILENT",)),
    Reading(("jag", "är", "ensam", "ingen", "ringer"), ("jag", "vara", "ensam", "ingen", "ringa"), ("LONELY_WORD",)),
    Reading(("ingen", "skriver", "jag", "är"), ("ingen", "skriva", "jag", "vara"), ("not_PHONE_SILENT",)),
]


def test_a_single_row_holds_the_same_numbers_as_many_rows():
    features = TextFeatures()
    features.fit(READINGS)
    for index, reading in enumerate(READINGS):
        many = features.transform(READINGS)[index].toarray()
        assert np.allclose(features.row(reading).toarray(), many)


def test_words_that_were_never_seen_weigh_nothing():
    features = TextFeatures()
    features.fit(READINGS)
    unknown = Reading(("zzz",), ("zzz",), ())
    assert features.row(unknown).shape == (1, features.transform(READINGS).shape[1])
    assert features.row(unknown).nnz == 0


def test_rows_side_by_side_are_those_of_scipy():
    features = TextFeatures()
    features.fit(READINGS)
    left, right = features.row(READINGS[0]), features.row(READINGS[1])
    assert np.allclose(side_by_side(left, right).toarray(), hstack([left, right]).toarray())


def test_the_rows_that_come_with_learning_are_those_of_transform_to_the_last_digit_and_in_their_order():
    features = TextFeatures()
    learned, again = features.fit(READINGS), features.transform(READINGS)
    assert learned.indices.tolist() == again.indices.tolist()
    assert learned.data.tolist() == again.data.tolist()


def test_training_messages_share_one_matrix_and_find_their_rows_in_it():
    matrix = csr_matrix(np.arange(12.0).reshape(4, 3))
    messages = [Message({ROW: Place(matrix, number)}) for number in (2, 0)]
    assert rows_of(messages).toarray().tolist() == matrix.toarray()[[2, 0]].tolist()
