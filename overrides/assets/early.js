/* Before a page is painted: its colours, and what the theme's script asks for. */

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
  const chosen = __md_get("__palette")
  const index = Number(chosen?.index) || 0
  const dark = matchMedia("(prefers-color-scheme: dark)").matches
  const scheme = ["", "default", "slate"][index] || (dark ? "slate" : "default")
  document.documentElement.className = "js"
  new MutationObserver((_, observer) => {
    if (document.body) document.body.dataset.mdColorScheme = scheme
    const choice = document.getElementById(`__palette_${index}`)
    if (choice) choice.checked = true
    if (choice || document.readyState !== "loading") observer.disconnect()
  }).observe(document, { childList: true, subtree: true })

  /* The theme listens for single letters (f, s, n, p …) anywhere on a page: WCAG 2.1.4. */
  const letter = /^[fsnp.,/]$/
  const keyed = (event) => {
    if (letter.test(event.key) && !event.target.closest("input, textarea, select, [contenteditable]")) {
      event.stopImmediatePropagation()
    }
  }
  addEventListener("keydown", keyed, true)
}
