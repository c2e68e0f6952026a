"""A year's contacts of one channel: drawn by lot whole, lived some days at a time."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from guichet.contacts.service import (
    ContactChannel,
    ContactMode,
    ContactOutcome,
    ContactPublic,
    NewContact,
    Site,
    record_contacts,
)
from guichet.journal.service import rule
from guichet.people.service import Account
from guichet.replay.assumptions import assumed
from guichet.replay.fund import agent_login
from guichet.replay.plan import Chunk, Year, at, windows
from guichet.replay.sites import open_on
from guichet.replay.spread import column, cut, dice, motives_of, share_out

RULE = rule("replay.contacts")
ANSWERED_WITHIN = timedelta(days=8)


@dataclass(frozen=True)
class Channel:
    """Contacts of a channel in the year: how many each day, their motives, the mode of each one.

    `group` is the first word of its assumptions.
    """

    code: str
    channel: ContactChannel
    group: str
    counts: Mapping[date, int]
    motives: Mapping[str, int]
    modes: Sequence[ContactMode]

    @property
    def answered_within(self) -> timedelta:
        """After how long a contact is over, and recorded."""
        return ANSWERED_WITHIN if self.channel == ContactChannel.MESSAGE else timedelta(0)


@dataclass(frozen=True)
class Drawn:
    """What is known of the contacts of some days before their hour is, one item a contact."""

    days: Sequence[date]
    modes: Sequence[ContactMode]
    motives: Sequence[str]
    outcomes: Sequence[str]
    publics: Sequence[str]


def channel_of(
    year: Year,
    code: str,
    channel: ContactChannel,
    paths: tuple[str, str],
    weights: Mapping[date, Any],
) -> Channel:
    """The contacts of a channel without modes; `paths`: of its total and of its motives."""
    total = year.count(paths[0])
    return Channel(
        code,
        channel,
        code,
        share_out(total, weights) if any(weights.values()) else {},
        motives_of(total, year.profile.shares.get(paths[1])),
        [ContactMode.NONE] * total,
    )


def chunks_of(year: Year, of: Channel) -> Sequence[Chunk]:
    """The pieces of a channel's year."""
    total = sum(of.counts.values())
    if not total:
        return []
    held = windows(of.counts)
    sizes = [sum(of.counts[day] for day in window) for window in held]
    counts = {
        "motives": of.motives,
        "outcomes": share_out(total, assumed(f"{of.group}.outcomes")),
        "publics": share_out(total, assumed(f"{of.group}.publics")),
    }
    drawn = [column(some, dice(year.seed, of.code, name)) for name, some in counts.items()]
    days = [day for window in held for day in window for _ in range(of.counts[day])]
    cuts = [cut(items, sizes) for items in (days, of.modes, *drawn)]
    said = [Drawn(*some) for some in zip(*cuts, strict=True)]
    return [
        Chunk(
            of.code,
            number,
            window[-1] + of.answered_within,
            size,
            partial(_live, year, of, drawn),
            step="contacts",
            prepare=partial(_told, year, of, number, drawn),
        )
        for number, (window, size, drawn) in enumerate(zip(held, sizes, said, strict=True))
        if size
    ]


def _told(year: Year, of: Channel, number: int, drawn: Drawn) -> "list[_Contact]":
    chances = dice(year.seed, of.code, "chunk", number)
    return [_Contact(of, drawn, i, chances, year) for i in range(len(drawn.days))]


def _live(year: Year, of: Channel, drawn: Drawn, told: "Sequence[_Contact]") -> None:
    people = year.fund.found({one.person for one in told if one.person is not None})
    logins = [agent_login(n) for n in sorted({one.agent for one in told})]
    agents = {account.login: account for account in Account.objects.filter(login__in=logins)}
    sites = {site.code: site for site in Site.objects.all()}
    contacts = [
        NewContact(
            channel=of.channel,
            public=ContactPublic(drawn.publics[i]),
            motive=drawn.motives[i],
            outcome=ContactOutcome(drawn.outcomes[i]),
            started_at=one.start,
            mode=drawn.modes[i],
            site=sites[one.site] if one.site else None,
            answered_at=one.answered,
            duration_seconds=one.seconds,
            person=None if one.person is None else people[one.person],
            taken_by=None if drawn.outcomes[i] == "abandoned" else agents[agent_login(one.agent)],
        )
        for i, one in enumerate(told)
    ]
    contacts.sort(key=lambda contact: contact.started_at)
    record_contacts(RULE, contacts, at(drawn.days[-1] + of.answered_within, 23, 59, 59))


class _Contact:
    """What is drawn by lot for one contact, always in the same order."""

    def __init__(
        self, of: Channel, drawn: Drawn, place: int, chances: random.Random, year: Year
    ) -> None:
        day = drawn.days[place]
        hours = assumed(f"{of.group}.hours")
        (hour,) = chances.choices(list(hours), list(hours.values()))
        self.start: datetime = at(day, hour, chances.randrange(60), chances.randrange(60))
        self.answered = self.seconds = self.person = self.site = None
        if of.channel == ContactChannel.MESSAGE:
            hours_later = between(assumed("messages.hours_to_answer"), chances)
            self.answered = self.start + timedelta(hours=hours_later)
        else:
            self.seconds = between(assumed(f"{of.group}.seconds"), chances)
        identified = chances.randrange(100) < assumed("contacts.identified_pct")
        number = chances.randrange(year.persons)
        if identified and drawn.publics[place] == ContactPublic.INSURED:
            self.person = number
        if of.channel == ContactChannel.DESK:
            self.site = chances.choice(open_on(year.profile, day))
        self.agent = chances.randrange(year.fund.agents)


def between(said: Mapping[str, int], chances: random.Random) -> int:
    """A number between the least and the most, near the usual one."""
    return round(chances.triangular(said["least"], said["most"], said["usual"]))
