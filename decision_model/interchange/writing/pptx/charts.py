"""Charts of an office program, each with its workbook: set up, named and in the deck's type and colours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Box
from decision_model.figures.page.style import Fill
from decision_model.interchange.document.plain import cleaned
from decision_model.interchange.writing.pptx.look import PT
from decision_model.interchange.writing.pptx.native import BarChart, BarSeries, EvenScale, LineChart, LineSeries
from decision_model.interchange.writing.pptx.texts import cell_text, paint

TYPE = 14.0
ROW = 1.25
"""Ems of a line of a category's name."""
CAPTION = 0.55
"""Share of a chart's width that the caption of its scale may take."""
NAMES = 0.4
"""Share of a bar chart's width that names of categories may take."""
MOST_ROWS = 3
"""Lines of a name; longer ones are cut."""
THICKEST = 44.0
"""Points of a bar."""
AIR = 0.6
"""Ems between the names of neighbouring categories."""
FOOT, KEY_ROW, SIGN = 54.0, 20.0, 26.0
"""Points below the bars for the scale and its caption; of a row of the key; beside each of its names."""
KEY_ROOM = 0.6
"""Share of a chart's width over which office programs spread a key."""
DASHES = ("SOLID", "DASH", "ROUND_DOT", "DASH_DOT")
PATTERNS = {
    "rising": "WIDE_UPWARD_DIAGONAL",
    "level": "NARROW_HORIZONTAL",
    "falling": "WIDE_DOWNWARD_DIAGONAL",
    "crossed": "LARGE_GRID",
}
APART = 0.16
"""Share of a scale that texts of marks stay apart."""


def fitting(chart: BarChart, room: Box) -> BarChart:
    """The chart with as many of its categories as have room for their names."""
    names = tuple(_short(title, room) for title in chart.categories)
    series = tuple(replace(each, title=_short(each.title, room, 1)) for each in chart.series)
    caption = _short(chart.caption, room, 1, CAPTION)
    chart = replace(chart, categories=names, series=series, caption=caption)
    height, rows, count = room.height - _foot(chart, room), 1, 0
    for title in chart.categories:
        rows = max(rows, len(fonts.wrap(title, NAMES * room.width, TYPE)))
        if (count + 1) * (ROW * rows + AIR) * TYPE > height and count:
            break
        count += 1
    return chart.first(count)


def _short(name: str, room: Box, most: int = MOST_ROWS, share: float = NAMES) -> str:
    """A name that takes no more than so many lines of a share of the width."""
    lines = fonts.wrap(name, share * room.width, TYPE)
    return name if len(lines) <= most else f"{' '.join(lines[:most])[:-1].rstrip()}\u2026"


def add_bars(slide: Any, chart: BarChart, room: Box) -> Any:
    """A bar chart in a room; its graphic frame."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data: Any = CategoryChartData(  # type: ignore[no-untyped-call]
        number_format="General" if "<" in chart.number_format else chart.number_format  # which the library writes raw
    )
    data.categories = [cell_text(title) for title in chart.categories]
    for series in chart.series:
        data.add_series(cell_text(series.title), series.values)
    is_stacked = len(chart.series) > 1 and not chart.beside
    kind = XL_CHART_TYPE.BAR_STACKED if is_stacked else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, *_emu(room), data)
    drawn = frame.chart
    _typed(drawn)
    plot = drawn.plots[0]
    plot.gap_width = _gap(chart, room)
    if is_stacked:
        plot.overlap = 100
    for series, own in zip(plot.series, chart.series, strict=True):
        _series(series, own, chart)
    _bar_axes(drawn, chart)
    _key(drawn, chart)
    _plot_area(drawn, chart, room)
    return frame


def _gap(chart: BarChart, room: Box) -> int:
    """Percent of a bar's width between bars, so that few bars are not thick."""
    apart = (room.height - _foot(chart, room)) / len(chart.categories)
    thick = len(chart.series) if chart.beside else 1
    return min(500, max(45, round(100 * (apart / THICKEST - thick))))


def _bar_axes(drawn: Any, chart: BarChart) -> None:
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    names, values = drawn.category_axis, drawn.value_axis
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.has_major_gridlines = False
    paint(names.format.line.color, "faint")
    _every_name(names._element)
    values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    _value_axis(values, chart.caption, chart.scale)


def _every_name(axis: Any) -> None:
    """Let no name of a category be left out."""
    from pptx.oxml.ns import qn

    skip = axis.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    axis.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def _value_axis(axis: Any, caption: str, scale: EvenScale) -> None:
    from pptx.enum.chart import XL_TICK_MARK

    axis.minimum_scale, axis.maximum_scale = scale.low, scale.high
    if scale.step:
        axis.major_unit = scale.step
    axis.has_major_gridlines = True
    paint(axis.major_gridlines.format.line.color, "band")
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format = scale.number_format
    axis.tick_labels.number_format_is_linked = False
    _caption(axis, caption)


def _caption(axis: Any, caption: str) -> None:
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = cleaned(caption)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = round(TYPE * PT), False
    paint(font.color, "soft")


def _series(series: Any, own: BarSeries, chart: BarChart) -> None:
    """The look of a series, or of each of its bars, and the numbers at them."""
    from pptx.enum.chart import XL_LABEL_POSITION

    series.invert_if_negative = False
    if own.hidden:
        series.format.fill.background()
        series.format.line.fill.background()
    elif len(own.fills) == 1:
        _look(series.format, own.fills[0])
    else:
        _look(series.format, own.fills[0])
        for place, fill in enumerate(own.fills):
            _look(series.points[place].format, fill)
    if not own.labelled:
        return
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = chart.number_format, False
    labels.font.size = round(TYPE * PT)
    labels.font.bold = own.hidden
    alone = len(chart.series) == 1 or chart.beside
    position = XL_LABEL_POSITION.OUTSIDE_END if alone else XL_LABEL_POSITION.CENTER
    labels.position = XL_LABEL_POSITION.INSIDE_BASE if own.hidden else position
    if not own.hidden and not alone:
        _label_ink(series, own)


def _label_ink(series: Any, own: BarSeries) -> None:
    """Numbers inside bars in ink or in paper, whichever is read more easily."""
    from decision_model.figures.page.style import LIGHT, ink_on

    inks = [ink_on(fill.colour, LIGHT) for fill in own.fills]
    paint(series.data_labels.font.color, max(set(inks), key=lambda ink: (inks.count(ink), ink)))


def _look(target: Any, fill: Fill) -> None:
    """A colour, and the texture that goes with it."""
    from pptx.enum.dml import MSO_PATTERN

    if fill.texture in PATTERNS:
        target.fill.patterned()
        target.fill.pattern = getattr(MSO_PATTERN, PATTERNS[fill.texture])
        paint(target.fill.fore_color, "paper")
        paint(target.fill.back_color, fill.colour)
    else:
        target.fill.solid()
        paint(target.fill.fore_color, fill.colour)
    paint(target.line.color, "ink")
    target.line.width = round(0.5 * PT)


def _key(drawn: Any, chart: BarChart) -> None:
    """The key below the chart, where there is more than one thing to tell apart by its look."""
    _legend(drawn, _has_key(chart))


def _has_key(chart: BarChart) -> bool:
    told = [series for series in chart.series if not series.hidden]
    return len(told) > 1 and all(len(series.fills) == 1 for series in told)


def _foot(chart: BarChart, room: Box) -> float:
    """Points below the bars."""
    if not _has_key(chart):
        return FOOT
    widths = [fonts.width(series.title) * TYPE + SIGN for series in chart.series if not series.hidden]
    columns = max(1, int(KEY_ROOM * room.width / max(widths)))
    return FOOT + KEY_ROW * -(-len(widths) // columns)


def _legend(drawn: Any, wanted: bool) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION

    drawn.has_legend = wanted
    if wanted:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
        drawn.legend.font.size = round(TYPE * PT)


def _out_of_key(drawn: Any, place: int) -> None:
    """Leave a series out of the key."""
    from pptx.oxml import parse_xml

    namespace = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    entry = parse_xml(f'<c:legendEntry {namespace}><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>')
    drawn.legend._element.find("{*}legendPos").addnext(entry)


def _plot_area(drawn: Any, chart: BarChart, room: Box) -> None:
    """Where the bars stand: right of names that may be broken into lines."""
    from pptx.oxml import parse_xml

    widest = max(fonts.width(title) * TYPE for title in chart.categories)
    left = min(NAMES, 0.02 + widest / room.width)
    foot = _foot(chart, room)
    namespace = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    sides = {"x": left + 0.01, "y": 0.02, "w": 0.97 - left, "h": 0.98 - foot / room.height}
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    values = "".join(f'<c:{side} val="{value:.4f}"/>' for side, value in sides.items())
    inner = f'<c:manualLayout><c:layoutTarget val="inner"/>{modes}{values}</c:manualLayout>'
    area = drawn._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    area.insert(0, parse_xml(f"<c:layout {namespace}>{inner}</c:layout>"))


def add_lines(slide: Any, chart: LineChart, room: Box) -> Any:
    """A chart of lines in a room; its graphic frame."""
    from pptx.chart.data import XyChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data: Any = XyChartData(number_format="General")  # type: ignore[no-untyped-call]
    named, unnamed = list(chart.series), [*_uprights(chart), *chart.leading]
    for series in (*named, *unnamed):
        added = data.add_series(cell_text(series.title))
        for x, y in series.points:
            added.add_data_point(x, y)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, *_emu(room), data)
    drawn = frame.chart
    _typed(drawn)
    for line, own in zip(drawn.plots[0].series, (*named, *unnamed), strict=True):
        _line(line, own)
    _line_axes(drawn, chart)
    _legend(drawn, len(chart.series) > 1 or bool(chart.series[0].title))
    if drawn.has_legend:
        for place in range(len(named) + len(unnamed) - 1, len(named) - 1, -1):
            _out_of_key(drawn, place)
    for place, label in _told(chart):
        _name_top(drawn.plots[0].series[len(chart.series) + place], label)
    return frame


def _uprights(chart: LineChart) -> list[LineSeries]:
    ends = chart.up.low, chart.up.high
    return [
        LineSeries(mark.text, tuple((mark.at, end) for end in ends), "ink" if mark.strong else "faint", 1, 1.0)
        for mark in chart.marks
    ]


def _told(chart: LineChart) -> list[tuple[int, str]]:
    """The marks whose texts have room, those that count first."""
    part = AxisScale(chart.across.low, chart.across.high, chart.across.log).part
    told: list[int] = []
    for place in sorted(range(len(chart.marks)), key=lambda place: not chart.marks[place].strong):
        at = part(chart.marks[place].at)
        if all(abs(at - part(chart.marks[other].at)) > APART for other in told):
            told.append(place)
    return [(place, chart.marks[place].text) for place in sorted(told)]


def _line(series: Any, own: LineSeries) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE

    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE
    line = series.format.line
    paint(line.color, own.colour)
    line.width = round(own.width * PT)
    line.dash_style = getattr(MSO_LINE, DASHES[own.style % len(DASHES)])


def _name_top(series: Any, text: str) -> None:
    """A text above the upper end of an upright line."""
    from pptx.enum.chart import XL_LABEL_POSITION

    label = series.points[1].data_label
    label.position = XL_LABEL_POSITION.ABOVE
    frame = label.text_frame
    frame.text = cleaned(text)
    frame.paragraphs[0].runs[0].font.size = round(TYPE * PT)


def _line_axes(drawn: Any, chart: LineChart) -> None:
    from pptx.enum.chart import XL_AXIS_CROSSES

    across, up = drawn.category_axis, drawn.value_axis
    for axis, scale, caption in zip((across, up), (chart.across, chart.up), chart.captions, strict=True):
        _value_axis(axis, caption, scale)
        axis.visible = True
        axis.crosses = XL_AXIS_CROSSES.MINIMUM
    across.has_major_gridlines = False
    paint(across.format.line.color, "faint")
    if chart.across.log:
        scaling = across._element.find("{*}scaling")
        scaling.insert(0, scaling.makeelement(scaling.tag.replace("scaling", "logBase"), {"val": "10"}))


def _typed(drawn: Any) -> None:
    drawn.font.size = round(TYPE * PT)
    paint(drawn.font.color, "ink")
    drawn.has_title = False


def _emu(room: Box) -> tuple[int, int, int, int]:
    x, y, width, height = (round(side * PT) for side in (room.x, room.y, room.width, room.height))
    return x, y, width, height
