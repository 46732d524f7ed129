"""Says in Swedish what a check asked for, for those who read the book and not the code."""

from __future__ import annotations

ASKED = {
    "any_text": "något av detta skulle sägas",
    "no_text": "detta får inte sägas",
    "by_now_any": "något av detta skulle vara sagt vid det här laget",
    "by_now": "detta skulle vara gjort vid det här laget",
    "first_bubble": "den första bubblan skulle handla om",
    "kind": "svaret skulle vara av slaget",
    "no_kind": "svaret får inte vara av slaget",
    "number": "numret skulle finnas",
    "numbers": "numren skulle finnas",
    "number_among": "något av numren skulle finnas",
    "not_number": "numret får inte finnas",
    "not_repeated": "inget får upprepas",
    "not_empty": "svaret får inte vara tomt",
    "question_marks_max": "högst så många frågor",
    "question_marks_min": "minst så många frågor",
    "max_bubbles": "högst så många bubblor",
    "max_words": "högst så många ord i en bubbla",
    "lix_max": "högst LIX",
    "max_items": "högst så många förslag",
    "min_items": "minst så många förslag",
    "cards_hold": "varje förslag skulle säga",
    "new_steps": "nya förslag skulle visas",
    "no_old_steps": "inget förslag får komma tillbaka",
    "steps_are_free": "allt skulle vara gratis",
    "one_step_from_home": "ett förslag skulle gå hemifrån",
    "all_steps_from_home": "alla förslag skulle gå hemifrån",
    "human_voice": "en människa att nå skulle visas",
    "choice": "knappen skulle finnas",
    "slot": "detta skulle minnas (och det här blev det)",
    "not_slot": "detta skulle inte minnas (och det här blev det)",
    "same_slot": "detta skulle vara oförändrat",
    "taken_seriously": "det skulle sägas att det tas på allvar",
    "asked_straight": "det skulle frågas rakt ut",
    "asked_about_safety": "det skulle frågas om personen är trygg nu",
    "trusted_person": "en person att lita på skulle nämnas",
    "professional": "någon i vården eller en linje skulle nämnas",
    "not_phone_only": "en väg som inte är telefonen skulle finnas",
    "next_minutes": "ett steg för de närmaste minuterna skulle finnas",
    "means_away": "det farliga skulle läggas bort",
    "offers_a_plan": "en plan skulle erbjudas",
    "phone_is_read": "det skulle frågas om någon läser mobilen",
    "quick_exit": "det skulle sägas hur man lämnar sidan fort",
    "grounding": "något som lugnar kroppen skulle erbjudas",
    "says_it_is_a_bot": "det skulle sägas att det är ett program",
    "alarm": "inget larm",
    "banned_words": "en fras som inte får sägas",
    "every turn": "gäller varje tur",
}


def in_swedish(failed: str) -> str:
    """`name: wanted` as a person reads it."""
    name, _, wanted = failed.partition(": ")
    if name not in ASKED:
        return failed
    wanted = "" if wanted.strip() in ("True", "False") else f": {wanted.strip()}"
    return f"{ASKED[name]}{wanted}"
