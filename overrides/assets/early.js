/* Before a page is painted: its colours, and what the theme's script asks for. It is loaded beside
   the style sheet and waits for nothing. */

"use strict"

/* The theme's script calls these four by name. What it keeps is kept for this site alone. */
var __md_scope = new URL("..", document.currentScript.src)
var __md_get = (name, storage = localStorage, scope = __md_scope) => {
  try {
    return JSON.parse(storage.getItem(`${scope.pathname}.${name}`))
  } catch {
    return null // storage is forbidden, or somebody else has written there
  }
}
var __md_set = (name, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(`${scope.pathname}.${name}`, JSON.stringify(value))
  } catch {
    /* then the choice lasts for this page */
  }
}
var __md_hash = (text) => [...text].reduce((sum, sign) => ((sum << 5) - sum + sign.charCodeAt(0)) | 0, 0)

{
  const system = matchMedia("(prefers-color-scheme: dark)")
  let index = Number(__md_get("__palette")?.index) || 0
  const paint = () => {
    const scheme = ["", "default", "slate"][index] || (system.matches ? "slate" : "default")
    if (document.body) document.body.dataset.mdColorScheme = scheme
    const choice = document.getElementById(`__palette_${index}`)
    if (choice) choice.checked = true
    return choice || document.readyState !== "loading"
  }
  document.documentElement.className = "js"
  if (!paint()) {
    new MutationObserver((_, observer) => paint() && observer.disconnect())
      .observe(document, { childList: true, subtree: true })
  }
  system.addEventListener("change", paint)
  addEventListener("change", ({ target }) => {
    if (target.name !== "__palette") return
    index = Number(target.id.slice(-1))
    __md_set("__palette", { index })
    paint()
  })

  /* The theme listens for single letters (f, s, n, p …) anywhere on a page: WCAG 2.1.4. */
  const letter = /^[fsnp.,/]$/
  const keyed = (event) => {
    if (letter.test(event.key) && !event.target.closest("input, textarea, select, [contenteditable]")) {
      event.stopImmediatePropagation()
    }
  }
  addEventListener("keydown", keyed, true)

  /* The theme's script shows nothing before the reader moves, so it comes then. */
  const still = new AbortController()
  const begin = () => {
    const late = document.querySelector("[data-late]")
    if (!late) return // the page is not yet read to its end
    still.abort()
    document.body.append(late.content.cloneNode(true))
  }
  for (const sign of ["keydown", "pointerdown", "pointermove", "scroll"]) {
    addEventListener(sign, begin, { signal: still.signal, passive: true, capture: true })
  }
}
