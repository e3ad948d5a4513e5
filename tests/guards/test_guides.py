"""Guides quote the words of the screen, say the same in both languages, and lead and show only what is there."""

import re
from functools import cache
from pathlib import Path

import django
import polib
import pytest
from django.urls import URLResolver, get_resolver
from django.utils.text import capfirst, slugify
from markdown_it import MarkdownIt

from office_culture.project import guides, roles
from office_culture.project.menu import AREAS, HUBS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
OWN = sorted(ROOT.glob("office_culture/translations/*/vi/LC_MESSAGES/django.po"))
# Words that the next run of `make messages` takes into the catalogue.
NEW = sorted(ROOT.glob("translations-to-add*.po"))
PARAMETER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
READMES = ("README.md", "README.vi.md")
LARGEST = 60 * 1024  # bytes of a picture
FILES = [
    pytest.param(slug, language, id=f"{language}/{slug}")
    for language in guides.LANGUAGES
    for slug in guides.SLUGS
]


@cache
def words_of_the_screen(language: str) -> frozenset[str]:
    """Every text of the catalogues in one language, and the names of roles; what is filled in stands as “…”."""
    place = 0 if language == "en" else 1
    return frozenset({pair[place] for pair in pairs_of_the_screen()} | {role.name for role in roles.ROLES})


@cache
def pairs_of_the_screen() -> frozenset[tuple[str, str]]:
    """English and Vietnamese of every text of the catalogues; what is filled in stands as “…”."""
    found = set()
    for path in [*OWN, *_of_django(), *NEW]:
        for entry in polib.pofile(str(path)):
            for english in filter(None, (entry.msgid, entry.msgid_plural)):
                for vietnamese in filter(None, (entry.msgstr, *entry.msgstr_plural.values())):
                    told = PARAMETER.sub("…", english), PARAMETER.sub("…", vietnamese)
                    found |= {told, (capfirst(told[0]), capfirst(told[1]))}
    return frozenset(found)


def _of_django() -> list[Path]:
    contrib = Path(django.__file__).parent / "contrib"
    return sorted(contrib.glob("*/locale/vi/LC_MESSAGES/django.po"))


def text_of(slug: str, language: str) -> str:
    return guides.file_of(slug, language).read_text("utf-8")


def tokens_of(text: str):
    """All tokens of a Markdown text, those within lines as well."""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        yield token
        yield from token.children or ()


def bold(text: str) -> list[str]:
    return [" ".join(quoted.split()) for quoted in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)]


def shape(text: str) -> list[str]:
    """The headings by their level, pictures by their file, and links between guides, in order."""
    found = []
    for token in tokens_of(text):
        if token.type == "heading_open":
            found.append(token.tag)
        elif token.type == "image":
            found.append(str(token.attrGet("src")))
        elif token.type == "link_open":
            found.append(str(token.attrGet("href")))
    return found


@pytest.mark.parametrize(("slug", "language"), FILES)
def test_what_stands_bold_in_a_guide_stands_on_the_screen(slug, language):
    quoted = bold(text_of(slug, language))
    assert quoted, "a guide without a word of the screen leads nowhere"
    assert [word for word in quoted if word not in words_of_the_screen(language)] == []


def test_what_the_how_to_quotes_of_the_screen_stands_there():
    office = (DOCS / "how-to.md").read_text("utf-8").split("\n## In the office\n")[1]
    quoted = [" ".join(word.split()) for word in re.findall(r"“([^”]+)”", office)]
    assert [word for word in quoted if word not in words_of_the_screen("en")] == []


def test_both_languages_have_the_same_guides():
    files = {
        language: {path.stem for path in (DOCS / language).glob("*.md")} for language in guides.LANGUAGES
    }
    assert all(found == set(guides.SLUGS) for found in files.values()), files


@pytest.mark.parametrize("slug", guides.SLUGS)
def test_a_guide_has_the_same_headings_pictures_and_links_in_both_languages(slug):
    assert shape(text_of(slug, "vi")) == shape(text_of(slug, "en"))


@pytest.mark.parametrize("slug", guides.SLUGS)
def test_both_languages_of_a_guide_quote_the_same_words(slug):
    """Each quoted word has its translation among the words that the other language quotes."""
    english, vietnamese = set(bold(text_of(slug, "en"))), set(bold(text_of(slug, "vi")))
    said_alike = {pair for pair in pairs_of_the_screen() if pair[0] in english and pair[1] in vietnamese}
    assert english - {pair[0] for pair in said_alike} == set()
    assert vietnamese - {pair[1] for pair in said_alike} == set()


@pytest.mark.parametrize(("slug", "language"), FILES)
def test_every_picture_and_link_of_a_guide_is_there(slug, language):
    for token in tokens_of(text_of(slug, language)):
        if token.type == "image":
            picture = DOCS / language / str(token.attrGet("src"))
            assert picture.is_file(), picture
            assert picture.stat().st_size <= LARGEST, f"{picture} is too large"
            assert token.content, "a picture says in words what it shows"
        elif token.type == "link_open":
            name, _, heading = str(token.attrGet("href")).partition("#")
            assert name.removesuffix(".md") in guides.SLUGS
            assert not heading or heading in guides.written(name.removesuffix(".md"), language).headings


def test_no_picture_lies_about_without_a_guide():
    shown = {
        f"{language}/{name}"
        for language in guides.LANGUAGES
        for slug in guides.SLUGS
        for name in shape(text_of(slug, language))
        if name.endswith(".png")
    }
    assert shown == {str(path.relative_to(DOCS)) for path in DOCS.glob("*/pictures/*.png")}
    read_first = "".join((ROOT / name).read_text("utf-8") for name in READMES)
    assert [
        path.name for path in DOCS.glob("pictures/*.png") if f"docs/pictures/{path.name}" not in read_first
    ] == []


def test_each_place_of_a_guide_is_a_place_and_has_its_heading():
    labels = {label for area in AREAS for label in area.models}
    hubs = {hub.slug for hub in HUBS}
    for guide in guides.GUIDES:
        for place, heading in guide.places.items():
            known = labels | hubs | {guides.IMPORT} | _names_of_pages()
            assert place in known, f"{guide.slug}: {place} is no page, kind or hub"
            assert not heading or heading in guides.written(guide.slug, "en").headings, (guide.slug, heading)


@cache
def _names_of_pages(resolver: URLResolver | None = None) -> set[str]:
    found: set[str] = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        found |= _names_of_pages(pattern) if isinstance(pattern, URLResolver) else {pattern.name}
    return found


def test_every_role_has_a_guide_of_its_own_work():
    rights = {role.slug: roles.permissions(role) for role in roles.ROLES}
    led = {
        slug: next(
            (guide.slug for guide in guides.GUIDES if guide.needs in own and "index" in guide.places), None
        )
        for slug, own in rights.items()
    }
    assert led == {
        "records_officer": "records-officer",
        "unit_contact": "unit-contact",
        "inspector": "inspector",
        "council_secretary": "council",
        "council_member": "council",
        "leader": "leader",
        "auditor": "auditor",
        "administrator": "accounts",
    }


@pytest.mark.parametrize("name", READMES)
def test_every_link_and_picture_of_the_readme_is_there(name):
    targets = [
        str(token.attrGet("href" if token.type == "link_open" else "src"))
        for token in tokens_of((ROOT / name).read_text("utf-8"))
        if token.type in {"link_open", "image"}
    ]
    assert targets
    for target in targets:
        path, _, heading = target.partition("#")
        assert (ROOT / path).exists(), target
        if heading:
            lines = (ROOT / path).read_text("utf-8").splitlines()
            assert heading in {slugify(line.lstrip("# ")) for line in lines if line.startswith("#")}, target
