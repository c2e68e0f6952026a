"""Blocks made by hand, and whether a declared control finds something in them."""

from guichet.formats.dsn.head import Head
from guichet.formats.dsn.rules import declared_rules
from guichet.formats.dsn.tree import Node
from guichet.formats.dsn.values import day_of

HEAD = Head("01", "01", day_of("05102026"), "000412304", siret="00041230400016", month="01092026")
RULES = declared_rules()


def block(name: str, parent: Node | None = None, **values: str) -> Node:
    """A block with its rubrics (r001="...") below another."""
    node = Node(name, 1, parent=parent)
    for number, (suffix, value) in enumerate(values.items(), start=1):
        node.put(suffix[1:], value, number)
    if parent is not None:
        parent.children.append(node)
    return node


def told(node: Node, rubric: str, code: str, head: Head = HEAD) -> bool:
    """Whether a declared control finds something in a block."""
    found = [c for c in RULES if (c.rubric, c.code) == (rubric, code)]
    assert found
    return any(list(control.check(node, head)) for control in found)


def fresh(**changes) -> Head:
    """The head of another employee: nothing looked up yet."""
    return Head("01", "01", None, "000412304", siret=HEAD.siret, month="01092026", **changes)
