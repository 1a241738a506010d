"""Japanese and Chinese words have to say which language they are in, wherever they stand."""

from __future__ import annotations

import html
import re

import pytest
from apparatus.data import cache, edition
from apparatus.pieces import SHELVES
from apparatus.text import page_language
from apparatus.text.addresses import relative
from apparatus.text.scripts import runs, with_language
from hypothesis import given
from hypothesis import strategies as st

ENTITIES = "- {id: b, kind: term, name: B, gloss: G., entry: other.md}\n"
SOURCES = "- {id: s, type: book, title: S}\n"
NOTE = """\
- id: n1
  target: {page: page.md, paragraph: 1, exact: 外圧}
  layer: terms
  body: The word <span lang="ja">外圧</span>; not <span lang="ja" class="x">B</span>, <div>B</div>.
  sources: [s]
  confidence: high
"""


def places(site):
    return [problem.split(": ")[0] for problem in site.problems]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain, “curly” – Tōkyō 서울 é · ー", ["ー"]),
        ("the 中山 太郎, minister", ["中山 太郎"]),
        ("a スーパー301条, S・リン・A・ウ3 B", ["スーパー301条", "S・リン・A・ウ"]),
        ("貯蓄・投資バランス（１）。 More", ["貯蓄・投資バランス（１）。"]),
        ("々 ｱ 𠮟 〇", ["々 ｱ 𠮟 〇"]),
        ("「 」・、（）", []),
    ],
)
def test_what_counts(text, found):
    assert runs(text) == found


@pytest.mark.parametrize(
    ("page", "bare"),
    [
        ("<p>中</p>", ["中"]),
        ('<p lang="ja">中<b>山</b></p>山', ["山"]),
        ('<p lang="ja">中<b lang="ko">山</b>太<br>郎</p>', []),
        ('<p lang="ja-Hira">か</p><p lang="zh-Hant">中</p><p lang="JA">中</p>', []),
        ('<p lang="jam">中</p><p lang>中</p>', ["中"]),
        ('<img alt="中" lang="ja"><img alt="中"><i title="山">x</i>', ["中", "山"]),
        ('<div lang="ja"><p>中<p>山</div>太', ["太"]),
        ('</b><p lang="ja">中</i>山</p>', []),
        ("<code>中</code><pre><span>中</span></pre><script>'中'</script><!-- 中 -->", []),
        ("&#20013; <a href='中' id='中'>x</a>", ["中"]),
    ],
)
def test_what_html_says(page, bare):
    assert [words.text for words in page_language.find(page) if not words.fine] == bare


# A § stands before the words that should be found.
PAGE = """\
---
title: Page
---
# Page

`外圧` and <span lang="ja">外圧</span>, [§外圧](other.md "§外圧"), §外圧[^1].

```
外圧
```

| §外圧 | <b lang="ja">外圧</b> |
|------|------|
| x    | y    |

外圧は外圧だ。
{ lang=ja }

<div title="§外圧">§外圧</div>

- x

    <p lang="ja">外圧</p>

[^1]: A note, §国会.

<div markdown="span">§一 <i lang="ja">一</i></div>
"""


def test_the_place_is_that_in_the_markdown(render):
    site = render({"page.md": PAGE.replace("§", "")}, ("other.md",), entities=ENTITIES)
    expected = [
        f"docs/page.md:{number}:{len(part.replace('§', '')) + 1}"
        for number, line in enumerate(PAGE.splitlines(), 1)
        for part in (line[: at.start()] for at in re.finditer("§", line))
    ]
    assert sorted(places(site)) == sorted(expected)


def test_words_that_are_printed_more_than_once(render):
    page = '<span lang="ja">A 国会</span> or NPC.\n\n*[NPC]: 国会\n\nNPC, and NPC.\n'
    site = render({"page.md": page}, ("other.md",), entities=ENTITIES)
    assert set(places(site)) == {"docs/page.md:3:9"}


def test_a_page_that_wants_nothing_of_us_is_not_checked(render):
    page = "---\napparatus: false\n---\n# 外圧\n"
    site = render({"page.md": page}, ("other.md",), entities=ENTITIES)
    site.build.resolve({"page.md": "外圧"}, relative)
    assert places(site) == []


@pytest.mark.parametrize(
    ("marked", "language", "stops"),
    [("error", "en", [True]), ("warn", "en", [False]), ("off", "en", []), ("error", "ja", [])],
)
def test_the_settings_say_what_comes_of_it(render, marked, language, stops):
    site = render({"page.md": "外圧\n"}, ("other.md",), language, marked=marked, entities=ENTITIES)
    assert [problem.stops for problem in site.build.problems] == stops


def test_nothing_is_guessed_where_nothing_is_asked():
    assert edition.UNKNOWN.unnamed == ""
    assert with_language("中", unnamed="") == "中"
    assert with_language("中 a 山", ["zh"], unnamed="") == '<span lang="zh">中</span> a 山'


def test_titles_are_checked(render):
    pages = {"page.md": "---\ntitle: 外圧\n---\nWords.\n", "z.md": "Words.\n", "other.md": ""}
    site = render(pages, entities=ENTITIES)
    site.build.resolve({"page.md": "外圧", "z.md": "中", "other.md": "Z"}, relative)
    said = "the navigation cannot say which language the title '{}' is in. "
    said += "Write 'title: …' in Latin letters in the page's front matter."
    assert [str(problem) for problem in site.build.problems] == [
        f"docs/page.md:2:8: {said.format('外圧')}",
        f"docs/z.md:1:1: {said.format('中')}",
    ]


@pytest.mark.parametrize("language", ["ja", "ja-JP", "zh"])
def test_a_site_in_japanese_or_chinese_is_not_asked(render, language):
    entities = ENTITIES.replace("G.", "外務大臣。")
    pages = {"page.md": "# 外圧\n\nBの外圧。 ![中](b.png)\n\n## 中\n"}
    site = render(pages, ("other.md",), language, entities=entities)
    site.build.resolve({"page.md": "外圧"}, relative)
    assert site.problems == []
    assert site.build.problems == []


def test_a_note_marks_words_and_lets_no_other_html_through(render):
    page = '<span lang="ja">外圧</span> and more.\n{ #p1 }\n'
    site = render({"page.md": page}, ("other.md",), entities=ENTITIES, sources=SOURCES,
                  annotations=NOTE)  # fmt: skip
    assert site.problems == []
    page = site.pages["page.md"]
    assert 'The word <span lang="ja">外圧</span>;' in page
    assert "&lt;span lang=" in page
    assert "&lt;div&gt;" in page
    assert 'ap-note__words"><span lang="ja">外圧</span></span>' in page


def test_backlinks_say_which_language_words_are_in(render):
    page = '# Page\n\nB & <span lang="ja">外圧</span>.\n'
    for language, words in (("en", '&amp; <span lang="ja">外圧</span>.'), ("ja", "&amp; 外圧.")):
        pages = {"page.md": page, "other.md": "# B\n\nText.\n"}
        site = render(pages, (), language, entities=ENTITIES)
        assert f"</b> {words}" in site.build.decorate("other.md", site.pages["other.md"])


ZH, JA = '<span lang="zh">{}</span>', '<span lang="ja">{}</span>'


@pytest.mark.parametrize(
    ("page", "exact", "quoted"),
    [
        ('<span lang="zh">中文</span>.', "中文", ZH.format("中文")),
        ('<span lang="zh-Hant">大中文</span>.', "中文", '<span lang="zh-Hant">中文</span>'),
        ("*中文*{ lang=zh }.", "中文", ZH.format("中文")),
        ("*中文*{ lang=ja }.", "中文", JA.format("中文")),
        ('*<span lang="zh">中文</span>*{ lang=ja }.', "中文", ZH.format("中文")),
        ('<span lang="ja">外 *中文*{ lang=zh } 国</span>.', "国", JA.format("国")),
        ('<span lang="ja">外 *中文*{ lang=zh } 国</span>.', "中文", ZH.format("中文")),
        (
            "*中文*{ lang=ja } or *中文*{ lang=zh }.",
            "中文 or 中文",
            JA.format("中文") + " or " + ZH.format("中文"),
        ),
        ('<span lang="zh">A<br>中&#25991;</span>.', "A", "A"),
        ('<span lang="zh">一 &#25991;</span>.', "一 文", ZH.format("一 文")),
    ],
)
def test_a_note_quotes_words_in_the_language_of_the_page(render, page, exact, quoted):
    note = NOTE.replace("外圧}", f"{exact}}}")
    site = render({"page.md": page + "\n{ #p1 }\n"}, ("other.md",), entities=ENTITIES,
                  sources=SOURCES, annotations=note)  # fmt: skip
    assert site.problems == []
    assert f'ap-note__words">{quoted}</span>' in site.pages["page.md"]


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ("外圧.\n{ #p1 lang=zh }\n", "zh"),
        ('<div lang="zh" markdown>\n<div markdown>\n\n外圧.\n{ #p1 }\n\n</div>\n</div>\n', "zh"),
        ('<div lang="zh" markdown>\n\n*外圧*{ lang=ja }.\n{ #p1 }\n\n</div>\n', "ja"),
    ],
)
def test_the_language_around_a_paragraph_is_that_of_its_words(render, page, language):
    site = render({"page.md": page}, ("other.md",), entities=ENTITIES, sources=SOURCES,
                  annotations=NOTE)  # fmt: skip
    assert site.problems == []
    quoted = f'ap-note__words"><span lang="{language}">外圧</span></span>'
    assert quoted in site.pages["page.md"]


def test_backlinks_keep_the_language_of_the_page(render):
    page = (
        '# Page\n\n## <span lang="zh">中文</span> { #x data-toc-label="Zh" }\n\n'
        'Not <span lang="ja">外圧</span>. The <span lang="zh">外</span>, *圧*{ lang=ja } and B '
        'say <b lang="zh">外</b> or <span lang="ja">外</span>. No <span lang="zh">国会</span>.\n'
    )
    pages = {"page.md": page, "other.md": "# B\n\nText.\n"}
    site = render(pages, entities=ENTITIES)
    assert site.problems == []
    finished = site.build.decorate("other.md", site.pages["other.md"])
    (backlink,) = re.findall("<li>(<a .*)</li>", finished)
    assert re.sub("</?a[^>]*>", "", backlink) == (
        f"{ZH.format('中文')}: The {ZH.format('外')}, {JA.format('圧')} and <b>B</b> "
        f"say {ZH.format('外')} or {JA.format('外')}."
    )


def test_backlinks_keep_the_language_of_what_is_left_of_a_long_sentence(render):
    long = '<span lang="ja">外</span> ' + "word " * 80
    page = f'# Page\n\n{long}<span lang="zh">圧</span> B <span lang="zh">国</span>, {long}.\n'
    site = render({"page.md": page, "other.md": "# B\n"}, entities=ENTITIES)
    finished = site.build.decorate("other.md", site.pages["other.md"])
    (backlink,) = re.findall("<li>(<a .*)</li>", finished)
    assert f"word {ZH.format('圧')} <b>B</b> {ZH.format('国')}, {JA.format('外')} word" in backlink
    assert backlink.count("lang=") == 3


def test_words_from_data_without_a_language_are_in_that_of_the_rule(render):
    entities = ENTITIES.replace("gloss", "aliases: [外圧], gloss")
    page = '# B\n\n<span lang="zh">外圧</span>\n'
    site = render({"other.md": page}, entities=entities)
    assert f'hidden="">{JA.format("外圧")}</p>' in site.pages["other.md"]


def test_what_is_kept_remembers(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "entities.yml").write_text(ENTITIES.replace("G.", "外圧"), encoding="utf-8")
    first, problems = cache.load(folder, "data", tmp_path / "kept.json", SHELVES)
    again, _ = cache.load(folder, "data", tmp_path / "kept.json", SHELVES)
    assert (tmp_path / "kept.json").is_file()
    assert problems == []
    assert len(first.unmarked) == 1
    assert again.unmarked == first.unmarked


def settings(tmp_path, text, **config):
    path = tmp_path / "mkdocs.yml"
    path.write_text(text, encoding="utf-8")
    asked = {"apparatus": {"marked_languages": "error"}}
    usual = {"theme": {"language": "en"}, "config_file_path": str(path), "extra": asked}
    return edition.read({**usual, **config})[1]


def test_titles_in_the_settings(tmp_path):
    text = "site_name: Site\nnav:\n  - 人物:\n    - 中山: a.md\n    - b.md\n  - <b>外</b>: c.md\n"
    own = [{"人物": [{"中山": "a.md"}, "b.md"]}, {"<b>外</b>": "c.md"}]
    other = [
        {"title": "人物", "url": None, "children": [
            {"title": "中山", "url": "a.md", "children": []},
            {"title": None, "url": "b.md", "children": []}]},
        {"title": "<b>外</b>", "url": "c.md", "children": []},
    ]  # fmt: skip
    for nav in (own, other):
        found = settings(tmp_path, text, site_name="Site", nav=nav)
        assert [str(problem.where) for problem in found] == [
            "mkdocs.yml:3:5", "mkdocs.yml:4:7", "mkdocs.yml:6:8"
        ]  # fmt: skip
        assert str(found[0]) == (
            "mkdocs.yml:3:5: '人物' in '人物' does not say which language it is in. "
            "Use Latin letters in titles: navigation can name no language."
        )
    assert settings(tmp_path, text, nav=own, theme={"locale": "ja"}) == []
    assert settings(tmp_path, text, nav=own, extra={}) == []
    marked = '<span lang="ja">編集部</span>'
    assert settings(tmp_path, "", copyright=marked) == []
    assert len(settings(tmp_path, "", copyright="編集部", site_author="誰")) == 2


@given(text=st.text(alphabet='a<&"中ーか 山、é', max_size=20))
def test_marking_changes_no_word(text):
    marked = with_language(text)
    if not runs(text):
        assert marked == text
        return
    assert all(words.fine for words in page_language.find(marked))
    assert html.unescape(re.sub('<span lang="ja">|</span>', "", marked)) == text


def test_a_language_is_no_way_into_a_page():
    assert with_language("中", ['zh"><b>']) == '<span lang="zh&#34;&gt;&lt;b&gt;">中</span>'
