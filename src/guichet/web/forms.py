"""Forms of the site: plain refusals, accessible markup, no script needed."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _

INPUT_CLASSES = {forms.Select: "fr-select", forms.FileInput: "fr-upload"}
CHOICES = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class PlainRenderer(DjangoTemplates):
    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"


class PlainForm(forms.Form):
    """Base of every form. `{{ form }}` draws all fields, `{{ form.name.as_field_group }}` one."""

    default_renderer = PlainRenderer
    first_typed = ""
    """The field where the cursor waits, on a page that is opened to type in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            refusal = _("Remplissez « %(label)s ».") % {"label": field.label or name}
            field.error_messages["required"] = refusal
            if not isinstance(field.widget, CHOICES):
                field.widget.attrs["class"] = input_class(field.widget)
        if self.first_typed and not self.is_bound:  # else the refusals or the answer are read first
            self.fields[self.first_typed].widget.attrs["autofocus"] = True


def input_class(widget: forms.Widget) -> str:
    """The design system's class of the control that `widget` draws."""
    return next(
        (css for kind, css in INPUT_CLASSES.items() if isinstance(widget, kind)), "fr-input"
    )


class DayField(forms.DateField):
    """A civil date, chosen in the browser's own calendar or typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)
        self.error_messages["invalid"] = _(
            "Écrivez une date qui existe : jour, mois, année, par exemple 31/01/2026."
        )


class MoneyField(forms.DecimalField):
    """An amount in euros, typed with a comma or a point, with or without spaces."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        kwargs.setdefault("min_value", 0)
        super().__init__(max_digits=12, decimal_places=2, **kwargs)
        self.error_messages["invalid"] = _(
            "Écrivez un montant en euros, avec deux chiffres au plus après la virgule, "
            "par exemple 1 234,56."
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            for blank in (" ", "\u00a0", "\u202f", "€"):
                value = value.replace(blank, "")
            value = value.replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else str(value).replace(".", ",")


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files in one gesture; the value is a list of uploaded files."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", ManyFilesInput())
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        uploads = [super(ManyFilesField, self).clean(one, initial) for one in data or [None]]
        return [upload for upload in uploads if upload]
