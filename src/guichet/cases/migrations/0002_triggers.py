"""What the tables of files refuse. An erasure empties words of decisions and facts: what keeps
these from changing is in `erasure.migrations`."""

from django.db import migrations

from guichet.journal.triggers import append_only, never_deleted, refuse


class Migration(migrations.Migration):
    replaces = [("cases", "0003_guards"), ("cases", "0016_asked_when")]

    dependencies = [("cases", "0001_tables")]

    operations = [
        *append_only("cases_procedureversion"),
        *append_only("cases_lawversion"),
        never_deleted("cases_decision", "cases_decision is append-only"),
        refuse(
            "cases_decision",
            "cases_decision_provisional_on_payslips",
            "INSERT",
            "NEW.outcome IN ('granted', 'partly') AND NEW.provisional <> EXISTS"
            " (SELECT 1 FROM cases_fact WHERE case_id = NEW.case_id AND source = 'payslip'"
            " AND superseded_at IS NULL)",
            "a grant is provisional where payslips stand in, and nowhere else",
        ),
        never_deleted("cases_fact", "a fact is never removed"),
        # the administration is told the conclusion alone
        refuse(
            "cases_fact",
            "cases_fact_of_the_medical_service",
            "INSERT",
            "NEW.source = 'medical' AND (NEW.reason <> '' OR NEW.recorded_by IS NULL)",
            "a fact of the medical service has an author and no reason",
            asked_when="NEW.source = 'medical'",
        ),
        refuse(
            "cases_fact",
            "cases_fact_read_on_payslips",
            "INSERT",
            "NEW.source = 'payslip' AND (NEW.recorded_by IS NULL OR NEW.document_id IS NULL)",
            "a fact read on payslips has its reader and its paper",
            asked_when="NEW.source = 'payslip'",
        ),
    ]
