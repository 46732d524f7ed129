"""The pages of the editors' part, in the order of the menu."""

from chat.staff.directory.duplicates_page import DuplicatesPage, PairPage
from chat.staff.directory.edit_pages import EditPage, NewPage
from chat.staff.directory.entry_page import EntryPage
from chat.staff.directory.facts_page import FactsPage
from chat.staff.directory.front import Front
from chat.staff.directory.history_page import HistoryPage
from chat.staff.directory.listing import Listing
from chat.staff.directory.page import Page
from chat.staff.directory.recheck_page import RecheckPage
from chat.staff.directory.reports_page import ReportsPage

FRONT: type[Page] = Front
PAGES: tuple[type[Page], ...] = (
    Listing, NewPage, RecheckPage, ReportsPage, DuplicatesPage, FactsPage, EntryPage, EditPage, HistoryPage, PairPage,
)  # fmt: skip
