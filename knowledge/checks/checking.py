"""Goes through what is asked, page by page, and puts together what the pages say. It changes nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urljoin, urlsplit

from knowledge.checks.asked import Asked, Wanted
from knowledge.checks.judging import Finding, Verdict, judge, trouble
from knowledge.checks.memory import Memory, Remembered
from knowledge.checks.page import Page
from knowledge.checks.visiting import Visit, Visitor

MOST_ONWARD = 2
CONTACT = re.compile(r"kontakt|öppettid|oppettid|telefontid|ring oss|stödlinje|stodlinje|chatt", re.IGNORECASE)
ORDER: tuple[Verdict, ...] = ("stämmer", "hittades inte", "kunde inte läsas", "sidan kunde inte läsas", "sidan borta",
                              "ingen sida")  # fmt: skip
KEPT_PAGES = 40
WELL = 9


@dataclass(frozen=True)
class PageSeen:
    """One page that was visited: where it led, and what was wrong with it if anything."""

    address: str
    final: str
    problem: str = ""
    is_gone: bool = False
    is_front_instead: bool = False  # a page deep in the site now leads to its front page: it is likely gone


@dataclass(frozen=True)
class Checked:
    """`urgency` is 0 for what a person should look at first, 9 where all is well. `trouble` are words of a page."""

    asked: Asked
    findings: tuple[Finding, ...]
    pages: tuple[PageSeen, ...]
    trouble: str = ""

    @property
    def urgency(self) -> int:
        return min([_urgency(finding) for finding in self.findings] + ([1] if self.trouble else [WELL]))


@dataclass
class _Tally:
    findings: dict[Wanted, Finding]
    pages: list[PageSeen]
    trouble: str = ""


class Checker:
    """Checks with a visitor; pages that several lines share are read once."""

    def __init__(self, visitor: Visitor, memory: Memory, today: date) -> None:
        self._visitor, self._memory, self._today = visitor, memory, today
        self._pages: dict[str, Visit] = {}

    def check_all(self, everything: Iterable[Asked]) -> Iterator[Checked]:
        """One after another, so that whoever stops keeps what was found."""
        for asked in everything:
            yield self.check(asked)

    def check(self, asked: Asked) -> Checked:
        """Visits its pages until all is found, then pages that those lead to."""
        tally, onward = _Tally({}, []), list[str]()
        for address in asked.pages:
            onward += self._look(address, asked, tally)
            if _is_complete(tally, asked):
                break
        visited = {page.final for page in tally.pages} | {page.address for page in tally.pages}
        for address in [each for each in dict.fromkeys(onward) if each not in visited][:MOST_ONWARD]:
            if not _is_complete(tally, asked):
                self._look(address, asked, tally)
        findings = tuple(tally.findings.get(wanted) or _unread(wanted, tally.pages) for wanted in asked.wanted)
        return Checked(asked, findings, tuple(tally.pages), tally.trouble)

    def _look(self, address: str, asked: Asked, tally: _Tally) -> tuple[str, ...]:
        """Takes in what one page says; gives where it leads."""
        known = self._memory.of(address, asked)
        visit = self._visit(address, known)
        front = _is_front_instead(visit)
        tally.pages.append(PageSeen(visit.address, visit.final, visit.problem, visit.is_gone, front))
        if visit.page is None and (visit.problem or known is None):
            return ()
        told = _told(visit.page, visit, asked, self._today) if visit.page else known
        if told is None:
            return ()
        if visit.page and not front:
            self._memory.keep(address, asked, told)
        for finding in told.findings:
            _take(tally, replace(finding, page=visit.final))
        tally.trouble = tally.trouble or told.trouble
        return told.onward

    def _visit(self, address: str, known: Remembered | None) -> Visit:
        if address in self._pages:
            return self._pages[address]
        visit = self._visitor.visit(address, known.seen if known else None)
        if visit.page or visit.problem:
            self._pages[address] = visit
        if len(self._pages) > KEPT_PAGES:
            self._pages.pop(next(iter(self._pages)))
        return visit


def by_hand_first(found: Sequence[Checked]) -> list[Checked]:
    """What a person should look at first: the worst, then the most important, then what has waited longest."""
    return sorted(found, key=lambda each: (each.urgency, each.asked.weight, each.asked.due, each.asked.id))


def _told(page: Page, visit: Visit, asked: Asked, today: date) -> Remembered:
    return Remembered(visit.seen, judge(page, asked, today), tuple(_onward(page, visit, asked)), trouble(page))


def _take(tally: _Tally, finding: Finding) -> None:
    """The best of what the pages say of a thing counts; what stands there instead is worth more than nothing."""
    before = tally.findings.get(finding.wanted)
    if before is None or _worth(finding) < _worth(before):
        tally.findings[finding.wanted] = finding


def _worth(finding: Finding) -> tuple[int, bool]:
    return ORDER.index(finding.verdict), not finding.instead


def _is_complete(tally: _Tally, asked: Asked) -> bool:
    found = [tally.findings.get(wanted) for wanted in asked.wanted]
    return all(finding and finding.verdict == "stämmer" for finding in found)


def _unread(wanted: Wanted, pages: Sequence[PageSeen]) -> Finding:
    """No page could be read: the worst that can be said of all of them."""
    if not pages:
        return Finding(wanted, "ingen sida", note="Det finns ingen egen sida att titta på.")
    if all(page.is_gone for page in pages):
        return Finding(wanted, "sidan borta", page=pages[0].address, note=pages[0].problem)
    broken = next(page for page in pages if not page.is_gone)
    return Finding(wanted, "sidan kunde inte läsas", page=broken.address, note=broken.problem)


def _onward(page: Page, visit: Visit, asked: Asked) -> Iterator[str]:
    """Pages of the same site that are named as the line, or where one finds how to reach them."""
    name = asked.name.casefold()
    here = urlsplit(visit.final).netloc.removeprefix("www.")
    ranked: list[tuple[int, str]] = []
    for link in page.links:
        try:
            address = urljoin(visit.final, link.address).split("#")[0]
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme not in ("http", "https") or parts.netloc.removeprefix("www.") != here or address == visit.final:
            continue
        text = link.text.casefold()
        if name in text or (len(text) > 4 and text in name):
            ranked.append((0, address))
        elif CONTACT.search(f"{text} {parts.path}"):
            ranked.append((1, address))
    yield from list(dict.fromkeys(address for _, address in sorted(ranked, key=lambda each: each[0])))[:MOST_ONWARD]


def _is_front_instead(visit: Visit) -> bool:
    if visit.final == visit.address:
        return False
    return len(urlsplit(visit.address).path) > 1 and len(urlsplit(visit.final).path) <= 1


def _urgency(finding: Finding) -> int:
    verdict, what = finding.verdict, finding.wanted.what
    if verdict == "stämmer":
        return WELL - 1 if finding.note else WELL
    if verdict == "hittades inte":
        return 0 if what == "nummer" else 3 if finding.instead else 5
    return {"sidan borta": 2, "sidan kunde inte läsas": 4, "kunde inte läsas": 5, "ingen sida": 6}[verdict]
