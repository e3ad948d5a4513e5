"""Digital work: shares with what they leave out, and the systems in use."""

from campaign.sections.indicators import indicators_blocks
from campaign.sections.wording import ending, listed
from campaign.selectors.digital import DigitalWork, Share, digital_work
from campaign.selectors.indicators import IndicatorCourse, indicator_courses
from office_culture.papers.blocks import Block, BulletList, Gap, Paragraph, text
from office_culture.rules.parts import At, _, sections
from office_culture.sections.figures import in_sentence
from office_culture.sections.shown import Content

# Most names in one sentence, which would be hard to read with more.
MOST_IN_A_SENTENCE = 8


@sections.register(
    "digital",
    _("digital work and its indicators"),
    digital_work,
    indicator_courses,
    records="campaign_digitalshare",
    may_lack=("digital",),
)
def digital(work: DigitalWork, courses: tuple[IndicatorCourse, ...], at: At) -> tuple[Content, ...]:
    """Shares and systems, then the indicators of the topic."""
    blocks = () if "digital" in at.lacking else digital_blocks(work, at)
    return (*blocks, *indicators_blocks(courses, topic="digital"))


def digital_blocks(facts: DigitalWork, at: At) -> tuple[Block, ...]:
    """One sentence for each share, then the systems."""
    return (*_shares(facts, at.section), *_systems(facts, at))


def _shares(facts: DigitalWork, section: str) -> tuple[Block, ...]:
    if not facts.shares:
        return (Gap(section, "Chưa có số liệu về tỷ lệ xử lý công việc trên môi trường điện tử."),)
    return tuple(_share(share) for share in facts.shares)


def _share(share: Share) -> Paragraph:
    left_out = () if share.excludes.missing else (" (không tính ", in_sentence(share.excludes), ")")
    return Paragraph(text("Tỷ lệ ", share.what, " đạt ", in_sentence(share.figure), *left_out, "."))


def _systems(facts: DigitalWork, at: At) -> tuple[Block, ...]:
    if not facts.systems:
        return (Gap(at.section, "Chưa có danh mục hệ thống thông tin, phần mềm đang sử dụng."),)
    if len(facts.systems) == 1:
        return (Paragraph.of(f"{at.subject} đang sử dụng {facts.systems[0]}."),)
    opening = (
        f"{at.subject} đang sử dụng ",
        in_sentence(facts.systems_count),
        " hệ thống thông tin, phần mềm",
    )
    if len(facts.systems) <= MOST_IN_A_SENTENCE:
        return (Paragraph.of(*opening, f": {listed(facts.systems)}."),)
    last = len(facts.systems)
    names = (f"{name}{ending(place, last)}" for place, name in enumerate(facts.systems))
    return (Paragraph.of(*opening, ":"), BulletList.of(*names))
