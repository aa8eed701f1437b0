"""The report as a document, read back with python-docx: styles, fields, captions, alternative text, sources."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("docx", reason="python-docx comes with the extra 'office'")

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

import decision_model as dm
from decision_model.errors import DecisionError, ModelError
from decision_model.interchange.document import needed
from decision_model.interchange.formats import ExportChoices, writer
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario import parse
from tests.interchange.office import converted
from tests.interfaces.hostile import LABELS, scenario

SCENARIOS = Path(__file__).parents[2] / "scenarios"
UMBRELLA, STRIKE = Path("textbook/umbrella.yaml"), Path("dien_bien_phu_1954/strike.yaml")
ALL = sorted(path.relative_to(SCENARIOS) for path in SCENARIOS.rglob("*.yaml"))
BY_HAND = ("w:sz", "w:color", "w:b", "w:i", "w:rFonts", "w:spacing", "w:ind", "w:jc", "w:shd")
"""What a style says, and so neither a run nor a paragraph by itself."""


@cache
def model_of(path: Path) -> DecisionModel:
    return dm.read(SCENARIOS / path)


def written(model: DecisionModel, template: bytes | None = None) -> bytes:
    return writer("docx").write(model, ExportChoices(template=template)).content


@cache
def report_of(path: Path) -> bytes:
    return written(model_of(path))


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def problems(document: Any) -> Iterator[str]:
    """Everything that is wrong with a report, in words."""
    body = document.element.body
    for picture in body.iter(qn("wp:docPr")):
        if not picture.get("descr"):
            yield "a picture without alternative text"
    for table in document.tables:
        if table._tbl.tblPr.find(qn("w:tblDescription")) is None:
            yield "a table without alternative text"
        if table._tbl.tr_lst[0].find(qn("w:trPr")).find(qn("w:tblHeader")) is None:
            yield "a table whose head does not repeat"
    for properties in (*body.iter(qn("w:rPr")), *body.iter(qn("w:pPr"))):
        for tag in BY_HAND:
            if properties.find(qn(tag)) is not None:
                yield f"{tag} by hand"
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    if len(marks) != len({*marks}):
        yield "two bookmarks of one name"
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    references = re.findall(r"REF (\w+)", " ".join(field.get(qn("w:instr")) for field in body.iter(qn("w:fldSimple"))))
    for target in (*anchors, *references):
        if target not in marks:
            yield f"a link to nowhere: {target}"
    for kind in ("Figure", "Table"):
        captions = [each.text for each in document.paragraphs if re.match(rf"{kind} \d+\. ", plain(each))]
        numbers = [
            int(re.match(rf"{kind} (\d+)", plain(each))[1]) for each in document.paragraphs if is_caption(each, kind)
        ]
        if numbers != list(range(1, len(numbers) + 1)) or len(captions) != len(numbers):
            yield f"captions of {kind} are numbered {numbers}"


def is_caption(paragraph: Any, kind: str) -> bool:
    return paragraph.style.name in ("Caption", "Table Caption") and plain(paragraph).startswith(kind)


def plain(paragraph: Any) -> str:
    """The text of a paragraph with that of its fields."""
    return "".join(text.text or "" for text in paragraph._p.iter(qn("w:t")))


@pytest.mark.parametrize("path", ALL, ids=str)
def test_every_scenario_makes_a_sound_report(path: Path) -> None:
    assert list(problems(opened(report_of(path)))) == []


def test_the_answer_comes_first_then_every_question() -> None:
    model, document = model_of(STRIKE), opened(report_of(STRIKE))
    texts = [plain(paragraph) for paragraph in document.paragraphs]
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert (styles[0], texts[0]) == ("Title", model.title)
    assert texts[1] == model.question
    first = styles.index("Heading 1")
    assert any(text.startswith("The plan.") for text in texts[:first])
    assert styles[:first].count("Caption") >= 1
    heads = [text for text, style in zip(texts, styles, strict=True) if style == "Heading 1"]
    assert next(head for head in heads if head[1:3] == ". ") == "A. What is best, and why?"
    assert heads[-1].endswith("Words and sources")


def test_the_contents_name_every_heading_after_them() -> None:
    document = opened(report_of(STRIKE))
    listed = [plain(each) for each in document.paragraphs if each.style.name.startswith("Contents")]
    heads = [plain(each) for each in document.paragraphs if each.style.name in ("Heading 1", "Heading 2")]
    assert listed == heads[heads.index("Appendix: every question") + 1 :]
    kinds = [mark.get(qn("w:fldCharType")) for mark in document.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_sources_are_a_list_with_the_places_that_are_cited() -> None:
    model, document = model_of(STRIKE), opened(report_of(STRIKE))
    texts = [plain(paragraph) for paragraph in document.paragraphs]
    listed = [plain(paragraph) for paragraph in document.paragraphs if paragraph.style.name == "List Bullet"]
    for source in model.sources.values():
        assert any(text.startswith(f"{source.name}. {source.title}") for text in texts)
    cited = {str(citation) for number in model.numbers.values() for citation in number.cite}
    assert cited
    for citation in cited:
        assert any(text.startswith(f"{citation}: ") for text in listed)


def test_tables_hold_the_numbers_of_the_results() -> None:
    model, document = model_of(UMBRELLA), opened(report_of(UMBRELLA))
    ranking = dm.rank(model)
    table = next(table for table in document.tables if table.cell(0, 0).text == "Rank")
    column = next(place for place, cell in enumerate(table.rows[0].cells) if "total" in cell.text.lower())
    shown = [row.cells[column].text for row in table.rows[1:]]
    assert shown == [ranking.amounts.part(row.total) for row in ranking.with_plan]


def test_long_texts_have_the_wide_columns() -> None:
    document = opened(report_of(Path("berlin_1961/contingency.yaml")))
    table = next(table for table in document.tables if table.cell(0, 0).text == "Claim")
    widths = {cell.text: column.width for cell, column in zip(table.rows[0].cells, table.columns, strict=True)}
    assert widths["Claim"] > 1.2 * widths["Verdict"]
    assert widths["Note"] > 1.2 * widths["Cite"]
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for each in document.tables:
        assert sum(column.width for column in each.columns) == pytest.approx(room, rel=0.01)


def test_the_same_scenario_gives_the_same_bytes_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first = report_of(UMBRELLA)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert written(model_of(UMBRELLA)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"<dcterms:" not in parts.read("docProps/core.xml")


@pytest.mark.parametrize("kind", LABELS)
def test_careless_labels_make_a_sound_report(kind: str) -> None:
    assert list(problems(opened(written(parse(scenario(LABELS[kind])))))) == []


def test_a_template_keeps_its_styles_and_loses_its_example() -> None:
    given = Document()
    given.add_paragraph("An example that has to go")
    given.styles["Heading 1"].font.name = "Georgia"
    given.styles["Heading 1"].font.size = Pt(31)
    buffer = io.BytesIO()
    given.save(buffer)
    document = opened(written(model_of(UMBRELLA), buffer.getvalue()))
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert document.styles["Heading 1"].font.size == Pt(31)
    assert "An example that has to go" not in [paragraph.text for paragraph in document.paragraphs]
    assert list(problems(document)) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"{\\rtf1}"])
def test_what_is_no_template_is_refused(content: bytes) -> None:
    with pytest.raises(ModelError, match="no document"):
        written(model_of(UMBRELLA), content)


def test_a_missing_library_is_named_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needed, "find_spec", lambda name: None)
    with pytest.raises(DecisionError, match=r"python-docx.*pip install 'decision-model\[office\]'"):
        written(model_of(UMBRELLA))


def test_the_language_is_set() -> None:
    document = opened(report_of(UMBRELLA))
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert document.core_properties.language == "en"


def test_libreoffice_opens_the_report(tmp_path: Path) -> None:
    import pypdfium2

    pages = pypdfium2.PdfDocument(converted(report_of(UMBRELLA), "report.docx", tmp_path))
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert model_of(UMBRELLA).title in text.replace("\r\n", " ")
    assert "Figure 1" in text
