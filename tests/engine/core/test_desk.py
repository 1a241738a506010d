"""The door of the desk: who may come in, what is read, and that nothing sent names a file."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import threading
from pathlib import Path

import pytest
from apparatus.authoring import desk as desks
from apparatus.authoring.site import Site
from apparatus.data import settings
from apparatus.data.edition import UNKNOWN
from apparatus.hosts import guard, replacing
from apparatus.hosts.desk import TOP, Door
from apparatus.hosts.guard import is_own
from apparatus.hosts.serving import Serving
from apparatus.hosts.telling import Telling, level
from apparatus.notes.seen import Seen
from apparatus.pieces import SHELVES

NOTES = """\
- id: n1
  target: {page: page.md, block: p1, exact: words}
  layer: terms
  body: It fell.
  sources: [s]
  confidence: high
"""
NOTE = {"target": {"page": "page.md", "block": "p1", "exact": "Some"}, "layer": "terms",
        "body": "B.", "sources": ["s"], "confidence": "high"}  # fmt: skip
ONE = {"id": "n1", "target": {"page": "page.md", "block": "p1", "exact": "words"}, "layer": "terms",
       "body": "It fell.", "sources": ["s"], "confidence": "high"}  # fmt: skip


ALL = "0.0.0.0"  # noqa: S104 - nothing is bound
SHUT = "so nothing can be written in its pages. Serve on 127.0.0.1 for that."


class Client:
    """Asks a door as a browser does that has the page open."""

    def __init__(self, door):
        self.door = door
        page = door.with_head(b"<head></head>", self.environ("GET", "/")).decode()
        self.token = re.search(r'data-token="([^"]+)"', page)[1]

    def environ(self, method, path, body=b"", **more):
        return {
            "REQUEST_METHOD": method, "PATH_INFO": path, "SERVER_PORT": "8000",
            "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000",
            "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body), **more,
        }  # fmt: skip

    def ask(self, method, path, wish=None, **more):
        """Ask with the token. Out: the status, and what was said."""
        body = wish if isinstance(wish, bytes) else json.dumps(wish).encode() if wish else b""
        environ = self.environ(method, TOP + path, body, HTTP_X_APPARATUS_TOKEN=self.token) | more
        path, _, query = environ["PATH_INFO"].partition("?")
        status, headers, content = self.door.answer(
            environ | {"PATH_INFO": path, "QUERY_STRING": query}
        )
        assert dict(headers)["Cache-Control"] == "no-store"
        assert dict(headers)["X-Content-Type-Options"] == "nosniff"
        return int(status[:3]), json.loads(b"".join(content))


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setattr(replacing, "CALM", 0)
    folder = tmp_path / "data"
    folder.mkdir()
    for name, text in {
        "annotations": NOTES,
        "entities": "[]\n",
        "sources": "- {id: s, type: book, title: S}\n",
    }.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def client(data):
    seen = {"page.md": Seen("Some words here.", {"p1": (0, 16)})}
    urls = {"page.md": "page/", "index.md": "./", "é.md": "%C3%A9/"}
    site = Site(data, "data", SHELVES, UNKNOWN, urls, seen.get, lambda _: [])
    return Client(Door(lambda: site, "/edition/", lambda: {"names": []}))


@pytest.fixture
def unchanged(data):
    """See to it that nothing was written, whatever was asked."""
    before = {path: path.read_bytes() for path in data.parent.rglob("*") if path.is_file()}
    yield
    after = {path: path.read_bytes() for path in data.parent.rglob("*") if path.is_file()}
    assert after == before


def test_a_note_is_written_changed_and_deleted(client, data):
    status, said = client.ask("POST", "notes", {"note": NOTE})
    assert (status, said["id"], said["problems"]) == (200, "n2", [])
    path = data / "annotations.yml"
    assert path.read_text() == f"{NOTES}\n{said['yaml']}"
    _, state = client.ask("GET", "state?page=page.md")
    assert state["notes"] == [ONE, {"id": "n2", **NOTE}]
    changed = {**ONE, "body": "It stood."}
    assert client.ask("PUT", "notes/n1", {"before": ONE, "note": changed})[0] == 200
    status, said = client.ask("PUT", "notes/n1", {"before": ONE, "note": changed})
    assert (status, said["now"]) == (409, changed)
    assert client.ask("DELETE", "notes/n2", {"before": {"id": "n2", **NOTE}})[0] == 200
    assert path.read_text() == NOTES.replace("It fell", "It stood")
    assert [one.name for one in data.iterdir() if one.name.startswith(".")] == []


@pytest.mark.usefixtures("unchanged")
def test_a_copy_is_no_change(client):
    status, said = client.ask("POST", "notes", {"note": NOTE, "dry": True})
    assert (status, said["yaml"].splitlines()[0]) == (200, "- id: n2")
    status, said = client.ask("POST", "notes", {"note": {**NOTE, "layer": "x"}})
    assert (status, [*said["fields"]]) == (422, ["layer"])


STRANGERS = {
    "no token": {"HTTP_X_APPARATUS_TOKEN": ""},
    "another token": {"HTTP_X_APPARATUS_TOKEN": "é" * 43},
    "another page": {"HTTP_ORIGIN": "https://evil.example"},
    "a page of no origin": {"HTTP_ORIGIN": "null"},
    "another port": {"HTTP_ORIGIN": "http://127.0.0.1:8001"},
    "another scheme": {"HTTP_ORIGIN": "https://127.0.0.1:8000"},
    "another name of this machine": {"HTTP_ORIGIN": "http://localhost:8000"},
    "a link elsewhere": {"HTTP_SEC_FETCH_SITE": "cross-site"},
    "a neighbour": {"HTTP_SEC_FETCH_SITE": "same-site"},
    "an address that was typed": {"HTTP_SEC_FETCH_SITE": "none"},
    "another name": {"HTTP_HOST": "evil.example:8000"},
    "a name that begins alike": {"HTTP_HOST": "127.0.0.1.evil.example:8000"},
    "a name in a name": {"HTTP_HOST": "evil.example@127.0.0.1:8000"},
    "two names": {"HTTP_HOST": "127.0.0.1:8000, evil.example"},
    "no name": {"HTTP_HOST": ""},
    "a name with another port": {"HTTP_HOST": "127.0.0.1:80"},
    "another machine": {"REMOTE_ADDR": "192.168.0.7"},
    "others by a program of this machine": {"HTTP_X_FORWARDED_FOR": "203.0.113.7"},
    "others by another's name": {"HTTP_X_FORWARDED_HOST": "edition.example"},
    "others, as the standard has it": {"HTTP_FORWARDED": "for=203.0.113.7"},
    "nobody": {"REMOTE_ADDR": ""},
}


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("how", STRANGERS.values(), ids=STRANGERS)
def test_strangers_stay_outside(how, client):
    for method, path in (("POST", "notes"), ("GET", "state"), ("GET", "missing")):
        status, said = client.ask(method, path, {"note": NOTE}, **how)
        assert status == 403
        assert said.keys() == {"problems"}
    assert client.ask("DELETE", "notes/n1", {"before": ONE}, **how)[0] == 403


def test_the_page_itself_comes_in(client):
    for host in ("127.0.0.1:8000", "localhost:8000", "[::1]:8000"):
        how = {"HTTP_HOST": host, "HTTP_ORIGIN": f"http://{host}", "REMOTE_ADDR": "::1"}
        how["HTTP_SEC_FETCH_SITE"] = "same-origin"
        assert client.ask("GET", "state", **how)[0] == 200


@pytest.mark.parametrize(
    "how",
    [{"HTTP_HOST": "evil.example:8000"}, {"REMOTE_ADDR": "10.0.0.1"}, {"HTTP_VIA": "1.1 relay"},
     {"HTTP_SEC_FETCH_DEST": "iframe"}, {"HTTP_SEC_FETCH_DEST": "object"}],
)  # fmt: skip
def test_who_comes_by_another_name_or_in_a_frame_gets_no_token(how, client):
    """Else a page elsewhere could let its own name lead here, or a hand to what it cannot see."""
    environ = client.environ("GET", "/edition/page/", **how)
    assert client.door.with_head(b"<head></head>", environ) == b"<head></head>"


DEEP = b'{"note": ' + b"[" * 20_000 + b"]" * 20_000 + b"}"
BROKEN = {
    "no JSON": (b"note", 400),
    "a list": (b"[]", 400),
    "nothing": (b"", 400),
    "no UTF-8": (b'{"note": "\xff"}', 400),
    "half a sign": (b'{"note": {"body": "\\ud800"}}', 400),
    "a key twice": (b'{"note": {}, "note": {}}', 400),
    "no number": (b'{"note": {"body": NaN}}', 400),
    "a number without end": (b'{"note": {"body": ' + b"9" * 9999 + b"}}", 400),
    "lists without end": (DEEP, 400),
    "groups in groups": (b'{"note": ' + b'{"a":' * 20 + b"1" + b"}" * 21, 400),
    "no note": (b'{"before": {}}', 400),
    "a note that is a list": (b'{"note": [1]}', 400),
    "too much": (b'{"note": {"body": "' + b"a" * 70_000 + b'"}}', 413),
}


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(("body", "status"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_wish_is_not_read(body, status, client):
    assert client.ask("POST", "notes", body)[0] == status


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"CONTENT_TYPE": "text/plain"}, 415),
        ({"CONTENT_TYPE": "application/x-www-form-urlencoded"}, 415),
        ({"CONTENT_TYPE": ""}, 415),
        ({"CONTENT_LENGTH": ""}, 411),
        ({"CONTENT_LENGTH": "-1"}, 411),
        ({"CONTENT_LENGTH": "٣"}, 411),
        ({"CONTENT_LENGTH": "9" * 40}, 413),
        ({"CONTENT_LENGTH": "0" * 9 + "99999"}, 413),
    ],
)
def test_only_json_of_a_known_length_is_read(how, status, client):
    assert client.ask("POST", "notes", {"note": NOTE}, **how)[0] == status


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "notes", 405), ("PUT", "notes", 405), ("POST", "notes/n1", 405),
        ("POST", "state", 405), ("OPTIONS", "notes", 405), ("GET", "", 404),
        ("GET", "../data/annotations.yml", 404), ("GET", "desk.py", 404),
        ("GET", "assets/desk.js", 404), ("GET", "..%2fdesk.py", 404),
        ("GET", "state?page=../mkdocs.yml", 404), ("GET", "state?page=%2e%2e/x", 404),
        ("DELETE", "notes/../entities", 404), ("PUT", "sources/s", 404),
        ("DELETE", "notes/n9", 409),
    ],
)  # fmt: skip
def test_there_are_no_other_addresses(method, path, status, client):
    assert client.ask(method, path, {"before": {}, "note": NOTE})[0] == status


HOSTILE = ["\x00", "\x1b[2J", "a\r\nb", "- id: n9\n  body: x", "'\"`", "<script>1</script>",
           "!!python/object:os.system", "&a *a", "\u202e", "\u2028", "\ufeff", "{{ 7*7 }}", "%s",
           "\U0001f9f1", "a" * 5000, "# no comment", "---\n...", "? x", "=", "<<", "\t",
           " "]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_written_is_text_or_nothing(text, client, data):
    before = (data / "annotations.yml").read_bytes()
    for key in ("body", "title", "author", "known", "layer"):
        status, said = client.ask("POST", "notes", {"note": {**NOTE, key: text}})
        after = (data / "annotations.yml").read_bytes()
        assert after.startswith(before)
        if status == 200:
            notes = client.ask("GET", "state?page=page.md")[1]["notes"]
            assert notes[-1].get(key, "") in (text, "")
            assert len(notes) == 2
            assert client.ask("DELETE", f"notes/{said['id']}", {"before": notes[-1]})[0] == 200
        else:
            assert (status, said["problems"] != []) == (422, True)
        assert (data / "annotations.yml").read_bytes() == before


def test_a_file_that_leads_out_of_the_folder_is_not_written(client, data, tmp_path):
    outside = tmp_path / "outside.yml"
    (data / "annotations.yml").rename(outside)
    (data / "annotations.yml").symlink_to(outside)
    status, said = client.ask("POST", "notes", {"note": NOTE})
    assert status == 409
    [why] = said["problems"]
    assert why.startswith(
        "data/annotations.yml leads out of the data folder, so nothing was written"
    )
    assert outside.read_text() == NOTES
    inside = data / "notes.txt"
    outside.rename(inside)
    (data / "annotations.yml").unlink()
    (data / "annotations.yml").symlink_to(inside)
    assert client.ask("POST", "notes", {"note": NOTE})[0] == 200
    assert (data / "annotations.yml").is_symlink()
    assert "n2" in inside.read_text()


def test_somebody_was_quicker(client, data, monkeypatch):
    judged = desks.Desk._judged  # noqa: SLF001 - what happens while it looks is the question

    def slowly(*arguments):
        (data / "annotations.yml").write_text(NOTES + "# quicker\n")
        return judged(*arguments)

    monkeypatch.setattr(desks.Desk, "_judged", slowly)
    status, said = client.ask("POST", "notes", {"note": NOTE})
    assert (status, "has changed meanwhile" in said["problems"][0]) == (409, True)
    assert (data / "annotations.yml").read_text() == NOTES + "# quicker\n"


def test_a_program_that_is_saving_a_file_ends_first(client, data, monkeypatch):
    """It has emptied the file; what it will write would be lost with a file in its place."""
    path, ways = data / "annotations.yml", []

    def wait(seconds):
        ways.append(seconds)
        path.write_text(NOTES + "# of a long morning\n")

    path.write_text("")
    monkeypatch.setattr(replacing, "CALM", 3600)
    monkeypatch.setattr(replacing.time, "sleep", wait)
    status, said = client.ask("POST", "notes", {"note": NOTE})
    assert (status, "has changed meanwhile" in said["problems"][0]) == (409, True)
    assert path.read_text() == NOTES + "# of a long morning\n"
    assert 0 < ways[0] <= replacing.CALM


def test_somebody_was_quicker_while_all_was_made_ready(client, data, monkeypatch):
    def slowly(_):
        (data / "annotations.yml").write_text(NOTES + "# quicker\n")

    monkeypatch.setattr(replacing.whole_file.os, "fsync", slowly)
    assert client.ask("POST", "notes", {"note": NOTE})[0] == 409
    assert (data / "annotations.yml").read_text() == NOTES + "# quicker\n"
    assert not list(data.glob(".*"))


@pytest.mark.usefixtures("unchanged")
def test_a_file_that_nobody_may_write_is_not_replaced(client, data):
    (data / "annotations.yml").chmod(0o444)
    status, said = client.ask("POST", "notes", {"note": NOTE})
    assert (status, "cannot be written" in said["problems"][0]) == (409, True)


def test_a_link_in_the_way_of_a_new_file_is_not_followed(client, data, tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("kept")
    for name in (".annotations.yml.new", f".annotations.yml.{os.getpid()}.new"):
        (data / name).symlink_to(outside)
    assert client.ask("POST", "notes", {"note": NOTE})[0] == 200
    assert outside.read_text() == "kept"
    assert not (data / "annotations.yml").is_symlink()


def test_many_notes_at_once_are_all_there(client, data):
    threads = [threading.Thread(target=client.ask, args=("POST", "notes", {"note": NOTE}))
               for _ in range(8)]  # fmt: skip
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert re.findall(r"id: (n\d+)", (data / "annotations.yml").read_text()) == [
        f"n{number}" for number in range(1, 10)
    ]


def test_a_file_that_cannot_be_written_stays(client, data, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(replacing.whole_file, "save", full)
    status, said = client.ask("POST", "notes", {"note": NOTE})
    assert status == 409
    assert said["problems"][0].startswith("data/annotations.yml cannot be written: No space left")
    monkeypatch.setattr(replacing.whole_file, "save", lambda *_: True)
    assert "says something else" in client.ask("POST", "notes", {"note": NOTE})[1]["problems"][0]
    assert (data / "annotations.yml").read_text() == NOTES


def test_what_is_no_mistake_is_told_quietly_and_without_a_place():
    heard = []
    Telling(heard.append, None).mention("It is so.")
    assert [(level(one), str(one)) for one in heard] == [(logging.INFO, "It is so.")]


def test_without_a_site_there_is_nothing_to_write_to():
    client = Client(Door(lambda: None))
    status, said = client.ask("POST", "notes", {"note": NOTE})
    assert (status, said["problems"][0][:31]) == (503, "The site has not been built yet")


@pytest.mark.parametrize(
    ("path", "page"),
    [("/edition/page/", "page.md"), ("/edition/page/index.html", "page.md"),
     ("/edition/", "index.md"), ("/edition/é/", "é.md"), ("/edition/none/", ""), ("/page/", "")],
)  # fmt: skip
def test_a_page_knows_which_it_is(path, page, client):
    environ = client.environ("GET", path.encode().decode("latin-1"))
    html = client.door.with_head(b"<html><head><title>T</title></head>", environ).decode()
    assert f'data-page="{page}"' in html
    assert html.endswith("</head>")


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), (ALL, False),
     ("", False), ("::", False), ("192.168.0.7", False), ("example.org", False)],
)  # fmt: skip
def test_which_addresses_are_heard_on_this_machine_alone(host, own):
    assert is_own(host) == own


class Session:
    """What a server asks of a session."""

    def __init__(self, **asked):
        self.asked, self.said, self.look, self.told = asked, [], None, self

    def mention(self, what):
        self.said.append(what)

    @staticmethod
    def attend(server, ways):
        return ways.whole, server.serve_request


class Server:
    """A server that has one page."""

    mount_path = "/"

    def __init__(self, host):
        self.server_address = (host, 8000)

    def serve_request(self, _, start):
        start("200 OK", [("Content-Type", "text/html")])
        return [b"<head></head><body></body>"]


def test_the_desk_goes_and_comes_as_the_settings_say_while_they_are_served():
    session, answers = Session(desk=False), []
    app = Serving(session).app(Server("127.0.0.1"))
    environ = Client(Door(lambda: None)).environ("GET", "/")
    for desk in (False, True, False):
        session.asked = {"desk": desk}
        content = b"".join(app(environ, lambda *its: answers.append(its)))
        assert (b"/-/apparatus/desk.js" in content) == desk


@pytest.mark.parametrize(
    ("host", "asked", "said"),
    [
        ("127.0.0.1", {"desk": False}, []),
        (ALL, {}, [f"the server listens on '{ALL}', {SHUT}"]),
    ],
)
def test_where_the_desk_is_off_there_is_no_trace_of_it(host, asked, said):
    session, answers = Session(**asked), []
    app = Serving(session).app(Server(host))
    for path in ("/", f"{TOP}desk.js"):
        environ = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1",
                   "SERVER_PORT": "8000", "REQUEST_METHOD": "GET"}  # fmt: skip
        content = app(environ, lambda *its: answers.append(its))
        assert b"".join(content) == b"<head></head><body></body>"
    assert session.said == said


@pytest.mark.parametrize(
    ("value", "kept", "said"),
    [(False, {"desk": False}, []), (True, {"desk": True}, []),
     ("off", {}, ["desk must be true or false, but here it is 'off'."])],
)  # fmt: skip
def test_the_setting(value, kept, said):
    asked, problems = settings.read({"extra": {"apparatus": {"desk": value}}})
    assert (asked, [one.message for one in problems]) == (kept, said)


def test_what_is_not_published_is_in_no_folder_that_is():
    assert not list(Path(guard.__file__).parent.parent.glob("assets/**/desk*"))


def test_a_server_whose_place_is_taken_says_so_in_a_sentence():
    server = Server("127.0.0.1")

    def bind():
        raise OSError(98, "Address already in use")

    server.server_bind, server.set_app = bind, lambda _: None
    Serving(Session()).take(server, lambda: None)
    with pytest.raises(SystemExit) as stopped:
        server.server_bind()
    assert str(stopped.value) == (
        "Nothing can be served at 127.0.0.1:8000: Address already in use. "
        "Stop what runs there, or name another place: '-a 127.0.0.1:8001'."
    )
