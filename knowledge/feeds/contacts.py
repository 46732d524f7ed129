"""Reads the ways to reach someone: links, telephone numbers, addresses of e-mail, organisation numbers."""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import urlsplit

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher
from stdnum.exceptions import ValidationError
from stdnum.se import orgnr

from knowledge.errors import Unreadable

LONGEST_LINK = 500
EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{0,63}@(?:[A-Za-z0-9ÅÄÖåäö-]{1,63}\.)+[A-Za-zÅÄÖåäö]{2,24}"
)
HOST = re.compile(r"(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}|(?:[\w-]{1,63}\.)+xn--[\w-]{1,59}")
PRIVATE_ENDINGS = (".local", ".localhost", ".internal", ".lan", ".home", ".intranet", ".invalid", ".test", ".onion")
NOT_IN_LINKS = re.compile(r"[\s<>\"'`\\{}|^\x00-\x1f\x7f]")
ONE_NUMBER = re.compile(r"(?:\+|0|\(0)[\d ()–-]{7,20}")
SHORT_NUMBER = re.compile(r"\d{3,6}")


def read_link(raw: str) -> str:
    """An address on the open web that may be shown. Raises Unreadable."""
    text = raw.strip()
    if text.lower().startswith("www."):
        text = f"https://{text}"
    if len(text) > LONGEST_LINK or NOT_IN_LINKS.search(text):
        raise Unreadable("är inte en webbadress som går att använda")
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise Unreadable("är inte en webbadress som går att använda") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise Unreadable("är inte en webbadress som börjar med http:// eller https://")
    if parts.username is not None or parts.password is not None:
        raise Unreadable("är en webbadress med användarnamn eller lösenord i", secret=True)
    if port == 0 or not is_public_name(host):
        raise Unreadable("är en webbadress som inte går att nå för allmänheten")
    return text


def is_public_name(host: str) -> bool:
    """Whether a host name can be one on the open web; numbers in place of a name are not."""
    name = host.lower()
    if name.endswith(PRIVATE_ENDINGS) or not HOST.fullmatch(name):
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return True
    return False


@lru_cache(maxsize=4096)
def read_phones(raw: str) -> tuple[str, ...]:
    """Every telephone number in a text, as one dials it in Sweden. Raises Unreadable when there is none."""
    text = raw.strip().removeprefix("tel:")
    digits = "".join(text.split())
    if SHORT_NUMBER.fullmatch(digits):
        number = PhoneNumber(country_code=46, national_number=int(digits))
        if phonenumbers.is_valid_short_number_for_region(number, "SE"):
            return (text,)
    found = _alone(text) or tuple(
        dict.fromkeys(_written(match.number) for match in PhoneNumberMatcher(text[:300], "SE"))
    )
    if not found:
        raise Unreadable("är inte ett telefonnummer som går att ringa")
    return found


def _alone(text: str) -> tuple[str, ...]:
    """The number when there is one and nothing else, which is quicker to tell."""
    if not ONE_NUMBER.fullmatch(text):
        return ()
    try:
        number = phonenumbers.parse(text, "SE")
    except phonenumbers.NumberParseException:
        return ()
    return (_written(number),) if phonenumbers.is_valid_number(number) else ()


def _written(number: PhoneNumber) -> str:
    if number.country_code != 46:
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    national = str(number.national_number)
    if national.startswith("77") and len(national) == 9:  # the library groups 0771 as an area code of 077
        return f"0{national[:3]}-{national[3:5]} {national[5:7]} {national[7:]}"
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)


def read_email(raw: str) -> str:
    """An address of e-mail. Raises Unreadable."""
    text = raw.strip().removeprefix("mailto:").split("?")[0].rstrip(".,;")
    if len(text) > 254 or not EMAIL.fullmatch(text) or ".." in text:
        raise Unreadable("är inte en e-postadress")
    return text


def read_org_number(raw: str) -> str:
    """Ten digits with a valid checksum; a person's own number is refused. Raises Unreadable."""
    digits = re.sub(r"[\s-]", "", raw.strip().upper().removeprefix("SE"))
    if len(digits) == 12 and digits.endswith("01") and digits[2] not in "01":
        digits = digits[:10]  # a VAT number: the organisation's number with 01 after it
    if len(digits) == 12:
        digits = digits[2:]
    try:
        number = str(orgnr.validate(digits))
    except ValidationError:
        raise Unreadable("är inte ett giltigt organisationsnummer") from None
    if int(number[2]) < 2:
        raise Unreadable("ser ut att vara en persons eget nummer och sparas inte", secret=True)
    return number
