from django.views.i18n import set_language

from guichet.web.public import views
from guichet.web.route import EVERYBODY, Route

ROUTES: tuple[Route, ...] = (
    Route("", views.home, "home", EVERYBODY),
    Route("aide", views.help_page, "help", EVERYBODY),
    Route("accessibilite", views.accessibility, "accessibility", EVERYBODY),
    Route("mentions-legales", views.legal, "legal", EVERYBODY),
    Route("donnees-personnelles", views.personal_data, "personal-data", EVERYBODY),
    Route("plan-du-site", views.site_map, "site-map", EVERYBODY),
    Route("langue", set_language, "set-language", EVERYBODY),
)
