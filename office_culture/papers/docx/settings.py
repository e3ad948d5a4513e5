"""The settings of a Word document: substitute typefaces, language, version of Word."""

from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from office_culture.papers.docx.styles import LANGUAGE, TYPEFACE

_SUBSTITUTE = "Tinos"  # bundled with the papers; the same widths
_WORD_2013 = "15"  # the newest layout that Word knows; older ones open in "compatibility mode"
_MICROSOFT = "http://schemas.microsoft.com/office/word"

# These parts describe the library's template, not our paper.
_LEFTOVERS = ("thumbnail", "stylesWithEffects", "customXml")


def settle(document: Document) -> None:
    """Replaces the settings and font table of the library's template by our own."""
    root = document.settings.element
    for child in list(root):
        root.remove(child)
    root.extend(parse_xml(_settings()))
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_LEFTOVERS)]:
            del relations[key]
    fonts: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts._blob = _fonts().encode()


def _settings() -> str:
    return (
        f"<w:settings {nsdecls('w')}>"
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{_MICROSOFT}" w:val="{_WORD_2013}"/></w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGE}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _fonts() -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:fonts {nsdecls("w")}><w:font w:name="{TYPEFACE}"><w:altName w:val="{_SUBSTITUTE}"/>'
        '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )
