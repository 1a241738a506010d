/* The page where readers bring a copy of their own: its form, and what was found of the copy.
   Nothing leaves the page: it asks for no file, sends nothing and stores nothing. */
(() => {
  "use strict";

  const section = document.querySelector(".ap-overlay");
  const given = document.getElementById("ap-overlay-data");
  if (!section || !given) return;
  // A theme's own search has no index here: the page may ask for none.
  for (const its of document.querySelectorAll('.md-search, label[for="__search"]')) its.remove();
  const { decoded, isPage, read, textOf } = globalThis.apOverlay;
  const data = JSON.parse(given.textContent);
  const say = JSON.parse(document.getElementById("ap-overlay-words").textContent);
  const names = [...document.getElementById("ap-overlay-passages").content.querySelectorAll("a")];
  const bodies = document.getElementById("ap-overlay-notes").content;
  const notes = new Map(data.notes.map((note) => [note.id, note]));
  const form = section.querySelector(".ap-overlay__form");
  const area = form.querySelector("textarea");
  const chosen = form.querySelector("input[type=file]");
  const said = form.querySelector(".ap-overlay__said");
  const result = section.querySelector(".ap-overlay__found");
  const LONGEST = 1000000;
  let turn = 0;

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const make = (tag, name, ...inside) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...inside);
    return element;
  };
  const shown = (text) => text.replace(/[^\S\n]*\n\s*/g, " ").trim();

  // The copy's own words, with a mark at those of each note, and its number behind the last.
  function marked(reading, from, to, ranges) {
    const paragraph = make("p", "ap-overlay__text");
    const edges = new Set([from, to]);
    for (const { words: [first, last] } of ranges) edges.add(from + first - 1).add(from + last);
    const sorted = [...edges].sort((a, b) => a - b);
    // What stands at the edges of a passage's words belongs to it: quotation marks, the last stop.
    const before = from ? reading.words[from - 1].end : 0;
    const after = to < reading.words.length ? reading.words[to].start : reading.text.length;
    const start = reading.words[from].start;
    paragraph.append(/\S*$/.exec(reading.text.slice(before, start))[0]);
    sorted.slice(0, -1).forEach((start, i) => {
      const end = sorted[i + 1];
      const its = ranges.filter(({ words: [first, last] }) => from + first - 1 <= start && end <= from + last);
      const first = reading.words[start];
      const last = reading.words[end - 1];
      const text = document.createTextNode(reading.text.slice(first.start, last.end).replace(/\s+/g, " "));
      let inner = text;
      for (const note of its) {
        const mark = bodies.querySelector(`span[data-annotation="${note.id}"]`).cloneNode();
        mark.append(inner);
        inner = mark;
      }
      paragraph.append(inner);
      for (const note of its.filter(({ words: [, end_] }) => from + end_ === end)) {
        const { number, layer } = notes.get(note.id);
        const link = make("a", "ap-noteref", number);
        link.href = `#ap-${note.id}`;
        link.id = `ap-${note.id}-ref`;
        link.setAttribute("role", "doc-noteref");
        link.dataset.layer = layer;
        paragraph.append(link);
      }
      const next = reading.words[end];
      if (end < to) paragraph.append(reading.text.slice(last.end, next.start).replace(/\s+/g, " "));
    });
    paragraph.append(/^\S*/.exec(reading.text.slice(reading.words[to - 1].end, after))[0]);
    return paragraph;
  }

  function noteList(title, ids) {
    if (!ids.length) return [];
    const list = make("ol", "ap-overlay__notes", ...ids.map((id) => {
      const item = document.importNode(bodies.querySelector(`[data-note="${id}"]`), true);
      item.id = `ap-${id}`;
      return item;
    }));
    return title ? [make("p", "ap-overlay__label", title), list] : [list];
  }

  const WHY = { differs: "differently", missing: "missed", twice: "doubled", unsure: "unclear" };

  function row(reading, number) {
    const { verdict, start, end, again } = reading.placed[number];
    const { notes: its } = data.passages[number];
    const head = make("h3", "ap-overlay__head", document.importNode(names[number], true), " ", make("span", "ap-overlay__verdict", say[verdict]));
    const left = make("div", "ap-overlay__copy");
    const right = make("div", "ap-overlay__beside");
    const ranged = (verdict === "exact" ? its : []).filter((note) => note.words)
      .sort((a, b) => a.words[1] - b.words[1] || a.words[0] - b.words[0]);
    const rest = its.filter((note) => !ranged.includes(note)).map((note) => note.id);
    const isThere = verdict === "exact" || verdict === "differs";
    if (isThere) left.append(marked(reading, start, end, ranged));
    const why = [say[WHY[verdict]], again ? filled(say.again, { times: again + 1 }) : ""].filter(Boolean).join(" ");
    if (why) left.append(make("p", "ap-overlay__why", why));
    right.append(...noteList("", ranged.map((note) => note.id)));
    right.append(...noteList(isThere ? say.whole : say.unplaced, rest));
    const made = make("section", "ap-overlay__row", head, left, right);
    made.dataset.verdict = verdict;
    return { made, counts: [ranged.length, isThere ? rest.length : 0, isThere ? 0 : rest.length] };
  }

  function besides(reading, from, to) {
    if (from >= to) return [];
    const text = shown(reading.text.slice(reading.words[from].start, reading.words[to - 1].end));
    const summary = make("summary", "", filled(say.besides, { words: to - from }));
    return [make("details", "ap-overlay__besides", summary, make("p", "", text))];
  }

  function show(reading) {
    const order = reading.placed.map((its, number) => ({ ...its, number }))
      .filter(({ verdict }) => verdict === "exact" || verdict === "differs").sort((a, b) => a.start - b.start);
    const parts = [];
    const rows = reading.placed.map((_, number) => row(reading, number));
    let at = 0;
    for (const { number, start, end } of order) {
      parts.push(...besides(reading, at, start), rows[number].made);
      at = Math.max(at, end);
    }
    parts.push(...besides(reading, at, reading.words.length));
    reading.placed.forEach(({ verdict }, number) => {
      if (verdict !== "exact" && verdict !== "differs") parts.push(rows[number].made);
    });
    const sums = rows.reduce((sum, { counts }) => sum.map((one, i) => one + counts[i]), [0, 0, 0]);
    const verdicts = ["exact", "differs", "missing", "twice", "unsure"]
      .map((verdict) => [verdict, reading.placed.filter((its) => its.verdict === verdict).length]);
    const listed = (pairs) => pairs.filter(([, number]) => number).map(([name, number]) => `${number} ${say[name]}`).join(" · ");
    const counts = filled(say.sum, { counts: listed(verdicts) });
    const notesSaid = filled(say.sums, { counts: listed([["at_words", sums[0]], ["on_whole", sums[1]], ["without", sums[2]]]) });
    const head = make("h2", "ap-overlay__result", say.found);
    head.tabIndex = -1;
    if (order.length) {
      result.replaceChildren(head, make("p", "ap-overlay__sum", `${counts} ${notesSaid}`), ...parts);
      said.textContent = `${counts} ${notesSaid}`;
    } else {
      result.replaceChildren();
      said.textContent = say.other;
    }
    result.hidden = !order.length;
    said.classList.toggle("ap-visually-hidden", !result.hidden); // then it stands in the result
    return head;
  }

  function refuse(words_) {
    result.hidden = true;
    result.replaceChildren();
    said.classList.remove("ap-visually-hidden");
    said.textContent = words_;
  }

  async function compare(copy) {
    const mine = (turn += 1);
    const text = isPage(copy) ? textOf(copy) : copy;
    if (!text.trim()) return refuse(say.nothing);
    if (text.length > LONGEST) return refuse(say.long);
    if (!globalThis.crypto || !crypto.subtle) return refuse(say.unsafe);
    refuse(say.busy);
    await new Promise((done) => { setTimeout(done, 0); }); // so that it can be seen
    const reading = await read(text, data);
    if (mine !== turn) return undefined;
    const head = show(reading);
    if (!result.hidden) head.focus();
    return undefined;
  }

  async function open(file) {
    if (file.size > 4 * LONGEST) return refuse(say.long);
    const text = decoded(new Uint8Array(await file.arrayBuffer()));
    if (text === null) return refuse(say.pdf);
    area.value = isPage(text) ? shownPage(text) : text;
    return compare(text);
  }
  const shownPage = (html) => textOf(html).replace(/[ \t]*\n\s*\n\s*/g, "\n\n").trim();

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    compare(area.value);
  });
  form.addEventListener("reset", () => {
    turn += 1;
    refuse("");
    area.focus();
  });
  area.addEventListener("paste", () => setTimeout(() => compare(area.value), 0));
  chosen.addEventListener("change", () => {
    if (chosen.files[0]) open(chosen.files[0]);
    chosen.value = "";
  });
  for (const kind of ["dragenter", "dragover"]) {
    section.addEventListener(kind, (event) => {
      event.preventDefault();
      section.dataset.over = "";
    });
  }
  section.addEventListener("dragleave", () => { delete section.dataset.over; });
  section.addEventListener("drop", (event) => {
    event.preventDefault();
    delete section.dataset.over;
    const [file] = event.dataTransfer.files;
    const text = event.dataTransfer.getData("text/plain");
    if (file) open(file);
    else if (text) compare((area.value = text));
  });
  // The number of a note opens it.
  result.addEventListener("click", (event) => {
    const link = event.target.closest("a.ap-noteref");
    const note = link && document.getElementById(link.hash.slice(1));
    if (!note) return;
    event.preventDefault();
    note.querySelector("details").open = true;
    note.querySelector("summary").focus();
  });
  // What browsers bring back by themselves is not kept either.
  addEventListener("pagehide", () => form.reset());

  section.querySelector(".ap-overlay__without").hidden = true;
  form.hidden = false;
})();
