"""The report: one HTML file that asks nothing of any network, a PDF with the same words, the same bytes every time."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

import decision_model as dm
from decision_model.analysis.answers import answers, asked_in_run, silent
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.grid import grid
from decision_model.analysis.registry import GROUPS, Analysis, analyses
from decision_model.errors import DecisionError, ModelError
from decision_model.figures.page.style import LIGHT, contrast
from decision_model.figures.pdf.document_layout import COLUMN, HEIGHT, MARGIN, Contents, Heading, Piece, Text, bound
from decision_model.figures.pdf.document_tables import LEAST, Table, lay_out_table
from decision_model.interchange.document import content
from decision_model.interchange.document.glossary import glossary, own_terms
from decision_model.interfaces.files import OverwriteError
from decision_model.interfaces.report import handed_out, rendered, report
from decision_model.interfaces.report.handout import handout
from decision_model.interfaces.report.paper import _front
from decision_model.interfaces.report.web import style, web
from decision_model.model import DecisionModel, consideration, decision, decision_model, event

SCENARIOS = Path(dm.__file__).parents[1] / "scenarios"
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Outline(HTMLParser):
    """What stands in a page: tags that are closed in order, ids, references, and the texts outside of styles."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@pytest.fixture(scope="module")
def summit() -> DecisionModel:
    return dm.read(Path(__file__).with_name("summit.yaml"))


@pytest.fixture(scope="module")
def drilling() -> DecisionModel:
    return dm.read(SCENARIOS / "textbook" / "oil_wildcatter.yaml")


@pytest.fixture(scope="module")
def files(summit: DecisionModel) -> dict[str, bytes]:
    return rendered(summit)


@pytest.fixture(scope="module")
def page(files: dict[str, bytes]) -> Outline:
    return Outline(files[".html"].decode())


# the web page


def test_the_page_has_every_question_that_fits_and_lists_it(summit: DecisionModel, page: Outline) -> None:
    fitting = [each for each in asked_in_run() if each.question.fits(summit)]
    assert len(fitting) > 10
    for each in fitting:
        assert each.name in page.ids
        assert ("a", "href", f"#{each.name}") in page.attributes
        assert each.question.asks in page.text


def test_a_question_that_makes_no_sense_is_not_there(drilling: DecisionModel) -> None:
    page = Outline(rendered(drilling, [".html"])[".html"].decode())
    absent = {"claims", "compare", "acceptability", "flip", "winners"}
    assert absent.isdisjoint(page.ids)
    assert {"solve", "tree", "rank", "risk_profile", "information"} <= set(page.ids)
    assert "swing weight" not in page.text


def test_ids_are_unique_and_references_lead_somewhere(page: Outline) -> None:
    assert len(page.ids) == len(set(page.ids))
    for _, name, value in page.attributes:
        if name in ("href", "xlink:href"):
            assert value.startswith("#"), value
            assert value[1:] in page.ids, value
        if name == "aria-labelledby":
            assert set(value.split()) <= set(page.ids)


def test_nothing_is_asked_of_a_network_and_nothing_runs(files: dict[str, bytes], page: Outline) -> None:
    text = files[".html"].decode()
    assert not {"script", "link", "iframe", "img", "object", "form"} & set(page.tags)
    assert [value for _, name, value in page.attributes if name.startswith("on")] == []
    outside = [(name, value) for _, name, value in page.attributes if "//" in value and not name.startswith("xmlns")]
    assert outside == []
    assert re.findall(r"url\((?!#)", text) == []
    assert "@import" not in text
    assert any("default-src 'none'" in value for tag, name, value in page.attributes if tag == "meta")


def test_the_page_says_what_it_was_made_from(summit: DecisionModel, page: Outline) -> None:
    from decision_model.model.fingerprint import fingerprint

    assert fingerprint(summit, 16) in page.text
    assert f"decision-model {dm.__version__}" in page.text
    assert "all begin with the number 0 (the seed)" in page.text


def test_the_plan_is_told_in_sentences(summit: DecisionModel, page: Outline) -> None:
    for told in solve(summit).plan:
        assert told in page.text


def test_every_picture_has_a_title_and_a_description(page: Outline) -> None:
    assert page.tags.count("svg") == page.tags.count("figure") > 5
    assert page.tags.count("desc") == page.tags.count("svg")


def test_texts_are_shown_and_never_taken_for_markup() -> None:
    trap = "</h1><script>alert(1)</script>&amp;"
    rain = event("rain", ["no", "yes"], {"yes": 0.5, "no": "rest"})
    model = decision_model(
        trap,
        [decision("way", {"old": f"old {trap}", "new": "new"}, label=trap), rain],
        [consideration("ease", [({"way": "old"}, 60), ({"rain": "yes"}, 10), (None, 70)], label=trap)],
        question=trap,
        note=trap,
    )
    page = Outline(rendered(model, [".html"])[".html"].decode())
    assert "script" not in page.tags
    assert page.tags.count("h1") == 1
    assert "<script>alert(1)</script>&amp;" in page.text


def test_no_sentence_stands_twice(summit: DecisionModel, drilling: DecisionModel) -> None:
    for model in (summit, drilling):
        gathered = content.gather(model, silent)
        chapters = [chapter for part in gathered.parts for chapter in part.chapters]
        told = [*(line.text for line in gathered.lines), *(text for each in chapters for text in each.sentences)]
        sentences = [each for text in told for each in content.BETWEEN.split(text)]
        assert sorted(sentences) == sorted(set(sentences))
        titles = {each.picture.words.title for each in gathered.front if each.picture}
        assert not {title.rstrip(".") for title in titles} & {each.rstrip(".") for each in sentences}


def test_the_first_page_holds_the_answer_and_its_pictures(drilling: DecisionModel, summit: DecisionModel) -> None:
    for model in (drilling, summit, dm.read(SCENARIOS / "textbook" / "stent_programme.yaml")):
        gathered = content.gather(model, silent)
        assert gathered.front[0].analysis.name == "tree"
        front = list(_front(gathered))
        first = bound([*front, Heading("Appendix", 1, fresh=True)])[0]
        assert [placed.piece for placed in first.placed] == front


@pytest.mark.parametrize("hide_answer", [True, False])
def test_a_handout_has_two_pages_and_tells_nothing_that_is_hidden(summit: DecisionModel, hide_answer: bool) -> None:
    long = replace(summit, note="A sentence of the setting, which is long. " * 120)
    for model in (summit, long):
        files = handed_out(model, hide_answer)
        assert len(re.findall(rb"/Type /Page\b", files[".pdf"])) == 2
        page = Outline(files[".html"].decode())
        told = " ".join([page.text, *(value for _, _, value in page.attributes)])
        secrets = [solve(model).statement.headline, *solve(model).plan, "60.36", "58.62"]
        assert [secret for secret in secrets if secret in told] == [] if hide_answer else secrets[0] in told
        assert all(state.title in told for step in model.sequence for state in step.states)
        assert page.text.count("Your weight") == 1


def test_a_handout_gives_every_option_that_is_explained_a_line_of_its_own() -> None:
    model = dm.read(SCENARIOS / "berlin_1961" / "contingency.yaml")
    planning = handout(model, hide_answer=True).decisions[0]
    lines = planning.meaning.splitlines()
    assert [line.partition(":")[0] for line in lines] == [option.title for option in model.decisions[0].options]
    files = handed_out(model, True)
    texts = Outline(files[".html"].decode()).text
    assert all(line in texts for line in lines)
    assert files[".html"].count(b"<dd>") > len(model.sequence)
    paper = " ".join(PdfReader(BytesIO(files[".pdf"])).pages[0].extract_text().split())
    assert all(line[:40] in paper for line in lines)  # there is room for them on the first page


def test_text_can_be_read_in_grey_print() -> None:
    """Every colour that the style sheet writes text in, on paper and on the tint of table heads."""
    used = set(re.findall(r"[^-]color: var\(--(\w+)\)", style()))
    assert {"ink", "soft"} <= used
    for name in used - {"paper"}:
        for ground in (LIGHT.paper, LIGHT.band):
            assert contrast(getattr(LIGHT, name), ground) >= 4.5, (name, ground)


def test_the_print_rules_keep_figures_and_rows_whole() -> None:
    rules = str(style()).split("@media print", 1)[1]
    assert "break-inside: avoid" in rules
    assert "columns: 3" in rules


# both


def test_the_same_bytes_twice(summit: DecisionModel, files: dict[str, bytes]) -> None:
    again = rendered(dm.read(Path(__file__).with_name("summit.yaml")))
    assert again[".html"] == files[".html"]
    assert again[".pdf"] == files[".pdf"]


def test_a_question_that_the_model_refuses_says_why(summit: DecisionModel, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(analysis: Analysis, model: DecisionModel) -> dm.Solution:
        raise ModelError("There is nothing\nto see here.")

    monkeypatch.setattr(Analysis, "ask", refuse)
    [answer] = answers(summit, selection=analyses()[:1])
    assert (answer.result, answer.reason) == (None, "There is nothing to see here.")
    page = Outline(web(content.gather(summit, silent), silent).decode())
    assert "Left out: There is nothing to see here." in page.text
    assert "solve" in page.ids


def test_where_it_is_written(summit: DecisionModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("decision_model.interfaces.report.gather", lambda model, report: None)
    monkeypatch.setattr("decision_model.interfaces.report.web.web", lambda content, report: b"<p>decision-model</p>")
    monkeypatch.setattr("decision_model.interfaces.report.paper.paper", lambda content, report: b"%PDF decision-model")
    assert [path.name for path in report(summit, tmp_path / "all")] == ["all.html", "all.pdf"]
    assert [path.name for path in report(summit, tmp_path / "one.pdf")] == ["one.pdf"]
    assert report(summit, tmp_path / "one.pdf") == [tmp_path / "one.pdf"]
    with pytest.raises(
        DecisionError, match=r"^A report ends in \.html or \.pdf, or in neither for both; not in '\.doc'\.$"
    ):
        report(summit, tmp_path / "one.doc")
    (tmp_path / "mine.html").write_text("my own")
    with pytest.raises(OverwriteError, match=r"mine\.html"):
        report(summit, tmp_path / "mine.html")
    assert report(summit, tmp_path / "mine.html", force=True) == [tmp_path / "mine.html"]


# words and tables


def test_the_glossary_holds_the_words_that_are_used_and_no_others(
    summit: DecisionModel, drilling: DecisionModel
) -> None:
    text = "A claim, a random trial and the weights of two options."
    assert [term.word for term in glossary(summit, text)] == ["claim", "decision, option", "random trial", "weight"]
    assert "weight" not in [term.word for term in glossary(drilling, text)]


def test_the_scenarios_own_words_are_those_it_explains() -> None:
    model = dm.read(Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml")
    terms = {term.word: term for term in own_terms(model)}
    assert terms["Four-Power summit"].meaning.startswith("United States, Britain, France and Soviet Union")
    assert terms["Four-Power summit"].also == "memo S7, memo S8"
    assert terms["Land access to Berlin"].meaning.startswith("Event: Open, Cut.")
    assert "As seen from Paris" in terms
    assert "Success" not in terms


def test_tables_tell_below_what_was_left_out() -> None:
    model = dm.read(Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml")
    found = grid(dm.rank(model))
    assert found is not None
    assert len(found.notes) == 2
    assert "is not on offer with" in found.notes[0]


# the pages


def test_the_pdf_has_pages_and_says_what_it_is(files: dict[str, bytes]) -> None:
    written = files[".pdf"]
    assert written.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", written)) > 5
    assert b"CreationDate" not in written
    reader = PdfReader(BytesIO(written))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert "decision-model" in reader.metadata["/Subject"]
    (document,) = root["/StructTreeRoot"]["/K"]
    described = [part["/Alt"] for part in document["/K"] if part["/S"] == "/Figure"]
    assert len(described) > 5
    assert all(described)


def pieces(count: int) -> list[Piece]:
    headings = [Heading(f"Chapter {number}", 1 + number % 2, f"c{number}") for number in range(count)]
    rows = tuple((f"row {number}", "1.0", "some words " * (number % 7)) for number in range(40))
    inside: list[Piece] = []
    for heading in headings:
        inside += [
            heading,
            Text("Why one asks. " * 9, soft=True),
            Text("What was found. " * 30),
            Table(("a", "b", "c"), rows, (False, True, False)),
        ]
    return [Heading("All of it", 0), Contents(tuple(headings)), *inside]


def test_nothing_leaves_a_page_or_covers_what_is_above_it() -> None:
    leaves = bound(pieces(6))
    assert len(leaves) > 4
    for leaf in leaves:
        tops = [placed.y for placed in leaf.placed]
        assert tops == sorted(tops)
        assert tops[0] == MARGIN
        assert leaf.y <= HEIGHT - MARGIN


def test_headings_stay_with_what_follows_and_tables_go_on_under_their_head() -> None:
    leaves = bound(pieces(6))
    assert not any(isinstance(leaf.placed[-1].piece, Heading) for leaf in leaves)
    for leaf in leaves[1:]:
        first, second = leaf.placed[0], leaf.placed[1]
        if isinstance(first.piece, Table):
            assert second.piece is first.piece
    going_on = [leaf for leaf in leaves[1:] if isinstance(leaf.placed[0].piece, Table)]
    assert going_on


def test_a_short_table_is_not_cut() -> None:
    table = Table(("a", "b"), tuple((str(number), "x") for number in range(6)), (True, False))
    filling = [Text("words " * 60) for _ in range(11)]
    for count in range(12):
        leaves = bound([*filling[:count], table])
        holding = [leaf for leaf in leaves if any(placed.piece is table for placed in leaf.placed)]
        assert len(holding) == 1


def test_a_table_fits_the_column_whatever_is_in_it() -> None:
    wide = Table(
        tuple(f"column number {number}" for number in range(14)),
        (("x" * 30,) * 14, ("word " * 20,) * 14),
        (False,) * 14,
    )
    layout = lay_out_table(wide, COLUMN)
    assert layout.lefts[-1] + layout.widths[-1] <= COLUMN
    assert all(cell.size >= LEAST - 0.3 for row in layout.rows for cell in row.cells)
    assert all(
        cell.width <= width + 1 for row in layout.rows for cell, width in zip(row.cells, layout.widths, strict=True)
    )


def test_questions_are_told_part_by_part() -> None:
    groups = [each.group for each in asked_in_run()]
    assert groups == sorted(groups, key=list(GROUPS).index)
    assert all(each.question.asks.endswith(".") for each in asked_in_run())
