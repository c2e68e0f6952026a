"""Two contracts that import-linter has no word for; a room that does not exist yet is no fault."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

ROOT = "guichet"
Offence = tuple[str, str, tuple[int, ...]]


def room_of(module: str) -> str:
    """The room that a module is in: the second part of its name."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == ROOT else ""


def modules_of(graph: ImportGraph, room: str) -> set[str]:
    package = f"{ROOT}.{room}"
    if package not in graph.modules:
        return set()
    return {package} | graph.find_descendants(package)


def offence(graph: ImportGraph, importer: str, imported: str) -> Offence:
    details = graph.get_import_details(importer=importer, imported=imported)
    return importer, imported, tuple(detail["line_number"] for detail in details)


class _DirectImports(Contract):
    """A contract broken by imports that can be listed one by one."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        offences = sorted(self.offences(graph))
        return ContractCheck(kept=not offences, metadata={"offences": offences})

    def offences(self, graph: ImportGraph) -> list[Offence]:
        raise NotImplementedError

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported, lines in check.metadata["offences"]:
            where = ", ".join(f"l.{line}" for line in lines)
            output.print_error(f"{importer} imports {imported} ({where})")


class FacadeContract(_DirectImports):
    """Rooms of one floor import each other through one named module only.

    Modules of the name `same_name` may import each other: a foreign key names its model.
    """

    floors = fields.ListField(subfield=fields.StringField())
    facade = fields.StringField()
    same_name = fields.StringField()

    def offences(self, graph: ImportGraph) -> list[Offence]:
        found = []
        for floor in self.floors:  # type: ignore[attr-defined]
            rooms = [room.strip() for room in floor.split(",")]
            for room in rooms:
                others = {other for other in rooms if other != room}
                for importer in modules_of(graph, room):
                    parts = {self.facade, self.same_name} & {self.facade, *importer.split(".")[2:3]}
                    allowed = {f"{ROOT}.{other}.{part}" for other in others for part in parts}
                    found += [
                        offence(graph, importer, imported)
                        for imported in graph.find_modules_directly_imported_by(importer)
                        if room_of(imported) in others and imported not in allowed
                    ]
        return found


class PureContract(_DirectImports):
    """Rooms that never import what talks to the outside."""

    rooms = fields.ListField(subfield=fields.StringField())
    forbidden = fields.ListField(subfield=fields.StringField())

    def offences(self, graph: ImportGraph) -> list[Offence]:
        # the graph knows outside packages by their first name only
        names = {name.split(".")[0]: name for name in self.forbidden}  # type: ignore[attr-defined]
        return [
            offence(graph, importer, imported)
            for room in self.rooms  # type: ignore[attr-defined]
            for importer in modules_of(graph, room)
            for imported in graph.find_modules_directly_imported_by(importer)
            if imported in names and self.is_meant(graph, importer, imported, names[imported])
        ]

    def is_meant(self, graph: ImportGraph, importer: str, imported: str, name: str) -> bool:
        """Whether one of the lines imports the forbidden module itself, not a sibling of it."""
        details = graph.get_import_details(importer=importer, imported=imported)
        return any(name in detail["line_contents"] for detail in details)
