"""Texts as nobody means them: what a property must hold for, whatever is typed or pasted."""

from __future__ import annotations

from hypothesis import strategies as st

LONGEST = 20_000
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202e\u2066\u2069"
EMOJIS = "😀😢😭💔🔪💊❤️👍🏽👨‍👩‍👧🏳️‍🌈🫠☠🇸🇪"
OTHER_SCRIPTS = "שלוםעברית مرحبا بكم सबकुछ 你好世界 привет ሰላም ελληνικά"
PUNCTUATION = ".,;:!?…-–—_*#@$€%&/\\|()[]{}<>\"'´`^~+=½¼"
SWEDISH = "abcdefghijklmnoprstuvyåäö  ...,!?é"
SURROGATES = "\ud800\udfff\udbff\udc00"

CHAT = [
    "ja", "jaa", "va", "de", "e", "d", "ä", "å", "o", "do", "me", "dom", "nån", "nan", "sa", "har", "far", "for",
    "basta", "van", "svart", "anka", "p", "g", "a", "i", "kväll", "över", "dos", "hej", "då", "villdö", "jagmar",
    "sjalv", "jag", "inte", "vill", "mig", "ska", "kan", "så", "är", ".", ",", "1", "9",
]  # fmt: skip

_repeated = st.builds(
    lambda piece, times: (piece * times)[:LONGEST], st.text(min_size=1, max_size=12), st.integers(1, 900)
)
_one_letter = st.builds(lambda letter: letter * 10_000, st.sampled_from([*"aöx.1 å", "😭", "\u0308", "ﷺ", "ß"]))


def texts(longest: int = 120) -> st.SearchStrategy[str]:
    """Any of them, most of them short."""
    return st.one_of(
        st.text(max_size=longest),
        st.text(alphabet=SWEDISH, max_size=longest),
        st.text(alphabet=SWEDISH + ZERO_WIDTH + PUNCTUATION + SURROGATES, max_size=longest),
        st.lists(st.sampled_from(CHAT), max_size=12).map(" ".join),
        st.text(alphabet=OTHER_SCRIPTS + SWEDISH, max_size=longest),
        st.text(alphabet=PUNCTUATION, max_size=longest),
        st.text(alphabet="0123456789 -+", max_size=longest),
        st.text(alphabet=st.characters(), max_size=longest),
    )


def long_texts() -> st.SearchStrategy[str]:
    """Up to 20,000 characters: one letter held down, a piece pasted over and over, 500 emojis."""
    emojis = st.builds(lambda chosen: "".join(chosen) * 100, st.lists(st.sampled_from(EMOJIS), min_size=5, max_size=5))
    return st.one_of(_repeated, _one_letter, emojis)
