from django.apps import AppConfig


class SickLeaveConfig(AppConfig):
    name = "guichet.benefits.sick_leave"
    label = "sick_leave"
    default_auto_field = "django.db.models.BigAutoField"
