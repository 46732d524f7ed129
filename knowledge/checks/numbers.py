"""Finds a telephone number in a text in whichever way it is written, and tells which other numbers stand there."""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher

BETWEEN = r"[\s.\-/()\u00b7]{0,3}"  # what people put between digits
LONG = 7  # digits; a shorter number is one of its own, as 112 or 116 111
SHORT_OTHERWISE = r"(?!\s*(?:kr\b|kronor|:-|%|procent|personer|besök|samtal|år\b|st\b|m\b|km\b|kvm))"
POSTCODE = r"(?!\s+[A-ZÅÄÖ][a-zåäö]+)"  # "901 01 Umeå" is an address
MOST_SIGNS = 60_000
MOST_OTHERS = 5


def digits_of(number: str) -> str:
    """As dialled in Sweden, digits only: +46 (0)20-22 22 33, 0046 20 22 22 33 and 020-22 22 33 are all 020222233."""
    kept = "".join(sign for sign in number if sign.isdigit() and sign.isascii())
    if number.strip().startswith("+46") or (kept.startswith("0046") and len(kept) > 9):
        national = kept.removeprefix("00").removeprefix("46").removeprefix("0")
        return national if len(national) < LONG else f"0{national}"
    return kept


def find_number(number: str, text: str) -> tuple[int, int] | None:
    """From where to where the number stands in the text first, None when it does not."""
    digits = digits_of(number)
    found = _pattern(digits).search(text) if 3 <= len(digits) <= 15 else None
    return found.span() if found else None


def is_among(number: str, others: tuple[str, ...]) -> bool:
    return digits_of(number) in {digits_of(other) for other in others}


@lru_cache(maxsize=2_000)
def _pattern(digits: str) -> re.Pattern[str]:
    if len(digits) < LONG:
        ends = SHORT_OTHERWISE + (POSTCODE if len(digits) == 5 else "")
        return re.compile(rf"(?<![\d+,.:])(?<!\d[ -]){BETWEEN.join(digits)}(?![\d]|[ -]?\d{{2}}|[,.]\d){ends}")
    lead = rf"(?:(?:\+|00)[ ]?46{BETWEEN}(?:\(?0\)?{BETWEEN})?|0{BETWEEN})" if digits.startswith("0") else r"\+?"
    rest = BETWEEN.join(digits.removeprefix("0"))
    # another pair of digits makes it a longer number, unless a clock time begins there
    return re.compile(rf"(?<![\d+]){lead}{rest}(?!\d)(?![ -]\d{{2,3}}(?!\d|[.:]\d|\s*-|\s*till))")


def other_numbers(text: str, ours: str) -> tuple[str, ...]:
    """The first few Swedish numbers in the text besides ours, as one writes them."""
    found = dict.fromkeys(number for number in _numbers(text[:MOST_SIGNS]) if digits_of(number) != digits_of(ours))
    return tuple(found)[:MOST_OTHERS]


def _numbers(text: str) -> Iterator[str]:
    for match in PhoneNumberMatcher(text, "SE", max_tries=200):
        if match.number.country_code == 46:
            yield phonenumbers.format_number(match.number, PhoneNumberFormat.NATIONAL)
