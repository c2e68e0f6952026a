from django.apps import AppConfig


class MedicalConfig(AppConfig):
    name = "guichet.medical"
    label = "medical"
    default_auto_field = "django.db.models.BigAutoField"
