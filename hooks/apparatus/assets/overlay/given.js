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
  // The bytes of a file, as `decoding.py` reads them: each as the sign of its number.
  const REFUSED = new RegExp("^(?:\\s*%PDF-|PK\\x03\\x04|\\xd0\\xcf\\x11\\xe0|\\{\\\\rtf|\\x89PNG|\\xff\\xd8\\xff|GIF8|II\\*\\0|MM\\0\\*" +
    "|RIFF....WEBP|\\x1f\\x8b|bplist|....ftyp|(?=[A-Z][A-Za-z-]+: )[^]{0,999}?\\nContent-Type:\\s*multipart/)");
  const MARKS = [["\xef\xbb\xbf", "utf-8"], ["\xff\xfe", "utf-16le"], ["\xfe\xff", "utf-16be"]];
  const SAID = /<meta[^>]+?charset\s*=\s*["']?\s*([\w-]+)|^\s*<\?xml[^>]+?encoding\s*=\s*["']([\w-]+)/i;
  const OF_PAGES = new RegExp("^(?:windows|cp125|iso-?(?:8859|2022-jp)|latin|us-ascii|koi8|euc|shift|x-sjis|sjis|gb|big5|mac" +
    "|ibm866|tis|ks_c)", "i");
  const LONGEST = 16e6; // signs of markup, which take long to read

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

  // The encoding that a page of HTML says it has, if browsers know it.
  function decoder(head) {
    const [, ...said] = SAID.exec(head) || [];
    const label = said.find(Boolean);
    try {
      return new TextDecoder(label && OF_PAGES.test(label) ? label : "windows-1252");
    } catch {
      return new TextDecoder("windows-1252");
    }
  }

  function decoded(bytes) {
    const head = String.fromCharCode(...bytes.subarray(0, 1024));
    if (REFUSED.test(head)) return null;
    const mark = MARKS.find(([its]) => head.startsWith(its));
    if (mark) return new TextDecoder(mark[1]).decode(bytes);
    if (bytes.includes(0)) return null;
    const other = decoder(head);
    try {
      if (other.encoding !== "iso-2022-jp") return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      // then it is what the page says, or an older one
    }
    return other.decode(bytes);
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
    let text;
    try {
      text = decoded(new Uint8Array(await file.arrayBuffer()));
    } catch {
      return null; // a folder, or a file that is gone
    }
    if (text === null || isJson(text)) return null;
    return readable(text, file.name, file.type);
  }

  Object.assign(globalThis.apOverlay, { decoded, isPage, readable, textIn });
})();
