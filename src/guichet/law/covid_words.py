"""The plain words, French and English, of the derogations of the covid epidemic."""

KINDS = (
    "positive_test",
    "contact_isolation",
    "childcare",
    "vulnerable",
    "cohabitant_vulnerable",
)
COVID_NAMES: dict[str, tuple[str, str]] = {
    "childcare": ("garde d'un enfant", "care of a child"),
    "cohabitant_vulnerable": (
        "foyer d'une personne vulnérable",
        "household of a vulnerable person",
    ),
    "contact_isolation": ("isolement d'un cas contact", "isolation of a contact case"),
    "covid": ("motif lié à l'épidémie de covid-19", "reason due to the covid epidemic"),
    "covid_derogation": (
        "dérogation de l'épidémie de covid-19",
        "derogation of the covid epidemic",
    ),
    "covid_positive_test_issued": (
        "dérogation en vigueur le jour de la prescription (test positif)",
        "derogation in force on the day of the prescription (positive test)",
    ),
    "issued_on": ("jour de la prescription", "day of the prescription"),
    "positive_test": ("test positif", "positive test"),
    "vulnerable": ("personne vulnérable", "vulnerable person"),
}
COVID_NAMES |= {
    f"covid_{kind}": (
        f"dérogation en vigueur ({COVID_NAMES[kind][0]})",
        f"derogation in force ({COVID_NAMES[kind][1]})",
    )
    for kind in KINDS
}
