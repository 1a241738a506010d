"""On the built site the timeline says what the data file says."""

from __future__ import annotations

import yaml


def test_every_event_is_there_with_its_date_and_sources(built, project):
    events = yaml.safe_load((project / "data/events.yml").read_text(encoding="utf-8"))
    page = built.pages()["timeline/index.html"]
    shown = [li["id"] for li in page.select("ol.timeline__events > li")]
    ordered = sorted(events, key=lambda e: e["date"])
    assert shown == [f"event-{e['id']}" for e in ordered]
    for event in events:
        item = page.select_one(f"#event-{event['id']}")
        dates = [t["datetime"] for t in item.select("time")]
        assert dates == [event["date"], *([event["end"]] if "end" in event else [])]
        cited = [a["href"] for a in item.select(".event__sources a")]
        assert cited == [f"../sources/#source-{s}" for s in event["sources"]]
        assert bool(item.select(".event__mark--inferred")) == (event["precision"] == "inferred")


def test_the_reader_is_at_the_meeting_of_15_june(built):
    (here,) = built.pages()["timeline/index.html"].select("ol [aria-current]")
    assert here.time["datetime"] == "1990-06-15"
