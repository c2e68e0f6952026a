"""The account in the states that the visit of every address does not reach."""

from datetime import date

from django.urls import reverse

from tests.support.world import (
    REFUSAL,
    SickLeave,
    agent_decides,
    case_of,
    make_agent,
    send_form,
    send_notice,
)
from tests.web.conftest import OpenPage
from tests.web.insured.samples import paid_case
from tests.web.pages import NARROW, assert_good_page
from tests.web.world import World


def test_a_file_that_waits_then_is_refused_is_a_good_page(
    world: World, open_page: OpenPage
) -> None:
    send_form(world.person, world.organisation)
    case = case_of(world.person)
    page = open_page("insured", reverse("insured-home"))
    page.get_by_role("heading", name="Ce que vous avez à faire").wait_for()
    assert_good_page(page)
    page.goto(reverse("insured-case", args=[case.id]))
    page.get_by_role("heading", name="En bref").wait_for()
    assert_good_page(page)
    send_notice(world.person, date(2026, 10, 3), date(2026, 10, 25))
    made = SickLeave(case, world.person, world.organisation, make_agent())
    agent_decides(made, refusal=REFUSAL)
    page.reload()
    page.get_by_text("Nous ne pouvons pas payer cet arrêt.").wait_for()
    assert_good_page(page)


def test_nothing_in_a_file_scrolls_sideways_on_a_telephone(
    world: World, open_page: OpenPage
) -> None:
    """Days, payments and wages stand whole at 320 px: no table hides a column."""
    page = open_page("insured", reverse("insured-case", args=[paid_case(world).id]))
    page.locator("summary").first.click()
    page.set_viewport_size(NARROW)
    wide = page.evaluate(
        "[...document.querySelectorAll('main *')]"
        ".filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX == 'auto')"
        ".map(e => e.className)"
    )
    assert wide == []


def test_the_unfolded_calculation_is_a_good_page(world: World, open_page: OpenPage) -> None:
    page = open_page("insured", reverse("insured-case", args=[paid_case(world).id]))
    page.locator("summary").first.click()
    page.locator("summary").nth(1).click()
    page.get_by_text("Version des règles").wait_for()
    assert_good_page(page)


def test_refusals_of_every_form_are_good_pages(world: World, open_page: OpenPage) -> None:
    page = open_page("insured", reverse("insured-notice-paper"))
    for name in ("insured-notice-paper", "insured-bank", "insured-contact"):
        page.goto(reverse(name))
        if name == "insured-contact":
            page.locator("[name=address]").fill("")
        page.locator("main form button[type=submit]").click()
        page.locator("#error-summary").wait_for()
        assert_good_page(page)
