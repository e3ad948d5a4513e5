"""Reading a page back with the standard library: every element closed by its own end, and what stands where."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, tag: str, class_: str = "") -> list["Node"]:
        return [
            node
            for node in self.walk()
            if node.tag == tag and (not class_ or class_ in node.attributes.get("class", "").split())
        ]

    def one(self, tag: str, class_: str = "") -> "Node":
        found = self.all(tag, class_)
        assert len(found) == 1, f"{tag}.{class_} found {len(found)} times"
        return found[0]


class Tree(HTMLParser):
    """Refuses an end without its beginning, and a beginning without its end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag):
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data):
        self._open[-1].children.append(data)

    def closed(self) -> Node:
        self.close()
        assert self._open == [self.root], [node.tag for node in self._open]
        return self.root


def parsed(html: str) -> Node:
    tree = Tree()
    tree.feed(html)
    return tree.closed()
