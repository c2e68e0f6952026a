from django.apps import AppConfig


class SickLeaveConfig(AppConfig):
    name = "guichet.benefits.sick_leave"
    label = "sick_leave"

    def ready(self) -> None:
        from guichet.benefits.sick_leave.events import SENTENCES, TO_INSURED
        from guichet.benefits.sick_leave.procedure import VERSIONS
        from guichet.benefits.sick_leave.task_kinds import TASKS
        from guichet.cases.service import register as register_procedure
        from guichet.journal.service import register
        from guichet.tasks.service import register as register_tasks

        register(SENTENCES, TO_INSURED)
        register_tasks(TASKS)
        for version in VERSIONS:
            register_procedure(version)
