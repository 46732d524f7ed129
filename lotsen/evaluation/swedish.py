"""Names in Swedish for what the development sets and the model name in code."""

_NAMES = {
    # kinds of loneliness, levels of danger, groups of harmless messages
    "social": "social", "emotional": "emotionell", "existential": "existentiell", "none": "ingen",
    "concern": "oro", "acute": "akut",
    "hard_negative": "låter farligt", "lonely": "ensamt", "ordinary": "vardagligt",
    # kinds of danger
    "suicide": "självmord", "farewell": "avsked", "death_unclear": "död, oklart", "self_harm": "självskada",
    "violence_partner": "våld, partner", "violence_family": "våld, familj", "sexual_violence": "sexuellt våld",
    "coercive_control": "kontroll och tvång", "child_abuse": "barn som far illa", "medical": "akut sjukdom",
    "overdose": "överdos", "voices": "röster", "psychosis": "psykos", "threat_to_others": "hot mot andra",
    "third_party": "någon annan i fara", "eating_disorder": "ätstörning", "substance": "droger och alkohol",
    # styles of messages about danger
    "plain": "rakt på sak", "veiled": "antytt", "slang": "slang", "idiom": "talesätt", "past": "det förflutna",
    "english": "engelska", "second_language": "svenska som andraspråk", "formal": "formellt", "practical": "praktiskt",
    "misspelt": "felstavat", "fiction": "påhittat", "study": "studier", "grief": "sorg", "joking": "skämt",
    "third_person": "om någon annan", "news": "nyheter", "game": "spel", "workplace": "arbete", "tired": "trött",
    "denial": "förnekande", "pet": "husdjur", "obfuscated": "maskerat", "bereaved": "efterlevande",
    # entities
    "place": "plats", "interest": "intresse", "barrier": "hinder", "age_group": "ålder", "life_event": "livshändelse",
}  # fmt: skip


def named(code: str) -> str:
    """The Swedish name; a code that has none (an intent, a value of a vocabulary) stays as it is."""
    return _NAMES.get(code, code)
