from guichet.web.route import Route

ROUTES: tuple[Route, ...] = ()
