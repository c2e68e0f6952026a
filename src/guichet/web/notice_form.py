"""What the forms of a sick-leave notice share, whoever sends it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guichet.benefits.sick_leave.service import NoticeKind
from guichet.formats.identifiers import check_siret
from guichet.web.forms import DayField, PlainForm


class NoticeForm(PlainForm):
    """The dates and the kind of a stop."""

    kind = forms.ChoiceField(
        label=_("Type d'arrêt"),
        choices=[
            (NoticeKind.INITIAL.value, _("Premier avis pour cet arrêt (arrêt initial)")),
            (NoticeKind.PROLONGATION.value, _("Suite d'un arrêt déjà envoyé (prolongation)")),
        ],
        widget=forms.RadioSelect,
    )
    first_day = DayField(label=_("Premier jour d'arrêt"))
    last_day = DayField(label=_("Dernier jour d'arrêt"), help_text=_("Ce jour est compris."))
    part_time_from = DayField(
        label=_("Temps partiel thérapeutique à partir du"),
        help_text=_("Laissez vide si l'avis prescrit un arrêt complet."),
        required=False,
    )
    prescribed_on = DayField(
        label=_("Date de l'avis"), help_text=_("Le jour où le médecin a signé l'avis.")
    )

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Put each refusal of the notice next to its field; what has no field goes on top."""
        for name, words in errors.items():
            self.add_error(name if name in self.fields else None, words)


class PaperField(forms.FileField):
    """A paper photographed or scanned; its true type is judged when it is deposited."""

    default_error_messages = {
        "empty": _("Le fichier est vide. Choisissez un autre fichier."),
        "max_length": _("Le nom du fichier est trop long. Renommez-le, puis recommencez."),
    }

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("Un PDF, ou une photo JPEG ou PNG, bien nette. 15 Mo au plus.")
        super().__init__(max_length=200, help_text=help_text, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file.size > settings.UPLOAD_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // 1024 // 1024
            raise ValidationError(
                _("Le fichier dépasse %(most)s Mo. Envoyez une photo plus légère.") % {"most": most}
            )
        return file


def siret_field() -> forms.CharField:
    return forms.CharField(
        label=_("SIRET de l'employeur"),
        required=False,
        max_length=20,
        help_text=_("14 chiffres, en haut du bulletin de salaire. Il nous fait gagner du temps."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def clean_siret(typed: str) -> str:
    """The bare SIRET; refused in words when its key is wrong."""
    if not typed:
        return ""
    verdict = check_siret(typed)
    if not verdict.ok:
        raise ValidationError(verdict.words)
    return verdict.value
