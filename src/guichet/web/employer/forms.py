from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guichet.web.forms import ManyFilesField, PlainForm

MOST_FILES = 20


class DsnFilesForm(PlainForm):
    """DSN files as the payroll program made them. Each one is then judged on its own."""

    dsn_files = ManyFilesField(
        label=_("Vos fichiers DSN"),
        help_text=_(
            "Le fichier produit par votre logiciel de paie, sans le modifier. Vous pouvez en "
            "choisir plusieurs."
        ),
        allow_empty_file=True,
    )

    def clean_dsn_files(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["dsn_files"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("Déposez %(most)s fichiers au plus à la fois.") % {"most": MOST_FILES}
            )
        return files


class DsijFileForm(PlainForm):
    """A file of salary certificates (docs/dsij_file.md)."""

    dsij_file = forms.FileField(
        label=_("Votre fichier d'attestations"),
        help_text=_("CSV ou JSON, en UTF-8. Une attestation par ligne."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
    )


def fault_of_file(size: int, *, most_bytes: int) -> str:
    """Why a file cannot even be read, in words; empty when it can."""
    if not size:
        return str(_("le fichier est vide. Produisez-le de nouveau, puis redéposez-le."))
    if size > most_bytes:
        most = most_bytes // 1024 // 1024
        return str(
            _("le fichier dépasse %(most)s Mo. Découpez-le, puis redéposez.") % {"most": most}
        )
    return ""
