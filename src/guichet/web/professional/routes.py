from django.utils.translation import gettext_lazy as _

from guichet.people.service import Role
from guichet.web.professional import views
from guichet.web.route import Route

PROFESSIONAL = (Role.PROFESSIONAL.value,)
NOTICES = "professional-notices"

ROUTES: tuple[Route, ...] = (
    Route(
        "prescripteur", views.notice_list, NOTICES, PROFESSIONAL, menu=_("Mes avis"), landing=True
    ),
    Route(
        "prescripteur/avis",
        views.send,
        "professional-send",
        PROFESSIONAL,
        menu=_("Envoyer un avis"),
    ),
    Route(
        "prescripteur/avis/<uuid:notice_id>",
        views.receipt,
        "professional-notice",
        PROFESSIONAL,
        section=NOTICES,
    ),
)
