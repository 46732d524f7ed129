"""One spelling for what people type: chat language, slips, words run together."""

import pytest

from safety.normalise import normalise, tokens

CHAT = {
    "ja ska do imorgon o ingen kan stoppa mej": "jag ska dö imorgon och ingen kan stoppa mig",
    "vill inte va här": "vill inte vara här", "va gör du": "vad gör du", "va e de": "vad är det",
    "det va kul": "det var kul", "de va kul igår": "det var kul igår", "hur va det": "hur var det",
    "jobbet va tråkigt": "jobbet var tråkigt", "va snäll": "vad snäll", "ingen å va me": "ingen att vara med",
    "ja vet inte va ja ska göra": "jag vet inte vad jag ska göra", "d e så tråkigt": "det är så tråkigt",
    "finns d nån här": "finns det någon här", "ja tror de hatar mej": "jag tror de hatar mig",
    "dom har nån å prata me": "de har någon att prata med", "han slog me knytnäven": "han slog med knytnäven",
    "svårt å sova": "svårt att sova", "iaf så e ja ensam": "i alla fall så är jag ensam",
    "asså ja orkar inte": "alltså jag orkar inte", "kmr aldrig funka": "kommer aldrig funka",
    "lr så flyttar jag": "eller så flyttar jag", "mkt jobb": "mycket jobb", "oxå ensam": "också ensam",
    "nångång": "någon gång", "ngn att prata med": "någon att prata med", "vet nt": "vet inte",
    "min bf slår mig": "min pojkvän slår mig", "min gf": "min flickvän", "idk": "vet inte",
    "tbh orkar jag inte": "ärligt talat orkar jag inte", "ffs lämna mig": "för fan lämna mig", "plz hjälp": "snälla hjälp",
    "haru nån att ringa": "har du någon att ringa", "i kväll": "ikväll", "i allafall": "i alla fall",
    "tog massa tabbar": "tog massa tabletter", "hejda": "hejdå",
}  # fmt: skip
RUN_TOGETHER = {
    "jagmår dåligt": "jag mår dåligt", "vetinte": "vet inte", "jagorkarinte": "jag orkar inte", "ialla fall": "i alla fall",
    "hurmår du": "hur mår du", "ingenbryr sig": "ingen bryr sig", "kaninte sova": "kan inte sova", "attprata med": "att prata med",
    "till baka": "tillbaka", "en sam": "ensam", "ingen ting": "ingenting",
}  # fmt: skip
SLIPS = {
    "ensma": "ensam", "esnam": "ensam", "ensomhet": "ensamhet", "depprimerad": "deprimerad", "ångset": "ångest",
    "kompsi": "kompis", "komisar": "kompisar", "vännner": "vänner", "venner": "vänner", "familjne": "familjen",
    "känenr": "känner", "kännr": "känner", "försöekr": "försöker", "nogon": "någon", "ingetning": "ingenting",
    "aldirg": "aldrig", "kankse": "kanske", "egentlien": "egentligen", "tillsamans": "tillsammans", "intresant": "intressant",
    "jobigt": "jobbigt", "dålit": "dåligt", "menniska": "människa", "mäniskor": "människor", "sjelv": "själv",
    "sjävl": "själv", "självmrd": "självmord", "forlåt": "förlåt", "hjelp": "hjälp", "hjäpl": "hjälp", "gråetr": "gråter",
    "tenker": "tänker", "treffa": "träffa", "psykolg": "psykolog", "arbestlös": "arbetslös", "itne": "inte",
    "imorrn bitti": "imorgon bitti", "jeg er ensom": "jag er ensam",
}  # fmt: skip
HELD_DOWN = {
    "dööööör": "dör", "ensaaaamt": "ensamt", "heeej": "hej", "hejjj": "hej", "snälllla": "snälla", "allllt": "allt",
    "tackkkk": "tack", "hjäälp": "hjälp", "jaag": "jag", "asssååå": "alltså", "två småååå barn": "två små barn",
}  # fmt: skip
KEPT = [
    "ja tack", "ja, det stämmer", "ja det gör jag", "ja vill du det", "men ja det är så", "ja, ska vi", "en hård dom", "plan d",
    "vitamin d hjälper", "går i 9 e", "går i 7a", "storgatan 3 d", "å ena sidan", "bor vid en å", "å ä ö", "talk to me",
    "please kill me", "typ hela tiden", "på prao", "känner mig lost", "e-post", "e-postadress", "a-kassa", "d-vitamin",
    "bl.a. kaffe", "t.ex. te", "m.m.", "o.s.v.", "f.d. make", "t/o/m", "d.v.s. nej", "klass 9b", "åk7", "ida är min dotter",
    "min man inge är sjuk", "hejda mig inte", "gjorde tabbar", "fick en dom", "tvååring", "oordning i köket", "annie lööf",
    "i feel so alone", "i'm in danger", "den klarar sig", "tal och sång", "berätta en saga", "smart klocka", "www.lotsen.se",
    "granen står kvar", "hon är separerad", "får pension", "aa hjälpte", "mm",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "read"), [*CHAT.items(), *RUN_TOGETHER.items(), *SLIPS.items(), *HELD_DOWN.items()])
def test_many_spellings_become_one(typed: str, read: str) -> None:
    assert normalise(typed) == read
    assert normalise(read) == read


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert normalise(text) == text


def test_shouting_is_read_as_talking() -> None:
    assert normalise("JAG MÅR DÅLIGT!!") == "jag mår dåligt!!"


def test_tokens_are_the_words_of_the_normalised_text() -> None:
    assert tokens("Hej, e du dä?!") == ["hej", "är", "du", "dä"]
