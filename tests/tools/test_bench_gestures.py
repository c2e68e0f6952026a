"""What the bench of gestures counts and writes."""

from typing import Any, cast

from playwright.sync_api import Page

from tools.bench_gestures import GESTURES, Found, Hand, section


class Quiet:
    """A page, a keyboard and a link that take everything."""

    @property
    def keyboard(self) -> "Quiet":
        return self

    def __getattr__(self, name: str) -> Any:
        return lambda *given, **said: None


def test_each_letter_is_a_key_and_each_press_too_and_a_click_is_no_key() -> None:
    hand = Hand(cast("Page", Quiet()))
    assert hand.began == 0
    hand.click(cast("Any", Quiet()))
    began = hand.began
    hand.type("2100")
    hand.press("Tab", 3)
    assert (hand.keys, hand.clicks) == (7, 1)
    assert hand.began == began > 0, "the clock starts at the first of them"


def test_the_page_tells_the_median_and_the_slowest_of_each_gesture() -> None:
    found = [Found(one.name, 13, 2, [0.2, 0.9, 0.3]) for one in GESTURES]
    told = section(found, 3, 0.5)
    assert told.count("| 13 | 2 | 0.30 s | 0.90 s |") == len(GESTURES) == 11
    assert "3 rounds" in told
