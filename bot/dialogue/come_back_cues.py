"""What people write when they want a come-back code, have one, have lost one, want it gone, or tell how it went."""

from __future__ import annotations

import re

from bot.dialogue.understanding import Understanding
from knowledge.come_back_code import find_code, is_only_code

LONGEST_ABOUT = 8  # words about a code in which nothing else can be told

_CODE = r"\bkod(en|er|erna)?\b"
_LATER = r"(en annan (dag|gång)|senare|sen|sedan|nästa gång|imorgon|i morgon|om några dagar)\b"
_DID = (
    r"(provade|prövade|testade|vågade|orkade|hann|gick|ringde|åkte|provat|prövat|testat|vågat|orkat|hunnit|gått|ringt)"
)
_GOOD = r"(bra|fint|skönt|okej|kul|roligt|trevligt|mysigt|härligt|över förväntan)"

FORGET = re.compile(rf"\b(glöm|glom|ta bort|tar du bort|radera|sudda|släng|stryk|avsluta)\b.{{0,30}}{_CODE}")
LOST = re.compile(
    r"(glömt|glömde|tappat|slarvat|minns inte|kommer inte ihåg|hittar inte|blev av med|vet inte)[^,.]{0,25}"
    r"\bkod(en)?\b(?! (till|på|för|hem))"
)
LOST_WORDS = re.compile(
    r"glömt|glömde|tappat|slarvat|minns (inte|ej)|kommer inte ihåg|hittar inte|vet (inte|ej)|ingen aning"
)
HAS_CODE = re.compile(
    rf"(^\W*|\bjag |\bhej )(har|fick|skrev upp|sparade)( ju| redan)?( en| min| den| ni)?\b ?{_CODE}(?! (till|på|för))"
    r"|^\W*min kod\b"
)
TAKE_IT_AWAY = re.compile(
    r"\b(ta bort|radera|släng|stryk|sudda)( den| det| koden)?(?= (nu|tack|då|snälla|igen|direkt|genast)\b|\W*$|[,.!?])"
    r"|\bångra(r|de|t) (mig|det)\b|^\W*ångra(r|de)\W*$"
    r"|\b(ville|vill|behöver|behövde) (ju )?inte ha (den|någon|nån|kod)"
)  # right after a code was given or spoken of
WONDERS = re.compile(
    r"\b(vad|va|vem|hur länge)\b.{0,20}\b(sparas?|lagras|händer|vet|ser|läser)\b.{0,30}\bkod|\bom jag (tar|får)\b"
    r"|\b(vad|va|vem|vilken|hur|varför|vadå)\b[^,.!]{0,30}\bkod(en|er)?\b"
    r"|\bkod(en)?\W*\?\W*\w|^\W*(en |min )?kod(en)?\W*\?"
    r"|\bkod(en|er)?\b[^.!]{0,40}\b(sparas|raderas|anonym\w*|läsa|spåra\w*)\b[^.!]{0,20}\?"
)
ASKS_OF_LATER = re.compile(
    r"hur (kommer|hittar|tar) (jag|man|vi) (mig )?tillbaka( hit| igen| sen| senare)*( till (dig|er|chatten))?\W*$"
    rf"|(fortsätta|ta vid|prata vidare|komma tillbaka) .{{0,25}}{_LATER}.{{0,12}}\?"
    r"|(minns du|känner du igen|kommer du ihåg|vet du) .{0,25}nästa gång"
    r"|(spara|minnas|komma ihåg) (det här|det vi|vad vi|samtalet|vårt samtal|chatten|mig)\b.{0,40}\?"
)  # questions that a code is the answer to: it is explained, and made when it is wished for
WANTS = re.compile(
    r"\b(få|får|ha|ge mig|ger du|skapa|gör|göra|fixa|skicka|be om|ordna|vill ha|tar|ta)\b[^,.]{0,20}"
    rf"{_CODE}(?! (till|på|för|hem))"
    r"|^\W*(ny )?kod( tack)?[\s.!]*$"
    rf"|\b(vill|skulle vilja) (gärna )?(kunna )?(fortsätta|ta vid|prata vidare|komma tillbaka) .{{0,10}}{_LATER}"
)
AGREES = re.compile(r"^\W*(ja|jo|japp|gärna|okej?|absolut)\b(?!.*\b(inte|nej)\b)")
AGAIN = re.compile(
    r"(visa|se|titta på|få upp|vilka var|vad var) .{0,25}(igen|förra gången|sist|senast|en gång till)"
    r"|samma (igen|förslag|som (sist|förra))|(visade|föreslog|sa) du (sist|förra gången)"
    r"|vad (var det )?(föreslog )?du (föreslog|visade|sist)"
)
NOT_DONE = re.compile(
    r"blev inte av|blev (aldrig|inget) av|kom (mig )?(aldrig|inte) (iväg|för|dit)|rann ut i sanden|sköt upp"
    rf"|\binte (än|ännu)\b|\b({_DID}|varit) (aldrig|inte|inget|ingenting)\b|glömde bort|inget av det"
    rf"|\b(inte|aldrig|inget|ingenting) (har )?(jag )?({_DID}|varit|gjort|kommit|hört)\b"
)
MISFIT = re.compile(
    r"passade? (inte|mig inte|dåligt)|inte (riktigt )?(min grej|min sak|(nåt |något )?för mig\b)"
    r"|kändes (fel|inte (bra|rätt))|(trivdes|gillade|tyckte) inte|inte (kul|roligt|bra)\b|gick (inte|dåligt)"
    r"|var (så )?(tråkigt|hemskt|jobbigt|dåligt|pinsamt|trist)"
)
TRIED_IT = re.compile(
    r"\b(provade|prövade|testade|gick (dit|på|till)|åkte dit|var (där|dit|på|med)|har varit|ringde|hörde av mig"
    r"|följde med|gjorde det|kom iväg|anmälde mig|har (provat|prövat|testat|gått|ringt))\b"
)
FELT_GOOD = re.compile(rf"kändes (\w+ )?{_GOOD}|(gick|var|blev) (\w+ )?{_GOOD}")
SOMETHING_ELSE = re.compile(r"^\W*(nåt|något|någonting) annat\W*$|prata om (nåt|något) annat")
HINDERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("no_company", r"ingen att (gå|åka|ta)|ingen som följ|(gå|åka) (dit )?(själv|ensam)|ensam dit|sällskap"),
        ("energy", r"\bork|trött|energi|kraft|tog emot|kom mig inte för|för sjuk|deppig"),
        ("anxiety", r"våga|rädd|ångest|nervös|blyg|läskig|panik|pinsam"),
        ("money", r"dyr|pengar|råd med|kosta"),
        ("distance", r"långt|buss|ta mig dit|bil\b|resa dit"),
        ("language", r"språk|svenska"),
        ("time", r"\btid|hann|jobb|upptagen|schema|barnen"),
    )
)  # fmt: skip


def is_code(heard: Understanding) -> bool:
    """True for nothing but a code: whatever else is under way, its words are no answer to a question."""
    return is_only_code(heard.text)


def is_about_code(heard: Understanding) -> bool:
    """True for a code, or for a few words about one: nothing else is to be read out of such a message."""
    if find_code(heard.text) is not None:
        return True
    if heard.words > LONGEST_ABOUT or heard.barriers:
        return False
    return any(sign.search(heard.text.lower()) for sign in (FORGET, LOST, HAS_CODE, WANTS, ASKS_OF_LATER))
