"""Slides: what they say and show, read back with python-pptx; the same bytes; templates; what careless people write."""

from __future__ import annotations

import io
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pptx", reason="python-pptx comes with the extra 'office'")
pytest.importorskip("openpyxl", reason="openpyxl reads the workbooks of charts back")

import openpyxl
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml import parse_xml
from pptx.util import Emu, Pt

import decision_model as dm
from decision_model.errors import DecisionError, ModelError
from decision_model.interchange.document import archive, needed
from decision_model.interchange.document.plain import is_right_to_left
from decision_model.interchange.formats import ExportChoices, writer
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario import parse
from tests.interchange.office import converted
from tests.interchange.slide_checks import opened, problems, shapes_of
from tests.interfaces.hostile import LABELS, scenario

SCENARIOS = Path(__file__).parents[2] / "scenarios"
CONTINGENCY = SCENARIOS / "berlin_1961" / "contingency.yaml"
ALL = sorted(path.relative_to(SCENARIOS) for path in SCENARIOS.rglob("*.yaml"))
EXTREMES = {f"{score:g}": score for score in (1e90, -1e90, 1e-90, 1e16)}


@cache
def model_of(path: Path) -> DecisionModel:
    return dm.read(SCENARIOS / path)


@cache
def deck_of(path: Path) -> bytes:
    return written(model_of(path))


def written(model: DecisionModel, *slides: str, template: bytes | None = None) -> bytes:
    return writer("pptx").write(model, ExportChoices(slides=slides, template=template)).content


def titles(file: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in file.slides]


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def ends_of(connector: Any) -> list[int]:
    """The numbers of the shapes that a connector is glued to."""
    return [int(element.get("id")) for element in connector._element.iter() if element.tag.endswith("Cxn")]


def only(content: bytes) -> Any:
    """The one slide of a deck."""
    (slide,) = opened(content).slides
    return slide


@pytest.mark.parametrize("path", ALL, ids=str)
def test_every_scenario_makes_a_sound_deck(path: Path) -> None:
    assert list(problems(opened(deck_of(path)))) == []


def test_the_deck_goes_by_the_questions_of_a_seminar() -> None:
    file = opened(deck_of(Path("berlin_1961/contingency.yaml")))
    model = model_of(Path("berlin_1961/contingency.yaml"))
    found = titles(file)
    assert found[0] == model.title
    subtitle = file.slides[0].placeholders[1].text_frame.text
    assert model.question in subtitle
    assert model.decision_maker in subtitle
    assert found[1] == dm.solve(model).statement.headline
    for question in ("What is best, and why?", "How firm is the answer?", "What does it rest on?"):
        assert question in found
    assert found[-1] == "Sources"
    for result in (dm.rank(model, by=["planning", "composition", "site"]), dm.tornado(model), dm.claims(model)):
        assert result.statement.headline in found
    assert (file.slide_width, file.slide_height) == (12_192_000, 6_858_000)


def test_notes_hold_what_stands_behind_the_answer() -> None:
    model = dm.read(CONTINGENCY)
    notes = only(written(model, "tornado")).notes_slide.notes_text_frame.text
    for sentence in dm.tornado(model).statement.sentences[1:]:
        assert sentence in notes
    assert next(iter(model.sources.values())).title in notes
    answer = only(written(model, "plan")).notes_slide.notes_text_frame.text
    assert dm.explain(model).statement.sentences[1] in answer


def test_named_slides_come_in_their_order_and_no_others() -> None:
    model = dm.read(CONTINGENCY)
    found = titles(opened(written(model, "tree", "ranking", "claims", "one-way", "sources")))
    assert len(found) == 5
    assert found[2] == dm.claims(model).statement.headline
    assert found[4] == "Sources"


@pytest.mark.parametrize(("name", "said"), [("tre", "tree"), ("poem", "There is no slide 'poem'"), ("title,x", "x")])
def test_an_unknown_slide_is_refused_with_what_there_is(name: str, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        written(dm.read(CONTINGENCY), *name.split(","))


def test_a_question_that_makes_no_sense_has_no_slide() -> None:
    lonely = dm.read(SCENARIOS / "textbook" / "office_location.yaml")
    with pytest.raises(ModelError, match="certainty"):
        written(lonely, "certainty")


def test_the_ranking_is_a_chart_with_the_right_numbers_also_in_its_workbook() -> None:
    model = dm.read(CONTINGENCY)
    ranking = dm.rank(model, by=["planning", "composition", "site"])
    (chart,) = charts(only(written(model, "rank")))
    series = {each.name: list(each.values) for each in chart.plots[0].series}
    first = ranking.with_plan[0]
    labels = {leaf.name: leaf.title for leaf in model.leaves}
    for name, part in first.parts.items():
        assert series[labels[name]][0] == pytest.approx(part, abs=1e-6)
    assert series["Total (number)"][0] == pytest.approx(first.total, abs=1e-6)
    for place in range(len(series["Total (number)"])):
        parts = sum(values[place] for name, values in series.items() if name != "Total (number)")
        assert parts == pytest.approx(series["Total (number)"][place], abs=1e-6)
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [cell.value for cell in sheet[1]][1:] == list(series)
    assert sheet.cell(2, 2).value == pytest.approx(next(iter(first.parts.values())), abs=1e-6)


def test_a_tornado_reaches_as_far_as_its_totals() -> None:
    model = dm.read(CONTINGENCY)
    tornado = dm.tornado(model)
    (chart,) = charts(only(written(model, "tornado")))
    down, up = (list(series.values) for series in chart.plots[0].series)
    for bar, low, high in zip(tornado.bars, down, up, strict=False):
        assert tornado.total + low == pytest.approx(min(*bar.fixed, *bar.reach), abs=1e-6)
        assert tornado.total + high == pytest.approx(max(*bar.fixed, *bar.reach), abs=1e-6)
    categories = list(chart.plots[0].categories)
    assert categories[0].startswith("\u25c6") == bool(tornado.bars[0].switches)


def test_one_way_is_a_chart_of_lines_through_the_totals() -> None:
    model = dm.read(CONTINGENCY)
    one_way = dm.one_way(model, by=["planning"])
    (chart,) = charts(only(written(model, "one_way")))
    lines = {series.name: series for series in reversed(list(chart.plots[0].series))}
    for line in one_way.lines:
        assert list(lines[line.title].values) == pytest.approx(line.totals.tolist(), abs=1e-6)
    best = [series for series in chart.plots[0].series if series.name.endswith(", best")]
    assert len(best) == len(one_way.intervals)


def test_acceptability_is_a_chart_of_shares_by_place() -> None:
    model = dm.read(CONTINGENCY)
    (chart,) = charts(only(written(model, "acceptability")))
    for option, *shares in zip(
        dm.acceptability(model).options, *(each.values for each in chart.plots[0].series), strict=True
    ):
        assert shares == pytest.approx(option.ranks, abs=1e-6)


def series_of(slide: Any) -> dict[str, list[float]]:
    """The numbers of the only chart of a slide, by series."""
    (chart,) = charts(slide)
    return {each.name: list(each.values) for each in chart.plots[0].series}


def test_a_risk_profile_is_stairs_of_chances_added_up() -> None:
    model = dm.read(CONTINGENCY)
    best = dm.risk_profile(model).profiled[0]
    slide = only(written(model, "risk-profile"))
    values = series_of(slide)[best.title]
    assert values[0] == 0
    assert values[-1] == pytest.approx(1)
    assert values == sorted(values)
    assert {round(value, 6) for value in values} == {0.0, *(round(float(each), 6) for each in best.profile.cumulative)}
    assert "mean" in next(iter(charts(slide)))._chartSpace.xml


def test_firmness_and_trials_are_bars_of_shares() -> None:
    model = dm.read(CONTINGENCY)
    firm = dm.firmness(model)
    looks = [look for look in (firm.weights, firm.joint) if look is not None]
    assert list(series_of(only(written(model, "firmness"))).values()) == [
        pytest.approx(list(look.best)) for look in looks
    ]
    trials = dm.simulate(model)
    (shares,) = series_of(only(written(model, "simulate"))).values()
    assert shares == pytest.approx(sorted((row.first for row in trials.simulated), reverse=True))


def test_the_weights_that_move_are_bars_that_cancel() -> None:
    model = dm.read(CONTINGENCY)
    (flip,) = dm.flip(model).flips
    assert flip.weights is not None
    moved = series_of(only(written(model, "flip")))
    labels = {leaf.name: leaf.title for leaf in model.leaves}
    for name, weight in flip.weights.items():
        change = 100 * (weight - dm.flip(model).base[name])
        assert abs(change) < 0.05 or moved[labels[name]] == [pytest.approx(change, abs=1e-6)]
    assert sum(values[0] for values in moved.values()) == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize("name", ["berlin_1961/contingency", "berlin_1948/blockade"])
def test_the_lead_by_what_numbers_rest_on_is_bars_from_end_to_end(name: str) -> None:
    model = dm.read(SCENARIOS / f"{name}.yaml")
    result = dm.provenance(model)
    series = series_of(only(written(model, "provenance")))
    spans = [span for span in result.spans if span]
    before = series.get("Not reached", [0.0] * len(spans))
    for own, low, high, span in zip(before, series["Lead lost"], series["Lead kept"], spans, strict=True):
        assert (own + low, own + high) == (pytest.approx(span[0], abs=1e-6), pytest.approx(span[1], abs=1e-6))


@pytest.mark.parametrize("path", ALL, ids=str)
def test_what_is_on_a_slide_can_be_edited(path: Path) -> None:
    pictures = [
        shape for slide in opened(deck_of(path)).slides for shape in shapes_of(slide) if hasattr(shape, "image")
    ]
    assert not [shape.name for shape in pictures if "set aside" not in shape.name]


def test_a_tree_is_shapes_with_connectors_glued_from_node_to_node() -> None:
    slide = only(written(dm.read(SCENARIOS / "textbook" / "umbrella.yaml"), "tree"))
    (group,) = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    known = {shape.shape_id: shape for shape in shapes_of(slide)}
    connectors = [each for each in group.shapes if each.shape_type == MSO_SHAPE_TYPE.LINE and each.name != "Key"]
    assert len(connectors) >= 6
    for connector in connectors:
        start, end = (
            known[int(element.get("id"))] for element in connector._element.iter() if element.tag.endswith("Cxn")
        )
        assert connector.begin_x == pytest.approx(start.left + start.width, abs=2)
        assert connector.end_x == pytest.approx(end.left, abs=2)
        assert connector.end_y == pytest.approx(end.top + end.height / 2, abs=2)
    texts = [shape.text_frame.text for shape in group.shapes if shape.has_text_frame]
    assert {"Take it", "Rain", "20%"} <= set(texts) or any("%" in text for text in texts)


def test_the_arcs_of_a_diagram_are_glued_to_its_nodes() -> None:
    model = dm.read(CONTINGENCY)
    slide = only(written(model, "diagram"))
    names = {shape.shape_id: shape for shape in shapes_of(slide)}
    ends = []
    for shape in shapes_of(slide):
        found = [names[number].name for number in ends_of(shape)]
        if len(found) == 2 and shape.shape_type == MSO_SHAPE_TYPE.LINE:
            ends.append(tuple(found))
    drawn = [
        edge for edge in model.graph.edges if edge[1] in model.steps or edge[1] in {leaf.name for leaf in model.leaves}
    ]
    assert len(ends) == len({*ends}) == len(drawn)


def test_claims_are_a_table_with_its_heads() -> None:
    model = dm.read(CONTINGENCY)
    slide = only(written(model, "claims"))
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert table.first_row
    assert table.cell(0, 0).text == "Claim"
    assert table.cell(1, 0).text == model.claims[0].text
    more = [
        shape.text_frame.text for shape in slide.shapes if shape.has_text_frame and "more row" in shape.text_frame.text
    ]
    assert more == [f"+{len(model.claims) - len(table.rows) + 1} more rows"]


def test_the_same_scenario_gives_the_same_bytes_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    model = dm.read(SCENARIOS / "textbook" / "umbrella.yaml")
    first = written(model)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert written(model) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"<dcterms:" not in parts.read("docProps/core.xml")
        inner = [name for name in parts.namelist() if name.endswith(".xlsx")]
        assert inner
        for name in inner:
            with zipfile.ZipFile(io.BytesIO(parts.read(name))) as workbook:
                assert b"<dcterms:" not in workbook.read("docProps/core.xml")
                assert {entry.date_time for entry in workbook.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("kind", [*LABELS, *EXTREMES])
def test_careless_labels_and_extreme_numbers_make_a_sound_deck(kind: str) -> None:
    text = scenario(LABELS[kind]) if kind in LABELS else scenario(str, EXTREMES[kind], "sum")
    file = opened(written(parse(text)))
    assert list(problems(file)) == []
    for slide in file.slides:
        for chart in charts(slide):
            sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
            assert all(cell.data_type != "f" and not cell.hyperlink for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("\u2018\u0623\u062e\u0628\u0627\u0631\u2019 is never regretted, whoever\u2019s view holds", False),
        ("\u0627\u0644\u062e\u064a\u0627\u0631 A", True),
        ("12", False),
    ],
)
def test_a_sentence_that_quotes_a_label_first_is_still_read_from_the_left(text: str, right: bool) -> None:
    assert is_right_to_left(text) == right


def template(background: str = "FFFFFF", ink: str = "000000") -> bytes:
    """A template of another house: 4 layouts, serif type, other colours, its own places, and an example slide."""
    file = Presentation()
    file.slide_width, file.slide_height = Emu(12_192_000), Emu(6_858_000)
    keep = ("title", "obj", "titleOnly", "blank")
    for layout in list(file.slide_layouts):
        if layout._element.get("type") not in keep:
            file.slide_layouts.remove(layout)
    master = file.slide_master
    (relation,) = [each for each in master.part.rels.values() if each.reltype.endswith("/theme")]
    theme = relation.target_part
    blob = theme.blob.decode().replace('typeface="Calibri"', 'typeface="Georgia"')
    blob = blob.replace('<a:sysClr val="window" lastClr="FFFFFF"/>', f'<a:srgbClr val="{background}"/>')
    blob = blob.replace('<a:sysClr val="windowText" lastClr="000000"/>', f'<a:srgbClr val="{ink}"/>')
    theme._blob = blob.encode()
    for sheet in (master, *file.slide_layouts):
        for shape in sheet.placeholders:
            kind = shape.placeholder_format.type.name
            if kind in ("TITLE", "CENTER_TITLE"):
                shape.left, shape.top, shape.width, shape.height = Pt(100), Pt(40), Pt(780), Pt(90)
            elif kind in ("BODY", "OBJECT", "SUBTITLE"):
                shape.left, shape.top, shape.width, shape.height = Pt(100), Pt(140), Pt(780), Pt(340)
            else:
                shape.left, shape.top, shape.width, shape.height = (
                    Pt(100 + 300 * (shape.placeholder_format.idx % 3)),
                    Pt(500),
                    Pt(180),
                    Pt(28),
                )
    example = file.slides.add_slide(file.slide_layouts[0])
    example.shapes.title.text_frame.text = "An example that has to go"
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def test_a_template_gives_layouts_places_and_type() -> None:
    given = template()
    model = dm.read(CONTINGENCY)
    file = opened(written(model, template=given))
    assert list(problems(file, least=12.0)) == []
    assert "An example that has to go" not in titles(file)
    assert [layout.name for layout in file.slide_layouts] == [layout.name for layout in opened(given).slide_layouts]
    for slide in file.slides:
        assert slide.shapes.title.left == Pt(100)
        assert slide.shapes.title._element.find(".//{*}latin") is None
        for shape in slide.shapes:
            assert shape.left >= Pt(99)
            assert shape.left + shape.width <= Pt(881)
    (relation,) = [each for each in file.slide_master.part.rels.values() if each.reltype.endswith("/theme")]
    assert b"Georgia" in relation.target_part.blob
    texts = [slide for slide in file.slides if slide.slide_layout.name == "Title and Content"]
    assert any(len(slide.placeholders[1].text_frame.paragraphs) > 1 for slide in texts)


def test_a_template_of_another_shape_keeps_it_and_colours_the_charts() -> None:
    buffer = io.BytesIO()
    Presentation().save(buffer)
    model = dm.read(SCENARIOS / "berlin_1948" / "blockade.yaml")
    file = opened(written(model, template=buffer.getvalue()))
    assert (file.slide_width, file.slide_height) == (9_144_000, 6_858_000)
    assert list(problems(file, least=12.0)) == []
    for name in ("tornado", "firmness", "provenance", "information"):
        (chart,) = charts(only(written(model, name, template=buffer.getvalue())))
        assert '<a:schemeClr val="accent1"' in chart._chartSpace.xml, name


def test_on_a_dark_template_colours_are_those_for_dark_paper() -> None:
    model = dm.read(CONTINGENCY)
    (light,) = charts(only(written(model, "rank", template=template())))
    (dark,) = charts(only(written(model, "rank", template=template("101820", "FFFFFF"))))
    fills = [str(chart.plots[0].series[0].format.fill.fore_color.rgb) for chart in (light, dark)]
    assert fills[0] != fills[1]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"<html>"])
def test_what_is_no_template_is_refused(content: bytes) -> None:
    with pytest.raises(ModelError, match="no presentation"):
        written(dm.read(CONTINGENCY), "tree", template=content)


def test_a_template_of_a_blank_layout_alone_still_makes_slides() -> None:
    file = opened(template())
    file.slides._sldIdLst.clear()
    for layout in list(file.slide_layouts)[1:3]:
        file.slide_layouts.remove(layout)
    buffer = io.BytesIO()
    file.save(buffer)
    assert charts(only(written(dm.read(CONTINGENCY), "rank", template=buffer.getvalue())))


def test_a_template_may_be_saved_as_a_template() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template())) as given, zipfile.ZipFile(buffer, "w") as saved:
        for name in given.namelist():
            part = given.read(name)
            saved.writestr(name, part.replace(b"ml.presentation.main+xml", b"ml.template.main+xml"))
    assert charts(only(written(dm.read(CONTINGENCY), "rank", template=buffer.getvalue())))


def test_a_template_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 1_000)
    with pytest.raises(ModelError, match="unpacks to more than"):
        written(dm.read(CONTINGENCY), "rank", template=template())


def test_a_missing_library_is_named_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needed, "find_spec", lambda name: None)
    with pytest.raises(DecisionError, match=r"python-pptx.*pip install 'decision-model\[office\]'"):
        written(dm.read(CONTINGENCY), "tree")


def test_nothing_of_the_library_is_loaded_before_it_is_used() -> None:
    import subprocess

    code = "import sys, decision_model.interchange.formats as f; f.writers(); print('pptx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_libreoffice_opens_the_deck_and_sets_a_page_for_every_slide(tmp_path: Path) -> None:
    import pypdfium2

    content = deck_of(Path("textbook/umbrella.yaml"))
    pages = pypdfium2.PdfDocument(converted(content, "deck.pptx", tmp_path))
    assert len(pages) == len(opened(content).slides)
    assert "umbrella" in pages[0].get_textpage().get_text_range().lower()


def test_the_connectors_that_are_written_are_read_by_the_library() -> None:
    """What the library has no words for is XML that it can parse again."""
    slide = only(written(dm.read(CONTINGENCY), "diagram"))
    for shape in shapes_of(slide):
        assert parse_xml(shape._element.xml) is not None
