"""PowerShell as its grammar reads it: what is called, set and read. There is no PowerShell here to run it."""

import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

PARSER = Parser(Language(tree_sitter_powershell.language()))


class Script:
    def __init__(self, text: str):
        self.root = PARSER.parse(text.encode()).root_node

    def faults(self) -> list[str]:
        """Places that are no PowerShell."""
        return [
            f"line {node.start_point[0] + 1}: {_text(node)[:60]}"
            for node in _nodes(self.root)
            if node.type == "ERROR" or node.is_missing
        ]

    def calls(self) -> set[str]:
        """Names of cmdlets, functions and programs, as they are written."""
        return {_text(node) for node in _nodes(self.root) if node.type == "command_name"}

    def functions(self) -> set[str]:
        return {_text(node) for node in _nodes(self.root) if node.type == "function_name"}

    def variables(self) -> set[str]:
        """All that are named, set or read, without `$` and scope; those of the environment are left out."""
        found = {_name(_text(node)) for node in _nodes(self.root) if node.type == "variable"}
        return {name for name in found if not name.startswith("env:")}

    def set_variables(self) -> set[str]:
        """Those that are assigned, are parameters, or run through a loop."""
        found = set()
        for node in _nodes(self.root):
            if node.type == "assignment_expression":
                found |= _variables(node.children[0])
            elif node.type in ("script_parameter", "foreach_statement"):
                first = next((one for one in _nodes(node) if one.type == "variable"), None)
                found |= _variables(first) if first else set()
        return found


def _nodes(node: Node):
    yield node
    for child in node.children:
        yield from _nodes(child)


def _text(node: Node) -> str:
    return node.text.decode()


def _name(text: str) -> str:
    name = text.strip("$@{}").lower()
    return name.removeprefix("script:").removeprefix("global:")


def _variables(node: Node) -> set[str]:
    return {_name(_text(one)) for one in _nodes(node) if one.type == "variable"}
