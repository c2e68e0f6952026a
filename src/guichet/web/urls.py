from django.urls import path

from guichet.web.routes import ROUTES

urlpatterns = [path(route.path, route.view, name=route.name) for route in ROUTES]
