"""Where the made-up fund receives people, and which sites are open on a day."""

from collections.abc import Sequence
from datetime import date

from django.utils.text import slugify

from guichet.replay.profile import Profile


def all_sites(profile: Profile) -> list[tuple[str, str]]:
    """Code and name of each site: those that the profile names, others up to its count."""
    return [(slugify(name), name) for name in [*_open_after(profile), *_not_reopened(profile)]]


def closing(profile: Profile) -> tuple[date, date] | None:
    """The first and the last day that the sites were closed in the year, if they were."""
    first = profile.days.get("reception.closed.from")
    last = profile.days.get("reception.closed.to")
    return (first, last) if first and last else None


def open_on(profile: Profile, day: date) -> list[str]:
    """The codes of the sites that receive on a day that the fund is open."""
    closed = closing(profile)
    if closed is None or day < closed[0]:
        return [code for code, _ in all_sites(profile)]
    if day <= closed[1]:
        return []
    resting = {pair[day.isocalendar().week % 2] for pair in _alternating(profile)}
    return [slugify(name) for name in _open_after(profile) if name not in resting]


def _not_reopened(profile: Profile) -> Sequence[str]:
    return profile.names.get("reception.sites_not_reopened", [])


def _alternating(profile: Profile) -> Sequence[Sequence[str]]:
    pairs = profile.names.get("reception.sites_alternating", [])
    return [pair for pair in pairs if isinstance(pair, list) and len(pair) == 2]


def _open_after(profile: Profile) -> list[str]:
    named = [name for pair in _alternating(profile) for name in pair]
    named += [name for name in [profile.texts.get("ame.site", "")] if name]
    wanted = max(1, profile.count("reception.sites_open_by_appointment"))
    return named + [f"Accueil {n}" for n in range(1, 1 + wanted - len(named))]
