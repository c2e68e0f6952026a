from django.urls import path

from guichet.web.routes import ROUTES

urlpatterns = [path(route.path, route.view, name=route.name) for route in ROUTES]

handler400 = "guichet.web.errors.bad_request"
handler403 = "guichet.web.errors.forbidden"
handler404 = "guichet.web.errors.not_found"
handler500 = "guichet.web.errors.server_error"
