"""The words by which an answer in a talk about danger is known: yes, no, a joke, silence, enough of it."""

from __future__ import annotations

import re

JOKING = re.compile(r"\b(skoja|skämt|bara på skoj|på skoj|inte menade|menade inget|lugn jag)", re.IGNORECASE)
LAUGHS = re.compile(r"\b(haha|lol)", re.IGNORECASE)
YES = re.compile(r"^\W*(ja|jo|japp|jepp|jaa+|mm+|ibland|ofta|kanske|lite|typ|vet inte om)\b", re.IGNORECASE)
NO = re.compile(r"^\W*(nej|nä+|nae|nope|nix|inte alls|inte direkt|inte nu|aldrig)\b", re.IGNORECASE)
WAVERS = re.compile(r"\b(eller|fast|men|jo) (jo|ja|kanske|lite|ibland)\b", re.IGNORECASE)
BETTER = re.compile(
    r"^\W*(ja |jo |nej )?(jag )?(det är |känns |det känns |mår )?(lite |mycket )?(bättre|lugnare|lättare|tryggare)",
    re.IGNORECASE,
)
SILENT = re.compile(r"^[\W\d_]*$|^\W*(vet inte|vet ej|idk|orkar inte|inget|ingenting)\W*$", re.IGNORECASE)
UNSURE = re.compile(
    r"^\W*((jag )?vet (inte|ej)|idk|osäker|tror (det|inte det)|kan (någon|nån) (läsa|se))\b", re.IGNORECASE
)
ASKS = re.compile(r"\?\s*$|^\W*(vad|när|var|hur|vem|vilken|kan|är|finns|har)\b", re.IGNORECASE)
ASKS_WITHIN = re.compile(
    r"\b(va|vad|hur|vart|vem) (ska|skall|kan|bör|gör|skriver|svarar) (ja|jag|man)\b|\b(ska|får|bör|kan) jag\b",
    re.IGNORECASE,
)
ASKS_FOR_HELP = re.compile(
    r"(vad|hur) ((ska|kan|skall|bör) (jag|man)|(jag|man) (ska|kan|skall|bör)) göra|^\W*hjälp( mig)?\W*$", re.IGNORECASE
)
COMES = re.compile(
    r"\b(han|hon|de|dom|pappa|mamma) (kommer( nu| hem)?|är (hemma|här|tillbaka)|kom (nyss )?hem|vaknar?)\b"
    r"|måste (gå|sluta) nu|kan inte skriva (mer|nu)",
    re.IGNORECASE,
)
FORGETS = re.compile(
    r"^\W*(snälla |kan du )?(glömma?|radera|sudda)\b.{0,20}(allt|det|mig|chatten|samtalet)", re.IGNORECASE
)
ANNOYED = re.compile(
    r"\b(ölen|ölet|vinet|spriten|fyllan|whiskyn|alkoholen) som (snacka|prata|tala)\w*|\bfyllesnack\b|"
    r"tjata|sluta (fråga|med frågor)|lägg av\b|lämna mig i fred|sluta med (det där|numren)"
    r"|\b(sluta|behöver inte|slipp\w*|ge fan i)\b.{0,25}\b(nummer|numren|112|90101|telefonnummer)"
    r"|\b(nummer|numren|112) hela tiden\b|\bsamma (nummer|sak) (om och om|hela tiden|igen)",
    re.IGNORECASE,
)
BRUSHED_OFF = re.compile(
    r"\b(det|de) (är|e|va|var) (typ |ju |bara |väl |verkligen )*(inget|ingenting|lugnt|chill)\b"
    r"|\bsluta (\w+ )?(låtsas|oroa|snoka|va orolig|vara orolig|bry dig)|\bbry dig inte\b|\bstrunta i (det|de|mig)\b"
    r"|\bglöm (det|de)\b|\bskit (i (det|de)|samma)\b|\bspelar ingen roll\b|\bvill inte prata om (det|de)\b",
    re.IGNORECASE,
)  # neither a yes nor a no
EXPLAINED = re.compile(r"menade|missf|läs\w* fel|fel läst|handla|pratade om|menar", re.IGNORECASE)
BARE_NO = re.compile(
    r"^\W*((nej|nä+|näe|nix|nope|no|det|gör|jag|inte|ej|alls|tack|då|nu|är|så|absolut|tänker|vill|mår|bra|okej?|direkt|precis"
    r"|riktigt|lugn|haha|lol|ju|kväll|ikväll|idag|dag|i|just|än|ännu|kanske|ibland|aldrig|ingen|fara|men)\W*)+$",
    re.IGNORECASE,
)  # a no that says nothing of what was meant
READ_WRONGLY = re.compile(r"fel|missförst|menade|sluta|bara", re.IGNORECASE)
ABOUT_IT = re.compile(
    r"\b(dö|liv|lev|tank|tänk|mår|ork|rädd|ångest|slå|slog|hot|skär|skad|ont|blod|tablett|medicin|hjälp|polis|112|våg|sov|natt|ikväll|prat|berätt|säg|ring)",
    re.IGNORECASE,
)
DEATH = re.compile(r"\bdö\b|ditt liv|självmord|inte vill leva", re.IGNORECASE)
