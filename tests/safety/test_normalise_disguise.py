"""Words that were hidden behind signs, spaces and other alphabets are opened; noise is taken away."""

import time

import pytest

from safety.normalise import normalise

HIDDEN = {
    "s k a  d ö  i  n a t t": "ska dö inatt", "vi l l b a r a f ö r s v i n n a": "vill bara försvinna",
    "vi d ö r ändå": "vi dör ändå", "n u d ö d a r j a g m i g": "nu dödar jag mig", "jag vill d ö": "jag vill dö",
    "j a g  ä r  e n s a m": "jag är ensam", "s-n-ä-l-l-a": "snälla", "h.j.ä.l.p": "hjälp", "s.j.ä.l.v.m.o.r.d": "självmord",
    "s j a l v m o r d": "självmord", "ta l1vet av mig": "ta livet av mig", "ska ta sj*lvm0rd": "ska ta självmord",
    "sj4lvm0rd": "självmord", "har tagit 0ver d0s": "har tagit överdos", "knark@r": "knarkar", "un-alive": "unalive",
    "sjаlvmord": "självmord", "ѕjälv": "själv", "ＤÖ nu": "dö nu", "𝓮𝓷𝓼𝓪𝓶": "ensam", "ᴇɴsᴀᴍ": "ensam",
    "ja\u200bg vi\u200dll d\u00f6": "jag vill dö", "\u202ejag\u202c": "jag", "sja\u0308lv": "själv", "d\u0336ö\u0336": "dö",
    "“ensam”": '"ensam"', "hon – jag": "hon - jag", "nå´t": "något", "14½ år": "14 1/2 år",
}  # fmt: skip
KEPT = [
    "b12",
    "mp3",
    "h2o",
    "covid19",
    "5an",
    "e4an",
    "v@ld",
    "мне плохо",
    "я хочу умереть",
    "εδώ",
    "😢 ensam 😢",
    "🫠",
    "<3",
]


@pytest.mark.parametrize(("typed", "read"), HIDDEN.items())
def test_what_was_hidden_is_opened(typed: str, read: str) -> None:
    assert normalise(typed) == read


@pytest.mark.parametrize("text", KEPT)
def test_what_hides_nothing_stays(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.deep
@pytest.mark.parametrize(
    "piece",
    [
        "å ä ö ", "dö ", "😀🔪", "\u200b\u202ex", "*_.-", "s j ä l v ", "a1b2 ", "עברית ", "d" * 40 + " ", "ﷺ", "аbс ",
        "ja va de e d å o ", "aaa bbb ", "sjalvmord", "e.", "va ",
    ],
)  # fmt: skip
def test_very_long_texts_are_read_in_less_than_a_second(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    start = time.process_time()
    normalise(text)
    assert time.process_time() - start < 1
