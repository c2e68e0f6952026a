"""A refusal by the medical service names its own committee; letters of before stay as they left."""

from dataclasses import replace

import pytest

from guichet.letters.catalogue.declarations import latest_version
from guichet.letters.content import Committee, ContentRefused, DecisionLetter, Lang
from guichet.letters.rendering import render
from tests.letters import pdfs, samples

CODE = "ij_decision"
MEDICAL = replace(
    samples.APPEAL,
    address_lines=(
        "Commission médicale de recours amiable",
        "3 rue du Port",
        "93950 Valmont Cedex",
    ),
    article="article R. 142-8 du code de la sécurité sociale",
    committee=Committee.CMRA,
    answer_months=4,
    other_lines=samples.APPEAL.address_lines,
)


def read(letter: DecisionLetter, version: int = latest_version(CODE)) -> str:
    return pdfs.reading(render(CODE, version, letter, created_at=samples.CREATED_AT))


@pytest.mark.parametrize(
    ("lang", "medical", "other"),
    [
        (
            Lang.FR,
            [
                "à la commission médicale de recours amiable, où des médecins",
                "3 rue du Port",
                "dans les quatre mois qui suivent",
                "article R. 142-8 du code",
                "Dans les mêmes deux mois, écrivez à : Commission de recours amiable",
            ],
            ["à la commission de recours amiable de la caisse", "dans les deux mois qui suivent"],
        ),
        (
            Lang.EN,
            [
                "medical appeals committee (commission médicale de recours amiable)",
                "within four months of its receipt",
                "write to: Commission de recours amiable, 12 place du Marché",
            ],
            ["fund’s appeals committee", "within two months of its receipt"],
        ),
    ],
)
def test_the_committee_follows_the_nature_of_the_refusal(
    lang: Lang, medical: list[str], other: list[str]
) -> None:
    told = read(samples.refused(lang, appeal=MEDICAL))
    assert [one for one in medical if one not in told] == []
    assert [one for one in other if one in told] == []
    told = read(samples.refused(lang))
    assert [one for one in other if one not in told] == []
    assert [one for one in medical if one in told] == []


def test_a_letter_kept_before_the_committee_was_told_renders_again() -> None:
    """Its archive has no key for the committee: it is the one that every letter then named."""
    kept = samples.refused().to_json()
    for key in ("committee", "answer_months", "other_lines"):
        del kept["appeal"][key]
    before = render(CODE, 2, kept, created_at=samples.CREATED_AT)
    assert before == render(CODE, 2, samples.refused(), created_at=samples.CREATED_AT)
    assert "commission de recours amiable" in pdfs.reading(before)


@pytest.mark.parametrize(
    "wrong",
    [{"other_lines": ()}, {"committee": Committee.CRA}],
)
def test_a_medical_refusal_alone_says_where_to_contest_the_rest(wrong: dict[str, object]) -> None:
    with pytest.raises(ContentRefused, match="où contester le reste"):
        replace(MEDICAL, **wrong)  # type: ignore[arg-type]
