"""Make the Word document whose styles reports take: `python docs/make_reference_docx.py`.

It is pandoc's own with other styles, A4, and a header and a footer for the marking.
`pypandoc-binary` must be installed.
"""

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Final

from pypandoc import get_pandoc_path

TARGET: Final = Path(__file__).resolve().parents[1] / "briefing/report/templates/reference.docx"

W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"

INK, QUIET, RULE, ACCENT = "1D1C1A", "5F5B54", "CFC9BE", "7A2A1A"
SANS: Final = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
SERIF: Final = '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Times New Roman"/>'
INDENT: Final = '<w:ind w:left="284" w:right="284"/>'
TEXT_WIDTH: Final = 11906 - 2 * 1361
"""That of A4 between margins of 24 mm, in twentieths of a point."""


def size(points: float) -> str:
    """The size of type."""
    half = round(2 * points)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def colour(value: str) -> str:
    """The colour of type."""
    return f'<w:color w:val="{value}"/>'


def spacing(before: float, after: float, line: float = 1) -> str:
    """The space around a paragraph, in points, and between its lines, as a factor."""
    return (
        f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}"'
        f' w:line="{line * 240:.0f}" w:lineRule="auto"/>'
    )


def border(side: str, eighths: int, value: str, space: int = 0) -> str:
    """A rule at a side of a paragraph or a cell."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{value}"/>'


def heading(level: int, before: float, after: float, letters: str, rule: str = "") -> str:
    """The look of a heading."""
    keep = "<w:keepNext/><w:keepLines/>"
    outline = f'<w:outlineLvl w:val="{level}"/>'
    look = f"{SANS}<w:b/><w:bCs/>{letters}"
    return f"<w:pPr>{keep}{rule}{spacing(before, after)}{outline}</w:pPr><w:rPr>{look}</w:rPr>"


STYLES: Final = {
    "BodyText": f"<w:pPr>{spacing(0, 7, 1.2)}</w:pPr>",
    "Compact": f"<w:pPr>{spacing(0, 3, 1.2)}</w:pPr>",
    "Title": f"<w:pPr><w:keepNext/>{spacing(0, 8)}</w:pPr>"
    f"<w:rPr>{SANS}<w:b/><w:bCs/>{colour(INK)}{size(19)}</w:rPr>",
    "Heading1": heading(
        0, 11, 4, colour(INK) + size(13), f"<w:pBdr>{border('top', 4, RULE, 8)}</w:pBdr>"
    ),
    "Heading2": heading(1, 8, 2, colour(INK) + size(10.5)),
    "Heading3": heading(2, 10, 2, colour(QUIET) + size(11)),
    "BlockText": f"<w:pPr><w:pBdr>{border('left', 18, ACCENT, 10)}</w:pBdr>{spacing(8, 0, 1.2)}"
    f"{INDENT}</w:pPr>",
    "FootnoteText": f"<w:pPr>{spacing(0, 0)}</w:pPr><w:rPr>{size(7.5)}</w:rPr>",
    "FootnoteReference": f'<w:rPr>{colour(ACCENT)}<w:vertAlign w:val="superscript"/></w:rPr>',
    "Hyperlink": f"<w:rPr>{colour(ACCENT)}</w:rPr>",
    "Table": "<w:tblPr>"
    f"<w:tblBorders>{border('top', 12, INK)}{border('bottom', 12, INK)}"
    f"{border('insideH', 4, RULE)}</w:tblBorders>"
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
    f'{border("bottom", 6, INK)}</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>',
}
"""What replaces the look of pandoc's styles."""

NEW_STYLES: Final = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText">'
    '<w:name w:val="Table Text"/><w:basedOn w:val="Normal"/><w:qFormat/>'
    f"<w:pPr>{spacing(0, 0, 1.05)}</w:pPr><w:rPr>{SANS}{size(9)}</w:rPr></w:style>"
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="QuotationSource">'
    '<w:name w:val="Quotation Source"/><w:basedOn w:val="BodyText"/><w:qFormat/>'
    f"<w:pPr>{spacing(2, 9)}{INDENT}</w:pPr><w:rPr>{colour(QUIET)}{size(10)}</w:rPr></w:style>"
)
DEFAULTS: Final = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{SERIF}{colour(INK)}{size(10)}"
    '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
)

# The border is the room around the words; without any there is no black box.
MARKING: Final = (
    f'<w:r><w:rPr>{SANS}<w:b/><w:color w:val="FFFFFF"/>{size(12)}'
    '<w:bdr w:val="single" w:sz="36" w:space="0" w:color="000000"/>'
    '<w:shd w:val="clear" w:color="auto" w:fill="000000"/></w:rPr><w:t>{marking}</w:t></w:r>'
)


def text(words: str) -> str:
    """A run of the footer."""
    look = f"<w:rPr>{SANS}{colour(QUIET)}{size(8.5)}</w:rPr>"
    if words.isupper():
        return f'<w:fldSimple w:instr=" {words} "><w:r>{look}<w:t>1</w:t></w:r></w:fldSimple>'
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


TABS: Final = (
    f'<w:pPr><w:tabs><w:tab w:val="center" w:pos="{TEXT_WIDTH // 2}"/>'
    f'<w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs></w:pPr>'
)
MIDDLE: Final = f"<w:r><w:tab/></w:r>{MARKING}<w:r><w:tab/></w:r>"
HEADER: Final = f"<w:hdr {W}><w:p>{TABS}{MIDDLE}</w:p></w:hdr>"
FOOTER: Final = (
    f"<w:ftr {W}><w:p>{TABS}{MIDDLE}{text('PAGE')}{text(' of ')}{text('NUMPAGES')}</w:p></w:ftr>"
)
SECTION: Final = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
    '<w:footerReference w:type="default" r:id="rIdFooter"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1531" w:right="1361" w:bottom="1531"'
    ' w:left="1361" w:header="624" w:footer="624" w:gutter="0"/></w:sectPr>'
)
COMPATIBLE: Final = (
    '<w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def replaced(pattern: str, new: str, old: str) -> str:
    """A text with what matches replaced.

    Raises:
        LookupError: Nothing does: pandoc has changed its document.
    """
    made, count = re.subn(pattern, lambda _: new, old, flags=re.DOTALL)
    if not count:
        raise LookupError(pattern)
    return made


def restyled(styles: str) -> str:
    """The styles with another look, that of the characters of a paragraph style included."""
    for name, look in STYLES.items():
        characters = "".join(re.findall(r"^(?:<w:pPr>.*?</w:pPr>)?(<w:rPr>.*?</w:rPr>)", look))
        for which, new in ((name, look), (f"{name}Char", characters)):
            styles = re.sub(
                rf'(<w:style [^>]*w:styleId="{which}">)(.*?)</w:style>',
                lambda found, new=new: f"{found[1]}{without_look(found[2])}{new}</w:style>",
                styles,
                flags=re.DOTALL,
            )
    styles = replaced("<w:docDefaults>.*?</w:docDefaults>", DEFAULTS, styles)
    return replaced("</w:styles>", f"{NEW_STYLES}</w:styles>", styles)


def without_look(style: str) -> str:
    """A style without its look and without what hides it."""
    for tag in ("pPr", "rPr", "tblPr", "tblStylePr"):
        style = re.sub(rf"<w:{tag}(?: [^>]*)?(?:/>|>.*?</w:{tag}>)", "", style, flags=re.DOTALL)
    return re.sub("<w:(?:semiHidden|unhideWhenUsed) ?/>", "", style)


def changed(name: str, part: str) -> str:
    """A part of pandoc's document as it is in ours."""
    match name:
        case "word/styles.xml":
            return restyled(part)
        case "word/document.xml":
            return replaced("<w:sectPr>.*?</w:sectPr>", SECTION, part)
        case "word/settings.xml":
            return replaced("<w:rsids>", f"{COMPATIBLE}<w:rsids>", part)
        case "word/_rels/document.xml.rels":
            new = "".join(
                f'<Relationship Type="{R}/{edge}" Id="rId{edge.title()}" Target="{edge}1.xml"/>'
                for edge in ("header", "footer")
            )
            return replaced("</Relationships>", f"{new}</Relationships>", part)
        case "[Content_Types].xml":
            new = "".join(
                f'<Override PartName="/word/{edge}1.xml" ContentType="{CONTENT}.{edge}+xml"/>'
                for edge in ("header", "footer")
            )
            return replaced("</Types>", f"{new}</Types>", part)
    return part


def main() -> None:
    """Write the document."""
    command = (get_pandoc_path(), "--print-default-data-file", "reference.docx")
    default = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603
    with zipfile.ZipFile(io.BytesIO(default)) as old, zipfile.ZipFile(TARGET, "w") as new:
        files = {name: changed(name, old.read(name).decode()) for name in old.namelist()}
        files |= {"word/header1.xml": HEADER, "word/footer1.xml": FOOTER}
        for name, data in files.items():
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
