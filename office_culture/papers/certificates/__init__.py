"""Certificates (giấy khen, bằng khen): over pre-printed blanks, or whole with our own frame.

- `layout`: the sheet with a box for each text; `defaults`: where everything stands unless an agency says otherwise;
- `compose`: places the texts of one certificate; a name shrinks, and nothing leaves its box or
  enters the signing room;
- `calibration`: a page that tells how far a printer is off;
- `pdf` and `svg`: the same sheet as PDF/A-2a for the printer and as SVG for the screen;
- `pictures`: uploads made fit for printing; `frame`, `motifs`, `marks`: how the frame is drawn.
"""

from office_culture.papers.certificates.calibration import calibration
from office_culture.papers.certificates.compose import compose
from office_culture.papers.certificates.defaults import default_layout
from office_culture.papers.certificates.layout import Box, BoxAlign, Field, Flow, Layout, Rise, RuledLine
from office_culture.papers.certificates.marks import CertificateSheet, Misfit, Unfit
from office_culture.papers.certificates.pdf import joined, part_of
from office_culture.papers.certificates.svg import as_svg

__all__ = [
    "Box",
    "BoxAlign",
    "CertificateSheet",
    "Field",
    "Flow",
    "Layout",
    "Misfit",
    "Rise",
    "RuledLine",
    "Unfit",
    "as_svg",
    "calibration",
    "compose",
    "default_layout",
    "joined",
    "part_of",
]
