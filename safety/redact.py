"""Takes personal data out of a message before it goes further; help-line numbers and ordinary words stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from safety.resources import load_yaml

_PERSON_NUMBER = re.compile(r"(?<![\d])((?:19|20)?\d{2}\s?[01]\d\s?(?:[0-3]|[6-9])\d)\s?[-–+ ]?\s?(\d\s?\d\s?\d\s?\d)(?![\d])")
_SPELLED = re.compile(r"(?<!\d)(?:\d[ .\-]){9,11}\d(?!\d)")
_EMAIL = re.compile(r"[\w.+%-]+(?:@|\s?(?:\(at\)|\[at\])\s?|\ssnabel-?a\s)[\w-]+(?:(?:\.|\s?\(dot\)\s?|\spunkt\s)[\w-]+)+", re.IGNORECASE)
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?(?!\w)")
_ACCOUNT = re.compile(
    r"(?i)\b(konto(?:nummer|nr|t)?|clearing(?:nummer|nr)?|bankgiro|plusgiro|postgiro|bg|pg|swish(?:nummer)?|kortnummer)\b(\s*(?:är|:|nr|nummer)?\s*)(\d[\d\s,.-]{4,}\d)"
)
_PHONE = re.compile(r"(?<![\w/.:,-])(?:(?:\+|00)\d{2}[\s()-]*(?:\(0\))?[\d\s-]{6,13}\d|0\d{1,3}[\s/-]{0,3}\d(?:[\d \-]{4,10})\d)(?![\w/:-])")
_PLATE = re.compile(r"(?<![\w-])[A-HJ-PR-UW-Z]{3}[ -]?\d{2}[0-9A-HJ-PR-UW-Z](?![\w-])")
_PLATE_NAMED = re.compile(r"(?i)\b(reg(?:\.|istrerings)?\s?(?:nr|nummer|skylt(?:en)?)?\.?\s*(?:är|:)?\s*)([a-zåäö]{3}[ -]?\d{2}[a-z\d])\b")
_LINK_PROFILE = re.compile(
    r"(?i)(?:https?://)?(?:www\.|m\.)?(?:instagram|facebook|tiktok|twitter|x|snapchat|linkedin|youtube|t|discord|twitch|reddit|vk)\.(?:com|me|gg|tv)/[^\s]+"
)
_HANDLE = re.compile(r"(?<![\w@/.])@[A-Za-zÅÄÖåäö0-9_.]{2,30}(?<!\.)")
_HANDLE_NAMED = re.compile(
    r"(?i)\b((?:min |mitt |hans |hennes |deras |på |heter |add(?:a)? (?:mig )?)*(?:insta(?:gram)?|snap(?:chat)?|tiktok|discord|kik|facebook|fb|telegram|whatsapp|steam|twitch|skype|signal)"
    r"(?:\s*(?:är|heter|konto|kontot|namn|användarnamn|id|:|=)\s*)+:?\s*)([\w.#-]{3,32})"
)
_USER_NAMED = re.compile(r"(?i)\b((?:användarnamn(?:et)?|username|lösenord(?:et)?|pinkod(?:en)?|pin|kod(?:en)? till porten|portkod(?:en)?)\s*(?:är|:|=)\s*)(\S{3,40})")
_STREET = re.compile(
    r"(?<![\w-])(?:[A-ZÅÄÖ][\wåäöé]+\s(?:[a-zåäö]{1,3}\s)?(?=[a-zåäö])|[A-Za-zÅÄÖåäöé]{3,})"
    r"(?:gatan|gata|vägen|väg|gränd|gränden|stigen|stig|backen|backe|allén|allé|torget|torg|plan|platsen|leden|kajen|esplanaden|stråket|slingan|ringen|liden|kroken|plats)"
    r"\s?(?:nr\s?|nummer\s?)?\d{1,3}\s?(?:[A-Ha-h](?![\wåäö]))?(?:,?\s?(?:lgh|lägenhet|våning|vån|port|tr|bv)\.?\s?\d{0,4}(?:\s?tr)?)?(?:,?\s\d{3}\s?\d{2}(?!\d)(?:\s[A-ZÅÄÖ][\wåäö]+)?)?(?!\s?(?:år|minuter|min|km|mil|meter|gånger|ggr|personer|kr))(?![\d:])"
)
_POSTAL = re.compile(r"(?<![\d-])\d{3}\s\d{2}\s(?=[A-ZÅÄÖ][a-zåäö]+)")
_NAME = r"[A-ZÅÄÖÉ][a-zåäöéüíáó]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?"
_FULL = rf"{_NAME}(?:\s(?:von|af|de|al|bin|el)\s{_NAME}|\s{_NAME}){{0,2}}"
_OWN_NAME = re.compile(
    rf"((?i:\b(?:jag heter|mitt namn är|jag kallas(?: för)?|jag är det som heter|heter jag|namnet är|hälsningar|mvh|hälsar|vänligen|kram från|my name is|undertecknad(?:,)?))[\s:,]+)({_FULL})"
)
_OWN_NAME_LOWER = re.compile(r"(?i)\b((?:jag heter|mitt namn är|jag kallas för|my name is)\s+)([a-zåäöéü]{2,20}(?:\s(?:[a-zåäö]+(?:sson|ström|berg|gren|kvist|qvist|lund|man|sen|dotter|stedt|feldt|blom|ovic|oglu|zadeh)))?)(?!\w)")
_RELATION = (
    r"mamma|mor|pappa|far|bror|storebror|lillebror|syster|storasyster|lillasyster|son|dotter|make|man|maka|fru|hustru|sambo|särbo|pojkvän|flickvän|kille|tjej|vän|väninna|kompis|"
    r"bästis|granne|chef|kollega|lärare|kurator|läkare|psykolog|kontaktperson|handläggare|ex|exman|exfru|exsambo|mormor|morfar|farmor|farfar|moster|faster|morbror|farbror|kusin|barnbarn|"
    r"svärmor|svärfar|rektor|tränare|präst|doktor|gode man|assistent|boendestödjare|mentor|klasskompis|sons?|dotters?"
)
_RELATIVE_NAME = re.compile(rf"((?i:\b(?:min|mitt|mina|vår|vårt|hans|hennes|deras)\s+(?:\w+\s)?(?:{_RELATION})),?\s+(?:(?i:som )?(?i:heter |hette ))?)({_FULL})(?![\wåäö-])")
_I_AM = re.compile(rf"((?i:\bjag är\s+))({_FULL})(?![\wåäö-])")
_CALLED = re.compile(rf"(\b(?:han|hon|hen|den|som|de)\s+(?:heter|hette|kallas)\s+)({_FULL})")
_TWO_NAMES = re.compile(rf"(?<![\w-])({_NAME})\s(?:(?:von|af|de|al|bin|el)\s)?{_NAME}(?![\w-])")
_NOT_NAMES = frozenset(
    "inget annat därpå på i om här där särskilt annorlunda inte något någonting ingenting så som det samma bara likadant ju ett en vad olika konstigt varken egentligen massa allt och att fast men också typ jag nu ni".split()
)
_HELP_PREFIXES = ("020", "0200", "0771", "0770")
_SHORTEST_PRIVATE = 7
_CALLS_TO_ALL = frozenset({"@alla", "@everyone", "@here", "@all"})


def redact(text: str) -> str:
    """The text with personal data replaced by words in brackets, such as [telefon]; short and free-phone numbers stay."""
    text = _LINK_PROFILE.sub("[konto]", text)
    text = _EMAIL.sub("[e-post]", text)
    text = _IBAN.sub(_keep_unless(_is_iban, "[kontonummer]"), text)
    text = _PERSON_NUMBER.sub(_keep_unless(_is_person_number, "[personnummer]"), text)
    text = _SPELLED.sub(_keep_unless(_is_person_number, "[personnummer]"), text)
    text = _CARD.sub(_keep_unless(_is_card, "[kortnummer]"), text)
    text = _ACCOUNT.sub(lambda match: f"{match.group(1)}{match.group(2)}[kontonummer]", text)
    text = _PHONE.sub(_keep_unless(_is_private_phone, "[telefon]"), text)
    text = _PLATE_NAMED.sub(lambda match: f"{match.group(1)}[bilnummer]", text)
    text = _PLATE.sub("[bilnummer]", text)
    text = _redact_accounts(text)
    text = _STREET.sub("[adress]", text)
    text = _POSTAL.sub("[postnummer] ", text)
    return _redact_names(text)


def _redact_accounts(text: str) -> str:
    text = _HANDLE.sub(lambda match: match.group() if match.group().lower() in _CALLS_TO_ALL else "[konto]", text)
    text = _USER_NAMED.sub(lambda match: f"{match.group(1)}[hemligt]", text)
    return _HANDLE_NAMED.sub(_handle_after, text)


def _handle_after(match: re.Match[str]) -> str:
    """An ordinary word after "min snap är" is no account name."""
    return f"{match.group(1)}[konto]" if re.search(r"[\d._#-]", match.group(2).rstrip(".")) else match.group()


def _redact_names(text: str) -> str:
    text = _OWN_NAME.sub(_name_after, text)
    text = _OWN_NAME_LOWER.sub(_name_after, text)
    text = _RELATIVE_NAME.sub(_name_after, text)
    text = _CALLED.sub(_name_after, text)
    text = _I_AM.sub(_full_name_after, text)
    return _TWO_NAMES.sub(_full_name, text)


def _name_after(match: re.Match[str]) -> str:
    if match.group(2).split()[0].lower() in _NOT_NAMES:
        return match.group()
    return f"{match.group(1)}[namn]"


def _full_name_after(match: re.Match[str]) -> str:
    known = match.group(2).split()[0] in _first_names()
    return f"{match.group(1)}[namn]" if known else match.group()


def _full_name(match: re.Match[str]) -> str:
    return "[namn]" if match.group(1).split("-")[0] in _first_names() else match.group()


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    return frozenset(name.strip() for name in load_yaml("names.yml")["first"].split(","))


def _keep_unless(is_personal: Callable[[str], bool], label: str) -> Callable[[re.Match[str]], str]:
    return lambda match: label if is_personal(match.group()) else match.group()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_person_number(text: str) -> bool:
    """Personnummer or samordningsnummer (day + 60) with a right check digit; any dash-separated one counts."""
    digits = _digits(text)[-10:]
    if len(digits) != 10:
        return False
    month, day = int(digits[2:4]), int(digits[4:6])
    if not (1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)):
        return False
    return _luhn(digits) or len(_digits(text)) == 12 or bool(re.search(r"\d{6}\s?[-–+]\s?\d{4}", text))


def _is_card(text: str) -> bool:
    digits = _digits(text)
    return 13 <= len(digits) <= 19 and _luhn(digits)


def _is_iban(text: str) -> bool:
    plain = re.sub(r"\s", "", text)
    return 15 <= len(plain) <= 34 and sum(char.isdigit() for char in plain) >= 10


def _is_private_phone(text: str) -> bool:
    digits = _digits(text)
    if len(digits) < _SHORTEST_PRIVATE:
        return False
    return not (digits.startswith(_HELP_PREFIXES) and not text.strip().startswith(("+", "00")))


def _luhn(digits: str) -> bool:
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
