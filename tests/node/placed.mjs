// Lets the reader of Recogito's annotator place the notes of a page, as it does in a browser.
// Out: the text of the page, and for each note those of its ranges, with and without numbers
// of notes and readings of signs.
import { JSDOM } from "jsdom";
import { parseW3CTextAnnotation, reviveAnnotation } from "@recogito/text-annotator";

export function answer({ html, notes }) {
  const { window } = new JSDOM(html);
  const { document, NodeFilter, Range } = window;
  Object.assign(globalThis, { document, NodeFilter, Range });
  const article = document.querySelector("article");
  const placed = notes.map((note) => {
    const { parsed, error } = parseW3CTextAnnotation(note);
    if (error) throw error;
    return reviveAnnotation(parsed, article).target.selector.map(({ range }) => {
      const words = range.cloneContents();
      words.querySelectorAll("[role=doc-noteref], rt, rp").forEach((number) => number.remove());
      return [range.toString(), words.textContent];
    });
  });
  return { text: article.textContent, placed };
}
