/* Finds passages: by words as readers type them, with or without accents, half typed or misspelt. */
(() => {
  "use strict";
  // Initials with stops, or a word; and within it, runs of scripts that write no spaces.
  const WORD = /(?:\p{L}\.){2,}|[\p{L}\p{M}\p{N}]+(?:['’]s(?![\p{L}\p{N}]))?/gu;
  const RUN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー]+/gu;
  const END = /[.!?]["”’)]*\s+(?=["“‘(]?[\p{Lu}\p{N}])|[。！？]|\n/gu; // of a sentence
  const SHORT = /(?:^|[^\p{L}])\p{Lu}\p{Ll}?\.$/u; // initials, Mr. and the like end none

  const ASCII = /^[\x00-\x7f]*$/; // most words: what follows would cost them time for nothing
  const bare = (word) => (ASCII.test(word) ? word : word.normalize("NFKD").replace(/\p{M}/gu, ""));
  const plain = (word) => bare(word.replace(/['’]s$|\./g, "")).toLowerCase();

  // The words of a text and where they stand. Runs without spaces are cut into pairs of signs, so
  // that any part is found; `single` adds the signs themselves.
  function words(text, single) {
    const found = [];
    const add = (start, end) => found.push({ term: plain(text.slice(start, end)), start, end });
    for (const word of text.matchAll(WORD)) {
      let at = word.index;
      for (const run of ASCII.test(word[0]) ? [] : word[0].matchAll(RUN)) {
        const start = word.index + run.index;
        const signs = [...run[0]];
        if (start > at) add(at, start);
        at = start;
        for (const [i, sign] of signs.entries()) {
          const next = signs[i + 1];
          if (next) add(at, at + sign.length + next.length);
          if (single || signs.length === 1) add(at, at + sign.length);
          at += sign.length;
        }
      }
      const end = word.index + word[0].length;
      if (end > at) add(at, end);
    }
    return found;
  }

  const terms = (text) => [...new Set(words(text).map((word) => word.term))];
  const isLong = (term) => term.length > 3;

  // From what is typed to what may be meant; the first that finds something counts.
  const WAYS = [
    { prefix: (term, i, all) => i === all.length - 1 || isLong(term) },
    { prefix: isLong, fuzzy: (term) => isLong(term) && (term.length > 6 ? 2 : 1) },
    { prefix: isLong, fuzzy: (term) => isLong(term) && 2 },
    { prefix: isLong, fuzzy: (term) => isLong(term) && 1, combineWith: "OR" },
  ];

  window.apFinder = (index, MiniSearch) => {
    const passages = index.passages.map((row) => {
      const [page, anchor = "", kind = "", title = "", text = "", names = [], rank = 0, titled, spoken] = row;
      const [address, around] = index.pages[page];
      return { around, address: address + (anchor && "#" + encodeURIComponent(anchor)), kind, title, text,
        names: names.length ? names : [title], entry: rank > 0, rank, titled, spoken };
    });
    const called = new Map(); // a name's words → the passages that bear it
    passages.forEach((passage, id) => {
      for (const name of passage.names) {
        const key = terms(name).join(" ");
        if (key) called.set(key, [...(called.get(key) || []), id]);
      }
    });
    const searcher = new MiniSearch({
      idField: "id",
      fields: ["names", "title", "text"],
      tokenize: (text) => words(text, true).map((word) => word.term),
      processTerm: (term) => term,
      searchOptions: {
        tokenize: terms,
        combineWith: "AND",
        boost: { names: 4, title: 3 },
        boostDocument: (id) => (passages[id].rank < 0 ? 0.3 : passages[id].entry ? 1.5 : 1),
        weights: { fuzzy: 0.3, prefix: 0.6 },
      },
    });
    searcher.addAll(passages.map(({ names, title, text }, id) =>
      ({ id, names: names.join("\n"), title, text })));

    // Those whose whole name is asked for, then those whose name is among the words asked for.
    function named(asked) {
      const whole = called.get(asked.join(" ")) || [];
      const part = [];
      for (let size = Math.min(asked.length - 1, 6); size > 0; size--) {
        for (let i = 0; i + size <= asked.length; i++) {
          const its = called.get(asked.slice(i, i + size).join(" ")) || [];
          part.push(...its.filter((id) => passages[id].entry));
        }
      }
      const byRank = (a, b) => passages[b].rank - passages[a].rank;
      return { whole: whole.sort(byRank), part };
    }

    // Whether it is an entry whose names, and not only its text, hold the words.
    function isMeant({ id, match }, count) {
      const within = Object.values(match).filter((its) => its.some((name) => name !== "text"));
      return passages[id].entry && within.length >= count;
    }

    // In: what a reader has typed. Out: passages in order, each with the words that were found.
    return (typed) => {
      const query = typed.normalize("NFKC");
      const asked = terms(query);
      if (!asked.length) return [];
      let found = [];
      for (const way of WAYS) if (!found.length) found = searcher.search(query, way);
      const matched = new Map(found.map((one) => [one.id, one]));
      const { whole, part } = named(asked);
      const meant = found.filter((one) => isMeant(one, asked.length));
      const order = new Set([...whole, ...part, ...[...meant, ...found].map((one) => one.id)]);
      return [...order].map((id) => ({
        ...passages[id],
        terms: new Set(matched.has(id) ? Object.keys(matched.get(id).match) : asked),
      }));
    };
  };

  // Cut the sentence out of a passage's text that has most of the words; near a line's length.
  // Out: where it starts and ends, whether its beginning is cut off, and where the words stand.
  window.apSentence = ({ text, terms: wanted }, reach) => {
    const marks = words(text).filter((word) => wanted.has(word.term));
    const ends = [...text.matchAll(END)].filter((end) => !SHORT.test(text.slice(0, end.index + 1)))
      .map((end) => end.index + end[0].trimEnd().length);
    let [start, end, most, from] = [0, 0, -1, 0];
    for (const to of [...ends, text.length]) {
      const its = new Set(marks.filter((m) => m.start >= from && m.end <= to).map((m) => m.term));
      // A sentence says more than a line of facts.
      const worth = its.size + (/[.!?。！？]["”’)]*$/.test(text.slice(from, to)) ? 0.5 : 0);
      if (worth > most && to > from) [start, end, most] = [from, to, worth];
      from = to;
    }
    while (/\s/.test(text[start] || "")) start++;
    const whole = start;
    const first = marks.find((mark) => mark.start >= start);
    if (first && first.start < end && first.start - start > reach) {
      const near = text.lastIndexOf(" ", first.start - reach / 2);
      start = near > start ? near + 1 : first.start;
    }
    return { start, end, cut: start > whole, marks: marks.filter((mark) => mark.start >= start && mark.end <= end) };
  };
})();
