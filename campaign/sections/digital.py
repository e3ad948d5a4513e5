"""Digital work: shares with what they leave out, and the systems in use."""

from campaign.sections.wording import ending
from campaign.selectors.digital import DigitalWork, Share
from office_culture.papers.blocks import Block, BulletList, Gap, Paragraph, figure, text
from office_culture.text.numbers import counted, percent


def digital_blocks(facts: DigitalWork, *, section: str) -> tuple[Block, ...]:
    """One sentence for each share, then the systems; `section` names the place where something is owed."""
    return (*_shares(facts, section), *_systems(facts, section))


def _shares(facts: DigitalWork, section: str) -> tuple[Block, ...]:
    if not facts.shares:
        return (Gap(section, "Chưa có số liệu về tỷ lệ xử lý công việc trên môi trường điện tử."),)
    return tuple(_share(share) for share in facts.shares)


def _share(share: Share) -> Paragraph:
    key = f"digital.share.{share.code}"
    left_out = (" (không tính ", figure(share.excludes, f"{key}.excludes"), ")") if share.excludes else ()
    return Paragraph(text("Tỷ lệ ", share.what, " đạt ", figure(percent(share.percent), key), *left_out, "."))


def _systems(facts: DigitalWork, section: str) -> tuple[Block, ...]:
    count = len(facts.systems)
    if not count:
        return (Gap(section, "Chưa có danh mục hệ thống thông tin, phần mềm đang sử dụng."),)
    if count == 1:
        return (Paragraph.of("Hệ thống thông tin, phần mềm đang sử dụng: ", facts.systems[0], "."),)
    opening = text(
        "Đang sử dụng ",
        figure(counted(count), "digital.systems_count"),
        " hệ thống thông tin, phần mềm phục vụ công tác:",
    )
    names = (f"{name}{ending(index, count)}" for index, name in enumerate(facts.systems))
    return (Paragraph(opening), BulletList.of(*names))
