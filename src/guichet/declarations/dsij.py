"""From a DSIJ file to declared stops and pay, with the controls of the form; docs/dsij_file.md."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from guichet.declarations.certificates import FormPay, StopForm, pay_rows, stop_row
from guichet.declarations.controls import (
    LARGE_WAGE_CENTS,
    MOST_CENTS,
    MOST_HOURS,
    REASONS,
    wrong_in_month,
    wrong_in_stop,
)
from guichet.declarations.enums import StopNature
from guichet.declarations.models import Deposit
from guichet.declarations.reading import Reading, keep_fault
from guichet.formats import dsij
from guichet.formats.dsn.faults import Fault
from guichet.formats.identifiers import Verdict, check_bic, check_iban, check_nir, check_siret
from guichet.law.dates import DAY
from guichet.law.sickness import reference_months

LENGTHS = {"family_name": 80, "given_names": 80, "contract_number": 20}
# the suffixes of the DSN rubrics by which facts name their line
RUBRICS = ("001", "002", "003", "004", "005", "006", "007", "008", "010")
YEARS = range(1900, 2101)
YES, NO = ("oui", "yes", "true", "1"), ("non", "no", "false", "0")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d)/(\d\d)/(\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)|(\d\d)/(\d{4})", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,2})?", re.ASCII)


def read_dsij(deposit: Deposit, content: bytes, *, now: datetime) -> Reading:
    """Read a file of certificates; one that has a fault is refused, the others are taken."""
    reading = Reading(certificates=True)
    own = deposit.organisation.siret if deposit.organisation else None
    first_lines: dict[tuple[Any, ...], int] = {}
    for item in dsij.read(content):
        if isinstance(item, Fault):
            faults = [item]
        else:
            read = _Certificate(item, own_siret=own, today=localdate(now))
            form, faults = read.form(first_lines), read.faults
            if form is not None:
                _keep(reading, form, read, deposit, now)
        for found in faults:
            keep_fault(reading, found)
        reading.refused += bool(faults)
    return reading


def _keep(
    reading: Reading, form: StopForm, read: "_Certificate", deposit: Deposit, now: datetime
) -> None:
    line = read.row.line
    stop = stop_row(form, deposit=deposit, now=now, lines=dict.fromkeys(RUBRICS, line))
    reading.stops.append((read.siret, stop))
    reading.pays += pay_rows(form, read.siret, line=line)
    reading.natures[StopNature.FORM.value] += 1


class _Certificate:
    """One row being read: its values one by one, and a fault for each that is not one."""

    def __init__(self, row: dsij.Row, *, own_siret: str | None, today: date) -> None:
        self.row, self.own, self.today = row, own_siret, today
        self.faults: list[Fault] = []
        self.siret = ""

    def wrong(self, column: str, words: str, code: str = "value") -> None:
        self.faults.append(dsij.fault(self.row.line, column, code, words))

    def form(self, first_lines: dict[tuple[Any, ...], int]) -> StopForm | None:
        """The certificate, if nothing is wrong; `first_lines`: where each stop was first said."""
        self.siret = self._siret()
        said: dict[str, Any] = {
            "nir": self._identifier("nir", check_nir),
            "birth_date": self._day("birth_date"),
            **{name: self._text(name) for name in LENGTHS},
            "contract_start": self._day("contract_start"),
            "reason": self._reason(),
            "last_day_worked": self._day("last_day_worked"),
            "expected_end": self._day("expected_end"),
            "returned_on": self._day("returned_on"),
            "returned_part_time": self._yes_no("returned_part_time"),
            "subrogation": self._yes_no("subrogation"),
            **self._kept_wage(),
        }
        born = said["birth_date"]
        named = {fault.rubric for fault in self.faults}
        for name, words in wrong_in_stop(said, today=self.today, born=born):
            if name not in named:
                self.wrong(name, words, "coherence")
        pays = self._pays(said["last_day_worked"])
        if not self.faults:
            self._once(said, first_lines)
        return None if self.faults else StopForm(**said, pays=pays)

    def _once(self, said: dict[str, Any], first_lines: dict[tuple[Any, ...], int]) -> None:
        names = ("nir", "contract_number", "last_day_worked")
        first = first_lines.setdefault((self.siret, *(said[n] for n in names)), self.row.line)
        if first != self.row.line:
            words = _("Le même arrêt est déjà à la ligne {line}. Gardez la bonne attestation.")
            self.wrong("nir", words.format(line=first), "twice")

    def _kept_wage(self) -> dict[str, date | str | None]:
        """Who is paid instead of the person; what is told of it without being asked is left."""
        kept = {
            "subrogation_from": self._day("subrogation_from"),
            "subrogation_to": self._day("subrogation_to"),
            "iban": self._identifier("iban", check_iban),
            "bic": self._identifier("bic", check_bic),
        }
        asked = self._said("subrogation").casefold() in YES
        return kept if asked else {**dict.fromkeys(kept), "iban": "", "bic": ""}

    def _said(self, name: str) -> str:
        text = self.row.said.get(name, "")
        if not text and name in dsij.REQUIRED:
            self.wrong(name, _("Remplissez cette colonne."), "required")
        return text

    def _text(self, name: str) -> str:
        text = self._said(name)
        if len(text) > LENGTHS[name]:
            words = _("{most} caractères au plus sont attendus.")
            self.wrong(name, words.format(most=LENGTHS[name]))
        return text

    def _identifier(self, name: str, check: Callable[[str], Verdict]) -> str:
        text = self._said(name)
        verdict = check(text) if text else Verdict(True)
        if not verdict.ok:
            self.wrong(name, verdict.words)
        return verdict.value

    def _siret(self) -> str:
        """The establishment: the depositor's own, or one of its company; the fund says which."""
        text = re.sub(r"\s", "", self.row.said.get("siret", ""))
        if self.own is not None:
            if text in ("", self.own):
                return self.own
            if not text.startswith(self.own[:9]):
                words = _("Cette attestation concerne une autre entreprise que la vôtre.")
                self.wrong("siret", words, "employer")
                return text
        verdict = check_siret(text)
        if not verdict.ok:
            self.wrong("siret", verdict.words)
        return verdict.value

    def _reason(self) -> str:
        text = self._said("reason")
        code = text.zfill(2) if text else ""
        if code and code not in REASONS:
            words = _("Le motif est l'un de ces codes : {codes}.")
            self.wrong("reason", words.format(codes=", ".join(REASONS)))
        return code

    def _yes_no(self, name: str) -> bool:
        text = self._said(name).casefold()
        if text and text not in (*YES, *NO):
            self.wrong(name, _("Répondez par oui ou par non."))
        return text in YES

    def _day(self, name: str) -> date | None:
        text = self._said(name)
        found = _DAY.fullmatch(text)
        if found:
            year, month, day = (found[n] or found[7 - n] for n in (1, 2, 3))
            try:
                if int(year) in YEARS:
                    return date(int(year), int(month), int(day))
            except ValueError:
                pass
        if text:
            self.wrong(
                name, _("Une date qui existe est attendue : 2026-01-31, ou bien 31/01/2026.")
            )
        return None

    def _pays(self, worked: date | None) -> tuple[FormPay, ...]:
        pays: dict[str, FormPay] = {}
        for n in range(1, dsij.MOST_MONTHS + 1):
            if any(self.row.said.get(f"{name}_{n}") for name in dsij.PAY):
                self._pay(n, worked, pays)
        if worked is None:
            return ()
        named = any(fault.rubric.startswith("month_") for fault in self.faults)
        missing = [month for month in reference_months(worked + DAY) if month not in pays]
        if missing and not named:
            words = _("Il manque le salaire brut d'un mois de référence : {months}.")
            months = ", ".join(
                date_format(date.fromisoformat(f"{month}-01"), "F Y") for month in missing
            )
            self.wrong("month_1", words.format(months=months), "required")
        return tuple(pays[month] for month in sorted(pays))

    def _pay(self, n: int, worked: date | None, pays: dict[str, FormPay]) -> None:
        month, gross = self._month(n, worked), self._cents(f"gross_{n}")
        hours, restored = self._hours(n), self._cents(f"restored_{n}")
        if not self.row.said.get(f"gross_{n}"):
            words = _("Remplissez le salaire brut du mois : 0 si rien n'a été payé.")
            self.wrong(f"gross_{n}", words, "required")
        for name, words in wrong_in_month(gross, restored):
            self.wrong(f"{name}_{n}", words, "coherence")
        if month in pays:
            self.wrong(f"month_{n}", _("Ce mois est déjà dans cette attestation."), "twice")
        elif month:
            pays[month] = FormPay(month, gross or 0, hours, restored)

    def _month(self, n: int, worked: date | None) -> str:
        name = f"month_{n}"
        found = _MONTH.fullmatch(self.row.said.get(name, ""))
        year, month = (found[1] or found[4], found[2] or found[3]) if found else ("", "")
        if not found or not 1 <= int(month) <= 12 or int(year) not in YEARS:
            self.wrong(name, _("Un mois est attendu : 2026-01, ou bien 01/2026."))
            return ""
        text = f"{year}-{month}"
        if worked and text >= f"{worked + DAY:%Y-%m}":
            words = _("Ce mois n'est pas avant celui de l'arrêt. Donnez les mois d'avant.")
            self.wrong(name, words, "coherence")
        return text

    def _cents(self, name: str) -> int | None:
        text = self.row.said.get(name, "").replace(" ", "").removesuffix("€")
        if not text:
            return None
        amount = Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None
        if amount is None or amount * 100 > MOST_CENTS:
            words = _("Un montant de 0 à 999 999,99 euros est attendu, par exemple 1234,56.")
            self.wrong(name, words)
            return None
        cents = int(amount * 100)
        if cents > LARGE_WAGE_CENTS and self.row.said.get("confirmed", "").casefold() not in YES:
            words = _(
                "Ce montant est très élevé. Corrigez-le, ou écrivez oui dans la colonne confirmed."
            )
            self.wrong(name, words, "unusual")
        return cents

    def _hours(self, n: int) -> Decimal | None:
        text = self.row.said.get(f"hours_{n}", "")
        if not text:
            return None
        hours = Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None
        if hours is None or hours > MOST_HOURS:
            words = _("Un nombre d'heures de 0 à 400 est attendu, par exemple 151,67.")
            self.wrong(f"hours_{n}", words)
        return hours
