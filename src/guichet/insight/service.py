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
from guichet.insight.at_once import figures
from guichet.insight.catalogue import INDICATORS, UnknownIndicator, indicator
from guichet.insight.dangers import LATE, SOON
from guichet.insight.declared import Indicator, NotSplit
from guichet.insight.enums import ArrivalRule, Dimension, Formula, Public, Unit
from guichet.insight.forecast import (
    MINUTES_A_FILE,
    MINUTES_A_WEEK,
    Ahead,
    FirstPayment,
    Forecast,
    Known,
    Supposed,
    as_it_goes,
    busiest_hour,
    known,
    measured_first_payment,
    what_if,
)
from guichet.insight.growth import Growth, compared, figure_of_past, growth, said, simulated
from guichet.insight.measure import Figure, figure, figures_by, spread
from guichet.insight.periods import Period, ending, months, year
from guichet.insight.report.as_html import as_html, context_of
from guichet.insight.report.as_json import as_json
from guichet.insight.report.as_pdf import as_pdf
from guichet.insight.report.as_text import as_text
from guichet.insight.report.making import NoRecord, make_report
from guichet.insight.report.model import Report, Simulation
from guichet.insight.words import change_refused, growth_in_words, key_in_words, value_in_words
from guichet.planning.erlang import Line, NoStaff, agents_for
from guichet.planning.scenario import BadChange, Month, changes, months_of

__all__ = [
    "INDICATORS",
    "LATE",
    "MINUTES_A_FILE",
    "MINUTES_A_WEEK",
    "SIMULATED",
    "SOON",
    "Ahead",
    "ArrivalRule",
    "BadChange",
    "Dimension",
    "Figure",
    "FirstPayment",
    "Forecast",
    "Formula",
    "Growth",
    "Imported",
    "Indicator",
    "Known",
    "Line",
    "Month",
    "NewAggregate",
    "NoRecord",
    "NoSource",
    "NoStaff",
    "NotSplit",
    "NotYours",
    "Period",
    "Public",
    "Report",
    "RowBehind",
    "Simulation",
    "Supposed",
    "Unit",
    "UnknownIndicator",
    "agents_for",
    "as_html",
    "as_it_goes",
    "as_json",
    "as_pdf",
    "as_text",
    "busiest_hour",
    "change_refused",
    "changes",
    "compared",
    "context_of",
    "ending",
    "figure",
    "figure_of_past",
    "figures",
    "figures_by",
    "growth",
    "growth_in_words",
    "import_table",
    "indicator",
    "keep_aggregates",
    "key_in_words",
    "known",
    "make_report",
    "mark_simulated",
    "measured_first_payment",
    "months",
    "months_of",
    "rows_behind",
    "said",
    "simulated",
    "spread",
    "value_in_words",
    "what_if",
    "year",
]
