/* The page where readers bring a copy of their own: its form, and what they do with what was found.
   Nothing leaves the page: it asks for no file, sends nothing and stores nothing. */
(() => {
  "use strict";

  const section = document.querySelector(".ap-overlay");
  if (!section) return;
  const held = (name) => document.getElementById(`ap-overlay-${name}`).content;
  const { filled, make, read, readable, shower, textIn } = globalThis.apOverlay;
  // A theme's own search has no index here: the page may ask for none.
  for (const its of document.querySelectorAll('.md-search, label[for="__search"]')) its.remove();
  const data = JSON.parse(held("data").textContent);
  const say = JSON.parse(held("words").textContent);
  const without = section.querySelector(".ap-overlay__without");
  const form = section.querySelector(".ap-overlay__form");
  const area = form.querySelector("textarea");
  const chosen = form.querySelector("input[type=file]");
  const said = form.querySelector(".ap-overlay__said");
  const result = section.querySelector(".ap-overlay__found");
  const LONGEST = 1e6; // signs of a text
  const LARGEST = 64e6; // bytes of a file, with its pictures
  const byName = new Intl.Collator(undefined, { numeric: true });
  let turn = 0;

  // Without https browsers make no hashes.
  if (!globalThis.crypto || !crypto.subtle) {
    without.replaceChildren(say.unsafe, " ", without.querySelector("a"));
    return;
  }
  const show = shower(data, say, {
    names: held("passages").querySelectorAll("a"),
    notes: held("notes"),
  });

  // ---- What is given --------------------------------------------------------------------------

  function tell(words) {
    result.hidden = true;
    result.replaceChildren();
    said.classList.remove("ap-visually-hidden");
    said.textContent = words;
  }

  async function compare(text) {
    const mine = (turn += 1);
    if (!text.trim()) return tell(say.nothing);
    if (text.length > LONGEST) return tell(say.long);
    tell(say.busy);
    await new Promise((done) => { setTimeout(done, 0); }); // so that it can be seen
    const reading = await read(text, data);
    if (mine !== turn) return undefined;
    const found = show(reading);
    tell(found.said);
    if (!found.rows.length) return undefined;
    const head = make("h2", "ap-overlay__result", say.found);
    head.tabIndex = -1;
    result.replaceChildren(head, make("p", "ap-overlay__sum", found.said), ...found.rows);
    result.hidden = false;
    said.classList.add("ap-visually-hidden"); // for it stands in the result
    return head.focus();
  }

  // Whatever goes wrong in a copy is told.
  const tried = (work) => work().catch(() => tell(say.failed));
  const compareArea = () => tried(async () => compare(readable(area.value)));

  // Several files are the parts of one copy, in the order of their names.
  async function open(files) {
    const mine = (turn += 1);
    const texts = [];
    area.value = "";
    tell(say.busy);
    for (const file of files.sort((a, b) => byName.compare(a.name, b.name))) {
      const text = file.size > LARGEST ? "" : await textIn(file);
      if (mine !== turn) return undefined;
      if (file.size > LARGEST) return tell(say.long);
      if (text === null) return tell(filled(say.unreadable, { name: file.name }));
      texts.push(text);
    }
    const text = texts.join("\n\n");
    if (text.length <= LONGEST) area.value = text;
    return compare(text);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    compareArea();
  });
  form.addEventListener("reset", () => {
    turn += 1;
    tell("");
    area.focus();
  });
  area.addEventListener("paste", () => {
    area.select(); // what is pasted takes the place of what was there
    setTimeout(compareArea, 0);
  });
  chosen.addEventListener("change", () => {
    const files = [...chosen.files];
    if (files.length) tried(() => open(files));
    chosen.value = "";
  });

  // Files may be dropped anywhere: elsewhere than here browsers would open them, and leave the page.
  const isOurs = (event) => event.dataTransfer.types.includes("Files") || section.contains(event.target);
  for (const kind of ["dragenter", "dragover"]) {
    addEventListener(kind, (event) => {
      section.toggleAttribute("data-over", isOurs(event));
      if (isOurs(event)) event.preventDefault();
    });
  }
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) delete section.dataset.over; });
  addEventListener("drop", (event) => {
    delete section.dataset.over;
    if (!isOurs(event)) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    const text = event.dataTransfer.getData("text/plain");
    if (files.length) tried(() => open(files));
    else if (text) {
      area.value = text;
      compareArea();
    }
  });
  // A page that browsers keep whole for the way back keeps its copy with it; else none is brought back.
  addEventListener("pagehide", (event) => { if (!event.persisted) form.reset(); });

  // ---- From words to notes and back -----------------------------------------------------------

  // The note that an element is in, or leads to.
  const noteOf = (element) => {
    const its = element.closest(".ap-overlay__note, .ap-noteref, [data-annotation]");
    if (!its) return "";
    return its.dataset.note || its.dataset.annotation || its.hash.slice("#ap-".length);
  };
  const mark = (id, name, on) => {
    for (const its of result.querySelectorAll(`[data-annotation="${id}"], [data-note="${id}"]`)) its.classList.toggle(name, on);
  };
  for (const [kind, on] of [["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]]) {
    result.addEventListener(kind, (event) => {
      event.stopPropagation(); // the script of annotated pages looks for notes of its own
      const id = noteOf(event.target);
      if (id) mark(id, "ap-lit", on);
    });
  }
  result.addEventListener("toggle", (event) => {
    const id = noteOf(event.target);
    if (id) mark(id, "ap-span--open", event.target.open);
  }, true);
  // Neither way adds to the history: who goes back leaves the page, and its copy.
  result.addEventListener("click", (event) => {
    const back = event.target.closest("[role=doc-backlink]");
    const words = event.target.closest(".ap-noteref, [data-annotation]");
    if (!(back || words) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!getSelection().isCollapsed && !event.target.closest("a")) return;
    event.preventDefault();
    const id = noteOf(event.target);
    if (back) document.getElementById(`ap-${id}-ref`).focus();
    else {
      const note = document.getElementById(`ap-${id}`);
      note.querySelector("details").open = true;
      note.querySelector("summary").focus();
    }
  });

  without.hidden = true;
  form.hidden = false;
})();
