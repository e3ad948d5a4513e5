"""WordprocessingML that python-docx does not cover. Measures are in points and converted here."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def twips(points: float) -> str:
    return str(round(points * 20))


def half_points(points: float) -> str:
    return str(round(points * 2))


def emu(points: float) -> int:
    """Points as English metric units, in which drawings are measured."""
    return round(points * 12700)


def grey(brightness: float) -> str:
    return f"{round(brightness * 255):02X}" * 3


def element(tag: str, *children: Any, **attributes: str) -> Any:
    """An element with attributes of the w namespace: `element("w:ind", left="0")`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    for child in children:
        made.append(child)
    return made
