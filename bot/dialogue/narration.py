"""A message that only tells something is told, however the model reads it: no goodbye, no refusal, no request."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue import cues
from bot.dialogue.practical import QUESTION
from bot.dialogue.understanding import Understanding
from safety.normalise import normalise

LONG = 12  # words; fewer may be a yes, a no or a thanks in many words
WEAK = 0.5  # how sure the model is of what it takes the message for
NOT_SURE = 0.8  # the same where its second guess is that something is told
FEW = 5  # words of a goodbye that need no word of parting
TELLS = "tell_feeling"
TAKEN_FOR = frozenset(
    {"goodbye", "deny", "affirm", "thanks", "greet", "feedback_positive", "feedback_negative", "correct_bot"}
    | {"talk_to_human", "find_activity", "more_suggestions", "reject_suggestion", "privacy_question"}
    | {"bot_identity_question", "ask_info", "out_of_scope", "state_interest", "state_barrier", "state_age"}
)
PARTS = re.compile(
    r"\b(?:hej ?då|adjö|god ?natt|sov gott|vi (?:hörs|ses)|ha det|hörs|det var allt|tack för|bye|ciao|avsluta\w*)\b"
    r"|\b(?:nog|slut|klart) för (?:nu|idag|i dag|ikväll|i kväll)\b|\b(?:till sängs|sängen|kudden|natti\w*)\b"
    r"|\b(?:måste|ska|skall|får|vill) (?:\w+ )?(?:gå|sova|sluta|lägga|logga|dra|sticka|iväg)\b"
    r"|\b(?:lägger (?:av|ner|mig|ifrån|jag)|loggar ut|drar nu|går nu|stänger)\b"
)
OF_THE_TALK = re.compile(
    r"\b(?:du|dig|lotsen|bot\w*|robot\w*|förslag\w*|tips\w*|råd|stämmer|tack|visa|listan|kort\w*|kod\w*|chatt\w*)\b"
    r"|\b(?:det där|det här|det) (?:passar|funkar|duger|hjälper) (?:inte|inget)\b"
    r"|\b(?:vill|önskar|söker|letar|kan jag få|skulle vilja|behöver|finns det)\b"
)  # what is said to Lotsen, and a wish


def as_told(heard: Understanding) -> Understanding:
    """The message as something told where it asks nothing, wishes nothing and is said to nobody."""
    if heard.intent not in TAKEN_FOR or heard.danger.level != "none" or heard.language != "sv":
        return heard
    plain = normalise(heard.text)
    if "?" in heard.text or QUESTION.search(plain):
        return heard
    parts = heard.intent == "goodbye" and (heard.words < FEW or PARTS.search(plain))
    no_goodbye = heard.intent == "goodbye" and not parts
    if no_goodbye or (_is_weak(heard) and not parts and not OF_THE_TALK.search(plain) and not cues.BOT.search(plain)):
        return replace(heard, intent=TELLS, topic=None, second_topic=None)
    return heard


def _is_weak(heard: Understanding) -> bool:
    """A long message of which the model is not sure, or that it nearly took for something told."""
    if heard.words < LONG:
        return False
    return heard.confidence < WEAK or (heard.runner_up == TELLS and heard.confidence < NOT_SURE)
