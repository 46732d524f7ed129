"""Takes personal data out of a message before it goes further; help-line numbers and ordinary words stay."""

from __future__ import annotations

import re
from collections.abc import Callable

from safety import personal
from safety.personal import PersonalPatterns, load_personal
from safety.personal_names import NamePatterns, load_names

_SHORTEST_PRIVATE, _SHORTEST_ACCOUNT, _BOOK = 7, 6, 13  # digits
_LAST_DAY, _COORDINATION = 31, 60
_SEEN_BEFORE = 40  # characters in which "lyssnar på" and the like are looked for
_DIGIT = re.compile(r"\d")
_FOUR_DIGITS = re.compile(r"\d(?:[^\d\n]{0,6}\d){3}")
_CALLED = re.compile(r"(?i)het(?:er|te)\b")
_SITE = re.compile(r"\w/\w")
_AT_SIGN = re.compile(r"(?i)@|[\s(\[](?:at|snabel-?\s?a)[\s)\]]")


def redact(text: str) -> str:
    """The text with personal data replaced by words in brackets; short and free-phone numbers stay."""
    known = load_personal()
    if _SITE.search(text):
        text = known.profile.sub(known.labels["profile"], text)
    if _AT_SIGN.search(text):
        text = personal.EMAIL.sub(known.labels["email"], text)
    if _DIGIT.search(text):
        text = _redact_places(_redact_numbers(text, known), known)
    text = personal.SPELT_PHONE.sub(known.labels["phone"], text)
    text = _redact_accounts(text, known)
    return _redact_names(text, load_names(), known.labels["name"])


def _redact_numbers(text: str, known: PersonalPatterns) -> str:
    labels = known.labels
    if _FOUR_DIGITS.search(text):
        text = _redact_long_numbers(text, known)
    text = personal.NAMED_PLATE.sub(lambda match: match.group(1) + labels["plate"], text)
    return personal.PLATE.sub(
        lambda match: match.group() if match.group(1) in known.not_plates else labels["plate"], text
    )


def _redact_long_numbers(text: str, known: PersonalPatterns) -> str:
    labels = known.labels
    asked = known.person_number_words.search(text) is not None
    text = personal.IBAN.sub(_if_so(_is_iban, labels["account"]), text)
    text = personal.PERSON_NUMBER.sub(
        _if_so(lambda number: _is_person_number(number, asked), labels["person_number"]), text
    )
    text = personal.CARD.sub(_if_so(_is_card, labels["card"]), text)
    text = known.clearing.sub(lambda match: match.group(1) + labels["account"], text)
    text = known.account.sub(lambda match: _account_after(match, labels["account"]), text)
    text = personal.BANK_ACCOUNT.sub(labels["account"], text)
    return personal.PHONE.sub(lambda match: _phone(match.group(), known), text)


def _redact_places(text: str, known: PersonalPatterns) -> str:
    text = known.street.sub(known.labels["address"], text)
    text = personal.BOX.sub(known.labels["address"], text)
    return personal.POSTCODE.sub(known.labels["postcode"] + " ", text)


def _redact_accounts(text: str, known: PersonalPatterns) -> str:
    profile, secret = known.labels["profile"], known.labels["secret"]
    text = personal.HANDLE.sub(_if_so(lambda handle: handle.lower() not in known.calls_to_all, profile), text)
    text = known.secret.sub(lambda match: match.group(1) + secret, text)
    if not known.service.search(text):
        return text
    text = known.named_handle.sub(lambda match: _handle_after(match, profile), text)
    text = known.handle_near.sub(lambda match: match.group(1) + profile, text)
    return known.handle_before.sub(lambda match: match.group(1) + profile, text)


def _handle_after(match: re.Match[str], label: str) -> str:
    """An ordinary word after "min snap är" is no account name."""
    return match.group(1) + label if re.search(r"[\d._#-]", match.group(2).rstrip(".")) else match.group()


def _account_after(match: re.Match[str], label: str) -> str:
    """A short number after "kontot är" is a sum."""
    return match.group(1) + label if len(_digits(match.group(2))) >= _SHORTEST_ACCOUNT else match.group()


def _redact_names(text: str, known: NamePatterns, label: str) -> str:
    for pattern in (*known.called, *known.sure) if _CALLED.search(text) else known.sure:
        text = pattern.sub(lambda match: _name_after(match, known, label), text)
    for pattern in known.known:
        text = pattern.sub(lambda match: _known_name_after(match, known, label), text)
    return text


def _name_after(match: re.Match[str], known: NamePatterns, label: str) -> str:
    ordinary = match.group(2).split()[0].lower() in known.not_names
    return match.group() if ordinary else match.group(1) + label


def _known_name_after(match: re.Match[str], known: NamePatterns, label: str) -> str:
    first = re.split(r"[-\s]", match.group(2), maxsplit=1)[0]
    public = known.public.search(match.string[max(0, match.start(2) - _SEEN_BEFORE) : match.start(2)])
    return match.group(1) + label if first in known.first_names and not public else match.group()


def _if_so(is_personal: Callable[[str], bool], label: str) -> Callable[[re.Match[str]], str]:
    return lambda match: label if is_personal(match.group()) else match.group()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_person_number(text: str, asked: bool) -> bool:
    """Personnummer or samordningsnummer (day + 60); written as one it needs a date, else a check digit as well."""
    digits = _digits(text)[-10:]
    century = _digits(text)[:-10]
    if century not in ("", "19", "20") or not _is_day(int(digits[2:4]), int(digits[4:6])):
        return False
    return asked or _luhn(digits) or bool(personal.WRITTEN_AS_ONE.fullmatch(text) and (century or not text.isdigit()))


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and (1 <= day <= _LAST_DAY or 1 <= day - _COORDINATION <= _LAST_DAY)


def _is_card(text: str) -> bool:
    """Four by four, or with a right check digit; a book's number is none."""
    digits = _digits(text)
    if len(digits) == _BOOK and digits.startswith(("978", "979")):
        return False
    return _luhn(digits) or personal.FOUR_BY_FOUR.fullmatch(text) is not None


def _is_iban(text: str) -> bool:
    plain = re.sub(r"\s", "", text)
    return 15 <= len(plain) <= 34 and sum(char.isdigit() for char in plain) >= 10


def _phone(text: str, known: PersonalPatterns) -> str:
    number = text.rstrip()
    return known.labels["phone"] + text[len(number) :] if _is_private(number, known) else text


def _is_private(text: str, known: PersonalPatterns) -> bool:
    digits = _digits(text)
    if len(digits) < _SHORTEST_PRIVATE or digits in known.public_numbers or personal.TIMES_OR_DATE.match(text):
        return False
    abroad = text.strip().startswith(("+", "00"))
    return abroad or not digits.startswith(known.public_prefixes)


def _luhn(digits: str) -> bool:
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
