"""Every word in the language of the screen, also those that Django brings along or keeps in the database."""

import ast
import json
import re
from collections import Counter
from pathlib import Path

import django.contrib.admin
import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import override

from office_culture.project.rights import naming_rights
from office_culture.project.settings import base
from office_culture.selectors.events import events_of
from tests.factories import FACTORIES
from tests.guards.registry import OWN_APPS, name_of, own_admins, own_models

ROOT = Path(__file__).resolve().parents[2]
_SAYS = re.compile(r"(?<!p)(?:gettext|ngettext)\(\s*(['\"])(.*?)(?<!\\)\1")
_SAYS_IN_CONTEXT = re.compile(r"pgettext\(\s*(['\"])(.*?)\1,\s*(['\"])(.*?)\3")
# Python's own words, in the text or in the place of a picture.
_OF_PYTHON = re.compile(r'(?<![\w"=])None(?!\w)|alt="(?:True|False|None)"')


@pytest.mark.django_db
def test_the_scripts_of_the_admin_speak_vietnamese(superuser, signed_in, settings):
    settings.LOCALE_PATHS = base.LOCALE_PATHS
    with override("vi"):
        told = signed_in(superuser).get(reverse("admin:jsi18n")).content.decode()
    catalogue = json.loads(re.search(r"const newcatalog = (\{.*?\});\n", told, re.DOTALL)[1])
    wanted = set()
    scripts = Path(django.contrib.admin.__file__).parent / "static" / "admin" / "js"
    own = [path for app in OWN_APPS for path in (ROOT / app / "static").rglob("*.js")]
    for path in [*scripts.rglob("*.js"), *own]:
        if "vendor" not in path.parts:
            source = path.read_text()
            wanted |= {words.replace("\\'", "'") for _mark, words in _SAYS.findall(source)}
            wanted |= {f"{where}\x04{words}" for _mark, where, _, words in _SAYS_IN_CONTEXT.findall(source)}
    assert len(wanted) > 50
    assert sorted(wanted - catalogue.keys()) == []


def test_reasons_that_the_program_gives_are_translated():
    """They stand in the history of a record, where everybody reads them."""
    plain = []
    for app in OWN_APPS:
        for path in (ROOT / app).rglob("*.py"):
            name = str(path.relative_to(ROOT))
            if "/migrations/" in name or "/sample/" in name:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                given = (
                    [(word.arg, word.value) for word in node.keywords] if isinstance(node, ast.Call) else []
                )
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    given = [(node.targets[0].id, node.value)]
                for word, value in given:
                    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
                        value = value.func.value
                    if word == "reason" and _has_words(value):
                        plain.append(f"{name}:{value.lineno}")
    assert plain == []


def test_no_words_to_translate_stand_within_an_f_string():
    """Those who collect the words do not look there."""
    names = {"_", "gettext", "ngettext", "pgettext"}
    within = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for app in OWN_APPS
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in names
    ]
    assert within == []


def _has_words(value: ast.expr) -> bool:
    """Whether it is a text with letters that no translation makes."""
    parts = value.values if isinstance(value, ast.JoinedStr) else [value]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(letter.isalpha() for text in texts for letter in text)


@pytest.mark.django_db
def test_each_right_is_named_in_both_languages_and_no_two_alike(superuser, signed_in):
    rights = list(
        Permission.objects.select_related("content_type").filter(content_type__app_label__in=OWN_APPS)
    )
    name = naming_rights()
    twice = [words for words, count in Counter(map(name, rights)).items() if count > 1]
    assert twice == []
    assert [right.codename for right in rights if name(right) == right.name] == []
    # Vietnamese of what can be translated is looked for in the catalogue.
    own = [words for model in own_models() for _codename, words in model._meta.permissions]
    assert [words for words in own if not isinstance(words, Promise)] == []
    group = Group.objects.order_by("pk").first()
    shown = signed_in(superuser).get(reverse("admin:auth_group_change", args=[group.pk])).content.decode()
    assert re.search(r">[^<]*Can (?:add|view|change|delete) ", shown) is None


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("model_admin", own_admins(), ids=name_of)
def test_neither_a_list_nor_a_page_shows_a_word_of_python(model_admin, superuser, signed_in):
    made = FACTORIES[model_admin.model]()
    name = f"{admin.site.name}:{model_admin.opts.app_label}_{model_admin.opts.model_name}"
    browser = signed_in(superuser)
    for address in (reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[made.pk])):
        html = browser.get(address).content.decode()
        html = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
        assert _OF_PYTHON.findall(html) == [], address
    if hasattr(made, "version"):
        assert "None" not in "".join(event.reason for event in events_of(made))
