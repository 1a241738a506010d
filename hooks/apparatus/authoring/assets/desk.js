/* Notes and entries written in the served page: selected words become a target, a form becomes an
   item of the data. It is served by `mkdocs serve` alone, and no built page knows of it.
   Nothing is put into the text of a block, so that what is read there is what stands there. */
(() => {
  "use strict";
  if (window.apDesk) return;
  const script = document.currentScript;
  const { token } = script.dataset;
  const base = new URL(".", script.src);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const page = () => document.querySelector("script[data-token][data-page]")?.dataset.page ?? script.dataset.page;
  const shortened = (text, most = 60) => (text.length > most ? `${text.slice(0, most).trimEnd()}…` : text);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  // An element; what it holds is text or elements, never HTML.
  function make(tag, given = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== undefined && child !== ""));
    return element;
  }
  const button = (label, click, given = {}) => make("button", { type: "button", ...given, click }, label);

  // What stays over a reload of the page, in this tab: `mkdocs serve` reloads as it likes.
  const kept = {
    read(name) {
      try {
        return JSON.parse(sessionStorage.getItem(`ap-desk:${name}`));
      } catch {
        return null;
      }
    },
    write(name, value) {
      try {
        if (value === null) sessionStorage.removeItem(`ap-desk:${name}`);
        else sessionStorage.setItem(`ap-desk:${name}`, JSON.stringify(value));
      } catch { /* full, or forbidden: the form itself still holds all */ }
    },
  };

  async function request(method, path, body) {
    let answer, said;
    try {
      answer = await fetch(new URL(path, base), {
        method,
        cache: "no-store",
        headers: { "X-Apparatus-Token": token, ...(body && { "Content-Type": "application/json" }) },
        body: body && JSON.stringify(body),
      });
      said = await answer.json();
    } catch {
      const silent = "The server gave no answer. See whether it still runs, and try again.";
      throw Object.assign(new Error(silent), { status: answer?.status ?? 0, problems: [silent] });
    }
    if (answer.ok) return said;
    const problems = said.problems ?? [];
    if (answer.status === 403) problems.push("If the server was started anew, reload the page: what you typed is kept.");
    throw Object.assign(new Error(problems.join(" ")), said, { status: answer.status, problems });
  }

  // -- words and blocks -------------------------------------------------------------------------

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
  const article = () => ["article", "[itemprop=articleBody]", "[role=main]", "main", "body"]
    .map((selector) => document.querySelector(selector)).find(Boolean);
  const isBlock = (element) => Boolean(element.id) && !element.matches(`${UNSEEN}, a.ap-xref, [id^=__]`) &&
    !element.closest(OURS) && !element.closest(UNSEEN);
  const blocks = () => all("[id]", article()).filter((element) => isBlock(element) && read(element).text);

  function blockOf(node) {
    let found = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    while (found && !isBlock(found)) found = found.parentElement;
    return found && article().contains(found) ? found : null;
  }

  // The text of an element as a reader sees it, and where each of its signs stands.
  function read(element) {
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

  function part(block, from, to) {
    const { text } = read(block);
    [from, to] = whole(text, from, to);
    const exact = from === to || (to - from === text.length && text.length > 80) ? "" : lined(text.slice(from, to)).line;
    return { block: block.id, ...(exact && { exact }), before: text.slice(0, exact ? from : 0) };
  }

  // What is selected, as a target: words of a block, or of two and all between them.
  function pickOf(range) {
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
    const both = start === end ? null : blockOf(range.commonAncestorContainer);
    const all = both && bounds(both);
    if (all?.from === 0 && all.to === all.length) return part(both, 0, all.length);
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
    if (!exact) return { places, from: 0, to: places.length };
    const { line, from } = lined(text);
    let best = -1;
    for (let at = line.indexOf(exact); at >= 0; at = line.indexOf(exact, at + 1)) {
      if (best < 0 || Math.abs(at - before.length) < Math.abs(best - before.length)) best = at;
    }
    return best < 0 ? null : { places, from: from[best], to: from[best + exact.length - 1] + 1 };
  }

  function rangeOf(pick) {
    const start = pick && spotOf(pick);
    const end = pick?.until ? spotOf(pick.until) : start;
    if (!start || !end) return null;
    const range = new Range();
    range.setStart(...start.places[start.from]);
    const [node, at] = end.places[end.to - 1];
    range.setEnd(node, at + 1);
    return range;
  }

  // What the words are called: `the roof is not`, or the block.
  const called = (pick) => [pick.exact, pick.until && (pick.until.exact || pick.until.block)]
    .filter(Boolean).map((words) => shortened(words)).join(" … ") || pick.block;
  const pickFrom = ({ block, paragraph, exact, until }) => ({
    block: block ?? `p${paragraph}`, ...(exact && { exact }), ...(until && { until: { block, paragraph, ...until } }),
  });
  const bare = ({ block, exact, until }) => ({ block, ...(exact && { exact }), ...(until && { until: bare(until) }) });
  const before = (pick) => ({ before: pick.before ?? "", ...(pick.until && { until: { before: pick.until.before ?? "" } }) });

  function show(range) {
    if (!window.Highlight) return;
    if (range) CSS.highlights.set("ap-desk", new Highlight(range));
    else CSS.highlights.delete("ap-desk");
  }

  // -- the desk: a bar at the foot, a button at the words, one dialog at a time -----------------

  const said = make("p", { class: "ap-desk__said", role: "status" });
  const start = button("Annotate", () => begin(), { "aria-keyshortcuts": "Control+Enter", title: "Annotate the selected words, or choose some (Ctrl+Enter)" });
  const bar = make("div", { class: "ap-desk__bar", role: "group", "aria-label": "Authoring" }, start);
  const near = button("Annotate", () => begin(), { class: "ap-desk__near", tabindex: -1, hidden: true, title: "Ctrl+Enter" });
  const desk = make("section", { class: "ap-desk", "aria-label": "Authoring", lang: "en", dir: "ltr", "data-search-exclude": true }, near, said, bar);
  for (const its of [near, start]) its.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays

  function announce(text) {
    said.textContent = "";
    setTimeout(() => { said.textContent = text; }, 50); // said again, even if it is the same
  }

  let chosen = null; // the selected words
  let dialog = null; // what is open: an element, what it is a form for, and where the focus goes back

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || desk.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const pick = pickOf(range);
    return pick && { pick, range: range.cloneRange() };
  }

  function place() {
    chosen = selected() ?? (document.activeElement && desk.contains(document.activeElement) ? chosen : null);
    const byTouch = matchMedia("(pointer: coarse)").matches; // there the system's menu is at the words
    start.textContent = chosen && byTouch && chosen.pick.block ? `Annotate “${shortened(called(chosen.pick), 24)}”` : "Annotate";
    near.hidden = !chosen || byTouch || Boolean(dialog);
    if (near.hidden) return;
    const rects = [...chosen.range.getClientRects()].filter((rect) => rect.width && rect.height);
    if (!rects.length) return;
    const low = Math.max(...rects.map((rect) => rect.bottom));
    const last = rects.findLast((rect) => rect.bottom > low - 4);
    const high = Math.min(...rects.map((rect) => rect.top));
    const under = low + near.offsetHeight + 16 < innerHeight;
    near.style.left = `${Math.max(8, Math.min(last.right - near.offsetWidth / 2, innerWidth - near.offsetWidth - 16)) + scrollX}px`;
    near.style.top = `${(under ? low + 8 : high - near.offsetHeight - 8) + scrollY}px`;
  }

  let waiting = 0, pressed = false;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => pressed || place(), 120);
  };
  document.addEventListener("selectionchange", soon);
  document.addEventListener("pointerdown", () => { pressed = true; }, true);
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { pressed = false; soon(); }, true);

  // The bar stands on what says which mistakes are to be mended.
  function lift() {
    const foot = document.querySelector(".ap-mistakes");
    const set = () => desk.style.setProperty("--ap-desk-foot", `${foot?.offsetHeight ?? 0}px`);
    set();
    if (foot) new ResizeObserver(set).observe(foot);
  }

  function openDialog(title, { kind, back, range, draft = null }) {
    dialog?.element.remove();
    for (const panel of all(".ap-desk__panel", desk)) panel.hidden = true;
    const heading = make("h2", { id: "ap-desk-title" }, title);
    const element = make("div", { class: `ap-desk__dialog ap-desk__dialog--${kind}`, role: "dialog", "aria-labelledby": "ap-desk-title", tabindex: -1 },
      make("div", { class: "ap-desk__head" }, heading, button("×", () => leave(), { class: "ap-desk__close", "aria-label": "Close" })));
    dialog = { element, back, range, draft, key: `draft:${location.pathname}`, heading };
    desk.append(element);
    show(range);
    said.textContent = "";
    near.hidden = true;
    document.documentElement.dataset.apDesk = kind;
    return element;
  }

  // Beside the words and not on them: at the other side, or with the words moved up.
  function settle() {
    if (!dialog?.range) return;
    const { element, range } = dialog;
    element.classList.remove("ap-desk__dialog--left");
    const meets = () => {
      const box = element.getBoundingClientRect();
      return [...range.getClientRects()].some((its) =>
        its.right > box.left && its.left < box.right && its.bottom > box.top && its.top < box.bottom);
    };
    const words = range.getBoundingClientRect();
    if (words.top < 70 || words.bottom > innerHeight - 20) scrollBy({ top: words.top - 120, behavior: "instant" });
    if (!meets()) return;
    element.classList.add("ap-desk__dialog--left");
    if (!meets()) return;
    element.classList.remove("ap-desk__dialog--left");
    scrollBy({ top: range.getBoundingClientRect().top - 90, behavior: "instant" });
  }

  function close() {
    if (!dialog) return;
    const { element, back, range, key, draft } = dialog;
    if (draft) kept.write(key, draft.under ?? null);
    const had = element.contains(document.activeElement);
    element.remove();
    dialog = null;
    show(null);
    delete document.documentElement.dataset.apDesk;
    if (draft?.under) return guarded(() => openNote({ draft: draft.under, back }), back);
    if (had) giveBack(back, range);
    place();
  }

  // The focus goes back to where the hand was: a button, or the words.
  function giveBack(back, range) {
    const panel = back?.closest(".ap-desk__panel");
    if (panel) panel.hidden = false;
    if (back?.isConnected) return back.focus();
    const block = range && blockOf(range.startContainer);
    if (!block) return start.focus();
    const had = block.hasAttribute("tabindex");
    if (!had) block.tabIndex = -1;
    block.focus({ preventScroll: true });
    if (!had) block.addEventListener("blur", () => block.removeAttribute("tabindex"), { once: true });
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  const typed = () => Boolean(dialog?.draft) &&
    (Boolean(dialog.draft.unadded || dialog.draft.under) || !same(dialog.draft.values, dialog.draft.first));

  // Closed by its author: whoever has typed is asked.
  function leave() {
    if (!typed()) return close();
    const { element } = dialog;
    const from = element.contains(document.activeElement) ? document.activeElement : null;
    element.querySelector(".ap-desk__ask")?.remove();
    const ask = make("div", { class: "ap-desk__ask", role: "alertdialog", "aria-labelledby": "ap-desk-ask" },
      make("p", { id: "ap-desk-ask" }, "Throw away what you typed?"),
      button("Go on writing", () => { ask.remove(); (from?.isConnected ? from : element).focus(); }),
      button("Throw it away", close));
    element.append(ask);
    ask.querySelector("button").focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || desk.contains(event.target)) return;
    if (event.target.closest?.("input, select, textarea, [contenteditable]") || (!selected() && event.target.closest?.("a, button, summary"))) return;
    event.preventDefault();
    begin();
  });
  // Keys of the theme and of notes are none of the desk's.
  desk.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const ask = event.target.closest(".ap-desk__ask");
    if (event.key === "Escape") {
      if (ask) ask.querySelector("button").click();
      else if (dialog?.element.contains(event.target)) leave();
      else if (event.target.closest(".ap-desk__panel")) hidePanel(event.target.closest(".ap-desk__panel"));
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && dialog) {
      event.preventDefault();
      dialog.element.querySelector("form")?.requestSubmit();
    }
  });

  // -- forms ------------------------------------------------------------------------------------

  // A control with its label, what helps to fill it in, and what is wrong with it.
  function field(name, label, control, help = "") {
    const id = `ap-desk-${name}`;
    control.id = id;
    control.name = name;
    const notes = [
      ...(help ? [make("p", { id: `${id}-help`, class: "ap-desk__help" }, help)] : []),
      make("p", { id: `${id}-wrong`, class: "ap-desk__wrong", hidden: true }),
    ];
    control.setAttribute("aria-describedby", notes.map((note) => note.id).join(" "));
    return make("div", { class: `ap-desk__field ap-desk__field--${name}` }, make("label", { for: id }, label), control, ...notes);
  }
  const select = (rows, given = {}) => make("select", given, ...rows.map(([value, label]) => make("option", { value }, label)));

  // Puts what is wrong beside its field, and the focus on the first; the rest stands at the top.
  function complain(form, { problems = [], fields = {} }) {
    for (const wrong of all(".ap-desk__wrong", form)) {
      wrong.hidden = true;
      wrong.textContent = "";
    }
    for (const control of all("[aria-invalid]", form)) control.removeAttribute("aria-invalid");
    const shown = [];
    for (const [name, sentence] of Object.entries(fields)) {
      const control = byId(`ap-desk-${name.split(".")[0]}`);
      const wrong = byId(`ap-desk-${name.split(".")[0]}-wrong`);
      if (!wrong || !form.contains(wrong)) continue;
      wrong.textContent = sentence;
      wrong.hidden = false;
      wrong.closest("details")?.setAttribute("open", "");
      control.setAttribute("aria-invalid", "true");
      shown.push(control, sentence);
    }
    const rest = problems.filter((sentence) => !shown.includes(sentence));
    const top = form.querySelector(".ap-desk__problems");
    top.replaceChildren(...rest.map((sentence) => make("p", {}, sentence)));
    top.hidden = !rest.length;
    const first = all("[aria-invalid]", form)[0];
    if (first) first.focus();
    else if (rest.length) top.focus();
  }

  // A form that is kept at each key, until it is saved or thrown away.
  function openForm({ kind, title, back, range, draft, fields, actions, save, name }) {
    const element = openDialog(title, { kind, back, range, draft });
    const form = make("form", { class: "ap-desk__form", novalidate: true, "aria-labelledby": "ap-desk-title", submit: (event) => {
      event.preventDefault();
      work(form, save);
    } },
      make("div", { class: "ap-desk__problems", role: "alert", tabindex: -1, hidden: true }),
      ...fields,
      make("div", { class: "ap-desk__actions" }, make("button", { type: "submit", class: "ap-desk__main", title: "Ctrl+Enter" }, name), button("Cancel", leave), ...actions()));
    const keep = () => {
      for (const control of form.elements) {
        if (control.name === "sources") draft.unadded = control.value;
        else if (control.name && control.name in draft.values) draft.values[control.name] = control.type === "checkbox" ? control.checked : control.value;
      }
      const at = document.activeElement;
      draft.focus = form.contains(at) ? { id: at.id, at: [at.selectionStart ?? 0, at.selectionEnd ?? 0] } : null;
      if (dialog?.draft === draft) kept.write(dialog.key, draft);
    };
    for (const control of form.elements) {
      const value = draft.values[control.name];
      if (control.type === "checkbox") control.checked = Boolean(value);
      else if (control.name === "sources") control.value = draft.unadded ?? "";
      else if (value !== undefined) control.value = value;
    }
    for (const event of ["input", "change", "focusin", "ap-desk-kept"]) form.addEventListener(event, keep);
    element.append(form);
    settle();
    const at = draft.focus?.id ? byId(draft.focus.id) : null;
    const last = at?.checkVisibility() ? at : null;
    (last ?? form.querySelector("[data-first]") ?? form.querySelector("select, input, textarea")).focus({ preventScroll: true });
    if (last?.setSelectionRange && last.type !== "checkbox") last.setSelectionRange(...draft.focus.at);
    return form;
  }

  // One answer after the other: a second press does not save twice.
  async function work(form, action) {
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    try {
      await action(form);
    } catch (error) {
      if (!error.problems) throw error;
      if (form.isConnected) complain(form, error);
    } finally {
      form.ariaBusy = null;
    }
  }

  async function copy(form, yaml) {
    form.querySelector(".ap-desk__yaml")?.remove();
    try {
      await navigator.clipboard.writeText(yaml);
      announce("Copied. Paste it into the data file.");
    } catch {
      const area = make("textarea", { readonly: true, rows: 6, "aria-label": "YAML to copy" });
      area.value = yaml;
      form.append(make("div", { class: "ap-desk__yaml" }, make("p", { class: "ap-desk__help" }, "The clipboard is closed here. Copy this:"), area));
      area.focus();
      area.select();
    }
  }

  async function saved(id, fragment = id) {
    kept.write("go", { id: fragment, path: location.pathname, until: Date.now() + 120_000 });
    await close();
    announce(`Saved as ${id}; it shows at the next rebuild.`);
  }

  // -- a note -----------------------------------------------------------------------------------

  async function stateOf() {
    return request("GET", `state?page=${encodeURIComponent(page())}`);
  }

  // Which words: a block, and in its text what is selected there, as keys and screen readers do it.
  function wordsField(draft, retitle) {
    const found = blocks();
    const choice = select(found.map((block) => [block.id, `${block.id}: ${shortened(read(block).text.replace(/\s+/g, " "), 40)}`]));
    // Not `readonly`: browsers show no caret there, and keys would select nothing.
    const text = make("textarea", { "aria-readonly": "true", inputmode: "none", rows: 4, dir: "auto", spellcheck: "false",
      beforeinput: (event) => event.preventDefault(), input: () => fill() });
    const about = make("p", { class: "ap-desk__about", "aria-live": "polite" });
    const pickNow = () => draft.values.pick;
    const tell = () => {
      const pick = pickNow();
      about.replaceChildren("About ", pick.exact || pick.until ? make("q", { dir: "auto", lang: document.documentElement.lang }, called(pick)) : `all of ${pick.block}`);
      retitle();
      dialog.range = rangeOf(pick);
      show(dialog.range);
    };
    const take = (from, to) => {
      draft.values.pick = part(byId(choice.value), from, to);
      tell();
    };
    const fill = () => {
      text.value = byId(choice.value) ? read(byId(choice.value)).text : "";
      text.lang = byId(choice.value)?.closest("[lang]")?.lang ?? "";
    };
    choice.addEventListener("change", () => {
      fill();
      take(0, 0);
      settle();
      choice.dispatchEvent(new Event("ap-desk-kept", { bubbles: true }));
    });
    // A caret alone is no choice: whoever only passes through changes nothing.
    const choose = () => {
      if (text.selectionStart === text.selectionEnd) return;
      take(text.selectionStart, text.selectionEnd);
      text.dispatchEvent(new Event("ap-desk-kept", { bubbles: true }));
    };
    for (const event of ["select", "keyup", "pointerup"]) text.addEventListener(event, choose);
    const pick = pickNow();
    if (pick) choice.value = pick.block;
    fill();
    const fold = make("details", { class: "ap-desk__words", open: !pick || (!pick.exact && !pick.until && !draft.before) },
      make("summary", {}, about),
      field("target", "Block", choice, "A block that is not here needs an id: a line { #p1 } under its paragraph."),
      field("words", "Words", text, "Select them here: by Shift and arrow keys, or as you like."),
      button("The whole block", () => { take(0, 0); choice.dispatchEvent(new Event("ap-desk-kept", { bubbles: true })); }));
    return { fold, tell, take, choice };
  }

  // Any number of sources: one field that completes, and what is chosen below it.
  function sourcesField(draft, known) {
    const input = make("input", { type: "text", list: "ap-desk-known", autocomplete: "off", spellcheck: "false" });
    const list = make("ul", { class: "ap-desk__chosen", "aria-label": "Chosen sources" });
    const chosenNow = () => draft.values.sources;
    const idOf = (source) => source.id ?? source;
    const box = field("sources", "Sources", input, "Type some letters of an id or a title; Enter adds.");
    function tell() {
      list.hidden = !chosenNow().length;
      list.replaceChildren(...chosenNow().map((source, at) => {
        const id = idOf(source);
        const place = make("input", { type: "text", "aria-label": `Place in ${id}, such as p. 45`, placeholder: "p. 45", input: () => {
          chosenNow()[at] = place.value.trim() ? { ...(source.id ? source : {}), id, locator: place.value.trim() } : id;
        } });
        place.value = source.locator ?? "";
        return make("li", {}, make("span", {}, id), place, button("×", () => {
          chosenNow().splice(at, 1);
          changed(`${id} removed`);
          input.focus();
        }, { "aria-label": `Remove ${id}` }));
      }));
    }
    function changed(words) {
      tell();
      announce(words);
      input.dispatchEvent(new Event("ap-desk-kept", { bubbles: true }));
    }
    // Out: whether nothing is left that names no source.
    function add() {
      const typedNow = input.value.trim();
      if (!typedNow) return true;
      const wanted = typedNow.toLowerCase();
      const exactly = known.find(({ id }) => id.toLowerCase() === wanted);
      const like = known.filter(({ id, label }) => `${id} ${label}`.toLowerCase().includes(wanted));
      const source = exactly ?? (like.length === 1 ? like[0] : null);
      if (!source) {
        const sentence = like.length ? `${like.length} sources have “${typedNow}”. Choose one.` : `There is no source “${typedNow}”.`;
        complain(input.form, { fields: { sources: sentence } });
        return false;
      }
      input.value = "";
      complain(input.form, {});
      if (!chosenNow().some((its) => idOf(its) === source.id)) chosenNow().push(source.id);
      changed(`${source.id} added`);
      return true;
    }
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
      event.preventDefault();
      add();
    });
    input.addEventListener("input", (event) => { // chosen from the list, and not typed
      const whole = known.some(({ id }) => id === input.value);
      if (whole && (!(event instanceof InputEvent) || event.inputType === "insertReplacementText")) add();
    });
    box.append(make("datalist", { id: "ap-desk-known" }, ...known.map(({ id, label }) => make("option", { value: id }, label))), list);
    const last = (kept.read("last")?.sources ?? []).filter((source) => known.some(({ id }) => id === idOf(source)));
    if (last.length && !chosenNow().length) {
      const again = button(`As in the last note: ${last.map(idOf).join(", ")}`, () => {
        chosenNow().push(...last);
        again.remove();
        changed("Sources added");
        input.focus();
      }, { class: "ap-desk__again" });
      box.append(again);
    }
    tell();
    return { box, add };
  }

  // The block that an author looks at, if none is named.
  function inSight() {
    const found = blocks();
    const block = found.find((its) => !/^H\d$/.test(its.tagName) && its.getBoundingClientRect().top > 60) ?? found[0];
    return block ? part(block, 0, 0) : null;
  }

  const EMPTY = { layer: "", confidence: "", body: "", title: "", known: "", draft: false };

  // In: the words, or a note that is there, or what was typed before a reload.
  async function openNote({ pick = null, note = null, draft = null, back = null, range = null } = {}) {
    const state = await stateOf();
    const last = kept.read("last") ?? {};
    const first = { ...EMPTY, sources: [], pick: note ? pickFrom(note.target) : pick };
    for (const key of Object.keys(EMPTY)) if (note && key in note) first[key] = note[key];
    if (note) first.sources = note.sources ?? [];
    else if (state.layers.some(({ id }) => id === last.layer)) first.layer = last.layer;
    first.layer ||= state.layers[0]?.id ?? "";
    if (!note && !first.pick) first.pick = inSight();
    if (!first.pick) return openBare(article(), back);
    draft ??= { kind: "note", id: note?.id, before: note, first: structuredClone(first), values: structuredClone(first) };
    const { values } = draft;
    const title = () => (draft.id ? `Change ${draft.id}` : "New note");
    const words = wordsField(draft, () => { if (dialog) dialog.heading.textContent = title(); });
    const sources = sourcesField(draft, state.sources);
    const layer = select(state.layers.map(({ id, label, sign }) => [id, sign ? `${sign} ${label}` : label]));
    const needed = make("span", { class: "ap-desk__needed" });
    const body = make("textarea", { rows: 5, dir: "auto", lang: document.documentElement.lang, "data-first": pick?.exact || note ? true : undefined });
    const fields = [
      words.fold,
      make("div", { class: "ap-desk__row" },
        field("layer", "Layer", layer),
        field("confidence", "Confidence", select([["", "not said"], ...state.confidences.map((its) => [its, its])]))),
      field("body", "What a reader should know", body, "In Markdown."),
      sources.box,
      make("details", { class: "ap-desk__more", open: Boolean(values.title || values.known || values.draft) },
        make("summary", {}, "Title, date, draft"),
        field("title", "Title", make("input", { type: "text", dir: "auto" }), "Two to six words for the margin; without it the noted words stand there."),
        field("known", "Known from", make("input", { type: "text" }), "From when the fact could be known: 1990-06-28, 1990-06, 1850~."),
        field("draft", "Draft: only shown here", make("input", { type: "checkbox" }))),
    ];
    const asked = () => ({ note: noteOf(draft), selection: values.pick.before === undefined ? undefined : before(values.pick), revision: state.revision });
    const send = (form, more = {}) => (sources.add()
      ? draft.id && !more.dry
        ? request("PUT", `notes/${encodeURIComponent(draft.id)}`, { ...asked(), before: draft.before })
        : request("POST", "notes", { ...asked(), ...more })
      : null);
    const form = openForm({
      kind: "note", title: title(), back, range: range ?? rangeOf(values.pick), draft, fields, name: "Save",
      actions: () => [
        button("Copy", () => work(form, async () => {
          const answer = await send(form, { dry: true });
          if (answer) await copy(form, answer.yaml);
        }), { title: "Copies the note as YAML; nothing is saved" }),
        ...(draft.id ? [] : [button("New entry from these words", () => openEntity({ name: values.pick.exact ?? "" }), { class: "ap-desk__link" })]),
      ],
      save: async () => {
        try {
          const answer = await send(form);
          if (!answer) return;
          kept.write("last", { layer: values.layer, sources: values.sources });
          saved(answer.id ?? draft.id);
        } catch (error) {
          if (error.status !== 409) throw error;
          await compare(draft, error, { back });
        }
      },
    });
    const need = () => {
      const its = state.layers.find(({ id }) => id === layer.value);
      needed.textContent = its?.sources ? "" : " (not needed for this layer)";
    };
    form.querySelector(".ap-desk__field--sources label").append(needed);
    layer.addEventListener("change", need);
    need();
    words.tell();
    return form;
  }

  // What is sent: all that was there, changed; what is empty is left out.
  function noteOf({ before: was, values }) {
    const { pick, ...rest } = values;
    const note = { ...was };
    if (!was || !same(pick, pickFrom(was.target))) {
      note.target = { page: was?.target.page ?? page(), ...bare(pick) };
    }
    for (const [key, value] of Object.entries(rest)) {
      const its = typeof value === "string" ? value.trim() : value;
      if (its === "" || its === false || (Array.isArray(its) && !its.length)) delete note[key];
      else note[key] = its;
    }
    return note;
  }

  const inWords = (value) => (value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value));

  // Two have changed one note: both versions stand side by side, and the author decides.
  async function compare(draft, error, { back }) {
    const now = error.now !== undefined ? error.now : (await stateOf()).notes.find(({ id }) => id === draft.id) ?? null;
    const mine = noteOf(draft);
    const top = dialog.element.querySelector(".ap-desk__problems");
    const keys = now ? [...new Set([...Object.keys(mine), ...Object.keys(now)])].filter((key) => !same(mine[key], now[key])) : [];
    const rows = keys.map((key) => make("tr", {}, make("th", { scope: "row" }, key), make("td", {}, inWords(mine[key])), make("td", {}, inWords(now[key]))));
    const again = (changes) => openNote({ draft: { ...draft, ...changes, focus: null }, back });
    top.hidden = false;
    top.replaceChildren(
      ...(error.problems.length ? error.problems : ["This note has changed in the file since you opened it."]).map((sentence) => make("p", {}, sentence)),
      ...(rows.length ? [make("table", { class: "ap-desk__both" }, make("caption", {}, "Both versions"),
        make("thead", {}, make("tr", {}, make("td"), make("th", { scope: "col" }, "Yours"), make("th", { scope: "col" }, "In the file"))), make("tbody", {}, ...rows))] : []),
      ...(now ? [
        button("Save mine all the same", async () => {
          await again({ before: now });
          dialog.element.querySelector("form").requestSubmit();
        }),
        button("Take the file’s", () => openNote({ note: now, back })),
      ] : [
        make("p", {}, "It is no longer in the file."),
        button("Save it as a new note", async () => {
          const { id, ...was } = mine;
          await again({ id: undefined, before: { ...was } });
          dialog.element.querySelector("form").requestSubmit();
        }),
      ]));
    top.focus();
  }

  // -- an entry ---------------------------------------------------------------------------------

  async function openEntity({ name = "", draft = null, back = null } = {}) {
    const state = await stateOf();
    const range = dialog?.range ?? null;
    const under = typed() && dialog.draft.kind === "note" ? dialog.draft : null; // it comes back afterwards
    const first = { kind: state.kinds[0]?.id ?? "", name, gloss: "", aliases: "", entry: "" };
    draft ??= { kind: "entity", first: { ...first }, values: { ...first }, under };
    const { values } = draft;
    const asked = (more = {}) => {
      const entity = { kind: values.kind, name: values.name.trim() };
      const aliases = values.aliases.split("\n").map((alias) => alias.trim()).filter(Boolean);
      for (const key of ["gloss", "entry"]) if (values[key].trim()) entity[key] = values[key].trim();
      if (aliases.length) entity.aliases = aliases;
      return { entity, revision: state.revision, ...more };
    };
    const form = openForm({
      kind: "entity", title: "New entry", back, range, draft, name: "Save",
      fields: [
        field("kind", "Kind", select(state.kinds.map(({ id, label }) => [id, label]))),
        field("name", "Name", make("input", { type: "text", dir: "auto" })),
        field("gloss", "Gloss", make("textarea", { rows: 3, dir: "auto", "data-first": name ? true : undefined }), "One or two sentences for the card."),
        field("aliases", "Other names", make("textarea", { rows: 2, dir: "auto" }), "One on each line."),
        field("entry", "Entry", make("input", { type: "text" }), "A page, or an id on one: glossary.md#gaiatsu. Empty where a register holds it."),
      ],
      actions: () => [button("Copy", () => work(form, async () => copy(form, (await request("POST", "entities", asked({ dry: true }))).yaml)))],
      save: async () => saved((await request("POST", "entities", asked())).id, ""),
    });
    return form;
  }

  // -- messages, deletion, notes of the page ----------------------------------------------------

  function openMessage(title, back, range, ...content) {
    const element = openDialog(title, { kind: "message", back, range });
    element.append(...content);
    settle();
    (element.querySelector("textarea, .ap-desk__actions button") ?? element).focus();
  }

  // Words of a paragraph that has no id: which line gives it one.
  function openBare(element, back) {
    const block = element.closest("p, li, dd, dt, td, th, blockquote, h1, h2, h3, h4, h5, h6, figcaption, pre") ?? element;
    const numbers = all("[id]").map(({ id }) => Number(/^p(\d+)$/.exec(id)?.[1] ?? 0));
    const line = `{ #p${Math.max(0, ...numbers) + 1} }`;
    const where = { LI: "after the item, on a line of its own, indented as the item’s text", TD: "at the end of the cell", TH: "at the end of the cell",
      H1: "at the end of the heading’s line", H2: "at the end of the heading’s line", H3: "at the end of the heading’s line" }[block.tagName] ?? "on a line of its own right under the paragraph";
    const area = make("input", { type: "text", readonly: true, "aria-label": "Line to add" });
    area.value = line;
    openMessage("A block without an id", back, null,
      make("p", {}, `“${shortened(block.textContent.trim().replace(/\s+/g, " "), 50)}” has no id yet, so no note can find it. Write this ${where}, in ${page() ? `docs/${page()}` : "the page’s file"}, and save:`),
      area,
      make("div", { class: "ap-desk__actions" },
        button("Copy", async () => {
          area.select();
          await navigator.clipboard?.writeText(line).then(() => announce("Copied."), () => area.focus());
        }, { class: "ap-desk__main" }), button("Close", close)));
  }

  const trouble = (error, back) => openMessage("That did not work", back, null, make("div", { role: "alert" }, ...(error.problems ?? [error.message]).map((its) => make("p", {}, its))),
    make("div", { class: "ap-desk__actions" }, button("Close", close)));
  const guarded = (action, back) => action().catch((error) => trouble(error, back));

  // From the button or the key: about the selected words, or about words that are chosen now.
  function begin() {
    if (typed()) return dialog.element.querySelector("form").querySelector("textarea, select").focus();
    chosen = selected() ?? chosen;
    const words = chosen;
    const back = desk.contains(document.activeElement) && !words ? document.activeElement : null;
    if (!page()) return trouble({ problems: ["This page has no file of its own. Annotate one that has."] }, back);
    if (words?.pick.bare) return openBare(words.pick.bare, back);
    return guarded(() => openNote({ pick: words?.pick, range: words?.range, back }), back);
  }

  async function change(id, back) {
    if (typed()) return leave();
    const note = (await stateOf()).notes.find((its) => its.id === id);
    if (!note) return trouble({ problems: [`${id} is no longer in the file; the page shows it until the next rebuild.`] }, back);
    return openNote({ note, back });
  }

  async function remove(id, back, told = []) {
    if (typed()) return leave();
    const state = await stateOf();
    const note = state.notes.find((its) => its.id === id);
    if (!note) return trouble({ problems: [`${id} is no longer in the file; the page shows it until the next rebuild.`] }, back);
    const problems = make("div", { role: "alert", class: "ap-desk__problems", hidden: !told.length }, ...told.map((its) => make("p", {}, its)));
    openMessage(`Delete ${id}?`, back, rangeOf(pickFrom(note.target)),
      problems,
      make("blockquote", { dir: "auto" }, shortened(note.body ?? "", 200)),
      make("p", {}, "It is taken out of the file. Links to it lead nowhere from then on."),
      make("div", { class: "ap-desk__actions" },
        button("Keep it", close),
        button("Delete it", async () => {
          try {
            await request("DELETE", `notes/${encodeURIComponent(id)}`, { before: note, revision: state.revision });
            close();
            announce(`${id} is deleted; it goes at the next rebuild.`);
          } catch (error) {
            if (error.status === 409) return guarded(() => remove(id, back, error.problems), back); // as it is now
            problems.hidden = false;
            problems.replaceChildren(...(error.problems ?? [error.message]).map((its) => make("p", {}, its)));
          }
        }, { class: "ap-desk__main" })));
  }

  function equip() {
    for (const note of all(".ap-note [role=note]")) {
      if (note.querySelector(".ap-desk-ways")) continue;
      const number = note.getAttribute("aria-label") ?? note.id;
      const way = (label, action) => button(label, (event) => guarded(() => action(note.id, event.currentTarget), event.currentTarget), { "aria-label": `${label}: ${number}` });
      note.append(make("p", { class: "ap-desk-ways", lang: "en", dir: "ltr", "data-search-exclude": true }, way("Change", change), way("Delete", remove)));
    }
  }

  // -- for others of the desk -------------------------------------------------------------------

  function showPanel(panel) {
    panel.hidden = false;
    panel.focus();
  }
  function hidePanel(panel) {
    panel.hidden = true;
    byId(panel.dataset.button)?.focus();
  }
  function panel(id, title) {
    const content = make("div", { class: "ap-desk__content" });
    const element = make("div", { id, class: "ap-desk__dialog ap-desk__panel", role: "dialog", "aria-labelledby": `${id}-title`, "data-button": `${id}-open`, tabindex: -1, hidden: true },
      make("div", { class: "ap-desk__head" }, make("h2", { id: `${id}-title` }, title), button("×", () => hidePanel(element), { class: "ap-desk__close", "aria-label": "Close" })), content);
    const opener = button(title, () => {
      if (!element.hidden) return hidePanel(element);
      showPanel(element);
      element.dispatchEvent(new CustomEvent("ap-desk-open"));
    }, { id: `${id}-open` });
    bar.append(opener);
    desk.append(element);
    return content;
  }

  // Here, or on the page where the words are.
  function there(what, given) {
    if (given.page && given.page !== page() && given.href) {
      kept.write("next", { what, given, path: new URL(given.href, location.href).pathname });
      return location.assign(given.href);
    }
    if (typed()) return leave();
    const back = document.activeElement && desk.contains(document.activeElement) ? document.activeElement : null;
    if (what === "entity") return guarded(() => openEntity({ name: given.name, back }), back);
    const pick = given.block && byId(given.block) ? { block: given.block, ...(given.exact && { exact: given.exact }), before: "" } : null;
    return guarded(() => openNote({ pick, back }), back);
  }

  window.apDesk = {
    get page() { return page(); },
    request,
    openNote: (given = {}) => there("note", given),
    openEntity: (given = {}) => there("entity", given),
    panel,
    show: (id) => showPanel(byId(id)),
    hide: (id) => hidePanel(byId(id)),
    announce,
  };

  // -- begin, and begin again -------------------------------------------------------------------

  // To what was saved, when the page has it.
  function arrive() {
    const go = kept.read("go");
    if (!go || go.path !== location.pathname) return;
    const note = go.id && byId(go.id);
    if (!note && Date.now() < go.until) return;
    kept.write("go", null);
    if (!note) return;
    location.hash = `#${go.id}`;
    setTimeout(() => {
      note.focus();
      announce(`${go.id} is in the page.`);
    }, 100);
  }

  function restore() {
    const draft = kept.read(`draft:${location.pathname}`);
    const next = kept.read("next");
    if (next && next.path === location.pathname) {
      kept.write("next", null);
      there(next.what, { ...next.given, page: page() });
    } else if (draft) {
      guarded(() => (draft.kind === "entity" ? openEntity({ draft }) : openNote({ draft })), null)
        .then(() => announce("What you typed is still here."));
    }
  }

  let loaded = null;
  function load() {
    if (loaded === article()) return;
    loaded = article();
    if (!desk.isConnected) document.body.append(desk);
    if (dialog && dialog.key !== `draft:${location.pathname}`) { // another page: the draft waits for its own
      dialog.element.remove();
      dialog = null;
      show(null);
      delete document.documentElement.dataset.apDesk;
    }
    chosen = null;
    near.hidden = true;
    equip();
    lift();
    arrive();
    if (!dialog) restore();
  }
  load();
  // Themes that exchange the content without loading a page announce it here.
  if (typeof document$ !== "undefined") document$.subscribe(load);
})();
