/* Notes of an annotated page: one is open at a time, in the margin at the line of its words, or
   under their paragraph where there is no margin. No line of the text moves under the reader's eye.
   Everything stands in the page without this script. */
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const shown = (node) => Boolean(node) && getComputedStyle(node).display !== "none";
  const noteOf = (hash) => {
    const found = hash.length > 1 && document.getElementById(hash.slice(1));
    return found ? found.closest("[role=note]") : null;
  };
  const refOf = (note) => document.getElementById(`${note.id}-ref`);
  const itemOf = (note) => note.closest(".ap-item");
  const headOf = (note) => note.parentElement.querySelector("summary");
  const noteIn = (item) => item.querySelector("[role=note]");
  const spansOf = (id) => all(`.ap-span[data-annotation="${CSS.escape(id)}"]`);
  const isOn = (note) => shown(refOf(note));
  const first = () => document.querySelector(".ap-notes");
  const inMargin = () => Boolean(first()) && getComputedStyle(first()).position === "absolute";

  let current = null;
  let made = 0; // room at the end of the text, for a note that hangs over it
  const rests = new WeakMap(); // where each title lies in the margin: how far from its own place

  // -- opened and closed ------------------------------------------------------------------------

  function settle(note, on) {
    const item = itemOf(note);
    note.parentElement.open = on;
    item.classList.toggle("ap-item--open", on);
    item.closest(".ap-passage").classList.toggle("ap-passage--open", on);
    for (const span of spansOf(note.id)) span.classList.toggle("ap-span--open", on);
    const ref = refOf(note);
    if (ref && on) ref.setAttribute("aria-current", "true");
    else if (ref) ref.removeAttribute("aria-current");
    const stepper = document.querySelector(".ap-stepper");
    if (on && stepper) {
      stepper.hidden = false;
      note.querySelector(".ap-note__ways").append(stepper);
    }
    current = on ? note : null;
    if (on) return reach(note);
    makeRoom();
    note.style.removeProperty("left");
    shift(item, 0, rests.get(item) ?? 0);
    for (const covered of all(".ap-item--covered")) covered.classList.remove("ap-item--covered");
  }

  // What is wider than its note can be scrolled with keys too.
  function reach(note) {
    for (const box of all(".ap-note__body :is(table, pre, code, div)", note)) { // or what a theme lays around them
      if (box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX === "auto") box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  }

  // Where a reader looks stays where it is: at the number, or at the title.
  function keeping(place, change) {
    const before = place.getBoundingClientRect().top;
    change();
    const by = place.getBoundingClientRect().top - before;
    if (by) scrollBy({ top: by, behavior: "instant" });
  }

  function open(note, byTitle) {
    for (const filter of inMargin() ? all(".ap-switches__filter") : []) filter.open = false;
    keeping(byTitle ? headOf(note) : refOf(note), () => {
      if (current && current !== note) settle(current, false);
      settle(note, true);
      if (inMargin()) place(note, byTitle);
    });
    remember(`#${note.id}`);
  }

  function close(toNumber) {
    const note = current;
    const ref = refOf(note);
    keeping(shown(ref) ? ref : itemOf(note).closest(".ap-passage"), () => settle(note, false));
    if (location.hash === `#${note.id}`) remember("");
    if (toNumber && shown(ref)) ref.focus({ preventScroll: true });
  }

  function remember(hash) {
    history.replaceState(history.state, "", location.pathname + location.search + hash);
  }

  function enter(note) {
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  function go(step) {
    const notes = all(".ap-item [role=note]").filter(isOn);
    const next = notes[(notes.indexOf(current) + step + notes.length) % notes.length];
    open(next, false);
    const at = refOf(next).getBoundingClientRect();
    if (at.top < 60 || at.bottom > innerHeight - 60) {
      scrollBy({ top: at.top - innerHeight / 3, behavior: "instant" });
    }
    enter(next);
  }

  // -- the margin -------------------------------------------------------------------------------

  function shift(item, x, y) {
    if (x || y) item.style.transform = `translate(${x}px, ${y}px)`;
    else item.style.removeProperty("transform");
  }

  // At the end of the text, so that a note covers nothing that follows: no line moves for it.
  function makeRoom(note) {
    const text = all(".ap-passage").at(-1)?.parentElement;
    if (!text) return;
    const bottom = text.getBoundingClientRect().bottom - made;
    const own = parseFloat(getComputedStyle(text).paddingBottom) - made;
    made = note ? Math.max(0, note.getBoundingClientRect().bottom - bottom) : 0;
    if (made) text.style.paddingBottom = `${own + made}px`;
    else text.style.removeProperty("padding-bottom");
  }

  // Where a title would begin if it stood at the very line of its note's number.
  function wish(item, height) {
    const ref = refOf(noteIn(item));
    const text = ref.closest("p, li, td, th, dt, dd, figcaption, h1, h2, h3, h4, h5, h6") ?? ref.parentElement;
    const box = text.getBoundingClientRect();
    const line = parseFloat(getComputedStyle(text).lineHeight) || box.height || 1;
    const at = ref.getBoundingClientRect();
    const nth = Math.floor(((at.top + at.bottom) / 2 - box.top) / line);
    return box.top + (nth + 0.5) * line - height / 2;
  }

  // Titles on the lines of their words, as near as they can be without one over another: rows
  // that would meet share what is missing (isotonic regression, by pooling neighbours).
  function settled(rows) {
    let below = 0;
    const pools = [];
    for (const row of rows) {
      row.below = below += row.gap;
      pools.push({ rows: [row], at: row.wish - below });
      below += row.height;
      while (pools.length > 1 && pools.at(-2).at > pools.at(-1).at) {
        const [one, two] = pools.splice(-2);
        const both = [...one.rows, ...two.rows];
        const at = (one.at * one.rows.length + two.at * two.rows.length) / both.length;
        pools.push({ rows: both, at });
      }
    }
    for (const pool of pools) for (const row of pool.rows) row.top = pool.at + row.below;
  }

  function lay() {
    const lists = all(".ap-notes");
    for (const item of all(".ap-item")) {
      shift(item, 0, 0);
      item.style.removeProperty("width");
    }
    for (const list of lists) list.classList.remove("ap-notes--crowded", "ap-notes--small");
    if (inMargin()) {
      const held = lists.map((list) => [list, all(".ap-item", list).filter(shown)]);
      const full = held.map(([list, items]) =>
        items.length > 1 && items.length * items[0].offsetHeight > list.parentElement.offsetHeight + 8);
      held.forEach(([list], n) => {
        list.classList.toggle("ap-notes--crowded", full[n]);
        list.classList.toggle("ap-notes--small", full.includes(true));
      });
      const rows = [];
      for (const [list, items] of held) {
        const top = list.getBoundingClientRect().top;
        items.forEach((item, n) => {
          const at = top + item.offsetTop;
          const row = rows.at(-1);
          if (n && row.at === at) return row.items.push(item);
          rows.push({ at, items: [item], height: item.offsetHeight, gap: n || !rows.length ? 0 : 4 });
        });
      }
      for (const row of rows) {
        const wishes = row.items.map((item) => wish(item, row.height));
        row.wish = wishes.reduce((one, two) => one + two) / wishes.length;
        row.widths = row.items.map((item) => item.getBoundingClientRect().width);
      }
      settled(rows);
      const least = rows.length ? rows[0].items[0].closest(".ap-passage").getBoundingClientRect().top - 4 : 0;
      for (const row of rows) {
        row.items.forEach((item, n) => {
          rests.set(item, Math.max(row.top, least + row.below) - row.at);
          shift(item, 0, rests.get(item));
          // A title that is opened must not push its neighbour.
          item.style.width = `${row.widths[n]}px`;
        });
      }
    }
    for (const list of lists) list.dataset.placed = "";
    if (current) reach(current);
    if (current && inMargin()) place(current, false);
    else makeRoom();
  }

  // An open note lies at its very line when called from there, and at its title when called by it.
  function place(note, byTitle) {
    const item = itemOf(note);
    const list = item.parentElement;
    const from = item.offsetLeft;
    if (byTitle) {
      const over = from + note.offsetWidth - list.offsetWidth;
      if (over > 0) note.style.left = `${-over}px`;
    } else {
      const own = item.getBoundingClientRect().top - (rests.get(item) ?? 0);
      shift(item, -from, wish(item, headOf(note).offsetHeight) - own);
    }
    const head = headOf(note).getBoundingClientRect();
    const body = note.getBoundingClientRect();
    makeRoom(note);
    const meets = (box, other) =>
      box.top < other.bottom - 3 && box.bottom > other.top + 3 &&
      box.left < other.right && box.right > other.left;
    for (const other of all(".ap-item").filter((its) => its !== item && shown(its))) {
      const box = other.getBoundingClientRect();
      other.classList.toggle("ap-item--covered", meets(box, head) || meets(box, body));
    }
  }

  // -- mouse, touch and keys --------------------------------------------------------------------

  // From words to the notes on them, the shortest words first.
  function called(target) {
    const found = [];
    for (let span = target.closest(".ap-span"); span; span = span.parentElement.closest(".ap-span")) {
      const note = document.getElementById(span.dataset.annotation);
      if (note && isOn(note) && !found.includes(note)) found.push(note);
    }
    return found;
  }

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (!target || event.defaultPrevented) return;
    const step = target.closest(".ap-stepper [data-step]");
    const ref = target.closest(".ap-noteref");
    const head = target.closest(".ap-note > summary");
    const back = target.closest(".ap-note [role=doc-backlink]");
    if (step) {
      if (step.dataset.step === "0") close(true);
      else go(Number(step.dataset.step));
    } else if (back && current && current.contains(back)) {
      close(true);
    } else if (head) {
      const note = noteIn(head.closest(".ap-item"));
      if (note === current) close(false);
      else open(note, true);
    } else if (ref && noteOf(ref.hash)) {
      const note = noteOf(ref.hash);
      const byKeyboard = event.detail === 0 || event.pointerType === ""; // Firefox counts keys as clicks
      if (note === current && !byKeyboard) close(false);
      else open(note, false);
      if (byKeyboard) enter(note);
    } else {
      const notes = called(target);
      if (!notes.length || String(getSelection())) return;
      const link = target.closest("a[href]");
      if (link && !("noted" in link.dataset)) return;
      const next = notes[(notes.indexOf(current) + 1) % notes.length];
      if (next === current) close(false);
      else open(next, false);
    }
    event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !(event.target instanceof Element)) return;
    const filter = event.target.closest(".ap-switches details[open]");
    if (filter) {
      filter.open = false;
      filter.querySelector("summary").focus();
    } else if (current && !event.target.closest("textarea, select, input[type=search], input[type=text]")) {
      close(true);
    }
  });

  // A browser opens a note by itself when a reader searches in the page.
  document.addEventListener("toggle", (event) => {
    const note = event.target instanceof Element && event.target.matches(".ap-note") &&
      event.target.querySelector("[role=note]");
    if (note && event.target.open && note !== current && !printing) open(note, false);
    // The filter lies where the note is.
    if (current && inMargin() && event.target.matches(".ap-switches__filter[open]")) close(false);
  }, true);

  const paired = (target) => {
    const part = target instanceof Element && target.closest(".ap-span[data-annotation], .ap-noteref, .ap-item");
    if (!part) return "";
    return part.dataset.annotation || (part.hash || "").slice(1) || noteIn(part).id;
  };
  function tint(id, on) {
    const note = id && document.getElementById(id);
    if (!note || (on && !isOn(note))) return;
    for (const part of [...spansOf(id), refOf(note), itemOf(note)]) part.classList.toggle("ap-lit", on);
  }
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") tint(paired(event.target), true);
  });
  document.addEventListener("pointerout", (event) => tint(paired(event.target), false));

  // -- switches ---------------------------------------------------------------------------------

  const inputs = (name) => all(`.ap-switches input[name="${name}"]`);
  const usual = (name) => inputs(name).every((input) => input.checked === input.defaultChecked);
  const chosen = (name) => inputs(name).filter((input) => input.checked).map((input) => input.value);
  function choose(name, value) {
    for (const input of inputs(name)) input.checked = value === undefined || input.value === value;
  }

  // The address says what is shown, so that a teacher can link to it.
  function write() {
    const query = new URLSearchParams(location.search);
    for (const name of ["layers", "view"]) {
      if (usual(name)) query.delete(name);
      else query.set(name, chosen(name).join());
    }
    const filtered = query.has("layers") || query.has("view");
    const [mode] = chosen("notes");
    if (filtered ? mode === "all" : usual("notes")) query.delete("notes");
    else query.set("notes", mode);
    const text = query.toString().replaceAll("%2C", ",");
    history.replaceState(history.state, "", location.pathname + (text && `?${text}`) + location.hash);
  }

  // Words that a shown note is about open the note, also where they lead to an entry: the note
  // names the entry, and its number is the one stop for the keyboard.
  function settleLinks() {
    for (const link of all(".ap-passage > :not(.ap-notes) a[data-entity]")) {
      const words = ".ap-span:not(.ap-span--whole)"; // a note on all of a block leaves the names in it
      const around = link.closest(words);
      const spans = [...all(words, link), ...(around ? [around] : [])];
      const noted = spans.some((span) => isOn(document.getElementById(span.dataset.annotation)));
      link.toggleAttribute("data-noted", noted);
      if (noted) link.tabIndex = -1;
      else link.removeAttribute("tabindex");
    }
  }

  function sync() {
    if (current && !isOn(current)) close(false);
    settleLinks();
    lay();
  }

  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof Element) || !input.closest(".ap-switches")) return;
    if (input.name !== "notes" && chosen("notes")[0] === "none") choose("notes", "all");
    sync();
    write();
    const said = document.querySelector(".ap-switches__said");
    const notes = all(".ap-item [role=note]");
    const words = { shown: notes.filter(isOn).length, all: notes.length };
    said.textContent = said.dataset.words.replace(/\{(\w+)\}/g, (_, name) => words[name]);
  });

  // -- paper ------------------------------------------------------------------------------------

  let printing = false;
  addEventListener("beforeprint", () => {
    printing = true;
    makeRoom();
    const cited = new Set();
    for (const note of all(".ap-item [role=note]")) {
      note.parentElement.removeAttribute("name"); // or they would shut one another
      note.parentElement.open = true;
      if (isOn(note)) for (const link of all("[role=doc-biblioref]", note)) cited.add(link.hash.slice(1));
    }
    for (const work of all(".ap-works li")) work.hidden = !cited.has(work.dataset.source);
  });
  addEventListener("afterprint", () => {
    for (const note of all(".ap-item [role=note]")) {
      note.parentElement.open = note === current;
      note.parentElement.setAttribute("name", "ap-note");
    }
    printing = false;
    lay();
  });

  // -- begin ------------------------------------------------------------------------------------

  function arrive() {
    const note = noteOf(location.hash);
    if (!note) return;
    if (!isOn(note) && refOf(note)) {
      choose("notes", "all");
      choose("layers");
      choose("view", "now");
      sync();
    }
    if (!isOn(note)) return;
    open(note, false);
    const aim = note.contains(document.getElementById(location.hash.slice(1))) && !inMargin() ? note : refOf(note);
    aim.scrollIntoView({ block: "center", behavior: "instant" });
  }

  let room = null;
  function begin() {
    current = null;
    made = 0;
    if (!first()) return;
    document.documentElement.dataset.apNotes = "";
    for (const head of all(".ap-note > summary")) head.tabIndex = -1;
    sync();
    arrive();
    if (room) room.disconnect();
    room = new ResizeObserver(() => requestAnimationFrame(lay));
    room.observe(first().parentElement);
    document.fonts.ready.then(lay);
    const query = new URLSearchParams(location.search);
    if (!query.has("print")) return;
    query.delete("print");
    const text = query.toString();
    history.replaceState(history.state, "", location.pathname + (text && `?${text}`) + location.hash);
    setTimeout(() => print());
  }
  addEventListener("hashchange", arrive);
  begin();
  // Themes that exchange the content without loading a page announce it here.
  if (typeof document$ !== "undefined") document$.subscribe(begin);
})();
