// Copies of a text that chance has spoilt, and what the script of the overlay makes of them.
// In: {script, print, passages, foreign, first, trials, rates, ways}. Out: counts, wrong placements.
import vm from "node:vm";

function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { next, below, of: (list) => list[below(list.length)] };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const FURNITURE = ["Advertisement", "Share", "3", "Page 4 of 9", "https://example.org/a/story 2/3", "By Ann Author", "The Daily Copy"];

// A paragraph is a list of tokens, each with the passage that it comes from; -1 is none.
const tokens = (text, from) => text.split(/\s+/).filter(Boolean).map((its) => ({ its, from }));

function spoilt(its, rate, by) {
  if (!rate) return its;
  const made = [];
  for (const token of its) {
    let text = "";
    for (const sign of `${token.its} `) {
      if (by.next() >= rate) text += sign;
      else if (by.next() < 0.34) text += by.next() < 0.15 ? " " : by.of(LETTERS);
      else if (by.next() < 0.5) text += sign + by.of(LETTERS);
    }
    made.push(...tokens(text, token.from));
    if (made.length && !text.endsWith(" ")) made[made.length - 1].glued = true;
  }
  return made;
}

const WAYS = {
  nothing: (copy) => copy,
  shuffled: (copy, by) => copy.map((its) => [by.next(), its]).sort((a, b) => a[0] - b[0]).map(([, its]) => its),
  merged: (copy, by) => copy.reduce((made, its) => {
    if (made.length && by.next() < 0.4) made[made.length - 1] = [...made[made.length - 1], ...its];
    else made.push(its);
    return made;
  }, []),
  deleted: (copy, by) => copy.filter(() => by.next() < 0.7),
  doubled: (copy, by) => copy.flatMap((its) => (by.next() < 0.25 ? [its, its] : [its])),
  doubledElsewhere: (copy, by) => [...copy, ...copy.filter(() => by.next() < 0.3)],
  strangers: (copy, by, foreign) => copy.flatMap((its) => (by.next() < 0.4 ? [its, foreign()] : [its])),
  replaced: (copy, by, foreign) => copy.map((its) => (by.next() < 0.3 ? foreign().slice(0, its.length + by.below(5) - 2) : its)),
  halves: (copy, by) => copy.map((its, i) => {
    const other = copy[(i + 1 + by.below(copy.length)) % copy.length];
    return by.next() < 0.4 ? [...its.slice(0, its.length >> 1), ...other.slice(other.length >> 1)] : its;
  }),
  rewritten: (copy, by, foreign) => copy.map((its) => {
    const other = foreign();
    const part = by.next();
    return its.map((token, i) => (by.next() < part && other[i] ? other[i] : token));
  }),
  spliced: (copy, by, foreign) => copy.map((its) => {
    const at = by.below(its.length);
    const other = foreign().slice(0, its.length - at);
    return by.next() < 0.3 ? [...its.slice(0, at), ...other] : its;
  }),
  oneRewritten: (copy, by, foreign) => {
    const which = by.below(copy.length);
    const other = foreign();
    const part = by.next();
    return copy.map((its, i) => (i === which ? its.map((token, n) => (by.next() < part && other[n] ? other[n] : token)) : its));
  },
  headed: (copy, by, foreign) => copy.map((its) => {
    const at = by.below(its.length);
    return by.next() < 0.3 ? [...its.slice(0, at), { its: "\n\n", from: -1 }, ...foreign().slice(0, 4 + by.below(8)), { its: "\n\n", from: -1 }, ...its.slice(at)] : its;
  }),
  glued: (copy, by, foreign) => copy.map((its) => (by.next() < 0.5 ? [...foreign().slice(0, 1 + by.below(6)), ...its] : its)),
  jumbled: (copy, by) => copy.map((its) => (by.next() < 0.4 ? its.map((t) => [by.next(), t]).sort((a, b) => a[0] - b[0]).map(([, t]) => t) : its)),
  split: (copy, by) => copy.flatMap((its) => {
    const at = 1 + by.below(its.length - 1);
    return by.next() < 0.4 && at < its.length ? [its.slice(0, at), its.slice(at)] : [its];
  }),
  cut: (copy, by) => copy.map((its) => (by.next() < 0.4 ? its.slice(by.below(12), its.length - by.below(12)) : its)),
  foreign: (copy, by, foreign) => copy.map(() => foreign()),
  oneAmongForeign: (copy, by, foreign) => {
    const made = Array.from({ length: 20 + by.below(30) }, foreign);
    made.splice(by.below(made.length), 0, by.of(copy));
    return made;
  },
};

// Set as one text: in paragraphs, in lines of some width, with furniture; each sign knows its token.
function printed(copy, by) {
  const width = by.next() < 0.5 ? 0 : 40 + by.below(50);
  const apart = width && by.next() < 0.5 ? "\n" : "\n\n";
  const furnished = by.next() < 0.4;
  let text = "";
  const from = [];
  const put = (words, origin) => {
    text += words;
    for (let i = 0; i < words.length; i += 1) from.push(origin);
  };
  for (const its of copy) {
    let column = 0;
    its.forEach((token, i) => {
      let word = token.its;
      if (width && column + word.length > width) {
        const at = word.length > 7 && by.next() < 0.5 && /^[a-z]+$/i.test(word) ? 4 : 0;
        if (at) put(`${word.slice(0, at)}-`, token.from);
        put("\n", -1);
        if (furnished && by.next() < 0.04) put(`${by.of(FURNITURE)}\n`, -1);
        word = word.slice(at);
        column = 0;
      }
      put(word, token.from);
      column += word.length + 1;
      if (i < its.length - 1 && !token.glued) put(" ", -1);
    });
    put(apart, -1);
    if (furnished && by.next() < 0.3) put(`${by.of(FURNITURE)}\n\n`, -1);
  }
  return { text, from };
}

// An exact passage is right if all its words are its own, or chance has put the same word in the
// place of one. Another is right if at least half of its
// words, and half of the passage's, are the passage's own, and no other passage has more of them.
function judged(reading, from, sizes, forms) {
  return reading.placed.flatMap(({ verdict, start, end }, passage) => {
    if (verdict !== "exact" && verdict !== "differs") return [];
    const its = reading.words.slice(start, end).map((word, i) =>
      (verdict === "exact" && word.form === forms[passage][i] ? passage : from[word.start]));
    const counts = sizes.map((_, number) => its.filter((one) => one === number).length);
    const right = counts[passage];
    const all = verdict === "exact" ? its.length : Math.max(its.length, sizes[passage]);
    const least = verdict === "exact" ? all : all / 2;
    return [{ passage, verdict, right, all, wrong: right < least || right < Math.max(...counts) }];
  });
}

async function answer({ script, print, passages, foreign, first, trials, rates, ways }) {
  vm.runInThisContext(script);
  const { read, words } = globalThis.apOverlay;
  const forms = passages.map((its) => words(its, true).map((word) => word.form));
  const sizes = passages.map((its) => its.split(/\s+/).length);
  const known = ways || Object.keys(WAYS);
  const counts = {};
  const faults = [];
  let slowest = 0;
  for (let trial = first; trial < first + trials; trial += 1) {
    const by = chance(trial);
    const names = [by.of(known), ...(!ways && by.next() < 0.5 ? [by.of(known)] : [])];
    const rate = by.of(rates);
    const stranger = () => {
      const its = tokens(by.of(foreign), -1);
      return its.slice(0, 15 + by.below(60));
    };
    let copy = passages.map((its, i) => tokens(its, i));
    for (const name of names) copy = WAYS[name](copy, by, stranger).filter((its) => its.length);
    const { text, from } = printed(copy.map((its) => spoilt(its, rate, by)), by);
    const began = performance.now();
    const reading = await read(text, print);
    slowest = Math.max(slowest, performance.now() - began);
    const key = names.join("+");
    const its = (counts[key] ||= {});
    for (const { verdict } of reading.placed) its[verdict] = (its[verdict] || 0) + 1;
    for (const one of judged(reading, from, sizes, forms)) {
      if (one.wrong) faults.push({ trial, key, rate, ...one });
    }
  }
  return { counts, faults, slowest };
}
