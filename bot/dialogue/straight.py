"""A straight question gets its answer first: about oneself, about the talk, about a thing that it names."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.dialogue import care, of_lotsen, sorry
from bot.dialogue.asked_in_danger import not_normal
from bot.dialogue.follow_ups import times_told, told
from bot.dialogue.moves import Kind, Move, Turn, say
from bot.dialogue.named import CALLED, aspects_in, named_in
from bot.dialogue.practical import QUESTION, which
from bot.dialogue.state import SET_ASIDE, State
from bot.dialogue.understanding import Understanding
from safety.assess import VIOLENCE

PASSING = frozenset({"move", "studies", "birth", "job_change", "retirement"})  # after these it often passes
LONGEST = 45  # words; a longer message tells more than it asks
TWICE = 2  # times that a topic is told of in its own words
LAST_PART = 18  # words; of a longer message only the question itself is read
LATELY = 8  # responses back in which an offer of a volunteer is what a question is about
HE = r"(han|hon|hen|dom|de|mamma|pappa|nån|någon|min \w+|skolan|jobbet|chefen|soc)"
NORMAL = re.compile(r"\b(är|e|va|var) (det |de )?(så )?(\w+ )?(normalt|vanligt|naturligt|vanlig|normal)\b")
STRANGE = re.compile(
    r"\b(är|e) (det|de|jag) (\w+ )?(konstig\w*|knäpp\w*|onormal\w*|sjuk(t|lig\w*)|patetisk\w*|löjlig\w*|fel på mig"
    r"|bara jag(?! och)|ensam om|den enda|jag som (är|e) (\w+ )?(konstig|knäpp|jobbig|felet))\b|fel på mig\b.{0,12}\?"
)
AM_I = re.compile(r"^\W*(men |så )?(är|e) (det |de )?jag\b")
CONTROL = re.compile(
    r"\b(bestämm\w*|kontroller\w*|kolla\w* .{0,15}(mobil|telefon)|läser .{0,15}(mobil|sms|meddel)|går igenom"
    r"|svartsjuk\w*|(be|fråga\w*)( \w+)? (om lov|om pengar)|veckopeng\w*|inga egna pengar|sköter (alla pengar|ekonomin)"
    r"|får (inte )?(träffa|ha|gå ut|jobba|prata)|slår|slog|hotar|knuff\w*|vilka jag|vem (man|jag) får|var (man"
    r"|jag) är)\b"
)
FAULT = re.compile(
    r"\b(är|e) (det|de) (\w+ )?(jag som (gör|har gjort|gjort)|mitt fel|mig det är fel)|\b(gör|gjorde"
    r"|har) jag (nå\w+ )?(\w+ )?fel\b"
    r"|\bär jag (bara |en |så )*(dålig\w*|hemsk\w*|elak\w*|egoist\w*|självisk\w*)|\bborde jag ha\b"
)
DEFINE = re.compile(
    r"(hur|vad) (definierar|menar|räknar|avser) (ni|du|man|ens) .{0,25}\bensam\w*|(definition\w*|betyder"
    r"|innebär) .{0,25}\bensam\w*"
    r"|vad (är|betyder) (egentligen )?(att vara )?(ordet )?ensam(het)?\b"
)
AS_HUMAN = re.compile(
    r"\bom du (va|var|vore|hade varit) (en )?(riktig |vanlig )?(människa|person|på riktigt|kompis|vän)\b"
)
BELIEVES = re.compile(
    r"\b(tror|tänker|tycker|känner|drömmer|minns|sover) du (själv )?(på (gud|något|nåt|ett)|nå(got|nting|t)"
    r"|själv|om)\b"
)
WHAT_MEANT = re.compile(
    r"\b(menar|snackar|pratar|svamlar) du\b|syftar du|^\W*vilk(a|et|en) \w+\?+\W*$|^\W*\w+ vad ?då\b|^\W*vad är inte"
)
FIND = re.compile(
    r"\bfinns (det )?(någo[nt]|nå[nt]|en|ett|fler|några|nåra)\b|\b(letar|söker|vill (gå|ha|prova|börja))\b"
)
MAY_WRITE = re.compile(
    r"\b(får|kan|går det (bra )?att) (man|jag) (skriva|praktisera|öva|prata|träna) .{0,20}(här|svenska|med dig)"
    r"|(vet inte|undrar) .{0,15}\bom (man|jag) (får |kan |ska )?skriv\w* .{0,6}här|är det rätt ställe"
    r"|(praktisera|öva|träna) .{0,15}svenska.{0,15}(okej|ok|bra|här)\b.*\?"
)
NOT_TO = re.compile(
    rf"\b(säg|berätta) (inte|inget|aldrig) (det |nåt |något )?(till|för) {HE}|\b(berättar|säger) du (det |nåt "
    rf"|något )?(till|för) {HE}"
    rf"|\b(får|kommer) {HE} (att )?(få )?(veta|reda)|\b{HE} får (inte|aldrig) (veta|få reda)"
)
VOLUNTEER = re.compile(r"\bvolontär\w*|\bmänniskan\b")
TO_BE_ONE = re.compile(r"\b(bli|vara|blir|jobba som|uppdrag som|ställa upp som) (en )?volontär")
WHO_COMES = re.compile(
    r"vem (är|e) det som (kommer|skriver|svarar)|(kommer|kan) (nån|någon|den|hen|volontären) .{0,12}(hem|hit)\b"
    r"|\bhem hit\b"
    r"|(är|e) (det|den|hen) en (man|kvinna|kille|tjej)\b"
)
WRITES = re.compile(r"\b(skriv\w*|chatt\w*|ser|läs\w*|veta|får)\b")
DIAGNOSIS = re.compile(
    r"\b(kan|är|e|har|tror) (det|jag|du)\b.{0,30}\b(förlossningsdepression|depression|deprimerad|utbränd\w*"
    r"|utmattning\w*|ångestsyndrom"
    r"|bipolär\w*|adhd|autis\w+|ptsd|psykos)\b"
)
WHOM = re.compile(
    r"\b(vem|vart|var|vilka|vilken|finns det)\b.{0,30}\b(ring\w*|prata\w*|vänd\w*|skriv\w*|sök\w*|frågar?|hjälp"
    r"|stöd|linje)\b"
)
SUBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("birth", re.compile(r"förloss\w*|bebis\w*|nyfödd\w*|fött barn|\bamma\w*|bvc|efter (barnet|födseln)")),
    ("alcohol", re.compile(r"\b(drick\w*|druck\w*|alkohol\w*|sprit\w*|vin(et)?|öl(en)?|whisky\w*|supa?r?|glas)\b")),
    ("drugs", re.compile(r"\b(drog\w*|knark\w*|hasch|cannabis|gräs|amfetamin|kokain|tramadol)\b")),
    ("gambling", re.compile(r"\b(spelar? (bort|om pengar)|spelberoend\w*|spelmissbruk\w*|casino|kasino|bettar?)\b")),
    ("dementia", re.compile(r"\b(demen\w*|alzheimer\w*)\b")),
)
LINE_FOR = {
    "alcohol": "line:alkoholhjalpen",
    "drugs": "line:droghjalpen",
    "gambling": "line:stodlinjen-spel",
    "dementia": "line:demensradgivning",
}
SHOULD_TELL = re.compile(
    r"(?<!vad )(?<!va )(?<!hur )(?<!när )(?<!vem )\b(ska|kan|får|bör|skall|borde|vågar) jag\b.{0,30}\b(säga"
    r"|berätta|visa|ta upp|prata om|läsa upp)\b"
    r"|\b(säga|berätta) (det )?(till|för) \w+ eller (vänta|inte|låta)"
)
IF_NOT = re.compile(
    r"\b(tänk )?(om|ifall) (hon|han|hen|dom|de|ingen|någon|nån|[a-zåäö]+) (inte (svarar|vill|kan|hör av sig)"
    r"|säger nej"
    r"|tackar nej|skrattar|ignorerar|ghostar)\b.{0,40}"
)
BILL = re.compile(
    r"\b(telefon|mobil)?räkning\w*|\bsyns (det|dom|de|samtalet|numret|chatten)\b|\b(samtal\w*|chatt\w*"
    r"|numret) (syns|syr)\b"
)
SHELTER = re.compile(r"\b(kvinno|tjej)jour\w*|\bskyddat boende\b")
SHELTER_ASKED = re.compile(r"\b(vad (är|gör)|måste|behöver|hur (är|går|funkar|fungerar)|bo där|kan man|får man|vem)\b")
SHELTER_MORE = re.compile(r"\b(hemlig\w*|adress\w*|barn\w*|hund\w*|kosta\w*|gratis|betalar|hur länge|skyddat boende)\b")
HER_NAME = re.compile(
    r"\b(frågar|vill|måste|behöver|ska) (de|dom|man|jag)\b.{0,20}\b(heter|namn\w*|vem (man|jag) är|legitim\w*)\b"
    r"|\banonym\w*"
)
HOW_MANY = re.compile(r"hur många (förslag|tips) har du")
FIRST_STEP = re.compile(
    r"\b(vart|vem|vilket nummer|var)\b (ska|skall|kan|bör|måste) (\w+ )?\w+ (ringa?|fråga|vända|höra|skriva|mejla)"
    r"|\bvad (ska|skall|kan|bör|måste) (\w+ )?\w+ (fråga|säga)( efter| då| om)?\b"
    r"|(vet inte|ingen aning( om)?) (vart|vem|vad) (\w+ )?\w+ (ska|skall|kan|bör) (ringa|fråga|vända|säga)"
)
WHAT_TO_SAY = re.compile(r"\bvad\b.{0,25}\b(fråga|säga)\b")
WORDS_FOR: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b{words}\b"), key)
    for words, key in (
        (
            r"(kommun(en)?|växeln|biståndshandläggar\w*|biståndsenheten|hemtjänst\w*|avlösning\w*)",
            "utter_words_call_kommun",
        ),
        (
            r"(förening\w*|klubb(en)?|kören|studieförbund\w*|församling\w*|pastorsexpedition\w*|biblioteket)",
            "utter_words_call_club",
        ),
        (r"(vårdcentral\w*|läkar\w*|mottagning\w*|bvc)", "utter_words_call_clinic"),
    )
)
IS_IT = re.compile(
    r"\b(är|e) (det|detta|de) (här |där )?(\w+ )?(ens|verkligen|egentligen|då|ens en sorts)? ?(riktig )?ensamhet\b"
    r"|\b(räknas|kallas|kallar man) (det|jag|man) .{0,18}\b(som |för )?ensam(het)?\b.{0,25}\?"
    r"|\bär jag (ens|verkligen|egentligen) ensam\b"
)
WHAT_CAN_I = re.compile(
    r"^\W*((men|och|så|okej|ok)\W+)*(vad|va) ((kan|ska|bör) (man|jag)( \w+)? göra|gör man)( åt (det|saken|sånt"
    r"|sådant))?( då)?\W*$"
    r"|^\W*(\w+ ){0,2}(jag )?(frågade|undrade|undrar) (ju |bara )*(hur|vad) (jag|man) (ska|skall|kan) göra\W*$"
)
WHAT_TO_DO = {
    "social": "utter_what_to_do_social",
    "emotional": "utter_what_to_do_emotional",
    "existential": "utter_what_to_do_existential",
}
IS_LONELINESS = {
    "social": "utter_is_it_loneliness_social",
    "emotional": "utter_is_it_loneliness_emotional",
    "existential": "utter_is_it_loneliness_existential",
}
PET_ILL = re.compile(
    r"\b(hund\w*|katt\w*|valp\w*|häst\w*|kanin\w*|kisse\w*|marsvin\w*|undulat\w*|djuret)\b.{0,25}"
    r"\b(halt\w*|sjuk|kräk\w*|spyr|har ont|äter inte|dricker inte|blöder|linkar|hostar|bet \w+|kliar)\b"
)
Answer = Callable[[State, Understanding, str], "tuple[Move, ...] | None"]


def answer(before: State, state: State, heard: Understanding) -> Turn | None:
    """The answer; None when the message asks nothing that is answered here."""
    wrong = sorry.turn(before, state, heard)
    moves = found(state, heard)
    if wrong is not None:
        return (
            wrong if moves is None else Turn((*wrong.moves[:1], *moves), wrong.state)
        )  # what was missed is asked anew
    if moves is None:
        return None
    if moves[-1].key in WHAT_TO_DO.values():
        return Turn(moves, state.but(pending="offer", offered=True))
    topics = [move.key.partition(":")[2] for move in moves if move.kind is Kind.NAMED and move.key.startswith("topic:")]
    topics += [move.key for move in moves if move.kind is Kind.TOPIC]
    return Turn(
        moves,
        told(state, *dict.fromkeys(topics)).but(pending=before.pending)
        if topics
        else state.but(pending=before.pending),
    )


def found(state: State, heard: Understanding) -> tuple[Move, ...] | None:
    """What is said to the question that a message holds."""
    if heard.language != "sv" or heard.words > LONGEST or heard.danger.evidence or heard.intent == "abusive":
        return None
    text = heard.low
    asked = text if heard.words <= LAST_PART else _question_of(text)
    of_us = of_lotsen.answer(state, heard, text)
    if of_us is not None or not asked:
        return of_us
    return next((moves for part in ANSWERS if (moves := part(state, heard, asked)) is not None), None)


def _question_of(text: str) -> str:
    """The sentences of a long message that end in a question mark."""
    return " ".join(part.strip() for part in re.findall(r"[^.!?]*\?", text))


def _asks(text: str) -> bool:
    return bool(QUESTION.search(text))


def _of_the_talk(state: State, heard: Understanding, text: str) -> tuple[Move, ...] | None:
    """About Lotsen, what it just said, and what becomes of what is written."""
    if BILL.search(text) and _asks(text) and state.danger_stage is None:
        return (say("utter_straight_bill"),)
    offered = "utter_human_offer" in state.said[-LATELY:]
    volunteer = VOLUNTEER.search(text) and WRITES.search(text) and not TO_BE_ONE.search(text)
    if _asks(text) and (volunteer or (offered and WHO_COMES.search(text))):
        key = "utter_straight_who_comes" if WHO_COMES.search(text) else "utter_straight_volunteer"
        return (say(key),)
    signs = (
        (NOT_TO, "utter_straight_nobody_told"),
        (AS_HUMAN, "utter_straight_as_human"),
        (BELIEVES, "utter_straight_no_belief"),
        (MAY_WRITE, "utter_straight_may_write"),
    )
    key = next((key for sign, key in signs if sign.search(text)), "")
    if not key and state.turn > 1 and "?" in text and heard.words <= LAST_PART and WHAT_MEANT.search(text):
        key = "utter_straight_unclear"
    if not key and HOW_MANY.search(text) and state.shown:
        return (say("utter_straight_how_many", steps=str(len(state.shown))),)
    return (say(key),) if key else None


def _of_oneself(state: State, heard: Understanding, text: str) -> tuple[Move, ...] | None:
    """Is it normal, is it my fault, is it an illness: a yes or a no first."""
    if IS_IT.search(text) and _asks(text):
        return (say(IS_LONELINESS.get(_kind(state), "utter_is_it_loneliness_unknown")),)
    if WHAT_CAN_I.search(text) and not state.for_other and state.danger_stage in SET_ASIDE:
        kind = _kind(state) or ("emotional" if state.losses else "")
        return (say(WHAT_TO_DO[kind], "steps", "talk"),) if kind else (Move(Kind.TOPIC, "what_helps"),)
    if PET_ILL.search(text):
        return (say("utter_aside_pet"),)
    if DEFINE.search(text):
        return (Move(Kind.TOPIC, "what_is_loneliness"),)
    harmed = not VIOLENCE.isdisjoint((*state.risk_kinds, state.risk_kind))
    if (NORMAL.search(text) or STRANGE.search(text)) and _asks(text) and (harmed or CONTROL.search(text)):
        return (say("utter_straight_control" if CONTROL.search(text) and not harmed else not_normal(state)),)
    if DIAGNOSIS.search(text) and _asks(text):
        return _not_a_diagnosis(state, text)
    if FAULT.search(text) and _asks(text):
        return (say(_no_fault(state, harmed, text)),)
    if NORMAL.search(text) and _asks(text) and not named_in(text):
        return _common(state, heard)
    if (_asks(text) or AM_I.match(text)) and (STRANGE.search(text) or heard.topic == "am_i_abnormal"):
        return (say("utter_straight_nothing_wrong"), Move(Kind.TOPIC, "am_i_abnormal", {"part": "short"}))
    return None


def _kind(state: State) -> str:
    """The kind of loneliness that the person has told of most."""
    return next(iter(state.loneliness_types), "")


def _no_fault(state: State, harmed: bool, text: str) -> str:
    if harmed:
        return "utter_straight_not_your_fault_harm"
    if "dålig" in text or "hemsk" in text or "elak" in text or "egoist" in text or "självisk" in text:
        return "utter_straight_not_bad"
    return "utter_straight_no_fault_other" if state.for_other else "utter_straight_no_fault"


def _common(state: State, heard: Understanding) -> tuple[Move, ...]:
    passing = PASSING & {*state.life_events, *heard.life_events}
    topic = "passing_or_lasting" if passing else "am_i_abnormal"
    return (say("utter_straight_common"), Move(Kind.TOPIC, topic, {"part": "short"}))


def _not_a_diagnosis(state: State, text: str) -> tuple[Move, ...] | None:
    if SUBJECTS[0][1].search(text) or "birth" in state.life_events:
        return (say("utter_straight_after_birth"), Move(Kind.TOPIC, "what_is_1177", {"part": "short"}))
    if "depr" in text:
        return (Move(Kind.TOPIC, "depression_or_lonely"),)
    return (say("utter_straight_no_diagnosis"),)


def _whom(state: State, heard: Understanding, text: str) -> tuple[Move, ...] | None:
    """Whom one talks to about a certain thing, named now or told before."""
    if not WHOM.search(text) or not _asks(text):
        return None
    subject = next((name for name, sign in SUBJECTS if sign.search(heard.text.lower())), None)
    if subject is None and re.search(r"\b(det|sånt|sådant|detta)\b", text):
        subject = "alcohol" if "substance" in (*state.risk_kinds, state.risk_kind) else None
        subject = "birth" if subject is None and "birth" in state.life_events else subject
    if subject == "birth":
        return (say("utter_straight_whom_birth"), Move(Kind.TOPIC, "what_is_1177", {"part": "short"}))
    return (Move(Kind.NAMED, LINE_FOR[subject], {"asked": "what"}),) if subject else None


def _of_another(state: State, heard: Understanding, text: str) -> tuple[Move, ...] | None:
    """Whether to tell somebody, and what if that one does not answer."""
    if not VIOLENCE.isdisjoint((*state.risk_kinds, state.risk_kind)):
        return None
    if IF_NOT.search(text) and (_asks(text) or text.startswith("tänk")):
        return (say("utter_straight_if_no_answer"),)
    return (say("utter_straight_tell_them"),) if SHOULD_TELL.search(text) and _asks(text) else None


def _told_of(state: State, name: str, parts: list[str]) -> tuple[Move, ...]:
    """These parts of what is known; a topic that was told of often enough is not told in the same words."""
    topic = name.removeprefix("topic:")
    if topic != name and times_told(state, topic) >= TWICE:
        return (Move(Kind.TOPIC, topic, {"part": "more"}),)
    return tuple(Move(Kind.NAMED, name, {"asked": part}) for part in parts)


def _of_the_named(state: State, heard: Understanding, text: str) -> tuple[Move, ...] | None:
    """What is known of a thing that the question names; the first step of what was shown last when it names none."""
    name, asked = named_in(text), aspects_in(text)
    if heard.intent == "ask_info" and heard.topic and "what" in asked and str(name).startswith("topic:"):
        return None  # what it is comes with what it costs
    looks_for = FIND.search(text) is not None or (heard.intent == "find_activity" and set(asked) <= {"what", "where"})
    wishes = looks_for and str(name).startswith("step:")
    if name and asked and _asks(text) and not wishes:
        parts = [part for part in asked if part != "home"][: 1 if name.startswith("line:") else None]
        moves = _told_of(state, name, parts)
        return (*moves, say("utter_straight_ask_them")) if "home" in asked else moves
    to_call = _words_for(heard) if name is None and WHAT_TO_SAY.search(text) else None
    if to_call:
        return (say(to_call),)
    stands = state.danger_stage not in SET_ASIDE
    if not FIRST_STEP.search(text) or state.pending == "draft_whom" or (stands and not name):
        return None
    topic = next((entry.partition("@")[0] for entry in reversed(state.topics)), None)
    if name or topic in HAS_HOW:
        name = name or f"topic:{topic}"
        if name in CALLED and WHAT_TO_SAY.search(text):
            return (say("utter_straight_words", step=CALLED[name]),)
        return _told_of(state, name, ["start"])
    if state.last_shown:
        number = which(text)
        return (Move(Kind.DETAIL, "start", {} if number is None else {"which": str(number)}),)
    return None


def _words_for(heard: Understanding) -> str | None:
    """The words for a call to what the message itself names."""
    return next((key for sign, key in WORDS_FOR if sign.search(heard.text.lower())), None)


HAS_HOW = frozenset(
    (
        "vantjanst",
        "kontaktperson",
        "kontaktfamilj",
        "ledsagning",
        "sprakcafe",
        "anhorigstod",
        "avlosning",
        "vaxelvard",
        "dagverksamhet",
        "trygghetslarm",
        "demensboende",
        "bistandshandlaggare",
        "kvinnojour",
        "sorggrupp",
        "fritidskort",
    )
    + ("fardtjanst", "god_man", "halsolots", "personligt_ombud", "fontanhus", "family_counselling", "senior_meeting")
    + ("samtal_diakon", "debt_help", "legal_help", "what_is_1177", "depression_or_lonely", "school_help")
)


def _of_a_shelter(state: State, heard: Understanding, text: str) -> tuple[Move, ...] | None:
    """What a women's shelter is, and whether one must say who one is."""
    lately = any(key.startswith("utter_straight_shelter") for key in state.said[-LATELY:])
    if _asks(text) and SHELTER.search(text) and (lately or SHELTER_MORE.search(text)) and not HER_NAME.search(text):
        told_before = any(entry.startswith("kvinnojour@") for entry in state.topics)
        return (Move(Kind.TOPIC, "kvinnojour", {"part": "how"} if told_before else {}),)
    if not _asks(text) or not (lately or SHELTER.search(text)):
        return None
    if HER_NAME.search(text):
        return (say("utter_straight_shelter_name"),)
    works = re.search(r"\b(volontär|affisch|praktik|jobba|uppsats)", heard.text.lower())
    return (
        (say("utter_straight_shelter"),) if SHELTER.search(text) and SHELTER_ASKED.search(text) and not works else None
    )


ANSWERS: tuple[Answer, ...] = (
    of_lotsen.answer,
    _of_a_shelter,
    care.answer,
    _of_the_talk,
    _of_oneself,
    _whom,
    _of_the_named,
    _of_another,
)
