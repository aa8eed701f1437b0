"""The address of the page: what a link holds, for this page and for a program; and links of other versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import decision_model as dm
from decision_model.model.fingerprint import fingerprint
from tests.explorer.conftest import package
from tests.profiles import whole_look

TWO = "berlin_1961/contingency"
NAME = "Équipe 7 & Söhne, #1 = 100%"
Show = Callable[..., Any]
Models = Callable[[str], dm.DecisionModel]


def link(page: Any) -> str:
    page.click("#copy-link")
    return str(page.locator("#copied-text").input_value())


def test_a_copied_link_is_read_as_the_package_says(window: Show, models: Models) -> None:
    model = models(TWO)
    seen = window(TWO, hash="#w=10,20,30,5,0,7.5&n=p_comes:0.6&i=in_berlin&choice=private_bilateral")
    seen.page.fill("#your-name", NAME)
    fields = parse_qs(urlsplit(link(seen.page)).fragment, strict_parsing=True)
    assert [float(each) for each in fields["w"][0].split(",")] == [10, 20, 30, 5, 0, 7.5]
    assert len(fields["w"][0].split(",")) == len(list(model.walk()))
    assert fields["n"] == ["p_comes:0.6"]
    assert fields["i"] == ["in_berlin"]
    assert fields["id"] == [fingerprint(model)]
    assert fields["name"] == [NAME]
    names = {option.name for option in model.decisions[0].options}
    assert fields.get("choice") in ([each] for each in names) or "private_bilateral" not in names


@whole_look
def test_a_link_of_the_file_as_it_is_has_weights_and_scenario(window: Show, models: Models) -> None:
    model = models(TWO)
    fields = parse_qs(urlsplit(link(window(TWO).page)).fragment, strict_parsing=True)
    assert set(fields) == {"w", "id"}
    weights = [float(each) for each in fields["w"][0].split(",")]
    total = dm.solve(model.varied(weights=dict(zip([each.name for each in model.walk()], weights, strict=True)))).total
    assert float(total) == pytest.approx(float(dm.solve(model).total), abs=1e-9)


def test_name_and_choice_are_kept_and_printed(window: Show, models: Models, tmp_path: Any) -> None:
    option = models(TWO).decisions[0].options[0]
    seen = window(TWO)
    seen.page.fill("#your-name", "Team Red")
    seen.page.goto(f"{link(seen.page)}&choice={option.name}")
    seen.page.reload()
    assert seen.page.locator("#your-name").input_value() == "Team Red"
    assert seen.page.locator("#chosen .option").first.inner_text() == option.title
    assert not seen.page.locator("#other-version").is_visible()
    file = tmp_path / "page.pdf"
    file.write_bytes(seen.page.pdf(format="A4"))
    document = package("pypdfium2").PdfDocument(file)
    assert "Set by Team Red" in document[0].get_textpage().get_text_range()
    document.close()


def test_a_link_of_another_version_says_so(window: Show, models: Models) -> None:
    other = fingerprint(models(TWO).varied(parameters={"p_blocked": 0.45}))
    seen = window(TWO, hash=f"#w=10,20,30,5,0,7.5&id={other}")
    said = seen.text("#other-version")
    assert f"({other}; this page has {fingerprint(models(TWO))})" in said
    assert "as far as it fits" in said
    assert seen.page.locator("#weight-allied_unity").input_value() == "20"
    refused = window(TWO, hash=f"#w=1,2&id={other}")
    assert "does not fit here and was left out" in refused.text("#other-version")
    assert not window(TWO).page.locator("#other-version").is_visible()


@whole_look
def test_links_to_parts_leave_the_settings_in_the_address(window: Show) -> None:
    seen = window(TWO, hash="#w=10,20,30,5,0,7.5", width=390)
    for part in ("ranking", "numbers", "tree-card"):
        seen.page.click(f"#parts a[href='#{part}']")
        assert "w=10,20,30" in seen.page.url
        assert seen.page.evaluate("() => document.activeElement.id") == part
        place = seen.page.evaluate("(id) => document.getElementById(id).getBoundingClientRect().top", part)
        assert place == pytest.approx(0, abs=300)


@whole_look
@pytest.mark.parametrize("hash", ["#name=%", "#choice=nothing", "#id=%3Cimg%3E", "#ask=2", "#&&=", "#__proto__=1"])
def test_what_a_link_holds_wrongly_does_nothing(hash: str, window: Show) -> None:
    start = window(TWO).text("#answer-text")
    seen = window(TWO, hash=hash)
    assert seen.text("#answer-text") == start
    assert seen.messages == []
    assert not seen.page.locator("#chosen").is_visible()
