"""What the faces may use of figures."""

from guichet.insight.access import NotYours, RowBehind, rows_behind
from guichet.insight.actions import (
    SIMULATED,
    Imported,
    NewAggregate,
    NoSource,
    import_table,
    keep_aggregates,
    mark_simulated,
)
from guichet.insight.catalogue import INDICATORS, UnknownIndicator, indicator
from guichet.insight.declared import Indicator, NotSplit
from guichet.insight.enums import Dimension, Formula, Public, Unit
from guichet.insight.growth import Growth, compared, figure_of_past, growth, said, simulated
from guichet.insight.measure import Figure, figure, figures_by, spread
from guichet.insight.periods import Period, ending, months, year
from guichet.insight.report.as_html import as_html, context_of
from guichet.insight.report.as_json import as_json
from guichet.insight.report.as_pdf import as_pdf
from guichet.insight.report.as_text import as_text
from guichet.insight.report.making import NoRecord, make_report
from guichet.insight.report.model import Report, Simulation
from guichet.insight.words import growth_in_words, key_in_words, value_in_words

__all__ = [
    "INDICATORS",
    "SIMULATED",
    "Dimension",
    "Figure",
    "Formula",
    "Growth",
    "Imported",
    "Indicator",
    "NewAggregate",
    "NoRecord",
    "NoSource",
    "NotSplit",
    "NotYours",
    "Period",
    "Public",
    "Report",
    "RowBehind",
    "Simulation",
    "Unit",
    "UnknownIndicator",
    "as_html",
    "as_json",
    "as_pdf",
    "as_text",
    "compared",
    "context_of",
    "ending",
    "figure",
    "figure_of_past",
    "figures_by",
    "growth",
    "growth_in_words",
    "import_table",
    "indicator",
    "keep_aggregates",
    "key_in_words",
    "make_report",
    "mark_simulated",
    "months",
    "rows_behind",
    "said",
    "simulated",
    "spread",
    "value_in_words",
    "year",
]
