"""Takes personal data out of a message before it goes further; help-line numbers and ordinary words stay."""

from __future__ import annotations

import re
from collections.abc import Callable

from safety import personal
from safety.personal import PersonalPatterns, load_personal

_SHORTEST_PRIVATE = 7
_LAST_DAY, _COORDINATION = 31, 60


def redact(text: str) -> str:
    """The text with personal data replaced by words in brackets; short and free-phone numbers stay."""
    known = load_personal()
    text = known.profile.sub(known.labels["profile"], text)
    text = personal.EMAIL.sub(known.labels["email"], text)
    text = _redact_numbers(text, known)
    text = _redact_accounts(text, known)
    text = known.street.sub(known.labels["address"], text)
    text = personal.POSTCODE.sub(known.labels["postcode"] + " ", text)
    return _redact_names(text, known)


def _redact_numbers(text: str, known: PersonalPatterns) -> str:
    labels = known.labels
    text = personal.IBAN.sub(_if_so(_is_iban, labels["account"]), text)
    text = personal.PERSON_NUMBER.sub(_if_so(_is_person_number, labels["person_number"]), text)
    text = personal.SPACED_NUMBER.sub(_if_so(_is_person_number, labels["person_number"]), text)
    text = personal.CARD.sub(_if_so(_is_card, labels["card"]), text)
    text = known.account.sub(lambda match: f"{match.group(1)}{match.group(2)}{labels['account']}", text)
    text = personal.PHONE.sub(_if_so(lambda number: _is_private(number, known), labels["phone"]), text)
    text = personal.NAMED_PLATE.sub(lambda match: match.group(1) + labels["plate"], text)
    return personal.PLATE.sub(labels["plate"], text)


def _redact_accounts(text: str, known: PersonalPatterns) -> str:
    profile, secret = known.labels["profile"], known.labels["secret"]
    text = personal.HANDLE.sub(_if_so(lambda handle: handle.lower() not in known.calls_to_all, profile), text)
    text = known.secret.sub(lambda match: match.group(1) + secret, text)
    return known.named_handle.sub(lambda match: _handle_after(match, profile), text)


def _handle_after(match: re.Match[str], label: str) -> str:
    """An ordinary word after "min snap är" is no account name."""
    return match.group(1) + label if re.search(r"[\d._#-]", match.group(2).rstrip(".")) else match.group()


def _redact_names(text: str, known: PersonalPatterns) -> str:
    for pattern in (known.own_name, known.own_name_small, known.relative_name, personal.CALLED):
        text = pattern.sub(lambda match: _name_after(match, known), text)
    text = personal.I_AM.sub(lambda match: _known_name_after(match, known), text)
    return personal.TWO_NAMES.sub(lambda match: _full_name(match, known), text)


def _name_after(match: re.Match[str], known: PersonalPatterns) -> str:
    ordinary = match.group(2).split()[0].lower() in known.not_names
    return match.group() if ordinary else match.group(1) + known.labels["name"]


def _known_name_after(match: re.Match[str], known: PersonalPatterns) -> str:
    first = match.group(2).split()[0]
    return match.group(1) + known.labels["name"] if first in known.first_names else match.group()


def _full_name(match: re.Match[str], known: PersonalPatterns) -> str:
    first = match.group(1).split("-")[0]
    return known.labels["name"] if first in known.first_names else match.group()


def _if_so(is_personal: Callable[[str], bool], label: str) -> Callable[[re.Match[str]], str]:
    return lambda match: label if is_personal(match.group()) else match.group()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_person_number(text: str) -> bool:
    """Personnummer or samordningsnummer (day + 60) with a right check digit; a dash or all twelve digits also do."""
    digits = _digits(text)[-10:]
    if len(digits) != 10 or not _is_day(int(digits[2:4]), int(digits[4:6])):
        return False
    return _luhn(digits) or len(_digits(text)) == 12 or bool(re.search(r"\d{6}\s?[-–+]\s?\d{4}", text))


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and (1 <= day <= _LAST_DAY or 1 <= day - _COORDINATION <= _LAST_DAY)


def _is_card(text: str) -> bool:
    digits = _digits(text)
    return 13 <= len(digits) <= 19 and _luhn(digits)


def _is_iban(text: str) -> bool:
    plain = re.sub(r"\s", "", text)
    return 15 <= len(plain) <= 34 and sum(char.isdigit() for char in plain) >= 10


def _is_private(text: str, known: PersonalPatterns) -> bool:
    digits = _digits(text)
    if len(digits) < _SHORTEST_PRIVATE:
        return False
    abroad = text.strip().startswith(("+", "00"))
    return abroad or not digits.startswith(known.public_prefixes)


def _luhn(digits: str) -> bool:
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
