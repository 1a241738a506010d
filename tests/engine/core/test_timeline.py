"""`<!-- apparatus: timeline -->` becomes an ordered list of events."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

ENTITIES = "- {id: kaifu, kind: person, name: Kaifu, gloss: G., entry: other.md}\n"
SOURCES = "- {id: times, type: book, title: Times}\n"
EVENTS = """\
- {id: later, date: "1990-06-28", title: The report, text: Kaifu agrees., precision: exact,
   sources: [times], confidence: high}
- {id: meeting, date: "1990-06-15", place: San Francisco, title: They meet, text: Long talk.,
   precision: exact, here: true, sources: [times], confidence: high}
- {id: round, date: "1989-09-04", end: "1989-09-05", title: First round, text: Talk.,
   precision: exact, sources: [times], confidence: medium}
- {id: failed, date: "1990-06", title: No result, text: It ended., precision: inferred,
   basis: Counted back., sources: [times], confidence: low}
"""
DATA = {"entities": ENTITIES, "sources": SOURCES, "events": EVENTS}


@pytest.fixture
def show(render):
    def show(**data):
        asked = {"page.md": "<!-- apparatus: timeline -->\n"}
        site = render(asked, ("other.md",), **{**DATA, **data})
        assert site.problems == []
        return BeautifulSoup(site.pages["page.md"], "html.parser")

    return show


def words(element):
    return " ".join(element.text.split())


def test_events_stand_in_order_of_their_dates(show):
    ids = [li["id"] for li in show().select("ol > li")]
    assert ids == ["event-round", "event-failed", "event-meeting", "event-later"]


def test_each_year_is_a_heading_over_its_events(show):
    years = [(h.text.rstrip("¶"), [li["id"] for li in h.find_next_sibling("ol").select("li")])
             for h in show().select("h2")]  # fmt: skip
    assert years == [
        ("1989", ["event-round"]),
        ("1990", ["event-failed", "event-meeting", "event-later"]),
    ]


@pytest.fixture
def dated(show):
    def dated(*dates):
        events = "".join(
            f'- {{id: e{n}, date: "{date}", title: T, text: T, precision: exact,\n'
            "   sources: [times], confidence: high}\n"
            for n, date in enumerate(dates)
        )
        soup = show(events=events)
        return [
            (h.text.rstrip("¶"), [*map(words, h.find_next_sibling("ol").select(".ap-event__when"))])
            for h in soup.select("h2")
        ]

    return dated


def test_dates_of_any_sort_stand_under_the_time_they_are_about(dated):
    its = ("1850-03", "1850/..", "185X~", "../1850", "-0043-03-15", "18XX", "../1850-06", "1850?",
           "1850-06-01", "1850-06/1851-02", "Y-10000", "-00XX", "0079-08-24")  # fmt: skip
    assert dated(*its) == [
        ("10,001 BC", ["10,001 BC"]),
        ("1st century BC", ["1st century BC"]),
        ("44 BC", ["15 March 44 BC"]),
        ("79", ["24 August 79"]),
        ("19th century", ["19th century"]),
        ("1850 or earlier", ["1850 or earlier"]),
        ("1850s", ["c. 1850s"]),
        (
            "1850",
            [
                "probably 1850", "1850 or later", "March 1850", "June 1850 or earlier",
                "June 1850 to February 1851", "1 June 1850",
            ],
        ),
    ]  # fmt: skip


def test_what_html_has_no_form_for_is_text(show):
    for date, machine in (("-0043", []), ("185X", []), ("0800", ["0800"]), ("1850~", ["1850"])):
        soup = show(events=EVENTS.replace("1990-06-28", date))
        when = soup.select_one("#event-later .ap-event__when")
        assert [t["datetime"] for t in when.select("time")] == machine


def test_a_link_leads_to_where_the_reader_is_and_only_if_that_is_known(show):
    (link,) = show().select(".ap-timeline__key a")
    assert (link["href"], link.text) == ("#event-meeting", "You are here: 15 June 1990")
    assert not show(events=EVENTS.replace("here: true, ", "")).select(".ap-timeline__key a")


def test_dates_can_be_read_by_people_and_machines(show):
    soup = show()
    times = [[(t["datetime"], t.text) for t in li.select("time")] for li in soup.select("ol > li")]
    assert times == [
        [("1989-09-04", "4 September 1989"), ("1989-09-05", "5 September 1989")],
        [("1990-06", "June 1990")],
        [("1990-06-15", "15 June 1990")],
        [("1990-06-28", "28 June 1990")],
    ]
    assert words(soup.select_one("#event-meeting .ap-event__when")) == "15 June 1990, San Francisco"


def test_an_inferred_date_says_so_and_from_what(show):
    soup = show()
    assert words(soup.select_one("#event-failed .ap-event__when")) == "inferred: June 1990"
    assert (
        words(soup.select_one("#event-failed .ap-event__basis")) == "Date inferred: Counted back."
    )
    marked = [li["id"] for li in soup.select("li:has(.ap-event__mark--inferred)") if li.get("id")]
    assert marked == ["event-failed"]
    assert "inferred" not in soup.select_one("#event-round").text


def test_one_event_is_where_the_reader_is(show):
    (here,) = show().select("[aria-current]")
    assert (here["id"], here["aria-current"]) == ("event-meeting", "date")
    assert here.select_one(".ap-event__here").text == "You are here"


def test_each_event_says_its_sources_and_how_sure_it_is(show):
    said = [words(p) for p in show().select(".ap-event__sources")]
    assert said == [f"Times, n.d. · confidence: {c}" for c in ("medium", "low", "high", "high")]


def test_names_in_it_are_links(show):
    assert [a["data-entity"] for a in show().select("a[data-entity]")] == ["kaifu"]


@pytest.mark.parametrize(
    "value",
    ["<script>x</script>", "\"><img src=x onerror=x>'", "</li></ol><b>", "[y](javascript:z)"],
)
def test_what_is_in_the_data_is_text_and_nothing_else(value, show):
    quoted = '"' + "".join(f"\\U{ord(c):08x}" for c in value) + '"'
    data = EVENTS
    for known in ("San Francisco", "They meet", "Long talk.", "Counted back."):
        data = data.replace(f": {known}", f": {quoted}")
    soup = show(events=data)
    assert not soup.select("script, img, b, a[href^=javascript]")
    assert len(soup.select("ol > li")) == 4
    assert soup.select_one("#event-meeting .ap-event__title").text == value
    assert soup.select_one("#event-meeting .ap-event__place").text == f", {value}"
    assert soup.select_one("#event-failed .ap-event__basis").text == f"Date inferred: {value}"
