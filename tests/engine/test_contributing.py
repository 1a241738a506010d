"""The forms for issues are what GitHub takes, and hold what the site's links fill in."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from apparatus.data import error_reports
from builds import PROJECT

FORMS = sorted((PROJECT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
TOP = {"name", "description", "title", "labels", "assignees", "projects", "type", "body"}
KEYS = {
    "markdown": ({"value"}, set()),
    "input": ({"label"}, {"description", "placeholder", "value"}),
    "textarea": ({"label"}, {"description", "placeholder", "value", "render"}),
    "dropdown": ({"label", "options"}, {"description", "multiple", "default"}),
    "checkboxes": ({"label", "options"}, {"description"}),
}
"""What each type of element must have, and what it may."""


def form(name):
    return yaml.safe_load((PROJECT / f".github/ISSUE_TEMPLATE/{name}.yml").read_text("utf-8"))


@pytest.mark.parametrize("name", [path.stem for path in FORMS if path.stem != "config"])
def test_a_form_is_one_that_github_takes(name):
    its = form(name)
    assert {"name", "description", "body"} <= {*its} <= TOP
    fields = [one for one in its["body"] if one["type"] != "markdown"]
    assert fields, "a form needs more than words"
    for key in ("id", "label"):
        said = [one["attributes"]["label"] if key == "label" else one["id"] for one in fields]
        assert len(set(said)) == len(said)
    for one in its["body"]:
        must, may = KEYS[one["type"]]
        assert must <= {*one["attributes"]} <= must | may
        assert {*one} <= {"type", "attributes"} | (
            {"id", "validations"} if one in fields else set()
        )
        assert {*one.get("validations", {})} <= {"required"}
        assert re.fullmatch(r"[\w-]+", one.get("id", "none"))
        options = one["attributes"].get("options", [])
        assert len(set(options)) == len(options)
        assert "None" not in options


def test_each_name_of_a_form_is_its_own():
    names = [form(path.stem)["name"] for path in FORMS if path.stem != "config"]
    assert len(set(names)) == len(names) == 3


def test_the_chooser_of_forms_is_one_that_github_takes():
    assert {*form("config")} <= {"blank_issues_enabled", "contact_links"}


def test_a_note_s_link_fills_in_fields_that_its_form_has():
    made = error_reports.template("", "https://github.com/someone/text")
    asked = parse_qs(urlsplit(made).query)
    its = form(asked.pop("template")[0].removesuffix(".yml"))
    assert {*asked} <= {"title"} | {one.get("id") for one in its["body"]}
    assert {"note", "page"} <= {*asked}


def test_hooks_of_commits_name_programs_and_files_that_are_there():
    settings = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text("utf-8"))
    hooks = [hook for repo in settings["repos"] for hook in repo["hooks"]]
    assert len({hook["id"] for hook in hooks}) == len(hooks) > 1
    for hook in hooks:
        assert hook["language"] == "system"
        program = next(word for word in hook["entry"].split() if word.startswith(".venv/"))
        assert (PROJECT / program).is_file(), program
