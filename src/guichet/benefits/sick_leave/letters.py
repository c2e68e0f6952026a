"""What the letters of a sick leave say, from its facts and decision."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from guichet.benefits.sick_leave.decide import Proposal
from guichet.benefits.sick_leave.facts import Period as PrescribedPeriod
from guichet.benefits.sick_leave.facts import StopFacts
from guichet.benefits.sick_leave.payees import FIRST, PERSON, organisations_of, shares_of
from guichet.cases.service import Case
from guichet.law import parameters
from guichet.law.counters import spans
from guichet.law.deductions import deductions
from guichet.law.explanation import render_short
from guichet.law.sickness import SicknessResult
from guichet.law.wording import unranked
from guichet.ledger.service import euros
from guichet.letters.content import (
    AppealBlock,
    Committee,
    DecisionLetter,
    Deductions,
    Fund,
    Header,
    Lang,
    LateWarningLetter,
    MissingPiece,
    Outcome,
    PaidSegment,
    Payee,
    Period,
    PieceRequestLetter,
    Reason,
    Recipient,
    Signatory,
    WageMonth,
)
from guichet.people.service import Organisation, Person

LINE = 38
TOLD = ("right_open", "reference_months", "sjb", "ij_daily_gross")
RULES_FR = (
    "attente de trois jours (R. 323-1)",
    "salaire journalier (R. 323-4)",
    "moitié du salaire journalier (R. 323-5)",
)
RULES_EN = (
    "three waiting days (R. 323-1)",
    "daily wage (R. 323-4)",
    "half of the daily wage (R. 323-5)",
)


@dataclass(frozen=True)
class Words:
    """Why something is refused or partly granted, in plain words, with the article.

    `medical`: the medical service concluded so, and its committee hears the appeal.
    """

    plain: str
    article: str
    what_to_do: str = ""
    medical: bool = False


@dataclass(frozen=True)
class Author:
    """The agent who decides, or nobody: the decision is then automatic and says so."""

    name: str = ""
    role: str = ""

    @property
    def signatory(self) -> Signatory | None:
        return Signatory(self.name, self.role) if self.name else None


def fund() -> Fund:
    known = settings.FUND
    return Fund(
        name=known.name,
        address_lines=known.address,
        place=known.place,
        phone=known.phone,
        hours=str(known.hours),
        web=known.web,
        data_protection=known.data_protection,
    )


def appeal(today: date, why: Words | None = None) -> AppealBlock:
    """How to contest what is decided today: what is medical before the CMRA (CSS R.142-8)."""
    known, law = settings.FUND, parameters.load()
    months = int(law.on("appeal_months", today).value)
    if why is None or not why.medical:
        silence = int(law.on("cra_answer_months", today).value)
        return AppealBlock(known.appeal_address, known.court, months, answer_months=silence)
    return AppealBlock(
        known.medical_appeal_address,
        known.court,
        months,
        article="article R. 142-8 du code de la sécurité sociale",
        committee=Committee.CMRA,
        answer_months=int(law.on("cmra_answer_months", today).value),
        other_lines=known.appeal_address,
    )


def recipient(person: Person) -> Recipient:
    """The window's lines; a name too long keeps the initials of the given names."""
    name = person.full_name
    if len(name) > LINE:
        initials = " ".join(f"{part[0]}." for part in person.given_names.split())
        name = f"{initials} {person.family_name}"
    lines = [name, *person.address]
    return Recipient(tuple(line[:LINE] for line in lines if line)[:6])


def debtor(case: Case, organisation: Organisation | None) -> Recipient:
    """The employer that was paid, else the insured person."""
    if organisation is None:
        return recipient(case.person)
    lines = [organisation.name, *organisation.address]
    return Recipient(tuple(line[:LINE] for line in lines if line)[:6])


def language_of(person: Person, organisation: Organisation | None = None) -> Lang:
    """The insured person's; an employer is written to in French."""
    english = organisation is None and person.language == "en"
    return Lang.EN if english else Lang.FR


def header(case: Case, ordinal: int, day: date, organisation: Organisation | None = None) -> Header:
    """`organisation`: the employer that is written to, if it is not the insured person."""
    reference = f"{case.number}-{ordinal}"
    return Header(case.number, reference, day, language_of(case.person, organisation))


def decision_letter(
    case: Case,
    facts: StopFacts,
    proposal: Proposal,
    *,
    ordinal: int,
    today: date,
    author: Author,
    refusal: Words | None = None,
    partly: Words | None = None,
    before: Mapping[date, int] | None = None,
) -> DecisionLetter:
    """Notice of a decision that replaces one which granted `before`; `refusal` says why nothing is
    paid, `partly` why some days are not."""
    head, paid = header(case, ordinal, today), () if refusal else segments_of(case, facts, proposal)
    with override(head.lang.value):
        changes = _changes(facts, before, proposal.days if not refusal else {}) if before else ()
    return DecisionLetter(
        fund=fund(),
        recipient=recipient(case.person),
        header=head,
        insured_name=case.person.full_name,
        outcome=_outcome(refusal, partly, before),
        stop=_stop(facts),
        automatic=author.signatory is None,
        rules=RULES_EN if head.lang is Lang.EN else RULES_FR,
        signatory=author.signatory,
        employer_name=case.employer.name if case.employer else "",
        waiting=_waiting(facts, proposal.law) if paid or _only_waiting(proposal) else None,
        paid=paid,
        deductions=_deductions(paid, today),
        explanation=_explanation(facts, proposal.law, head.lang) if paid else (),
        wages=_wages(facts, proposal.law) if paid else (),
        changes=changes,
        previous_gross_cents=sum(before.values()) if before else None,
        reason=_reason(refusal or partly),
        appeal=appeal(today, refusal or partly),
        paid_days=len(proposal.days) if any(one.employer_name for one in paid) else 0,
    )


def with_standing(letter: DecisionLetter, *, provisional: bool, confirms: bool) -> DecisionLetter:
    """The letter of a provisional decision, or of the one that confirms it."""
    if not confirms or not letter.changes:
        return replace(letter, provisional=True) if provisional else letter
    same = letter.gross_cents == letter.previous_gross_cents and len(letter.changes) == 1
    with override(letter.header.lang.value):
        known = _("Vos salaires sont connus : la décision n'est plus provisoire.")
        rest = (_("Le montant ne change pas."),) if same else letter.changes
    return replace(letter, changes=(known, *rest))


def _reason(why: Words | None) -> Reason | None:
    return Reason(why.plain, why.article, why.what_to_do) if why else None


def _outcome(
    refusal: Words | None, partly: Words | None, before: Mapping[date, int] | None
) -> Outcome:
    if before:
        return Outcome.RECALCULATED
    if refusal:
        return Outcome.REFUSED
    return Outcome.PARTLY_GRANTED if partly else Outcome.GRANTED


def _stop(facts: StopFacts) -> Period:
    if facts.dates is None:
        raise ValueError("no notice is known")
    return Period(*facts.dates)


def segments_of(case: Case, facts: StopFacts, proposal: Proposal) -> tuple[PaidSegment, ...]:
    """Days by payee and daily amount, in order; employers by name where there are several."""
    groups: dict[tuple[str, int], list[date]] = {}
    for day, shares in sorted(shares_of(facts, proposal.law, proposal.days).items()):
        for name, cents in shares.items():
            groups.setdefault((name, cents), []).append(day)
    names = _employers_by_name(case, facts)
    found = [
        PaidSegment(
            Period(first, last),
            cents,
            cents * ((last - first).days + 1),
            Payee.INSURED if name == PERSON else Payee.EMPLOYER,
            names.get(name, ""),
        )
        for (name, cents), days in groups.items()
        for first, last in spans(days)
    ]
    return tuple(sorted(found, key=lambda one: (one.period.start, one.payee, one.employer_name)))


def _employers_by_name(case: Case, facts: StopFacts) -> dict[str, str]:
    """What each employer is called where there are several; with its SIRET, those of one name."""
    firms = {one.siret: one for one in organisations_of(facts)}
    if firms and case.employer:
        firms[FIRST] = case.employer
    called = Counter(one.name for one in firms.values())
    return {
        name: one.name if called[one.name] == 1 else f"{one.name} ({one.siret})"
        for name, one in firms.items()
    }


def _explanation(facts: StopFacts, law: SicknessResult, lang: Lang) -> tuple[str, ...]:
    """The sentences that the letter's tables do not say already."""
    steps = [step for step in law.explanation if unranked(step.key) in TOLD]
    return (*render_short(steps, lang.value), *_before_us(facts, lang), *_to_come(facts, lang))


def _to_come(facts: StopFacts, lang: Lang) -> tuple[str, ...]:
    """That the days of part-time are paid once their month is known, and not in this letter."""
    if not facts.days_awaiting:
        return ()
    with override(lang.value):
        told = _(
            "Vous travaillez à temps partiel : à partir du {day}, nous payons mois par mois, dans "
            "la limite du salaire perdu, quand votre employeur l'a déclaré."
        )
        return (told.format(day=long_date(facts.days_awaiting[0])),)


def _before_us(facts: StopFacts, lang: Lang) -> tuple[str, ...]:
    """That some days were paid by the system before this one, and are not in this letter."""
    if facts.taken_until is None:
        return ()
    with override(lang.value):
        told = _(
            "Les jours payés jusqu'au {day}, avant notre changement de système, restent payés."
        )
        return (told.format(day=date_format(facts.taken_until, "j F Y")),)


def _deductions(paid: Sequence[PaidSegment], today: date) -> Deductions | None:
    gross = sum(segment.gross_cents for segment in paid)
    if not gross:
        return None
    sums = deductions(gross, today)
    return Deductions(sums.csg, sums.crds, sums.net)


def _waiting(facts: StopFacts, law: SicknessResult) -> Period | None:
    covered = facts.covered_days[: law.carence_days]
    return Period(covered[0], covered[-1]) if covered else None


def _wages(facts: StopFacts, law: SicknessResult) -> tuple[WageMonth, ...]:
    rows = []
    for month in law.reference_months:
        wage = facts.all_wages[month]
        gross = wage.gross_cents
        if wage.reestablished_cents is not None:
            gross = wage.reestablished_cents
        counted = min(gross, law.monthly_cap_cents)
        rows.append(WageMonth(date.fromisoformat(f"{month}-01"), gross, counted))
    return tuple(rows)


def _only_waiting(proposal: Proposal) -> bool:
    return proposal.reason_code == "sick_leave.only_waiting_days"


def _changes(
    facts: StopFacts, before: Mapping[date, int], after: Mapping[date, int]
) -> tuple[str, ...]:
    """What a new calculation changes, and the news that changed it, in sentences."""
    said = []
    if facts.cancelled:
        said.append(_("Votre employeur a annulé l'arrêt qu'il avait déclaré."))
    elif facts.returned_on:
        said.append(
            _("Votre employeur a déclaré votre reprise du travail le {day}.").format(
                day=long_date(facts.returned_on)
            )
        )
    added = sorted(set(after) - set(before))
    removed = sorted(set(before) - set(after))
    for sentence, days in (
        (_("Jours ajoutés : du {first} au {last}."), added),
        (_("Jours retirés : du {first} au {last}."), removed),
    ):
        for first, last in spans(days):
            said.append(sentence.format(first=long_date(first), last=long_date(last)))
    common = [day for day in before if day in after and before[day] != after[day]]
    if common:
        day = min(common)
        said.append(
            _("Montant par jour : {before} devient {after}.").format(
                before=euros(before[day]), after=euros(after[day])
            )
        )
    return tuple(said) or (_("Les informations de votre dossier ont changé."),)


def long_date(day: date) -> str:
    return date_format(day, "j F Y")


def piece_request(
    case: Case,
    facts: StopFacts,
    pieces: Sequence[MissingPiece],
    *,
    ordinal: int,
    today: date,
    reply_by: date,
) -> PieceRequestLetter:
    return PieceRequestLetter(
        fund=fund(),
        recipient=recipient(case.person),
        header=header(case, ordinal, today),
        insured_name=case.person.full_name,
        stop=_known_stop(facts),
        pieces=tuple(pieces),
        waiting_since=today,
        reply_by=reply_by,
        employer_name=case.employer.name if case.employer else "",
    )


def late_warning(
    case: Case,
    period: PrescribedPeriod,
    *,
    allowed_days: int,
    until: date,
    ordinal: int,
    today: date,
) -> LateWarningLetter:
    """The first notice sent late changes nothing; `until`: the last day on which it counts."""
    return LateWarningLetter(
        fund=fund(),
        recipient=recipient(case.person),
        header=header(case, ordinal, today),
        insured_name=case.person.full_name,
        stop=Period(period.first, period.last),
        prescribed_on=period.prescribed_on,
        sent_on=period.sent_on,
        allowed_days=allowed_days,
        until=until,
    )


def _known_stop(facts: StopFacts) -> Period:
    if facts.periods:
        return _stop(facts)
    first = facts.last_day_worked or date.min
    return Period(first, max(first, facts.expected_end or first))
