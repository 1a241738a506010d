/* Finds the passages of a text in a reader's own copy, and shows our notes beside its words.
   Nothing leaves the page: it asks for no file, sends nothing and stores nothing.
   What is a word, what is furniture and when a passage counts as found is written in the engine's
   `overlay/normal-form.md`; the engine does the same in Python, and both pass the same cases. */
(() => {
  "use strict";

  // ---- A copy to lines without furniture ------------------------------------------------------

  const FURNITURE = new Set([
    "advertisement", "advertisements", "ad", "article continues below", "share", "share this",
    "share this article", "share full article", "copy link", "print", "save", "email", "e-mail",
    "listen", "listen to this article", "read more", "show more", "skip to content", "subscribe",
    "sign in", "log in", "menu", "close", "open", "staff writer", "times staff writer",
    "anzeige", "werbung", "teilen", "artikel teilen", "drucken", "merken", "vorlesen",
    "weiterlesen", "publicité", "partager", "imprimer", "enregistrer", "écouter", "lire la suite",
    "publicidad", "anuncio", "compartir", "imprimir", "guardar", "escuchar", "leer más",
    "広告", "共有", "シェア", "印刷", "保存", "続きを読む",
  ]);
  const SHAPES = new RegExp(
    "^(?:(?:page|p\\.|seite|página|s\\.)?\\s*[0-9]{1,4}(?:\\s*(?:/|of|von|de|sur)\\s*[0-9]{1,4})?" +
    "|(?:https?://|www\\.)\\S+(?:\\s+[0-9]{1,4}/[0-9]{1,4})?" +
    "|[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4},?\\s+[0-9]{1,2}:[0-9]{2}(?:\\s*[ap]\\.?m\\.?)?(?:\\s.{0,99})?)$", "u");
  const BYLINE = /^(?:by|von|par|por)\s[^.!?\n]{2,70}$/u;
  const SPACE = " \\t\\xa0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000\\ufeff";
  const EDGES = " \t-–—*|•·:\xa0";
  const SHORT = 60;
  const OFTEN = 3;

  const tidy = (text) => text.replace(/\r\n|[\r\v\f\x85\u2028\u2029]/g, "\n");

  // By hand: a pattern tries anew at each of many spaces.
  function trimmed(line) {
    let start = 0;
    let end = line.length;
    while (start < end && EDGES.includes(line[start])) start += 1;
    while (end > start && EDGES.includes(line[end - 1])) end -= 1;
    return line.slice(start, end);
  }

  function blanked(text) {
    const lines = text.split("\n");
    const bare = lines.map((line) => trimmed(line).toLowerCase());
    const counts = new Map();
    for (const line of bare) counts.set(line, (counts.get(line) || 0) + 1);
    const left = bare.map((its) => (FURNITURE.has(its) || SHAPES.test(its) ||
      ([...its].length <= SHORT && counts.get(its) >= OFTEN) ? "" : its));
    const isByline = (i) => !left[i - 1] && !left[i + 1] && BYLINE.test(left[i]);
    return lines.map((line, i) => (left[i] && !isByline(i) ? line : " ".repeat(line.length))).join("\n");
  }

  // ---- Lines to words -------------------------------------------------------------------------

  const ranges = (bounds) => (code) => {
    let low = 0;
    let high = bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bounds[middle] <= code) low = middle + 1;
      else high = middle;
    }
    return low % 2 === 1;
  };
  const unseen = ranges([
    0x00AD, 0x00AE, 0x034F, 0x0350, 0x061C, 0x061D, 0x180B, 0x180F, 0x200B, 0x2010, 0x202A, 0x202F,
    0x2060, 0x2070, 0xFE00, 0xFE10, 0xFEFF, 0xFF00, 0xE0000, 0xE1000,
  ]);
  const spaceless = ranges([
    0x0E00, 0x0F00, 0x1000, 0x10A0, 0x1780, 0x1800, 0x19E0, 0x1A00, 0x3005, 0x3008, 0x3021, 0x302A,
    0x3031, 0x3036, 0x3041, 0x3100, 0x31F0, 0x3200, 0x3400, 0x4DC0, 0x4E00, 0xA000, 0xA9E0, 0xAA00,
    0xAA60, 0xAA80, 0xF900, 0xFB00, 0xFF66, 0xFF9E, 0x20000, 0x40000,
  ]);
  const codes = (text) => Array.from(text, (sign) => sign.codePointAt(0));
  const APOSTROPHES = "'‘’ʼ`´′＇";
  const HYPHENS = "-‐‑–−﹣－";
  const AT_LINE_ENDS = "-‐\u00ad¬";
  const ENDS = /[\n.!?…。！？．؟۔।။។]/u;
  const STOPS = /[.!?…。！？．؟۔।။។]/u;
  const BREAK = new RegExp(`[${SPACE}]*\n[\n${SPACE}]*`, "y");
  const LONGEST_WORD = 500;
  const FOOTNOTE = /\[[0-9]{1,3}\]/y;
  const LETTER = /^[\p{L}\p{M}\p{Nd}\p{Nl}]$/u;
  const MARK = /^[\p{M}\uff9e\uff9f]$/u;
  const DIGIT = /^\p{Nd}$/u;

  const PLAIN = /^[A-Za-z0-9]$/;
  const isLetter = (sign) => (sign <= "\x7f" ? PLAIN.test(sign) : LETTER.test(sign) && !APOSTROPHES.includes(sign));
  const isAlone = (sign) => sign > "\x7f" && spaceless(sign.codePointAt(0));
  const isUnseen = (sign) => sign > "\x7f" && unseen(sign.codePointAt(0));
  const signAt = (text, at) => (text.charCodeAt(at) < 0xD800 ? text[at] : String.fromCodePoint(text.codePointAt(at)));
  const match = (pattern, text, at) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    return found ? found[0].length : 0;
  };
  const goesOn = (text, at) => at < text.length && isLetter(signAt(text, at)) && !isAlone(signAt(text, at));

  function joined(text, piece, last, end, at) {
    const sign = signAt(text, at);
    if (AT_LINE_ENDS.includes(sign)) {
      const gap = match(BREAK, text, at + 1);
      if (gap) return goesOn(text, at + 1 + gap) ? at + 1 + gap : 0;
    }
    if (!goesOn(text, at + sign.length)) return 0;
    const numbers = DIGIT.test(last) && DIGIT.test(signAt(text, at + 1));
    const first = signAt(text, piece);
    const initial = end - piece === first.length && !DIGIT.test(first);
    const joins = APOSTROPHES.includes(sign) || HYPHENS.includes(sign) ||
      (sign === "." && (numbers || initial)) || (sign === "," && numbers);
    return joins ? at + sign.length : 0;
  }

  function endOf(text, start) {
    let last = signAt(text, start);
    let at = start + last.length;
    if (isAlone(last)) {
      while (at < text.length && (MARK.test(signAt(text, at)) || isUnseen(signAt(text, at)))) at += signAt(text, at).length;
      return at;
    }
    let piece = start;
    let end = at;
    while (at < text.length) {
      const sign = signAt(text, at);
      let after;
      if (isUnseen(sign) && !(sign === "\u00ad" && match(BREAK, text, at + 1))) at += sign.length;
      else if (isLetter(sign) && !isAlone(sign)) {
        at += sign.length;
        end = at;
        last = sign;
      } else if ((after = joined(text, piece, last, end, at))) piece = at = after;
      else break;
    }
    return end;
  }

  const ASCII = /^[\x00-\x7f]*$/;
  function formOf(raw) {
    if (ASCII.test(raw)) return raw.toLowerCase().replace(/[^a-z0-9]/g, "");
    const seen = [...raw].filter((sign) => isLetter(sign) && !isUnseen(sign)).join("");
    const plain = seen.normalize("NFKC").toLowerCase();
    return [...plain].filter(isLetter).join("").replace(/ς/g, "σ");
  }

  function words(copy, furnished = false) {
    const text = furnished ? copy : blanked(copy);
    const found = [];
    for (let at = 0; at < text.length;) {
      const sign = signAt(text, at);
      if (!isLetter(sign)) {
        at += (sign === "[" && match(FOOTNOTE, text, at)) || sign.length;
        continue;
      }
      const end = endOf(text, at);
      const form = codes(text.slice(at, Math.min(end, at + 2 * LONGEST_WORD + 1))).length > LONGEST_WORD ? "" : formOf(text.slice(at, end));
      if (form) found.push({ form, start: at, end });
      at = end;
    }
    let between = "\n\n";
    found.forEach((word, i) => {
      const lines = between.split("\n").length - 1;
      word.starts = ENDS.test(between);
      word.breaks = lines > 1 || (lines && STOPS.test(between)) ? 2 : lines;
      between = i === found.length - 1 ? "\n" : text.slice(word.end, found[i + 1].start);
      word.ends = ENDS.test(between);
    });
    return found;
  }

  // ---- Words to sketches ----------------------------------------------------------------------

  const BITS = 40;
  const APART = Math.floor(2 ** 32 / BITS);
  const PIECE = 3;
  const MANY = 1000;
  const mixed = (given) => {
    let value = given | 0;
    value = Math.imul(value ^ (value >>> 16), 0x85EBCA6B);
    value = Math.imul(value ^ (value >>> 13), 0xC2B2AE35);
    return (value ^ (value >>> 16)) >>> 0;
  };
  const hash = (signs, from, to, seed) => {
    let value = seed ^ 0x811C9DC5;
    for (let i = from; i < to; i += 1) value = Math.imul(value ^ signs[i], 0x01000193);
    return mixed(value);
  };
  const levelOf = (size) => 31 - Math.clz32(size);

  function sketcher(forms, salt) {
    const starts = [0];
    const signs = [];
    for (const form of forms) {
      for (const sign of form) signs.push(sign.codePointAt(0));
      starts.push(signs.length);
    }
    const salted = codes(salt);
    const seed = hash(salted, 0, salted.length, 0);
    const hashes = new Uint32Array(Math.max(0, signs.length - PIECE + 1));
    for (let i = 0; i < hashes.length; i += 1) hashes[i] = hash(signs, i, i + PIECE, seed);
    const places = Array.from({ length: BITS }, (_, k) => k * APART + (mixed(seed + k) % APART));

    // Of so many ranges of letters, from low to high: how near the nearest piece is to a place.
    function nearest(place, lows, highs, size, made) {
      const rows = [hashes.map((its) => its ^ place)];
      let longest = 0;
      for (let i = 0; i < size; i += 1) longest = Math.max(longest, highs[i] - lows[i]);
      for (let level = 1; size >= MANY && level <= levelOf(longest); level += 1) {
        const row = rows[level - 1];
        const step = 1 << (level - 1);
        const next = new Uint32Array(row.length - step);
        for (let i = 0; i < next.length; i += 1) next[i] = Math.min(row[i], row[i + step]);
        rows.push(next);
      }
      for (let i = 0; i < size; i += 1) {
        const level = levelOf(highs[i] - lows[i]);
        let near = 0xFFFFFFFF;
        if (level < rows.length) near = Math.min(rows[level][lows[i]], rows[level][highs[i] - (1 << level)]);
        else for (let at = lows[i]; at < highs[i]; at += 1) near = Math.min(near, rows[0][at]);
        made[i] = near;
      }
    }

    // The windows that are near enough, of those asked: start, end, which of those wanted.
    // Most are out of it by a few bits, so that places are looked at one after the other.
    function near(asked, wanted) {
      const all = asked.length;
      const [ids, lows, highs, apart, found] = Array.from({ length: 5 }, () => new Uint32Array(all));
      let size = 0;
      asked.forEach(([start, end], id) => {
        if (starts[end] - PIECE + 1 <= starts[start]) return;
        [ids[size], lows[size], highs[size]] = [id, starts[start], starts[end] - PIECE + 1];
        size += 1;
      });
      for (let k = 0; k < BITS && size; k += 1) {
        nearest(places[k], lows, highs, size, found);
        let kept = 0;
        for (let i = 0; i < size; i += 1) {
          const { sketch, bits, most } = wanted[asked[ids[i]][2]];
          const differs = k < bits ? ((found[i] ^ places[k]) ^ (sketch[k >> 5] >>> (k & 31))) & 1 : 0;
          if (apart[i] + differs > most) continue;
          ids[kept] = ids[i];
          lows[kept] = lows[i];
          highs[kept] = highs[i];
          apart[kept] = apart[i] + differs;
          kept += 1;
        }
        size = kept;
      }
      return Array.from(ids.subarray(0, size), (id, i) => [...asked[id], apart[i]]);
    }

    // How many bits of a window each half of it decides, and how many of them differ.
    function halves(start, end, { sketch, bits }) {
      const [low, high] = [starts[start], starts[end] - PIECE + 1];
      const middle = (low + high) >> 1;
      const said = [[0, 0], [0, 0]];
      for (let k = 0; k < bits; k += 1) {
        const nearestIn = (from, to) => {
          let its = 0xFFFFFFFF;
          for (let at = from; at < to; at += 1) its = Math.min(its, (hashes[at] ^ places[k]) >>> 0);
          return its;
        };
        const both = [nearestIn(low, middle), nearestIn(middle, high)];
        const half = both[1] < both[0] ? 1 : 0;
        said[half][0] += 1;
        said[half][1] += (both[half] ^ places[k] ^ (sketch[k >> 5] >>> (k & 31))) & 1;
      }
      return said;
    }

    return { halves, near };
  }

  async function tag(text, salt, rounds) {
    const utf8 = new TextEncoder();
    const key = await crypto.subtle.importKey("raw", utf8.encode(text), "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: utf8.encode(salt), iterations: rounds };
    const bits = new Uint8Array(await crypto.subtle.deriveBits(how, key, 128));
    return Array.from(bits, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // ---- Windows that may be a passage ----------------------------------------------------------

  const LESS = [0, 5, 9, 12, 15];
  const MOST = [[32, 2], [0, 1]];
  const EXACT = 90;
  const HALF = 6;
  const [RUN, BORROWED, OFTEN_] = [3, 4, 20];
  const SLACK = 4;
  const PART = 3;
  const TRIES = 12;
  const [UNLIKE, CLEARLY] = [5, 5];

  const overlap = (one, other) => one.start < other.end && other.start < one.end;
  const own = (one) => (one.exact ? EXACT : Math.floor((one.bits * 13) / 16) - LESS[one.differing]);
  const byPlace = (a, b) => a.start - b.start || a.end - b.end || a.passage - b.passage;
  const sizeOf = (passage) => Math.min(passage.words, BITS);
  const mostOf = (passage) => MOST.find(([least]) => sizeOf(passage) >= least)[1];
  const sketchOf = ({ sketch }) => [parseInt(sketch.slice(-8), 16), parseInt(sketch.slice(0, -8), 16)];
  const wantedOf = ({ passages }, most) => passages.map((one) => ({ sketch: sketchOf(one), bits: sizeOf(one), most: most(one) }));

  // Whether another passage is so much like one that what is like one is like both.
  function isOfAPattern(passages, number) {
    const own_ = sketchOf(passages[number]);
    return passages.some((other, n) => {
      const bits = Math.min(sizeOf(passages[number]), sizeOf(other));
      let differing = 0;
      sketchOf(other).forEach((its, part) => {
        for (let k = 0; k < 32 && 32 * part + k < bits; k += 1) differing += ((its ^ own_[part]) >>> k) & 1;
      });
      return n !== number && differing <= Math.floor(bits / UNLIKE);
    });
  }

  // Without windows that have a part from elsewhere in the copy: they are of two passages.
  function unborrowed(found, windows) {
    const run = (at) => found.slice(at, at + RUN).map((word) => word.form).join(" ");
    const places = new Map();
    for (let at = 0; windows.length && at + RUN <= found.length; at += 1) {
      if (!places.has(run(at))) places.set(run(at), []);
      places.get(run(at)).push(at);
    }
    const isBorrowed = (one) => {
      const its = windows.filter((other) => other.passage === one.passage);
      const taken = new Set();
      for (let at = one.start; at + RUN <= one.end; at += 1) {
        const isElsewhere = places.get(run(at)).slice(0, OFTEN_).some((there) => !its.some((other) => other.start < there + RUN && there < other.end));
        for (let i = at; isElsewhere && i < at + RUN; i += 1) taken.add(i);
      }
      return taken.size * BORROWED >= one.end - one.start;
    };
    return windows.filter((one) => !isBorrowed(one));
  }

  // Without windows that are like another passage nearly as much.
  function owned(windows, its, sketches) {
    const key = (start, end) => `${start} ${end}`;
    const asked = windows.flatMap((one) => its.passages.flatMap((_, n) => (n === one.passage ? [] : [[one.start, one.end, n]])));
    const rivals = new Map();
    for (const [start, end, n, differing] of sketches.near(asked, wantedOf(its, sizeOf))) {
      rivals.set(key(start, end), [...(rivals.get(key(start, end)) || []), [n, differing]]);
    }
    return windows.filter((one) => !(rivals.get(key(one.start, one.end)) || [])
      .some(([n, differing]) => n !== one.passage && differing < one.differing + CLEARLY));
  }

  // The runs of words that are not taken.
  function free(size, taken) {
    const runs = [];
    let at = 0;
    for (const { start, end } of [...taken].sort(byPlace)) {
      if (at < start) runs.push([at, start]);
      at = Math.max(at, end);
    }
    return at < size ? [...runs, [at, size]] : runs;
  }

  function exact(found, its, sketches) {
    const asked = [];
    its.passages.forEach((one, number) => {
      for (let start = 0; start + one.words <= found.length; start += 1) asked.push([start, start + one.words, number]);
    });
    return proved(found, its, sketches, asked);
  }

  // Those windows that are a passage word for word: start, end and passage of each are given.
  async function proved(found, its, sketches, asked) {
    const near = sketches.near(asked, wantedOf(its, () => 0));
    near.sort((a, b) => found[b[0]].starts - found[a[0]].starts || a[0] - b[0]);
    const ofPassage = async (passage) => {
      const made = [];
      const known = new Map();
      for (const [start, end] of near.filter((one) => one[2] === passage)) {
        const window = { passage, start, end, off: 0, bits: 0, differing: 0, exact: true };
        if (made.some((one) => overlap(one, window))) continue;
        const text = found.slice(start, end).map((word) => word.form).join(" ");
        if (!known.has(text) && known.size < TRIES) {
          const its_ = await tag(text, `${its.salt}:${passage}`, its.rounds);
          known.set(text, its_ === its.passages[passage].tag);
        }
        if (known.get(text)) made.push(window);
      }
      return made;
    };
    return (await Promise.all(its.passages.map((_, passage) => ofPassage(passage)))).flat();
  }

  function spans(found, low, high, its, left) {
    const range = Array.from({ length: high - low }, (_, i) => low + i);
    let starts = range.filter((i) => i === low || found[i].starts);
    let ends = range.map((i) => i + 1).filter((end) => end === high || found[end - 1].ends);
    if (3 * starts.length > high - low) { // where all lines are short, paragraphs alone
      starts = starts.filter((i) => i === low || found[i].breaks > 1);
      ends = ends.filter((i) => i === high || found[i].breaks > 1);
    }
    if (3 * starts.length > high - low) [starts, ends] = [[low], [high]];
    const longest = Math.max(0, ...left.map((n) => its.passages[n].words)) + SLACK;
    const listed = [];
    let first = 0;
    for (const start of starts) {
      while (ends[first] <= start) first += 1;
      for (let i = first; i < ends.length && ends[i] - start <= longest; i += 1) {
        for (const n of left) if (Math.abs(ends[i] - start - its.passages[n].words) <= SLACK) listed.push([start, ends[i], n]);
      }
    }
    return listed;
  }

  // Windows that are like a passage which is nowhere exactly; and how many were compared.
  function alike(found, its, sketches, exact_) {
    const { passages } = its;
    const there = new Set(exact_.map((one) => one.passage));
    const left = passages.map((_, n) => n).filter((n) => !there.has(n) && !isOfAPattern(passages, n));
    const key = (at, passage) => `${at} ${passage}`;
    const before = new Set(exact_.map((one) => key(one.end, one.passage + 1)));
    const after = new Set(exact_.map((one) => key(one.start, one.passage - 1)));
    const asked = [];
    for (const [low, high] of free(found.length, exact_)) {
      for (const n of left) {
        const off = Math.abs(high - low - passages[n].words);
        const fills = before.has(key(low, n)) && after.has(key(high, n));
        if (fills && off > SLACK && off <= Math.floor(passages[n].words / PART)) asked.push([low, high, n]);
      }
      for (const one of spans(found, low, high, its, left)) asked.push(one);
    }
    const listed = sketches.near(asked, wantedOf(its, (one) => mostOf(one) + 2)).map(([start, end, passage, differing]) => {
      const one = passages[passage];
      return { passage, start, end, off: Math.abs(end - start - one.words), bits: sizeOf(one), differing, exact: false };
    });
    const wanted = wantedOf(its, mostOf);
    // Both halves are like the passage: one may decide most bits.
    const isThroughout = ({ start, end, passage }) => sketches.halves(start, end, wanted[passage])
      .every(([bits, differing]) => bits - LESS[differing] >= HALF);
    const made = unborrowed(found, owned(listed, its, sketches)).filter(isThroughout);
    const sure = made.filter((one) => one.differing <= mostOf(passages[one.passage]));
    const likely = new Set([...before, ...sure.map((one) => key(one.end, one.passage + 1))]);
    const also = new Set([...after, ...sure.map((one) => key(one.start, one.passage - 1))]);
    const placed = made.filter(({ passage, start, end, differing }) => {
      const isBetween = (ends, starts) => ends.has(key(start, passage)) && starts.has(key(end, passage));
      return differing <= mostOf(passages[passage]) + isBetween(likely, also) + isBetween(before, after);
    });
    return [placed, asked.length];
  }

  // ---- Passages in a copy ---------------------------------------------------------------------

  const NEEDED = 20;
  const CLEAR = 1;
  const SHARED = 2;
  const REACH = 8;
  const TRIM = 4;
  const [NEXT, NEAR, LATER] = [2, 5, 9];
  const [AT_ONCE, FEW, FAR, SKIPPED] = [2, 12, 80, 3];

  const cost = (one, next) => {
    const gap = next.start - one.end;
    const skipped = next.passage - one.passage - 1;
    if (gap < 0 || skipped < 0) return 0;
    if (skipped === 0 && gap <= FEW) return gap <= AT_ONCE ? NEXT : NEAR;
    const near = gap <= FAR && skipped <= SKIPPED;
    return near && Math.max(one.differing, next.differing) <= CLEAR ? LATER : 0;
  };

  // How far the best chain that each window is in is from chance.
  function score(windows, fresh) {
    const longest = Math.max(0, ...windows.map((one) => one.end - one.start)) + FAR;
    const links = windows.map((one, at) => {
      const listed = [];
      for (let i = at - 1; i >= 0 && one.start - windows[i].start <= longest; i -= 1) {
        const its = cost(windows[i], one);
        if (its) listed.push([i, its]);
      }
      return listed;
    });
    const until = [];
    windows.forEach((one, at) => {
      until.push(own(one) + links[at].reduce((best, [i, its]) => Math.max(best, until[i] - its), -fresh));
    });
    const since = windows.map(() => 0);
    for (let at = windows.length - 1; at >= 0; at -= 1) {
      for (const [i, its] of links[at]) since[i] = Math.max(since[i], own(windows[at]) - its + since[at]);
    }
    return windows.map((_, i) => until[i] + since[i]);
  }

  function choose(its) {
    its.sort((a, b) => b.one.exact - a.one.exact || b.score - a.score || a.one.differing - b.one.differing || a.one.off - b.one.off);
    const apart = [];
    for (const { one, score: far } of its) {
      if (far >= NEEDED && !apart.some((other) => overlap(one, other))) apart.push(one);
    }
    if (!apart.length) {
      const close = its.some(({ one }) => one.differing <= CLEAR);
      return [{ verdict: close ? "unsure" : "missing", start: 0, end: 0, again: 0 }, null];
    }
    const [first, ...rest] = apart;
    const { start, end } = first;
    if (first.exact) return [{ verdict: "exact", start, end, again: rest.filter((one) => one.exact).length }, first];
    if (rest.length) return [{ verdict: "twice", start: 0, end: 0, again: 0 }, null];
    return [{ verdict: "differs", start, end, again: 0 }, first];
  }

  // What two passages claim is neither's, but for a word or two at their edges.
  function settle(chosen) {
    const taken = chosen.map(([, window]) => window).filter(Boolean);
    const none = (verdict) => ({ verdict, start: 0, end: 0, again: 0 });
    const common = (one, other) => Math.min(one.end, other.end) - Math.max(one.start, other.start);
    return chosen.map(([placed, window]) => {
      if (!window) return placed;
      const others = taken.filter((one) => one !== window && overlap(one, window));
      if (window.exact) return others.some((one) => one.exact) ? none("twice") : placed;
      if (others.some((one) => common(one, window) > SHARED)) return none("unsure");
      const ends = others.map((one) => one.start).filter((its) => its > window.start);
      return { ...placed, end: Math.min(window.end, ...ends) };
    });
  }

  // What differs begins and ends where paragraphs do, or the passages beside it.
  function stretch(found, placed) {
    const exact_ = placed.filter((its) => its.verdict === "exact");
    const edges = new Set([0, found.length, ...exact_.flatMap((its) => [its.start, its.end])]);
    const isEdge = (at) => edges.has(at) || found[at].breaks > 1;
    placed.forEach((one, number) => {
      if (one.verdict !== "differs") return;
      let { start, end } = one;
      const low = Math.max(0, ...placed.map((its) => its.end).filter((its) => its <= start));
      const high = Math.min(found.length, ...placed.map((its) => its.start).filter((its) => its >= end));
      // A few words before or after it in another paragraph are none of it.
      while (start < one.start + TRIM && !isEdge(start)) start += 1;
      if (!isEdge(start)) start = one.start;
      while (end > one.end - TRIM && !isEdge(end)) end -= 1;
      if (!isEdge(end)) end = one.end;
      while (start > Math.max(low, one.start - REACH) && !isEdge(start)) start -= 1;
      while (end < Math.min(high, one.end + REACH) && !isEdge(end)) end += 1;
      placed[number] = {
        ...one,
        start: isEdge(start) ? start : one.start,
        end: isEdge(end) ? end : one.end,
      };
    });
    return placed;
  }

  async function place(found, its) {
    const sketches = sketcher(found.map((word) => word.form), its.salt);
    const exact_ = await exact(found, its, sketches);
    const [like, compared] = alike(found, its, sketches, exact_);
    const windows = [...exact_, ...like].sort(byPlace);
    const scores = score(windows, 32 - Math.clz32(compared));
    const byPassage = its.passages.map(() => []);
    windows.forEach((one, i) => byPassage[one.passage].push({ one, score: scores[i] }));
    return stretch(found, settle(byPassage.map(choose)));
  }

  // ---- Lines that tear a passage apart --------------------------------------------------------

  const LINES = 4;
  const WORDS = 24;
  const TRIED = 150;
  const MOST_LINES = 3000;

  function holes(found, [low, high], lengths) {
    const lines = [];
    for (let at = low + 1; at < high && lines.length < MOST_LINES; at += 1) if (found[at].breaks) lines.push(at);
    return lines.flatMap((start, i) => lines.slice(i + 1, i + 1 + LINES).filter((end) => end - start <= WORDS).map((end) => {
      const isNumbered = found.slice(start, end).some((word) => /[0-9]/.test(word.form));
      const isParted = found[start].breaks > 1 || found[end].breaks > 1;
      return { unlike: !lengths.has(high - low - (end - start)), plain: !(isNumbered || isParted), start, end, low, high };
    }));
  }

  // The words without lines that a passage is exact without; null if there are none.
  async function mended(found, its, placed) {
    const left = new Map(its.passages.map((one, n) => [n, one.words]).filter(([n]) => placed[n].verdict !== "exact"));
    const longest = Math.max(0, ...left.values());
    const lengths = new Set(left.values());
    const listed = free(found.length, placed.filter((one) => one.verdict === "exact")).flatMap((run) => holes(found, run, lengths))
      .sort((a, b) => a.unlike - b.unlike || a.plain - b.plain || a.start - b.start || a.end - b.end);
    const without = new Set();
    for (const { start: first, end: after, low, high } of listed.slice(0, TRIED)) {
      const before = found.slice(Math.max(low, first - longest + 1), first);
      const words_ = [...before, ...found.slice(after, Math.min(high, after + longest - 1))];
      const asked = before.flatMap((word, start) => (word.starts || start === 0
        ? [...left].map(([n, length]) => [start, start + length, n]) : []))
        .filter(([, end]) => end > before.length && end <= words_.length);
      const sketches = sketcher(words_.map((word) => word.form), its.salt);
      for (const { passage } of await proved(words_, its, sketches, asked)) {
        for (let at = first; at < after; at += 1) without.add(at);
        left.delete(passage);
      }
    }
    return without.size ? found.filter((_, at) => !without.has(at)) : null;
  }

  // As it is without furniture, and with it, if that finds more; then without lines in passages.
  async function read(copy, its) {
    const text = tidy(copy);
    const reading = async (found) => ({ text, words: found, placed: await place(found, its) });
    const worth = ({ placed }) => placed.reduce((sum, one) => sum + (one.verdict === "exact" ? 1e4 : one.verdict === "differs" ? 1 : 0), 0);
    const better = (one, other) => (worth(other) > worth(one) ? other : one);
    const isWhole = ({ placed }) => placed.every((one) => one.verdict === "exact");
    let best = await reading(words(text));
    if (!isWhole(best) && blanked(text) !== text) best = better(best, await reading(words(text, true)));
    const kept = isWhole(best) ? null : await mended(best.words, its, best.placed);
    return kept ? better(best, await reading(kept)) : best;
  }

  globalThis.apOverlay = { blanked, place, read, sketcher, tag, tidy, words };
})();
