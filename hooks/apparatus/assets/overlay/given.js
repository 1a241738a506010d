/* What readers give, to a text: the bytes of a file, and a page of HTML, by the rule in the engine's
   `overlay/normal-form.md`. */
(() => {
  "use strict";

  const UNREAD = "head, title, script, style, template, noscript, svg, button, select, textarea, rp, rt, [hidden]";
  const NAMES = "address article aside blockquote body caption dd details dialog div dl dt fieldset " +
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section " +
    "summary table tbody td tfoot th thead tr ul";
  const BLOCKS = new Set(NAMES.split(" "));
  const SKIPPED = /\s*(?:<!--[\s\S]*?-->|<\?[\s\S]*?\?>)/y;
  const MARKUP = new RegExp("\\s*<(?:!doctype\\s+html\\b|(?:head|title|meta|link|base|style|script|span|img|br|a|b|i|em|" +
    `strong|${NAMES.replaceAll(" ", "|")})(?=[\\s/>]))`, "iy");
  const PAGE_NAME = /\.x?html?$/i;
  // Files that hold a text in a form of their own; with what is no text at all.
  const CLOSED_NAME = /\.(?:mhtml?|mht|rtf|json|pdf|docx?|odt|pages|epub|webarchive)$/i;
  const CLOSED = /^\s*(?:\{\\rtf|(?:[\w-]+:[^\n]*\n)(?:[^\n]+\n)*?Content-Type:\s*multipart\/)/i;
  const LONGEST = 16e6; // signs of markup, which take long to read
  const BINARY = /^(?:%PDF|PK\x03\x04|\xd0\xcf|\x89PNG|\xff\xd8)/;

  // Whether a text is markup: by what it begins with, behind comments; a file by its name or type too.
  function isPage(text, name = "", type = "") {
    if (PAGE_NAME.test(name) || /^(?:text\/html|application\/xhtml\+xml)\b/.test(type)) return true;
    let at = text.startsWith("\ufeff") ? 1 : 0;
    for (SKIPPED.lastIndex = at; SKIPPED.test(text);) at = SKIPPED.lastIndex;
    MARKUP.lastIndex = at;
    return MARKUP.test(text);
  }

  function textOf(html) {
    const root = new DOMParser().parseFromString(html, "text/html").documentElement;
    const made = [];
    const take = (node, set) => {
      if (node.nodeType === Node.TEXT_NODE) made.push(set ? node.data : node.data.replace(/[ \t\r\n\f]+/g, " "));
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(UNREAD)) return;
      const name = node.localName;
      if (name === "br") made.push("\n");
      if (BLOCKS.has(name)) made.push("\n\n");
      for (const child of node.childNodes) take(child, set || name === "pre");
      if (BLOCKS.has(name)) made.push("\n\n");
    };
    take(root, false);
    return made.join("").replace(/\n\s*\n/g, "\n\n"); // there may be thousands of blocks in blocks
  }

  // What there is to read of a text, which may be markup; too long a one stays as it is, and so too long.
  function readable(text, name, type) {
    return text.length <= LONGEST && isPage(text, name, type) ? textOf(text).trim() : text;
  }

  function decoded(bytes) {
    const start = String.fromCharCode(...bytes.slice(0, 4));
    if (start.startsWith("\xff\xfe")) return new TextDecoder("utf-16le").decode(bytes);
    if (start.startsWith("\xfe\xff")) return new TextDecoder("utf-16be").decode(bytes);
    if (BINARY.test(start) || bytes.includes(0)) return null;
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder("windows-1252").decode(bytes);
    }
  }

  function isJson(text) {
    try {
      return /^\s*[[{]/.test(text) && Boolean(JSON.parse(text));
    } catch {
      return false;
    }
  }

  // The text of a file, or null where it holds none that can be read here.
  async function textIn(file) {
    if (CLOSED_NAME.test(file.name)) return null;
    let text;
    try {
      text = decoded(new Uint8Array(await file.arrayBuffer()));
    } catch {
      return null; // a folder, or a file that is gone
    }
    if (text === null || CLOSED.test(text) || isJson(text)) return null;
    return readable(text, file.name, file.type);
  }

  Object.assign(globalThis.apOverlay, { isPage, readable, textIn });
})();
