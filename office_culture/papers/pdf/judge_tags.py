"""Checks the tree of elements of a file against PDF/UA-1 and level a of PDF/A-2.

Only faults that this kit can cause: content outside the tree, elements with a wrong parent or role, skipped levels of
headings, tables with holes, figures without words, links and fields without description. Clauses are of ISO
14289-1:2014; each fault begins with "UA".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

_PAINTS = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI", "INLINE"])
_SHOWS = frozenset(["Tj", "TJ", "'", '"', "INLINE IMAGE"])
# The standard structure types (ISO 32000-1:2008, 14.8.4).
_GROUPING = {
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
}
_BLOCKS = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Private"}
_TABLES = {"Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"}
_INLINE = {
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Figure",
    "Formula",
    "Form",
}
_ROLES = _GROUPING | _BLOCKS | _TABLES | _INLINE
_KIDS = {
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"Caption", "L", "LI"},
    "LI": {"Lbl", "LBody"},
}
_DEEPEST = 60
Key = tuple[int, int]


def faults_of_tags(pdf: Pdf) -> list[str]:
    """The faults of the file against PDF/UA-1, in English for operators; empty for a good one."""
    root = pdf.Root
    tree = root.get(Name.StructTreeRoot)
    if tree is None or not root.get(Name.MarkInfo, Dictionary()).get(Name.Marked, False):
        return ["UA 7.1: the file has no tree of elements"]
    reader = _Reader(pdf)
    faults = [*_in_the_frame(pdf), *reader.faults_of_the_tree(tree)]
    for number, page in enumerate(pdf.pages, start=1):
        faults += _on_the_page(page, number, reader)
    faults += _headings(reader.roles)
    return faults


def _in_the_frame(pdf: Pdf) -> Iterator[str]:
    xmp = pdf.open_metadata()
    if xmp.get("pdfuaid:part") != "1":
        yield "UA 5: the metadata do not say PDF/UA-1"
    if not xmp.get("dc:title"):
        yield "UA 7.1: the metadata name no title"
    if not str(pdf.Root.get(Name.Lang, "")):
        yield "UA 7.2: the file names no language"
    if not pdf.Root.get(Name.ViewerPreferences, Dictionary()).get(Name.DisplayDocTitle, False):
        yield "UA 7.1: readers are not asked to show the title"
    if pdf.Root.MarkInfo.get(Name.Suspects, False):
        yield "UA 7.1: the file says that its tree is doubtful"


@dataclass
class _Found:
    """An element of the tree with its content, as it was read."""

    role: str
    number: Key
    content: set[tuple[Key, int]] = field(default_factory=set)
    objects: set[Key] = field(default_factory=set)


class _Reader:
    """The tree as it was read: the elements by object number, and the roles in reading order."""

    def __init__(self, pdf: Pdf) -> None:
        self.found: dict[Key, _Found] = {}
        self.roles: list[str] = []
        self._pages = {page.obj.objgen for page in pdf.pages}
        self._mapped = pdf.Root.StructTreeRoot.get(Name.RoleMap, Dictionary())
        self.parents = dict(_numbers(pdf.Root.StructTreeRoot.get(Name.ParentTree)))

    def faults_of_the_tree(self, tree: Object) -> Iterator[str]:
        if not self.parents:
            yield "UA 7.1: nothing leads from the content to the tree"
        for kid in _list(tree.get(Name.K)):
            yield from self._walk(kid, tree, "", 0)

    def _walk(self, element: Object, parent: Object, above: str, depth: int) -> Iterator[str]:
        if depth > _DEEPEST or element.objgen in self.found:
            yield f"UA 7.1: {_name(element)} stands in the tree more than once"
            return
        role = str(element.get(Name.S, "/"))[1:]
        mapped = str(self._mapped.get("/" + role, "/" + role))[1:]
        found = self.found[element.objgen] = _Found(role, element.objgen)
        self.roles.append(mapped)
        if element.get(Name.P, Dictionary()).objgen != parent.objgen:
            yield f"UA 7.1: {_name(element)} ({role}) names another parent"
        if mapped not in _ROLES:
            yield f"UA 7.1: {_name(element)} has the unknown role {role}"
        if above in _KIDS and mapped not in _KIDS[above]:
            yield f"UA 7.2: a {mapped} stands directly in a {above}"
        if mapped in {"LI", "TR", "TH", "TD", "LBody", "Lbl"} and mapped not in _KIDS.get(above, ()):
            yield f"UA 7.2: a {mapped} stands directly in a {above or 'file'}"
        if (
            mapped in {"Figure", "Formula"}
            and not str(element.get(Name.Alt, element.get(Name.ActualText, ""))).strip()
        ):
            yield f"UA 7.3: {_name(element)} is a figure without words"
        if mapped == "Table":
            yield from _faults_of_a_table(element)
        page = element.get(Name.Pg)
        for kid in _list(element.get(Name.K)):
            if isinstance(kid, int):
                found.content.add(((page or Dictionary()).objgen, kid))
            elif kid.get(Name.Type) == Name.MCR:
                found.content.add((kid.get(Name.Pg, page or Dictionary()).objgen, int(kid.MCID)))
            elif kid.get(Name.Type) == Name.OBJR:
                found.objects.add(kid.Obj.objgen)
            else:
                yield from self._walk(kid, element, mapped, depth + 1)
        strangers = [where for where, _number in found.content if where not in self._pages]
        if strangers:
            yield f"UA 7.1: {_name(element)} names content of no page"

    def element_of(self, parent: Object | None) -> _Found | None:
        return self.found.get(parent.objgen) if isinstance(parent, Dictionary) else None


def _on_the_page(page: pikepdf.Page, number: int, reader: _Reader) -> Iterator[str]:
    content = reader.parents.get(int(page.obj.get(Name.StructParents, -1)))
    marks: dict[int, str] = {}
    yield from _in_the_content(page, number, marks)
    known = list(content) if isinstance(content, Array) else []
    if marks and not known:
        yield f"UA 7.1: nothing leads from page {number} to the tree"
        return
    for mark, role in marks.items():
        element = reader.element_of(known[mark]) if mark < len(known) else None
        if element is None or (page.obj.objgen, mark) not in element.content:
            yield f"UA 7.1: content {mark} of page {number} is not in the tree"
        elif element.role != role:
            yield f"UA 7.1: content {mark} of page {number} is a {role}, in the tree a {element.role}"
    referenced = {
        mark for found in reader.found.values() for where, mark in found.content if where == page.obj.objgen
    }
    if referenced - marks.keys():
        yield f"UA 7.1: the tree names content that page {number} does not have"
    yield from _of_annotations(page, number, reader)


def _in_the_content(page: pikepdf.Page, number: int, marks: dict[int, str]) -> Iterator[str]:
    """Faults of the marks on a page; fills `marks` with the role of each marked content."""
    open_marks: list[str] = []  # "content", "artefact", or "" for marks that say neither
    outside = 0
    for instruction in pikepdf.parse_content_stream(page):
        operands, sign = instruction.operands, str(instruction.operator)
        if sign in ("BDC", "BMC"):
            role = str(operands[0])[1:]
            properties = operands[1] if sign == "BDC" else Dictionary()
            if role == "Artifact":
                if "content" in open_marks:
                    yield f"UA 7.1: an artefact stands within content on page {number}"
                open_marks.append("artefact")
            elif isinstance(properties, Dictionary) and Name.MCID in properties:
                mark = int(properties.MCID)
                if mark in marks:
                    yield f"UA 7.1: page {number} has two contents {mark}"
                if open_marks:
                    yield f"UA 7.1: content {mark} of page {number} stands within another mark"
                marks[mark] = role
                open_marks.append("content")
            else:
                open_marks.append("")
        elif sign == "EMC":
            if not open_marks:
                yield f"UA 7.1: page {number} ends a mark that never began"
                return
            open_marks.pop()
        elif (sign in _PAINTS or sign in _SHOWS) and not any(open_marks):
            outside += 1
    if open_marks:
        yield f"UA 7.1: a mark of page {number} never ends"
    if outside:
        yield f"UA 7.1: {outside} pieces of page {number} are neither content nor artefact"


def _of_annotations(page: pikepdf.Page, number: int, reader: _Reader) -> Iterator[str]:
    annotations = list(page.obj.get(Name.Annots, []))
    if annotations and page.obj.get(Name.Tabs) != Name.S:
        yield f"UA 7.18.3: on page {number} the order of annotations is not that of the tree"
    for annotation in annotations:
        kind = str(annotation.get(Name.Subtype))[1:]
        if kind == "Popup" or int(annotation.get(Name.F, 0)) & 2:
            continue
        element = reader.element_of(reader.parents.get(int(annotation.get(Name.StructParent, -1))))
        role = element.role if element and annotation.objgen in element.objects else "nothing"
        wanted = {"Link": "Link", "Widget": "Form"}.get(kind, "Annot")
        if role != wanted:
            yield f"UA 7.18: on page {number} a {kind} is {role} of the tree, not {wanted}"
        if kind == "Widget":
            if not str(_inherited(annotation, Name.TU)).strip():
                yield f"UA 7.18.1: on page {number} a field has no description"
        elif not str(annotation.get(Name.Contents, "")).strip():
            yield f"UA 7.18.5: on page {number} a {kind} has no description"


def _inherited(field_or_widget: Object, key: Name) -> object:
    for _level in range(_DEEPEST):
        if key in field_or_widget:
            return field_or_widget[key]
        above = field_or_widget.get(Name.Parent)
        if above is None:
            break
        field_or_widget = above
    return ""


def _headings(roles: list[str]) -> Iterator[str]:
    """Faults where the first heading is not of level 1, or a level is skipped (7.4.2)."""
    last = 0
    for role in roles:
        if len(role) == 2 and role[0] == "H" and role[1].isdigit():
            level = int(role[1])
            if level > last + 1:
                yield f"UA 7.4.2: a heading of level {level} follows one of level {last}"
            last = level


_SCOPES = (Name.Row, Name.Column, Name.Both)


def _faults_of_a_table(table: Object) -> Iterator[str]:
    """Faults where rows have holes or overlaps, or header cells are missing or without scope (7.5)."""
    rows = [row for row in _below(table, {"/THead", "/TBody", "/TFoot"}) if row.get(Name.S) == Name.TR]
    covered: dict[int, set[int]] = {}
    heads = 0
    for place, row in enumerate(rows):
        column = 0
        for cell in _list(row.get(Name.K)):
            if not isinstance(cell, Dictionary):
                continue
            attributes = _attributes(cell)
            if cell.get(Name.S) == Name.TH:
                heads += 1
                if attributes.get(Name.Scope) not in _SCOPES:
                    yield f"UA 7.5: {_name(cell)} heads nothing"
            while column in covered.get(place, ()):
                column += 1
            wide, high = int(attributes.get(Name.ColSpan, 1)), int(attributes.get(Name.RowSpan, 1))
            for below in range(place, place + high):
                line = covered.setdefault(below, set())
                if line & set(range(column, column + wide)):
                    yield f"UA 7.2: cells of {_name(table)} lie over each other"
                line.update(range(column, column + wide))
    if rows and (len({frozenset(line) for line in covered.values()}) != 1 or len(covered) != len(rows)):
        yield f"UA 7.2: the rows of {_name(table)} have different lengths"
    if not rows or not heads:
        yield f"UA 7.5: {_name(table)} has no header cells"


def _below(element: Object, groups: set[str]) -> Iterator[Object]:
    for kid in _list(element.get(Name.K)):
        if isinstance(kid, Dictionary):
            if str(kid.get(Name.S)) in groups:
                yield from _below(kid, groups)
            else:
                yield kid


def _attributes(element: Object) -> Dictionary:
    merged = Dictionary()
    for part in _list(element.get(Name.A)):
        if isinstance(part, Dictionary | Stream):
            for key, value in part.items():
                merged[key] = value
    return merged


def _numbers(tree: Object | None, depth: int = 0) -> Iterator[tuple[int, Object]]:
    """The entries of a number tree as (key, value)."""
    if tree is None or depth > _DEEPEST:
        return
    entries = list(tree.get(Name.Nums, []))
    yield from ((int(key), value) for key, value in zip(entries[::2], entries[1::2], strict=True))
    for kid in tree.get(Name.Kids, []):
        yield from _numbers(kid, depth + 1)


def _list(value: object) -> list[Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]  # type: ignore[list-item]


def _name(thing: Object) -> str:
    return f"object {thing.objgen[0]}"
