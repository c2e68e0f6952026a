"""Every address of the site, in one table. An address that is not here does not exist."""

from guichet.web.accounts.routes import ROUTES as ACCOUNTS
from guichet.web.desk.routes import ROUTES as DESK
from guichet.web.employer.routes import ROUTES as EMPLOYER
from guichet.web.insured.routes import ROUTES as INSURED
from guichet.web.medical.routes import ROUTES as MEDICAL
from guichet.web.professional.routes import ROUTES as PROFESSIONAL
from guichet.web.public.routes import ROUTES as PUBLIC
from guichet.web.route import Route

ROUTES: tuple[Route, ...] = (
    *PUBLIC,
    *ACCOUNTS,
    *INSURED,
    *EMPLOYER,
    *PROFESSIONAL,
    *DESK,
    *MEDICAL,
)
ROUTES_BY_NAME = {route.name: route for route in ROUTES}
