"""Personal data leaves a message; everything else stays."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.redact import redact

TAKEN = {
    "mitt nummer är 811228-9874": "mitt nummer är [personnummer]",
    "19811228-9874": "[personnummer]",
    "8112289874": "[personnummer]",
    "811228 9874": "[personnummer]",
    "samordningsnummer 701063-2391": "samordningsnummer [personnummer]",
    "ring 070-123 45 67": "ring [telefon]",
    "+46701234567": "[telefon]",
    "08-123 456 78": "[telefon]",
    "anna.svensson@gmail.com": "[e-post]",
    "kalle(at)gmail(dot)com": "[e-post]",
    "bor på Storgatan 12B, 123 45 Borås": "bor på [adress]",
    "Kungsgatan 5 lgh 1102": "[adress]",
    "jag heter anna": "jag heter [namn]",
    "Jag heter Ahmed och är 51": "Jag heter [namn] och är 51",
    "min man Kjell Berg slog mig": "min man [namn] slog mig",
    "min kompis Elin mår dåligt": "min kompis [namn] mår dåligt",
    "Mvh Birgitta Lindström": "Mvh [namn]",
    "jag är Maria": "jag är [namn]",
    "min insta är kalle_99": "min insta är [konto]",
    "@kalle_99": "[konto]",
    "se https://www.instagram.com/kalle": "se [konto]",
    "kontonummer 8327-9 123456789": "kontonummer [kontonummer]",
    "4111 1111 1111 1111": "[kortnummer]",
    "SE35 5000 0000 0549 1000 0003": "[kontonummer]",
    "bilen heter ABC 123": "bilen heter [bilnummer]",
    "lösenordet är hemligt123": "lösenordet är [hemligt]",
    "1 9 8 1 1 2 2 8 9 8 7 4": "[personnummer]",
    "81.12.28-9874": "[personnummer]",
    "mitt personnummer blev 8112289873": "mitt personnummer blev [personnummer]",
    "070\u00ad1234567": "[telefon]",
    "070-12 34 och sen 567": "[telefon]",
    "noll sju noll ett två tre fyra fem sex sju": "[telefon]",
    "kalle snabel-a gmail punkt com": "[e-post]",
    "kalle at gmail punkt com": "[e-post]",
    "Södra Kungsgatan 5 våning 2": "[adress]",
    "heter kalle_99 på discord": "heter [konto] på discord",
    "clearing 8327 hos banken": "clearing [kontonummer] hos banken",
    "hej Greta heter jag": "hej [namn] heter jag",
    "Kram Greta": "Kram [namn]",
    "efternamn Lindström": "efternamn [namn]",
    "mina systrar Greta och Vivi": "mina systrar [namn]",
}

KEPT = [
    "ring 112 eller 1177", "90101 och 116 111", "020-50 50 50", "0771-50 50 50", "går i 9B och väger 62", "det var 2019, 14 år sen",
    "kl 23.15", "2014-05-01", "1 402 dagar nykter", "jag bor i Stora Essingen", "bor nära Varberg", "Nya Lidköping", "jag heter inte så",
    "min syster i Malmö", "plats 84 i kön", "min snap är full", "skriver @alla i gruppen", "vägen 12 km bort", "har 3 barn och 2 katter",
    "Röda Korset i Umeå", "Lilla Edet", "jag är Ledsen", "spår 3, tåg 42",
]  # fmt: skip


@pytest.mark.parametrize(("text", "left"), TAKEN.items())
def test_personal_data_is_taken_out(text: str, left: str) -> None:
    assert redact(text) == left


@pytest.mark.parametrize("text", KEPT)
def test_places_numbers_of_lines_and_ordinary_words_stay(text: str) -> None:
    assert redact(text) == text


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    redact(text)


@pytest.mark.parametrize("text", TAKEN)
def test_taking_out_twice_changes_nothing_more(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "0 ",
        "Anna ",
        "min ",
        "a@",
        "gatan ",
        "@x ",
        "12 34-",
        "heter ",
        "a.b ",
        "Norra Gatan ",
        "insta a ",
        "0 och sen ",
        "noll ",
        "a at b ",
        "a1 på insta ",
    ],
)
def test_very_long_texts_are_cleaned_in_less_than_a_second(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    start = time.process_time()
    redact(text)
    assert time.process_time() - start < 1
