from django.utils.translation import gettext_lazy as _

from guichet.web.medical import views
from guichet.web.route import MEDICAL, Route

HOME = "medical-home"
CASE = "service-medical/dossiers/<uuid:case_id>"

ROUTES: tuple[Route, ...] = (
    Route("service-medical", views.home, HOME, MEDICAL, menu=_("Service médical"), landing=True),
    Route(CASE, views.case, "medical-case", MEDICAL, section=HOME),
    Route(f"{CASE}/avis", views.opinion, "medical-opinion", MEDICAL, section=HOME),
    Route(f"{CASE}/motif", views.reasons, "medical-reasons", MEDICAL, section=HOME),
)
