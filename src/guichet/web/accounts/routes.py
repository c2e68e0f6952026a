from guichet.web.accounts import second_factor, views
from guichet.web.route import EVERYBODY, MEDICAL, SIGNED_IN, STAFF, Route

WITH_A_CODE = (*STAFF, *MEDICAL)

ROUTES: tuple[Route, ...] = (
    Route("connexion", views.sign_in, "login", EVERYBODY),
    Route("deconnexion", views.sign_out, "logout", EVERYBODY),
    Route("mot-de-passe", views.change_password, "change-password", SIGNED_IN),
    Route("code", second_factor.prove, "second-factor", WITH_A_CODE, before_second_factor=True),
    Route(
        "code/activation",
        second_factor.enrol,
        "second-factor-enrol",
        WITH_A_CODE,
        before_second_factor=True,
    ),
    Route(
        "code/activation/image",
        second_factor.image,
        "second-factor-image",
        WITH_A_CODE,
        before_second_factor=True,
    ),
)
