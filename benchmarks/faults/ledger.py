"""What was written and answered in one trial, and what it comes to."""

import bisect
import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from chat.words import load_words

SORRY = frozenset(load_words().all("fall_back"))
CRISIS_NUMBERS = ("112", "90101")


@dataclass
class Message:
    """One message of a visitor or a volunteer, as it is in the page that sends it. Times from the monotonic clock."""

    client_id: str
    text: str
    by: str = "visitor"
    is_acute: bool = False
    written: float = field(default_factory=time.monotonic)
    answered: float | None = None
    replies: list[dict[str, Any]] = field(default_factory=list)
    is_refused: bool = False  # the volunteer no longer has the chat, and is told so
    tries: int = 0
    said: list[float] = field(default_factory=list)  # when its page showed a sentence

    @property
    def wait(self) -> float:
        """Seconds from when it was written until its answer, also while it waited for the one before it."""
        return (self.answered or time.monotonic()) - self.written

    @property
    def silence(self) -> float:
        """Seconds from when it was written until its page showed any sentence."""
        after = bisect.bisect_left(self.said, self.written)
        return min(self.wait, self.said[after] - self.written if after < len(self.said) else self.wait)

    @property
    def is_fall_back(self) -> bool:
        """The gateway answered by itself, as the bot could not."""
        return any(reply.get("text") in SORRY for reply in self.replies)

    @property
    def is_missed(self) -> bool:
        """It was acute, and its answer lacks the crisis card with its numbers."""
        cards = [reply for reply in self.replies if reply["kind"] == "crisis" and reply.get("lines")]
        shown = "".join(letter for letter in str(self.replies) if letter.isalnum())
        return self.is_acute and not (cards and all(number in shown for number in CRISIS_NUMBERS))

    @property
    def is_kept(self) -> bool:
        """The database has it, as far as its answer tells."""
        return any(reply.get("seq") is not None for reply in self.replies)


@dataclass
class Talk:
    """A conversation as the server knows it: what was sent in it, and the numbers that its stream showed."""

    id: str
    headers: dict[str, str]
    sent: list[Message] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    of_person: bool = False  # a volunteer has it
    checked: int = 0  # how much of `seen` was judged in earlier trials


@dataclass
class Trial:
    """One fault in one part."""

    part: str
    fault: str
    sent: int = 0
    lost: int = 0
    wrong_order: int = 0
    doubled: int = 0
    acute: int = 0
    missed: int = 0
    fall_backs: int = 0
    refused: int = 0  # a volunteer's, as the chat had gone back to the queue
    unkept: int = 0  # answered, but while the database was away: not in the history
    begun_anew: int = 0  # conversations that the server no longer knew
    longest_silence: float = 0.0  # until some sentence
    longest_wait: float = 0.0  # until the answer
    right_again: float | None = None  # seconds after the fault; None: not before the trial's end

    @property
    def holds(self) -> bool:
        wrong = self.lost or self.wrong_order or self.doubled or self.missed or self.begun_anew
        return not wrong and self.longest_silence <= 15 and self.right_again is not None


def judge_messages(trial: Trial, messages: list[Message]) -> None:
    """What the pages themselves saw."""
    answered = [message for message in messages if message.answered is not None]
    trial.sent = len(messages)
    trial.lost += len(messages) - len(answered)
    trial.refused = sum(message.is_refused for message in answered)
    trial.acute = sum(message.is_acute for message in messages)
    trial.missed = sum(message.is_missed for message in messages)
    trial.fall_backs = sum(message.is_fall_back for message in answered)
    trial.longest_silence = max((message.silence for message in messages if message.by == "visitor"), default=0.0)
    trial.longest_wait = max((message.wait for message in messages), default=0.0)


def judge_history(trial: Trial, talk: Talk, events: list[dict[str, Any]]) -> None:
    """What the server kept of a conversation, held against what was sent in it."""
    kept_from = events[0]["seq"] if events else 0
    for by, author in (("visitor", "visitor"), ("volunteer", "human")):
        stood = [event["client_id"] for event in events if event["from"] == author and event.get("client_id")]
        sent = [message for message in talk.sent if message.by == by and message.answered is not None]
        trial.doubled += len(stood) - len(set(stood))
        known = [message.client_id for message in sent if message.client_id in stood]
        trial.wrong_order += known != [id for id in dict.fromkeys(stood) if id in set(known)]
        for message in sent:
            _judge_kept(trial, talk, message, stood, kept_from)
    trial.wrong_order += _disorder(talk.seen[talk.checked :])
    _judge_answers(trial, talk, events)
    talk.checked = len(talk.seen)


def _judge_kept(trial: Trial, talk: Talk, message: Message, stood: list[str], kept_from: int) -> None:
    if message.client_id in stood:
        return
    first = min((reply["seq"] for reply in message.replies if reply.get("seq") is not None), default=None)
    if first is None and (message.replies or not talk.of_person):
        trial.unkept += 1
    elif first is None or first > kept_from + 1:  # not only trimmed
        trial.lost += 1


def _judge_answers(trial: Trial, talk: Talk, events: list[dict[str, Any]]) -> None:
    """Each answer stands as often as the page got it, and after the one before it."""
    last = 0
    for message in talk.sent:
        numbers = [reply["seq"] for reply in message.replies if reply.get("seq") is not None]
        if not numbers or message.by != "visitor":
            continue
        trial.wrong_order += numbers != sorted(numbers) or numbers[0] <= last
        last = numbers[-1]
        of_it = [event for event in events if event["from"] == "bot" and event.get("client_id") == message.client_id]
        trial.doubled += max(0, len(of_it) - len(numbers))


def _disorder(seen: list[int]) -> int:
    return sum(later <= earlier for earlier, later in itertools.pairwise(seen))
