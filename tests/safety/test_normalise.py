"""One spelling for what people type: chat language, disguises, noise."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.normalise import normalise, tokens

SPELLINGS = {
    "ja ska do imorgon o ingen kan stoppa mej": "jag ska dö imorgon och ingen kan stoppa mig",
    "s k a  d ö  i  n a t t": "ska dö inatt",
    "vi l l b a r a f ö r s v i n n a": "vill bara försvinna",
    "vi d ö r ändå": "vi dör ändå",
    "ta l1vet av mig": "ta livet av mig",
    "ska ta sj*lvm0rd": "ska ta självmord",
    "har tagit 0ver d0s": "har tagit överdos",
    "s.j.ä.l.v.m.o.r.d": "självmord",
    "ＤÖ nu": "dö nu",
    "dööööör": "dör",
    "vill inte va här": "vill inte vara här",
    "va gör du": "vad gör du",
    "det va kul": "det var kul",
    "dom har nån å prata me": "de har någon att prata med",
    "i kväll": "ikväll",
    "jag vill forsvinna": "jag vill försvinna",
    "un-alive": "unalive",
    "ja\u200bg vi\u200dll d\u00f6": "jag vill dö",
    "\u202ejag\u202c": "jag",
}

KEPT = [
    "allt är svart", "lägenheten är tom", "den klarar sig", "sparar pengar", "kort svar", "tal och sång", "berätta en saga",
    "bl.a. kaffe", "t.ex. te", "klass 9b", "åk7", "bor i skara", "a-kassa", "d.v.s. nej", "å ä ö", "har hår", "smart klocka",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "read"), SPELLINGS.items())
def test_many_spellings_become_one(typed: str, read: str) -> None:
    assert normalise(typed) == read


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert normalise(text) == text


@given(st.text(max_size=120))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(alphabet="aåäöoedsvmnirlt *.-_0134@ ", max_size=60))
def test_disguises_normalised_twice_change_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_tokens_are_the_words_of_the_normalised_text() -> None:
    assert tokens("Hej, e du dä?!") == ["hej", "är", "du", "dä"]


@pytest.mark.parametrize(
    "piece", ["å ä ö ", "dö ", "😀🔪", "\u200b\u202ex", "*_.-", "s j ä l v ", "a1b2 ", "עברית ", "d" * 40 + " "]
)
def test_very_long_texts_are_read_in_less_than_a_second(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    start = time.perf_counter()
    normalise(text)
    assert time.perf_counter() - start < 1
