/* Words that lead somewhere are selected where they stand, by mouse: over them, or with two clicks.
   Browsers begin no selection in a link, so it is made here; and one click waits for another. */
import { page } from "./page.js";
import { article } from "./words.js";

const WAIT = 300; // as long as two clicks may be apart
const LEADING = "a[href], .ap-span[data-annotation]";
const ELSEWHERE = ".ap-notes, .ap-card, .headerlink, .ap-desk, button";
let from = null, start = null, moved = false, timer = 0, again = false;

function leading({ target }) {
  const its = target instanceof Element && target.closest(LEADING);
  return its && page() && article().contains(its) && !target.closest(ELSEWHERE) ? its : null;
}
const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

// Where in the text a pointer is.
function caret({ clientX, clientY }) {
  const at = document.caretPositionFromPoint?.(clientX, clientY);
  if (at) return [at.offsetNode, at.offset];
  const range = document.caretRangeFromPoint?.(clientX, clientY);
  return range ? [range.startContainer, range.startOffset] : null;
}

function selectWord(event) {
  const [node, at] = caret(event) ?? [];
  if (node?.nodeType !== Node.TEXT_NODE) return;
  const words = new Intl.Segmenter(event.target.closest("[lang]")?.lang || undefined, { granularity: "word" });
  const { index, segment } = words.segment(node.data).containing(Math.min(at, node.length - 1));
  getSelection().setBaseAndExtent(node, index, node, index + segment.length);
}

addEventListener("pointerdown", (event) => {
  clearTimeout(timer);
  [from, start, moved] = [null, null, false];
  if (event.pointerType !== "mouse" || event.button || !isPlain(event)) return;
  const its = leading(event);
  if (!its) return;
  [from, start] = [event, caret(event)];
  its.draggable = false;
}, true);

addEventListener("pointermove", (event) => {
  if (!from || !(event.buttons & 1)) return;
  moved ||= Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > 4;
  const end = moved && start && caret(event);
  if (end && article().contains(end[0])) getSelection().setBaseAndExtent(...start, ...end);
}, true);

addEventListener("dragstart", (event) => {
  if (start || leading(event)) event.preventDefault();
}, true);

addEventListener("click", (event) => {
  const its = again || !from || !event.detail || !isPlain(event) ? null : leading(event);
  const isDrag = moved && String(getSelection());
  if (!its || (its.matches(".ap-noteref") && !isDrag)) return; // whose number is no word
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.detail === 2) selectWord(event);
  if (event.detail > 1 || isDrag) return;
  timer = setTimeout(() => {
    again = true;
    event.target.click();
    again = false;
  }, WAIT);
}, true);
