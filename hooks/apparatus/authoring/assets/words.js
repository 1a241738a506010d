/* Words of the page and the blocks they stand in, read as the build reads them. A `pick` is what a
   note is to be about: a block, its words, and what stands before and after them. */
import { all, byId, page, shortened } from "./page.js";

let known = null; // the blocks that the build knows on this page, as far as it was asked

// What is no word of the text, as the build reads it; then what is laid out apart.
const UNSEEN = ".ap-noteref, .ap-para, .ap-notes, .ap-visually-hidden, .footnote-ref, sup[id^=fnref], .headerlink," +
  " iframe, math, noscript, object, rp, rt, script, style, svg, template, textarea, [hidden], [popover]";
const APART = "address, article, aside, blockquote, br, caption, dd, details, div, dl, dt, fieldset, figcaption, figure," +
  " footer, form, h1, h2, h3, h4, h5, h6, header, hr, li, main, nav, ol, p, pre, section, summary, table, tbody, td," +
  " tfoot, th, thead, tr, ul";
const OURS = ":is(div, section, nav, aside, figure, form, table, details, dl, ol, ul, p)[class^=ap-]:not(.ap-passage, .ap-span)";
const SPACELESS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\u3000-\u303f\uff00-\uffef]/u;
const HANGUL = /\p{sc=Hangul}/u;
const isGlued = (left, right) => Boolean(left && right) && SPACELESS.test(left) && SPACELESS.test(right);
const inWord = (sign) => /[\p{L}\p{M}\p{N}_]/u.test(sign) && !SPACELESS.test(sign);
export const article = () => ["article", "[itemprop=articleBody]", "[role=main]", "main", "body"]
  .map((selector) => document.querySelector(selector)).find(Boolean);
const isBlock = (element) => Boolean(element.id) && !element.matches(`${UNSEEN}, a.ap-xref, [id^=__]`) &&
  !element.closest(OURS) && !element.closest(UNSEEN) && (!known || known.has(element.id));
export function know(ids) {
  known = ids?.length ? new Set(ids) : null;
}
export const blocks = () => all("[id]", article()).filter((element) => isBlock(element) && read(element).text);

export function blockOf(node) {
  let found = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  while (found && !isBlock(found)) found = found.parentElement;
  return found && article().contains(found) ? found : null;
}

// The text of an element as a reader sees it, and where each of its signs stands.
export function read(element) {
  const places = [];
  let text = "", gap = "";
  function add(sign, node, at) {
    if (gap && text && !(gap === " " && isGlued(text.at(-1), sign))) {
      text += gap;
      places.push([node, at]);
    }
    gap = "";
    text += sign;
    places.push([node, at]);
  }
  function enter(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      for (let at = 0; at < node.data.length; at++) {
        const sign = node.data[at];
        if (/[ \t\n\r\u00a0]/.test(sign)) gap ||= " ";
        else if (!/[\u00ad\u200b\u2060\ufeff]/.test(sign)) add(sign, node, at);
      }
    } else if (node.nodeType === Node.ELEMENT_NODE && (node === element || !node.matches(UNSEEN))) {
      const apart = node.matches(APART);
      if (apart) gap = "\n";
      for (const child of node.childNodes) enter(child);
      if (apart) gap = "\n";
    }
  }
  enter(element);
  return { text, places };
}

// In one line, as data files have it, and where each sign of that comes from.
function lined(text) {
  const from = [];
  let line = "";
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\n" && isGlued(text[at - 1], text[at + 1])) continue;
    line += text[at] === "\n" ? " " : text[at];
    from.push(at);
  }
  return { line, from };
}

// From signs to whole words, without white space around.
function whole(text, from, to) {
  while (from < to && /\s/.test(text[from])) from++;
  while (to > from && /\s/.test(text[to - 1])) to--;
  if (from === to) return [from, to];
  while (from > 0 && inWord(text[from]) && inWord(text[from - 1])) from--;
  while (to < text.length && inWord(text[to - 1]) && inWord(text[to]) && !HANGUL.test(text[to])) to++;
  return [from, to];
}

export function part(block, from, to) {
  const { text } = read(block);
  [from, to] = whole(text, from, to);
  const exact = from === to || (to - from === text.length && text.length > 80) ? "" : lined(text.slice(from, to)).line;
  return { block: block.id, ...(exact && { exact }), before: text.slice(0, exact ? from : 0) };
}

// What is selected, as a target: words of a block, or of two and all between them.
export function pickOf(range) {
  const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  const inside = (node, at) => range.comparePoint(node, at) === 0 && range.comparePoint(node, at + 1) === 0;
  const nodes = [];
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType !== Node.TEXT_NODE || !range.intersectsNode(node) || node.parentElement.closest(UNSEEN)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (node.data.slice(from, to).trim()) nodes.push(node);
  }
  if (!nodes.length || !article().contains(nodes[0]) || nodes[0].parentElement.closest(OURS)) return null;
  let [start, end] = [blockOf(nodes[0]), blockOf(nodes.at(-1))];
  if (!start || !end) return { bare: (start ? nodes.at(-1) : nodes[0]).parentElement };
  if (start.contains(end)) end = start;
  if (end.contains(start)) start = end;
  const bounds = (block) => {
    const { text, places } = read(block);
    const from = places.findIndex(([node, at]) => inside(node, at));
    const to = places.findLastIndex(([node, at]) => inside(node, at)) + 1;
    return { from, to, length: text.length };
  };
  let both = start === end ? null : start;
  while (both && !both.contains(end)) both = both.parentElement && blockOf(both.parentElement);
  const its = both && bounds(both);
  if (its?.from === 0 && its.to === its.length) return part(both, 0, its.length);
  const [first, last] = [bounds(start), bounds(end)];
  if (start === end) return part(start, first.from, first.to);
  return { ...part(start, first.from, first.length), until: part(end, 0, last.to) };
}

// Back from words to their place.
function spotOf({ block, exact, before = "" }) {
  const element = byId(block);
  if (!element) return null;
  const { text, places } = read(element);
  if (!places.length) return null;
  if (!exact) return { text, places, from: 0, to: text.length };
  const { line, from } = lined(text);
  let best = -1;
  for (let at = line.indexOf(exact); at >= 0; at = line.indexOf(exact, at + 1)) {
    if (best < 0 || Math.abs(at - before.length) < Math.abs(best - before.length)) best = at;
  }
  return best < 0 ? null : { text, places, from: from[best], to: from[best + exact.length - 1] + 1 };
}

export function rangeOf(pick) {
  const start = pick && spotOf(pick);
  const end = pick?.until ? spotOf(pick.until) : start;
  if (!start || !end) return null;
  const range = new Range();
  range.setStart(...start.places[start.from]);
  const [node, at] = end.places[end.to - 1];
  range.setEnd(node, at + 1);
  return range;
}

// Where the page shows the words of a note that is there.
export function marked(id) {
  const spans = all(`.ap-span[data-annotation="${CSS.escape(id)}"]`, article());
  if (!spans.length) return null;
  const range = new Range();
  range.setStartBefore(spans[0]);
  range.setEndAfter(spans.at(-1));
  return range;
}

// What the words are called: `the roof is not`, or the block.
export const called = (pick) => [pick.exact || (pick.until && pick.block), pick.until && (pick.until.exact || pick.until.block)]
  .filter(Boolean).map((words) => shortened(words)).join(" … ") || pick.block;
export const pickFrom = ({ block, paragraph, exact, until }) => ({
  block: block ?? `p${paragraph}`, ...(exact && { exact }), ...(until && { until: { block, paragraph, ...until } }),
});

// What is sent of a pick: the words with all that stands around them, or nothing for a whole block.
export function selectionOf(pick) {
  if (!pick.exact && !pick.until) return undefined;
  const sent = (its) => {
    const spot = spotOf(its);
    if (!spot) return { block: its.block, exact: its.exact ?? "", before: its.before ?? "", after: "" };
    const { text, from, to } = spot;
    return { block: its.block, exact: text.slice(from, to), before: text.slice(0, from), after: text.slice(to) };
  };
  return { page: page(), first: sent(pick), ...(pick.until && { last: sent(pick.until) }) };
}

export function show(range) {
  if (!window.Highlight) return;
  if (range) CSS.highlights.set("ap-desk", new Highlight(range));
  else CSS.highlights.delete("ap-desk");
}
