/* What readers give, to a text: the bytes of a file, and a page of HTML, by the rule in the engine's
   `overlay/normal-form.md`. */
(() => {
  "use strict";

  const PAGE = /^\ufeff?\s*<(?:!doctype\s+html|html|head|body|\?xml)\b/i;
  const UNREAD = "head, title, script, style, template, noscript, svg, button, select, textarea, rp, rt, [hidden]";
  const BLOCKS = new Set(("address article aside blockquote body caption dd details dialog div dl dt fieldset " +
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section " +
    "summary table tbody td tfoot th thead tr ul").split(" "));

  const isPage = (text) => PAGE.test(text);

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
    return made.join("");
  }

  function decoded(bytes) {
    const start = [...bytes.slice(0, 4)].map((byte) => String.fromCharCode(byte)).join("");
    if (start === "\xff\xfe" || start.startsWith("\xff\xfe")) return new TextDecoder("utf-16le").decode(bytes);
    if (start.startsWith("\xfe\xff")) return new TextDecoder("utf-16be").decode(bytes);
    if (/^(?:%PDF|PK\x03\x04|\xd0\xcf|\x89PNG|\xff\xd8)/.test(start) || bytes.includes(0)) return null;
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder("windows-1252").decode(bytes);
    }
  }

  Object.assign(globalThis.apOverlay, { decoded, isPage, textOf });
})();
