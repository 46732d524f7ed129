"""`lotsen privacy check` over every part running: what is promised holds in the real files and logs."""

import pytest

from lotsen.privacy import check

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]


def test_what_a_visitor_plants_stands_only_where_it_may_and_is_gone_after_the_end(stack):
    rows = check(stack.server, stack.data, {})
    assert len(rows) == 4
    assert {row.promise: row.found_in for row in rows if row.found_in} == {}
