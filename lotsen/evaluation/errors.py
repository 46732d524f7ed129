"""What can go wrong when understanding is measured."""

from lotsen.errors import LotsenError


class SetMissing(LotsenError):
    """A development set is not where it should be."""


class PartUnknown(LotsenError):
    """There is no such part of the measurement."""


class ModelMissing(LotsenError):
    """There is no trained model to measure."""


class ModelUnfit(LotsenError):
    """The trained model and the code have grown apart."""
