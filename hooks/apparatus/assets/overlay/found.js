/* What was found of a copy, as elements: its passages in its own order, with the notes at its words. */
(() => {
  "use strict";

  const WHY = { differs: "differently", missing: "missed", twice: "doubled", unsure: "unclear" };
  const LONGEST = 80;
  const isThere = ({ verdict }) => verdict === "exact" || verdict === "differs";
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const make = (tag, name, ...inside) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...inside);
    return element;
  };

  // What is shown is what was read: between words any white space is one space, and lines that were
  // passed over are not there; in a word that was parted at the end of a line, neither is the hyphen.
  const HYPHEN = /[-‐\u00ad¬]$/;
  const isInside = (i, lines) => i > 0 && i < lines.length - 1;
  const between = (text) => text.split("\n")
    .filter((line, i, lines) => !isInside(i, lines) || !/[\p{L}\p{Nd}]/u.test(line)).join(" ").replace(/\s+/g, " ");
  const whole = (word) => word.split("\n").map((line) => line.trim())
    .filter((line, i, lines) => !isInside(i, lines) || HYPHEN.test(line))
    .map((line, i, lines) => (i < lines.length - 1 ? line.replace(HYPHEN, "") : line)).join("");
  function shown({ text, words }, from, to) {
    let made = "";
    for (let i = from; i < to; i += 1) {
      made += whole(text.slice(words[i].start, words[i].end));
      if (i < to - 1) made += between(text.slice(words[i].end, words[i + 1].start));
    }
    return made;
  }

  // A copy's passages that are there, in its order; and what is nowhere, in the gaps before each of them
  // and after the last: behind the passage that stands before it in the text.
  function ordered(placed) {
    const numbered = placed.map((its, number) => ({ ...its, number }));
    const there = numbered.filter(isThere).sort((a, b) => a.start - b.start);
    const gaps = Array.from({ length: there.length + 1 }, () => []);
    for (const { number } of numbered.filter((its) => !isThere(its))) {
      const last = Math.max(-1, ...there.map((its) => its.number).filter((its) => its < number));
      const next = Math.min(...there.map((its) => its.number).filter((its) => its > number));
      const at = there.findIndex((its) => its.number === (last < 0 ? next : last));
      gaps[last < 0 ? at : at + 1].push(number);
    }
    return { there, gaps };
  }

  // Makes elements in a page's words (`say`), of its data, with the templates that it has.
  function shower(data, say, templates) {
    const notes = new Map(data.notes.map((note) => [note.id, note]));
    const body = (id) => templates.notes.querySelector(`[data-note="${id}"]`);
    const titled = (id) => body(id).querySelector(".ap-overlay__title").textContent;

    function number(id) {
      const link = make("a", "ap-noteref", notes.get(id).number);
      link.href = `#ap-${id}`;
      link.id = `ap-${id}-ref`;
      link.setAttribute("role", "doc-noteref");
      link.setAttribute("aria-label", `${notes.get(id).number} ${titled(id)}`);
      link.dataset.layer = notes.get(id).layer;
      return link;
    }

    // Side by side, none lies over the next one: see the rules of the retelling's numbers.
    const numbers = (its) => its.map(({ id }, i) => {
      const link = number(id);
      link.classList.toggle("ap-noteref--before", i < its.length - 1);
      link.classList.toggle("ap-noteref--after", i > 0);
      return link;
    });

    // The copy's own words, with a mark at those of each note, and its number behind the last.
    function marked(reading, from, to, ranges) {
      const { text, words } = reading;
      const paragraph = make("p", "ap-overlay__text");
      const sorted = [...ranges].sort((a, b) => (a.words[1] - a.words[0]) - (b.words[1] - b.words[0]));
      const edges = new Set([from, to]);
      for (const { words: [first, last] } of ranges) edges.add(from + first - 1).add(from + last);
      // What stands at the edges of a passage's words belongs to it: quotation marks, the last stop.
      const before = text.slice(from ? words[from - 1].end : 0, words[from].start);
      const after = text.slice(words[to - 1].end, to < words.length ? words[to].start : text.length);
      paragraph.append(before.split(/\s/).pop());
      [...edges].sort((a, b) => a - b).slice(0, -1).forEach((start, i, starts) => {
        const end = i < starts.length - 1 ? starts[i + 1] : to;
        let inner = document.createTextNode(shown(reading, start, end));
        for (const { id, words: [first, last] } of sorted) {
          if (start < from + first - 1 || from + last < end) continue;
          const mark = templates.notes.querySelector(`span[data-annotation="${id}"]`).cloneNode();
          mark.append(inner);
          inner = mark;
        }
        paragraph.append(inner, ...numbers(ranges.filter((its) => from + its.words[1] === end)));
        if (end < to) paragraph.append(between(text.slice(words[end - 1].end, words[end].start)));
      });
      paragraph.append(after.split(/\s/, 1)[0]);
      return paragraph;
    }

    function noteList(title, ids, about = () => "") {
      if (!ids.length) return [];
      const list = make("ol", "ap-overlay__notes", ...ids.map((id) => {
        const item = document.importNode(body(id), true);
        const words = about(id);
        item.id = `ap-${id}`;
        if (words) item.querySelector(".ap-overlay__about").textContent = filled(say.about, { words });
        else item.querySelector("[role=doc-backlink]").remove();
        return item;
      }));
      return title ? [make("p", "ap-overlay__label", title), list] : [list];
    }

    function row(reading, number_, perhaps) {
      const { verdict, start, end, again } = reading.placed[number_];
      const { notes: its } = data.passages[number_];
      const name = document.importNode(templates.names[number_], true);
      const head = make("h3", "ap-overlay__head", name, " ", make("span", "ap-overlay__verdict", say[verdict]));
      const left = make("div", "ap-overlay__copy");
      const ranged = (verdict === "exact" ? its : []).filter((note) => note.words)
        .sort((a, b) => a.words[1] - b.words[1] || a.words[0] - b.words[0]);
      const ranges = new Map(ranged.map((note) => [note.id, note.words]));
      const rest = its.map((note) => note.id).filter((id) => !ranges.has(id));
      const there = isThere({ verdict });
      const about = (id) => {
        const [first, last] = ranges.get(id);
        const words = shown(reading, start + first - 1, start + last);
        return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
      };
      if (there) left.append(marked(reading, start, end, ranged));
      const why = [say[WHY[verdict]], again ? filled(say.again, { times: again + 1 }) : ""].filter(Boolean).join(" ");
      if (why) left.append(make("p", "ap-overlay__why", why));
      if (perhaps) left.append(make("p", "ap-overlay__why", say.perhaps), make("p", "", perhaps));
      const right = make("div", "ap-overlay__beside", ...noteList("", [...ranges.keys()], about),
        ...noteList(there ? say.whole : say.unplaced, rest));
      const made = make("section", "ap-overlay__row", head, left, right);
      made.dataset.verdict = verdict;
      return made;
    }

    function besides(reading, from, to) {
      if (from >= to) return [];
      const summary = make("summary", "", to - from > 1 ? filled(say.besides, { words: to - from }) : say.beside);
      return [make("details", "ap-overlay__besides", summary, make("p", "", shown(reading, from, to)))];
    }

    // What stands between two passages: words of the copy, and the text's passages that are nowhere.
    // As many words as those have may be theirs.
    function gap(reading, from, to, numbers_) {
      const lost = numbers_.filter((its) => ["missing", "unsure"].includes(reading.placed[its].verdict));
      const asked = lost.reduce((sum, its) => sum + data.passages[its].words, 0);
      const are = lost.length === numbers_.length && 2 * (to - from) >= asked && to - from <= 2 * asked;
      const perhaps = lost.length && are ? shown(reading, from, to) : "";
      return [...(perhaps ? [] : besides(reading, from, to)),
        ...numbers_.map((its, i) => row(reading, its, i ? "" : perhaps))];
    }

    function sums({ placed }) {
      const listed = (pairs) => pairs.filter(([, sum]) => sum).map(([name, sum]) => `${sum} ${say[name]}`).join(" · ");
      const verdicts = Object.keys({ exact: 0, ...WHY }).map((verdict) => [verdict, placed.filter((its) => its.verdict === verdict).length]);
      const counts = { at_words: 0, on_whole: 0, without: 0 };
      placed.forEach((its, i) => data.passages[i].notes.forEach(({ words }) => {
        counts[its.verdict === "exact" && words ? "at_words" : isThere(its) ? "on_whole" : "without"] += 1;
      }));
      return `${filled(say.sum, { counts: listed(verdicts) })} ${filled(say.sums, { counts: listed(Object.entries(counts)) })}`;
    }

    // In: a reading. Out: its sums in a sentence, and its rows; none where no passage is there.
    return (reading) => {
      if (!reading.placed.some(isThere)) return { said: say.other, rows: [] };
      const { there, gaps } = ordered(reading.placed);
      const rows = [];
      let at = 0;
      there.forEach(({ number: its, start, end }, i) => {
        rows.push(...gap(reading, at, start, gaps[i]), row(reading, its, ""));
        at = Math.max(at, end);
      });
      rows.push(...gap(reading, at, reading.words.length, gaps[there.length]));
      return { said: sums(reading), rows };
    };
  }

  Object.assign(globalThis.apOverlay, { filled, make, shower });
})();
