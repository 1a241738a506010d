"""The overlay as readers have it: its script, in Node, against the same rule in Python."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from apparatus.overlay import normal, placing, sketch
from overlay_script import in_node, trials
from overlaying import SALT, SOURCE, paragraphs, printed, strangers

CASES = yaml.safe_load((Path(__file__).parents[1] / "core/cases/overlay.yml").read_text("utf-8"))


def test_the_script_reads_a_copy_as_the_rule_says():
    cases = [case for case in CASES if "text" in case]
    told = in_node(
        "return its.map(text => [false, true].map(all => words(tidy(text), all).map(w => w.form)))",
        [case["text"] for case in cases],
    )
    for case, (bare, whole) in zip(cases, told, strict=True):
        assert bare == case["words"].split(), case["name"]
        assert whole == case.get("whole", " ".join(whole)).split(), case["name"]


def test_script_and_python_find_the_same_in_all_copies():
    """Words with their places, sketches, hashes, verdicts."""
    its = printed(paragraphs(), rounds=10)
    copies = [
        SOURCE,
        SOURCE.replace("reloj", "re1oj"),
        "\n".join(strangers()[:40]),
        "",
        "時計" * 40,
    ]
    copies += ["\n\n".join([*paragraphs()[3:6], *paragraphs()[:4]]), SOURCE.replace("\n", "\r\n ")]
    told = in_node("return Promise.all(its[1].map(copy => read(copy, its[0])))", [its, copies])
    passages = [
        sketch.Passage(one["words"], one["tag"], int(one["sketch"], 16)) for one in its["passages"]
    ]
    print_ = sketch.Print(its["salt"], its["rounds"], passages)
    for copy, found in zip(copies, told, strict=True):
        ours = placing.read(copy, print_)
        assert [word._asdict() for word in ours.words] == found["words"]
        assert [one._asdict() for one in ours.placed] == found["placed"]


def test_the_script_makes_the_same_hash_and_sketch():
    forms = [word.form for word in normal.words(SOURCE)]
    windows = [(0, 30), (5, 6), (3, len(forms)), (7, 7)]
    ours = sketch.Sketcher(forms, SALT).sketches(windows)
    wanted = [
        {"sketch": [one & 0xFFFFFFFF, one >> 32], "bits": sketch.BITS, "most": 0} for one in ours
    ]
    asked = [(*window, number) for number, window in enumerate(windows)]
    body = """
      const [forms, salt, asked, wanted] = its;
      return [await tag(forms.join(" "), salt, 7), sketcher(forms, salt).near(asked, wanted)];
    """
    tag, near = in_node(body, [forms, SALT, asked, wanted])
    assert tag == sketch.tag(forms, SALT, 7)
    assert near == [[*asked[0], 0], [*asked[2], 0]], "the others have too few letters"


@pytest.mark.parametrize("first", [1_000_000])
def test_nothing_is_placed_wrongly_in_copies_that_chance_has_spoilt(first):
    """`tests/overlay/run.py` tries as many as you like."""
    told = trials(150, first)
    assert told["faults"] == []
    verdicts = {verdict for its in told["counts"].values() for verdict in its}
    assert verdicts == {"exact", "differs", "missing", "twice", "unsure"}


def test_of_a_copy_with_few_wrong_signs_most_passages_are_found():
    told = trials(60, rates=[0.01], ways=["nothing"])
    its = told["counts"]["nothing"]
    assert its["exact"] + its["differs"] >= 0.9 * sum(its.values())
