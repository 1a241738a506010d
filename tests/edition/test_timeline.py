"""On the built site the timeline says what the data file says."""

from __future__ import annotations

from builds import source_of

ABOUT = "~?%"
"""The signs of dates that are about right or probable, which machines are not told."""


def test_every_event_is_there_with_its_date_and_sources(listed, holding):
    events = listed("events")
    _, page = holding("events", "ol.ap-timeline__events")[0]
    shown = [li["id"] for li in page.select("ol.ap-timeline__events > li")]
    ordered = sorted(events, key=lambda e: e["date"].rstrip(ABOUT))
    assert shown == [f"event-{e['id']}" for e in ordered]
    for event in events:
        item = page.select_one(f"#event-{event['id']}")
        dates = [t["datetime"] for t in item.select("time")]
        said = [event["date"], *([event["end"]] if "end" in event else [])]
        assert dates == [date.rstrip(ABOUT) for date in said]
        cited = [a["href"].partition("#")[2] for a in item.select(".ap-event__sources a")]
        assert cited == [f"source-{source_of(its)}" for its in event["sources"]]
        assert bool(item.select(".ap-event__mark--inferred")) == (event["precision"] == "inferred")


def test_the_reader_is_where_the_data_say(listed, holding):
    here = [f"event-{event['id']}" for event in listed("events") if event.get("here")]
    _, page = holding("events", "ol.ap-timeline__events")[0]
    assert [item["id"] for item in page.select("ol [aria-current]")] == here
