"""What a service costs, by its cost options or by what is said of its fees."""

from knowledge.entry import Price
from knowledge.feeds.json_fields import Fields
from knowledge.feeds.plain_text import cut

LONGEST = 200
MOST = 1_000_000
FOR_ALL = ("free", "gratis", "alla", "all", "everyone", "standard", "general", "general admission", "regular",
           "default", "no cost", "no charge")  # fmt: skip


def read_price(fields: Fields, *, is_ours: bool) -> Price | None:
    """One cost option as it is; of several the amount only where all cost the same; otherwise the words about fees."""
    options = [one for one in fields.children("cost_options") if not _is_over(one)]
    if len(options) == 1 or (options and is_ours):
        return _one(options[0], is_ours=is_ours)
    prices = [price for one in options if (price := _one(one, is_ours=False))]
    if prices:
        return _several(options, prices)
    return fields.take(fields.draft.price, "fees_description", "fees")


def _is_over(one: Fields) -> bool:
    last = one.take(one.draft.day, "valid_to")
    return last is not None and last < one.draft.reading.today


def _one(one: Fields, *, is_ours: bool) -> Price | None:
    draft, currency = one.draft, _currency(one)
    amount = one.number("amount", low=0, high=MOST)
    if is_ours:
        return Price(amount=amount, text=one.line("amount_description"), currency=currency)
    option, said = one.line("option", longest=LONGEST), one.line("amount_description", longest=LONGEST)
    text = "; ".join(part for part in (option, said) if part) or None
    if amount is None:
        return draft.price(one.name("amount_description"), text, currency) if text else None
    if amount == 0:
        is_for_all = option is None or option.casefold() in FOR_ALL
        return Price(amount=0.0, text="Gratis") if is_for_all else Price(text=cut(f"Gratis för vissa: {text}", LONGEST))
    return Price(amount=amount, text=text, currency=currency)


def _several(options: list[Fields], prices: list[Price]) -> Price:
    amounts = {price.amount for price in prices}
    said = (f"{price.amount:g} {price.currency} {price.text or ''}".strip() if price.amount is not None else price.text
            for price in prices)  # fmt: skip
    if amounts == {0.0}:
        return Price(amount=0.0, text="Gratis", currency=prices[0].currency)
    text = cut("; ".join(part for part in said if part), LONGEST) or None
    same = len(amounts) == 1 and len(prices) == len(options)
    return Price(amount=prices[0].amount if same else None, text=text, currency=prices[0].currency)


def _currency(one: Fields) -> str:
    told = str(one.raw("currency") or "").strip().upper()
    return told if len(told) == 3 and told.isascii() and told.isalpha() else "SEK"
