"""Å, ä and ö are put back where they were left out, and nowhere else."""

import pytest

from safety.normalise import normalise

LEFT_OUT = {
    "jag ar ensam": "jag är ensam", "jag mar daligt": "jag mår dåligt", "kanner mig sa ensam": "känner mig så ensam",
    "det ar sa svart att sova": "det är så svårt att sova", "jag bor har sjalv": "jag bor här själv",
    "hon sa att jag ar konstig": "hon sa att jag är konstig", "vill inte leva langre": "vill inte leva längre",
    "alla andra har vanner pa skolan": "alla andra har vänner på skolan", "ingen hor av sig": "ingen hör av sig",
    "jag vill traffa nagon": "jag vill träffa någon", "min mamma dog for tva ar sedan": "min mamma dog för två år sedan",
    "jag ar 75 ar och anka": "jag är 75 år och änka", "jag tanker ta livet av mig": "jag tänker ta livet av mig",
    "pa kvallarna ar det varst": "på kvällarna är det värst", "hoppa framfor taget": "hoppa framför tåget",
    "ar det nagon dar": "är det någon där", "jag gar i attan": "jag går i åttan", "min basta van": "min bästa vän",
    "jag ar trott": "jag är trött", "jag har alltid trott pa gud": "jag har alltid trott på gud",
    "varfor ar alla sa elaka": "varför är alla så elaka", "forsta gangen": "första gången",
    "ingen kan forsta mig": "ingen kan förstå mig", "ett satt att ma battre ar": "ett sätt att må bättre är",
    "har kopt repet, ingen marker nat anda": "har köpt repet, ingen märker något ändå",
    "jag langtar hem": "jag längtar hem", "sjalvmordstankar": "självmordstankar", "angestattack": "ångestattack",
    "ensamhetskansla": "ensamhetskänsla", "pensionarsforening": "pensionärsförening", "foersoeker": "försöker",
    "bradspel och korsang": "brädspel och körsång", "far ingen hjalp": "får ingen hjälp", "saga hejda": "saga hejda",
    "jagmar bra": "jag mår bra", "overgiven": "övergiven", "nanstans att va": "någonstans att vara",
}  # fmt: skip
# Right words that would be other right words with dots and rings.
KEPT = [
    "kort sagt", "en kort promenad", "tomt och tyst", "huset känns tomt", "jag satt själv", "jag satt hemma", "dricker te",
    "te och kaffe", "allt är svart", "kaffet var svart", "en anka i parken", "star wars är kul", "ska vi basta ikväll",
    "gillar manga och anime", "en bok om sverige", "jag är van vid det", "fritt val", "bor i skara", "din hora", "far och mor",
    "han far illa", "det bar av till fjällen", "lagt ner mycket tid", "hon är lat", "kan du laga mat", "inga saker kvar",
    "en rad problem", "en vacker dag", "sant eller falskt", "min far är död", "svar tack", "ett stort lager", "laget spelar",
    "har hår", "sparar pengar", "lägenheten är tom", "vi hade tur", "trad jazz", "jag har alltid trott på gud", "salt mat",
    "den var lagom stor", "tag en bank till", "fortsatta studier", "barnens anda", "dina vanliga vanor", "hetsat folk",
    "översatt till svenska", "höstlov", "en poverty trap", "overdose", "the halls", "forget me", "i need help with food",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "read"), LEFT_OUT.items())
def test_what_was_left_out_is_put_back(typed: str, read: str) -> None:
    assert normalise(typed) == read
    assert normalise(read) == read


@pytest.mark.parametrize("text", KEPT)
def test_a_word_that_is_right_without_them_stays(text: str) -> None:
    assert normalise(text) == text


def test_a_doubtful_word_is_only_put_right_where_the_message_lacks_them_throughout() -> None:
    assert normalise("jag ar radd, slakten brakar") == "jag är rädd, släkten bråkar"
    assert normalise("jag är rädd, slakten brakar") == "jag är rädd, slakten brakar"
    assert normalise("slakten brakar") == "slakten brakar"
