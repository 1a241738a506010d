/* Words of a block without an id: no note can find it, until a line gives it one. */
import { all, button, make, page, shortened } from "./page.js";
import { announce, close, guarded, openMessage } from "./dialog.js";
import { openEntity } from "./entity.js";

const WHERE = [
  [/^(LI|DD)$/, "after the item, on a line of its own, indented as the item’s text"],
  [/^T[DH]$/, "at the end of the cell"],
  [/^H\d$/, "at the end of the heading’s line"],
  [/./, "on a line of its own right under the paragraph"],
];

// In: the element, where the focus goes back, and the words that were selected there.
export function openBare(element, back, words = "") {
  const block = element.closest("p, li, dd, dt, td, th, blockquote, h1, h2, h3, h4, h5, h6, figcaption, pre") ?? element;
  const numbers = all("[id]").map(({ id }) => Number(/^p(\d+)$/.exec(id)?.[1] ?? 0));
  const line = `{ #p${Math.max(0, ...numbers) + 1} }`;
  const [, where] = WHERE.find(([kind]) => kind.test(block.tagName));
  const area = make("input", { type: "text", readonly: true, "aria-label": "Line to add" });
  area.value = line;
  openMessage("A block without an id", back, null,
    make("p", {}, `“${shortened(block.textContent.trim().replace(/\s+/g, " "), 50)}” has no id yet, so no note can find it. Write this ${where}, in ${page() ? `docs/${page()}` : "the page’s file"}, and save:`),
    area,
    make("div", { class: "ap-desk__actions" },
      button("Copy", async () => {
        area.select();
        await navigator.clipboard?.writeText(line).then(() => announce("Copied."), () => area.focus());
      }, { class: "ap-desk__main" }), button("Close", close),
      words.trim() && button("New entry from these words", () => guarded(() => openEntity({ name: words.trim().replace(/\s+/g, " "), back }), back), { class: "ap-desk__link" })));
}
