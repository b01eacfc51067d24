"""Shell as its grammar reads it: which commands are called, and where only if the machine has some other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import tree_sitter_bash
from tree_sitter import Language, Node, Parser

PARSER = Parser(Language(tree_sitter_bash.language()))
# What these are given is a command too, after their own options and variables.
RUN_OTHERS = ("exec", "env", "setsid", "systemd-run", "xargs", "nohup", "eval")
SHELLS = ("sh", "/bin/sh", "bash")
BUILTINS = set(
    """. : [ break cd command continue echo eval exec exit export false kill local printf pwd read return set shift test
    trap true type ulimit umask unset wait""".split()  # noqa: SIM905
)
RESERVED = {
    "if",
    "then",
    "else",
    "elif",
    "fi",
    "do",
    "done",
    "for",
    "while",
    "until",
    "case",
    "esac",
    "in",
    "!",
    "{",
    "}",
}
# The grammar takes a line of assignments alone for the beginning of the next line's command.
ASSIGNMENTS = re.compile(r"""(?m)^([ \t]*(?:\w+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"';&|()<>])*[ \t]*)+)$""")


@dataclass(frozen=True)
class Call:
    """A command, on a machine that has all of `having` and none of `lacking`."""

    name: str
    having: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()

    def on(self, commands: set[str]) -> bool:
        """Whether it is called on a machine with these commands."""
        return self.having <= commands and not self.lacking & commands


class Script:
    def __init__(self, text: str):
        self.source = ASSIGNMENTS.sub(r"\1;", text).encode()
        self.root = PARSER.parse(self.source).root_node
        self.texts = [Script(text) for text in self._texts()]

    def faults(self) -> list[str]:
        """Places that are no shell."""
        places = [node for node in _nodes(self.root) if node.type == "ERROR" or node.is_missing]
        places += [node for node in _nodes(self.root) if _is(node, "command_name") and _text(node) in RESERVED]
        return [_text(place)[:60] for place in places] + [fault for text in self.texts for fault in text.faults()]

    def functions(self) -> set[str]:
        own = {
            _text(node.child_by_field_name("name")) for node in _nodes(self.root) if _is(node, "function_definition")
        }
        return own.union(*(text.functions() for text in self.texts))

    def calls(self) -> set[Call]:
        """All commands but builtins, by name; a variable that is run is named `$name` where nothing here sets it."""
        found: set[Call] = set()
        for node in _nodes(self.root):
            if _is(node, "command"):
                words = [word for word in _words_run(node) if not self._in_a_word(word)]
                found |= {call for word in words for call in self._called(word, node)}
        found = {call for call in found if call.name not in BUILTINS}
        return found.union(*(text.calls() for text in self.texts))

    def _in_a_word(self, node: Node) -> bool:
        """Whether it is but the rest of a word, as the grammar cuts some that have two variables."""
        return re.fullmatch(rb"[\w$]", self.source[max(node.start_byte - 1, 0) : node.start_byte]) is not None

    def _called(self, word: Node, command: Node) -> Iterator[Call]:
        name = _literal(word)
        if variable := re.fullmatch(r"\$\{?(\w+)}?", name):
            values = [(value, set_) for value, set_ in self._values(variable[1]) if _literal(value)]
            for value, set_ in values:
                yield Call(_literal(value).split()[0].rpartition("/")[2], *_conditions(set_))
            if values:
                return
        yield Call(name.rpartition("/")[2] if name.startswith("/") else name, *_conditions(command))

    def _values(self, variable: str) -> Iterator[tuple[Node, Node]]:
        """What a variable is set to here as plain text, and where."""
        for node in _nodes(self.root):
            if _is(node, "variable_assignment") and _text(node.child_by_field_name("name")) == variable:
                value = node.child_by_field_name("value")
                if value is not None and value.type in ("string", "raw_string", "word") and "$" not in _text(value)[:2]:
                    yield value, node

    def _texts(self) -> Iterator[str]:
        """Shell that is handed to a shell as a text, or set as a trap; with what its variables are set to here."""
        for node in _nodes(self.root):
            if not _is(node, "command"):
                continue
            words = [child for child in node.children if child.is_named]
            names = [_literal(word) for word in words]
            for shell in SHELLS:
                if shell in names and names[names.index(shell) + 1 :][:1] == ["-c"]:
                    yield from self._text(words[names.index(shell) + 2])
            if names[0] == "trap" and len(words) > 1:
                yield from self._text(words[1])

    def _text(self, word: Node) -> Iterator[str]:
        yield _literal(word)
        for name in {_text(node) for node in _nodes(word) if node.type == "variable_name"}:
            yield from (_literal(value) for value, _ in self._values(name) if "\n" in _text(value))


def _words_run(command: Node) -> Iterator[Node]:
    """The word that names a command, and those that name what it runs in turn."""
    words = [
        child for child in command.children if child.is_named and child.type not in ("variable_assignment", "comment")
    ]
    words = [word.children[0] if _is(word, "command_name") else word for word in words if "redirect" not in word.type]
    while words:
        name = _literal(words[0])
        yield words[0]
        if name == "find":
            yield from (words[at + 1] for at, word in enumerate(words) if _text(word) in ("-exec", "-execdir"))
        if name not in RUN_OTHERS and not (name == "command" and not _text(words[1]).startswith("-")):
            return
        words = words[1:]
        while words and re.match(r"-|\w+=|\d*[<>]", _literal(words[0])):
            words = words[1:]


def _conditions(node: Node) -> tuple[frozenset[str], frozenset[str]]:
    """What the machine must have, and must lack, for control to come here: by the `command -v`s on the way."""
    having, lacking = set(), set()
    while node.parent is not None:
        above, before = node.parent, []
        if above.type in ("if_statement", "elif_clause"):
            condition = above.children[1]
            if node.type in ("else_clause", "elif_clause"):
                lacking |= _only_asks(condition)
            elif node.start_byte > condition.start_byte:
                having |= _asks(condition)
        elif _is(above, "list") and node == above.children[-1]:
            before = above.children[0]
            if above.children[1].type == "&&":
                having |= _asks(before)
            else:
                having |= _asks(before, negated=True)
                lacking |= _only_asks(before)
        node = above
    return frozenset(having), frozenset(lacking)


def _asks(condition: Node, negated: bool = False) -> set[str]:
    """The commands that are there where a condition holds; or, of a negated one, does not."""
    found = set()
    for node in _nodes(condition):
        if name := _asked_for(node):
            above = node.parent
            while above is not None and above != condition.parent and not _is(above, "negated_command"):
                above = above.parent
            if _is(above, "negated_command") == negated:
                found.add(name)
    return found


def _only_asks(condition: Node) -> set[str]:
    """The command that is not there where a condition does not hold: it asks for nothing else."""
    asked = condition.children[0] if _is(condition, "redirected_statement") else condition
    return {name} if (name := _asked_for(asked)) else set()


def _asked_for(node: Node) -> str:
    words = [_text(child) for child in node.children if child.is_named] if _is(node, "command") else []
    return words[2] if words[:2] == ["command", "-v"] else ""


def _is(node: Node | None, kind: str) -> bool:
    return node is not None and node.type == kind


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def _text(node: Node) -> str:
    return node.text.decode()


def _literal(node: Node) -> str:
    """A word without its quotes."""
    text = _text(node)
    if node.type == "string":
        return re.sub(r'\\([$"\\`])', r"\1", text[1:-1])
    return text[1:-1] if node.type == "raw_string" else text
