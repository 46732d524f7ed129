"""What is asked of Lotsen as if it were somebody: who pays for it, whom it calls, whether it plays, jokes or cares."""

from __future__ import annotations

import re

from bot.dialogue.state import SET_ASIDE, State

THIS = r"(det här|detta|dig|er|lotsen|tjänsten|chatten|sånt här|allt|den här \w+)"
WHO_PAYS = re.compile(
    rf"\bve[mn] (\w+ )?(betalar|finansierar|tjänar|sponsrar) (\w+ )?((för|på) )?{THIS}\b"
    r"|\bve[mn] (som )?(betalar|tjänar)( då| egentligen)?\W*$"
    r"|\b(tjänar|tjäna) (ni|du|nå(go)?n) (\w+ )?(på|pengar)\b|\bnå(go)?n måste (ju |väl )*(tjäna|betala)\b"
    r"|\bvad (tjänar|får) (ni|du) (ut )?(på|av) (det|mig|detta)\b"
)
OFFICE = (
    r"(af|arbetsförmedlingen|försäkringskassan|fk|kommunen|a-kassan|facket|myndighet\w*|soc\w*|polisen|skolan"
    r"|rektorn?|kuratorn?|lärar\w+|chefen|jobbet|vården|mamma|pappa|morsan|farsan|föräldrarna|nå(go)?n|andra)"
)
PASSES_ON = re.compile(
    rf"\b(får|kommer) {OFFICE} (att )?(få )?(veta|reda|se|läsa)\b(?!.{{0,20}}\b(ring|linje))"
    r"|\b(ni|du) (säljer|skickar|rapporterar) (väl |ju )?(allt|det|mina|detta)\b"
    r"|\b(säljer|skickar|lämnar|delar|ger|rapporterar|anmäler) (ni|du)\b.{0,30}"
    rf"\b(uppgift\w*|data|info\w*|vidare|till {OFFICE})\b"
)
CALLS = re.compile(
    r"\b(ska|skall|tänker|kommer|kan) du ((?!inte\b)\w+ ){0,2}(göra \W*|att )?"
    rf"(ringa|kontakta|skvallra|golla|berätta|säga|anmäla) (\w+ )?((till|för|det) )*{OFFICE}\b(?! som)"
)
GAME = r"(lol|cs\w*|fortnite|minecraft|valorant|roblox|fifa|schack|wow|dota|cod|spela|lira|gama|spel|tv-spel)"
PLAYS = re.compile(
    rf"\b(kan|spelar|lirar|gamar) du (\w+ )?{GAME}\b(?! (upp|in|roll))|\bspelar du (ens |själv )?(nå[gt]\w*)\W*$"
)
RANK = re.compile(r"\b(vad|va|vilken) (är|e|har)? ?(det för |du för |din )?(rank|level|elo|k/d|kd)\b")
JOKE = re.compile(
    r"\b(kan|ska|vill) du (\w+ )?(skämta\b|(hitta på|dra|berätta|säga|köra|ge)( mig)? (ett |en |nåt |något |nån )?"
    r"(\w+ )?(skämt|vits|jokes?)\b)|^\W*(dra|berätta|säg|kan du) (ett|en) (\w+ )?(skämt|vits|joke)\b"
)
NO_HEART = re.compile(
    r"\bdu (bryr (dig|dej) (ju |väl )?inte|kan (ju |väl )?inte (bry dig|känna|förstå)"
    r"|känner (ju |väl )?(inget|ingenting)|har (ju |väl )?inga känslor)\b|\bsom om du (bryr|brydde) (dig|dej)\b"
)
SIGNS = (
    (WHO_PAYS, "utter_straight_who_pays"),
    (PASSES_ON, "utter_police"),
    (CALLS, "utter_straight_nobody_told"),
    (NO_HEART, "utter_straight_no_heart"),
)
LIGHT = ((PLAYS, "utter_straight_plays"), (RANK, "utter_straight_rank"), (JOKE, "utter_straight_joke"))


def key_for(state: State, text: str) -> str | None:
    """The answer's name; a light one is only given while nobody is in danger."""
    signs = (*SIGNS, *LIGHT) if state.danger_stage in SET_ASIDE else SIGNS
    return next((key for sign, key in signs if sign.search(text)), None)
