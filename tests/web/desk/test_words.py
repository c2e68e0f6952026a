from uuid import uuid4

import pytest

from guichet.cases.service import Fact, SourceKind
from guichet.documents.models import Document
from guichet.web.desk import words
from tests.support import world as made


def test_a_dsn_source_names_the_line_and_the_file() -> None:
    document = Document(id=uuid4(), name="octobre.dsn")
    fact = Fact(source=SourceKind.DSN, document_id=document.id, line=42, recorded_at=made.NOW)
    said = words.source_in_words(fact, {document.id: document}, {})
    assert said == "DSN de l'employeur, ligne 42 du fichier octobre.dsn, le 20 novembre 2026"


def test_the_source_of_a_correction_is_its_agent_and_reason() -> None:
    agent = uuid4()
    fact = Fact(
        source=SourceKind.AGENT, recorded_by=agent, reason="Bulletin reçu.", recorded_at=made.NOW
    )
    said = words.source_in_words(fact, {}, {agent: "Dominique Agent"})
    assert said == "Dominique Agent, le 20 novembre 2026 : « Bulletin reçu. »"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("subrogation", True, "oui"),
        ("rights.met", False, "non"),
        ("return.on", None, "non connu"),
        ("return.on", "2026-10-20", "20 octobre 2026"),
        ("employer.reason", "06", "accident du travail (06)"),
        ("employer.reason", "77", "autre motif (77)"),
        ("subrogation.iban", made.IBAN, "FR76 •••• 0185"),
        ("employer.contract", "00001", "00001"),
        ("employer.contract_nature", "03", "mission d'intérim (03)"),
        ("employer.contract_nature", "29", "autre contrat (29)"),
    ],
)
def test_a_fact_is_said_in_words(key: str, value: object, said: str) -> None:
    assert words.fact_in_words(key, value) == said


def test_a_number_is_masked_or_spaced() -> None:
    assert words.masked_nir("2800193901123") == "2 •• •• •• ••• 123"
    assert words.spaced_nir("2800193901123") == "2 80 01 93 901 123"
    assert words.masked_iban("") == ""


@pytest.mark.parametrize(("days", "said"), [(0, "moins d'un jour"), (1, "1 jour"), (9, "9 jours")])
def test_a_delay_is_counted_in_whole_days(days: int, said: str) -> None:
    assert words.in_days(days) == said
