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
  const EDGES = /^[ \t\-–—*|•·:\xa0]+|[ \t\-–—*|•·:\xa0]+$/gu;
  const SHORT = 60;
  const OFTEN = 3;

  const tidy = (text) => text.replace(/\r\n|[\r\v\f\x85\u2028\u2029]/g, "\n");

  function blanked(text) {
    const lines = text.split("\n");
    const bare = lines.map((line) => line.replace(EDGES, "").toLowerCase());
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
  const APOSTROPHES = "'‘’ʼ`´′＇";
  const HYPHENS = "-‐‑–−﹣－";
  const AT_LINE_ENDS = "-‐\u00ad¬";
  const ENDS = /[\n.!?…。！？．؟۔।။។]/u;
  const BREAK = /[^\S\n]*\n\s*/uy;
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
      const form = formOf(text.slice(at, end));
      if (form) found.push({ form, start: at, end });
      at = end;
    }
    let before = true;
    found.forEach((word, i) => {
      word.starts = before;
      word.ends = before = i === found.length - 1 || ENDS.test(text.slice(word.end, found[i + 1].start));
    });
    return found;
  }

  // ---- Words to sketches ----------------------------------------------------------------------

  const BITS = 40;
  const APART = Math.floor(2 ** 32 / BITS);
  const PIECE = 3;
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
  // Where in a sorted list the numbers from one on begin.
  const from = (list, least) => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] < least) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const codes = (text) => Array.from(text, (sign) => sign.codePointAt(0));

  function sketches(forms, salt, windows) {
    const starts = [0];
    const signs = [];
    for (const form of forms) {
      signs.push(...codes(form));
      starts.push(signs.length);
    }
    const salted = codes(salt);
    const seed = hash(salted, 0, salted.length, 0);
    const size = Math.max(0, signs.length - PIECE + 1);
    const hashes = new Uint32Array(size);
    for (let i = 0; i < size; i += 1) hashes[i] = hash(signs, i, i + PIECE, seed);
    // Where pieces lie on the circle, in 32 parts: what is next to a place is mostly in its own.
    const parts = Array.from({ length: 32 }, () => []);
    hashes.forEach((its, i) => parts[its >>> 27].push(i));
    const asked = windows.map(([start, end], number) => [number, starts[start], starts[end] - PIECE + 1])
      .filter(([, low, high]) => high > low);
    const made = [new Uint32Array(windows.length), new Uint32Array(windows.length)]; // 32 bits, and the others
    for (let k = 0; k < BITS; k += 1) {
      const place = k * APART + (mixed(seed + k) % APART);
      let at = 0;
      let before = 0;
      for (const [number, low, high] of asked) {
        let nearest = -1;
        for (let part = 0; nearest < 0 && part < 32; part += 1) {
          const list = parts[(place >>> 27) ^ part];
          if (part || low < before) at = from(list, low);
          while (list[at] < low) at += 1;
          for (let i = at; list[i] < high; i += 1) {
            const apart = (hashes[list[i]] ^ place) >>> 0;
            if (nearest < 0 || apart < nearest) nearest = apart;
          }
          before = part ? Infinity : low; // then the place in the list is another's
        }
        made[k >> 5][number] |= ((nearest ^ place) & 1) << (k & 31);
      }
    }
    return made;
  }

  async function tag(text, salt, rounds) {
    const utf8 = new TextEncoder();
    const key = await crypto.subtle.importKey("raw", utf8.encode(text), "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: utf8.encode(salt), iterations: rounds };
    const bits = new Uint8Array(await crypto.subtle.deriveBits(how, key, 128));
    return Array.from(bits, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // ---- Passages in a copy ---------------------------------------------------------------------

  const LESS = [0, 5, 9, 12];
  const MOST = [[36, 3], [32, 2], [0, 1]];
  const EXACT = 90;
  const NEEDED = 20;
  const NEXT = 2;
  const LATER = 9;
  const SLACK = 2;
  const FAR = 80;
  const SKIPPED = 3;
  const CLEAR = 1;

  const bitCount = (given) => {
    let value = given - ((given >>> 1) & 0x55555555);
    value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
    return Math.imul((value + (value >>> 4)) & 0x0F0F0F0F, 0x01010101) >>> 24;
  };
  const overlap = (one, other) => one.start < other.end && other.start < one.end;
  const own = (one) => (one.exact ? EXACT : Math.floor((one.bits * 13) / 16) - LESS[one.differing]);

  function spans(found, lengths) {
    const listed = [];
    found.forEach((word, start) => {
      if (!word.starts) return;
      const ends = new Set();
      for (const length of lengths) for (let more = -SLACK; more <= SLACK; more += 1) ends.add(start + length + more);
      for (const end of [...ends].sort((a, b) => a - b)) {
        if (start < end && end <= found.length && (lengths.has(end - start) || found[end - 1].ends)) listed.push([start, end]);
      }
    });
    return listed;
  }

  const cost = (one, next) => {
    const gap = next.start - one.end;
    const skipped = next.passage - one.passage - 1;
    if (gap >= 0 && gap <= SLACK && skipped === 0) return NEXT;
    const near = gap >= 0 && gap <= FAR && skipped >= 0 && skipped <= SKIPPED;
    return near && Math.max(one.differing, next.differing) <= CLEAR ? LATER : 0;
  };

  // How far the best chain that each window is in is from chance.
  function score(windows, fresh) {
    const until = [];
    windows.forEach((one, at) => {
      let best = -fresh;
      for (let i = 0; i < at; i += 1) {
        const its = cost(windows[i], one);
        if (its) best = Math.max(best, until[i] - its);
      }
      until.push(own(one) + best);
    });
    const since = windows.map(() => 0);
    for (let at = windows.length - 1; at >= 0; at -= 1) {
      for (let later = at + 1; later < windows.length; later += 1) {
        const its = cost(windows[at], windows[later]);
        if (its) since[at] = Math.max(since[at], own(windows[later]) - its + since[later]);
      }
    }
    return windows.map((_, i) => until[i] + since[i]);
  }

  function choose(windows, scores, number) {
    const its = windows.map((one, i) => ({ one, score: scores[i] })).filter(({ one }) => one.passage === number);
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

  // What two passages claim is neither's, but for a word or two at their edges; an exact one stays.
  function settle(chosen) {
    const taken = chosen.map(([, window]) => window).filter(Boolean);
    const none = (verdict) => ({ verdict, start: 0, end: 0, again: 0 });
    const shared = (one, other) => Math.min(one.end, other.end) - Math.max(one.start, other.start);
    return chosen.map(([placed, window]) => {
      if (!window) return placed;
      const others = taken.filter((one) => one !== window && overlap(one, window));
      if (window.exact) return others.some((one) => one.exact) ? none("twice") : placed;
      if (others.some((one) => shared(one, window) > SLACK)) return none("unsure");
      const before = others.filter((one) => one.exact && one.start < window.start).map((one) => one.end);
      const start = Math.max(window.start, ...before);
      const ends = others.map((one) => one.start).filter((its) => its > start);
      return { ...placed, start, end: Math.min(window.end, ...ends) };
    });
  }

  async function place(found, its) {
    const forms = found.map((word) => word.form);
    const listed = spans(found, new Set(its.passages.map((one) => one.words)));
    const made = sketches(forms, its.salt, listed);
    const known = new Map();
    const isExact = (number, start, end) => {
      const text = forms.slice(start, end).join(" ");
      const key = `${number} ${text}`;
      if (!known.has(key)) known.set(key, tag(text, `${its.salt}:${number}`, its.rounds));
      return known.get(key).then((found_) => found_ === its.passages[number].tag);
    };
    const asked = its.passages.map(({ words: number, sketch }) => {
      const bits = Math.min(number, BITS);
      return {
        number,
        bits,
        low: parseInt(sketch.slice(-8), 16),
        high: parseInt(sketch.slice(0, -8), 16),
        masks: [bits < 32 ? 2 ** bits - 1 : -1, bits > 32 ? 2 ** (bits - 32) - 1 : 0],
        most: MOST.find(([least]) => bits >= least)[1],
      };
    });
    let compared = 0;
    const near = [];
    listed.forEach(([start, end], i) => {
      asked.forEach((one, passage) => {
        const off = Math.abs(end - start - one.number);
        if (off > SLACK || (off && !found[end - 1].ends)) return;
        compared += 1;
        const differing = bitCount((made[0][i] ^ one.low) & one.masks[0]) + bitCount((made[1][i] ^ one.high) & one.masks[1]);
        if (differing > one.most) return;
        const same = differing === 0 && off === 0;
        near.push({ passage, start, end, off, bits: one.bits, differing, exact: same && isExact(passage, start, end) });
      });
    });
    for (const one of near) one.exact = await one.exact;
    const windows = near.filter((one) => one.exact || found[one.end - 1].ends);
    windows.sort((a, b) => a.start - b.start || a.end - b.end || a.passage - b.passage);
    const scores = score(windows, 32 - Math.clz32(compared));
    return settle(its.passages.map((_, number) => choose(windows, scores, number)));
  }

  // As it is without furniture; and with it, if that finds more.
  async function read(copy, its) {
    const text = tidy(copy);
    const reading = async (furnished) => {
      const found = words(text, furnished);
      return { text, words: found, placed: await place(found, its) };
    };
    const bare = await reading(false);
    if (blanked(text) === text || bare.placed.every((one) => one.verdict === "exact")) return bare;
    const whole = await reading(true);
    const worth = ({ placed }) => placed.reduce((sum, one) => sum + (one.verdict === "exact" ? 1e4 : one.verdict === "differs" ? 1 : 0), 0);
    return worth(whole) > worth(bare) ? whole : bare;
  }

  globalThis.apOverlay = { blanked, place, read, sketches, tag, tidy, words };
})();
