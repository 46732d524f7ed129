"""What stands on the buttons of what is done together; pressing one is a choice, and never a sign of danger."""

from __future__ import annotations

from safety.crisis import choice_titles

RESUME, EXERCISE, ANOTHER, WORDS = "fortsätt med planen", "en lugnande övning", "en övning till", "hjälp med orden"
SKIP, STOP, NEXT, ENOUGH = "hoppa över", "vi slutar här", "nästa", "det räcker"
TALK = frozenset(
    ("ja, visa förslag", "jag vill mest prata", "jag vill prata med en människa", "vill inte säga var", "visa fler")
    + (
        "inget av det passar",
        "för långt bort",
        "för dyrt",
        "vågar inte",
        "har redan provat",
        "få en kod",
        "jag provade",
    )
    + ("det blev inte av", "det passade inte", "ingen att gå med", "visa samma igen", "ett annat förslag")
)  # what stands below an offer (bot/data/responses/choices.yml), and answers no question about danger
BREATH, SENSES, FEET = "andas lugnt", "fem sinnen", "kallt vatten och fötter i golvet"

PRESSED = frozenset((RESUME, EXERCISE, ANOTHER, WORDS, SKIP, STOP, NEXT, ENOUGH, BREATH, SENSES, FEET))


def is_button(text: str) -> bool:
    """True when the message is exactly what stands on one of these buttons."""
    plain = text.strip().lower()
    return plain in PRESSED | TALK or plain in {title.lower() for title in choice_titles().values()}
