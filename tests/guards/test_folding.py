"""`fold` finds candidates. It never decides that two names are the same: whoever calls it says here what for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import office_culture

ROOT = Path(office_culture.__file__).parents[1]
PACKAGES = ("office_culture", "campaign", "awards")

CALLERS = {
    "office_culture/text/words.py: _word": "the words of a search",
    "office_culture/models/documents.py: Document._key_of": "writes a key where a paper has no symbol",
    "office_culture/rules/symbols/spelling.py: ": "lists the codes that a spelling without tones may mean",
    "office_culture/rules/symbols/spelling.py: likely_agency": "offers the code of an agency; a person decides",
    "office_culture/rules/symbols/spelling.py: likely_code": "offers a likely code; a person decides",
    "office_culture/rules/symbols/spelling.py: likely_old_body": "offers the body of an old paper; a person decides",
    "office_culture/models/documents.py: Document._number_used_twice": "warns; the reader compares the papers",
    "office_culture/text/sheet_titles.py: title_key": "the title of a column; the page shows what was read from it",
    "office_culture/sheets/columns.py: without_year": "the title of a column; the page shows what was read from it",
    "office_culture/sheets/cells.py: repeats_above": "reads “như trên”; the notes tell of it",
    "office_culture/sheets/cells.py: read_day": "reads a day in words; the preview shows it",
    "office_culture/sheets/cells.py: is_mark": "reads a cross in a column of choices",
    "office_culture/sheets/figures.py: form_of": "reads a figure in words; what is doubtful is asked",
    "office_culture/sheets/figures.py: read_figure": "reads a figure in words; what is doubtful is asked",
    "office_culture/sheets/filling.py: Filler._values": "finds headings of collectives; the preview shows it",
    "office_culture/sheets/figures.py: _read": "reads a figure in words; what is doubtful is asked",
    "office_culture/sheets/periods.py: parse_period": "reads a period in words; the preview shows it",
    "office_culture/sheets/rows.py: is_total": "finds rows of totals, which the notes name",
    "office_culture/sheets/rows.py: kind_of": "finds headings and signatures, which the notes name",
    "office_culture/text/names.py: person_key": "finds people who may be one; a person decides",
    "office_culture/project/search.py: pages": "the words of a search",
    "office_culture/project/search.py: _has_words": "the words of a search",
    "office_culture/rules/signatures.py: compare_names": "asks the clerk, where the certificate is without tones",
    "office_culture/rules/symbols/oddities.py: of_named_issuer": "warns where symbol and issuer seem to differ",
    "office_culture/signing/parts.py: part_of": "finds fixed words in what a signing program wrote",
    "campaign/report/preflight/findings.py: named_as_closed": "warns",
    "campaign/report/preflight/findings.py: claims_open_findings_remedied": "warns",
    "office_culture/selectors/paper_checks/spellings.py: _known_names": "warns; two names of the records stay two",
    "office_culture/selectors/paper_checks/spellings.py: _other_capitals": "warns; two names of the records stay two",
    "office_culture/selectors/paper_checks/spellings.py: _names_in": "warns; two names of the records stay two",
    "campaign/report/views.py: file_name": "writes the name of a file in plain letters",
    "office_culture/text/file_names.py: file_name": "writes the name of a file in plain letters",
    "office_culture/models/terms.py: code_from": "writes a code in plain letters; the code is unique",
    "office_culture/resources/lookups.py: is_plain": "tells a name typed without tones from one typed with them",
    "office_culture/resources/lookups.py: Lookup._by_folded": "finds candidates; other tones are asked about",
    "office_culture/resources/lookups.py: Lookup._find": "finds candidates; other tones are asked about",
    "campaign/rules/similarity.py: alike": "offers titles that may mean the same",
    "awards/selectors/award_counts.py: AwardCount.slug": "writes the key of a fact in plain letters",
}


def callers(source: str, within: str) -> Iterator[str]:
    """Where `fold` is used, called or handed on, under whatever name it was imported."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "office_culture.text.search"
        for alias in node.names
        if alias.name == "fold"
    } | ({"fold"} if within == "office_culture/text/search.py" else set())
    yield from _within(tree, [], names, within)


def _within(node: ast.AST, place: list[str], names: set[str], within: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        deeper = [*place, child.name] if named else place
        by_name = isinstance(child, ast.Name) and child.id in names
        by_module = isinstance(child, ast.Attribute) and child.attr == "fold"
        if by_name or by_module:
            yield f"{within}: {'.'.join(place)}"
        yield from _within(child, deeper, names, within)


def test_every_caller_of_fold_has_its_reason():
    found = {
        caller
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "fold" in (source := path.read_text(encoding="utf-8"))
        for caller in callers(source, path.relative_to(ROOT).as_posix())
    }
    assert found == set(CALLERS), {"without reason": found - set(CALLERS), "gone": set(CALLERS) - found}


def test_the_guard_sees_other_names_and_hands():
    source = (
        "from office_culture.text.search import fold as bare\n"
        "def a(x):\n    return map(bare, x)\n"
        "class B:\n    def c(self):\n        return search.fold('x')\n"
    )
    assert list(callers(source, "x.py")) == ["x.py: a", "x.py: B.c"]
