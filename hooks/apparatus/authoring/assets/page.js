/* The page, its server and its tab: elements, requests, and what outlives a reload. */
const tag = () => document.querySelector("script[data-token][data-page]");
const base = new URL(".", import.meta.url);

export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const byId = (id) => document.getElementById(id);
export const page = () => tag()?.dataset.page ?? "";
export const shortened = (text, most = 60) => (text.length > most ? `${text.slice(0, most).trimEnd()}…` : text);
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// An element; what it holds is text or elements, never HTML.
export function make(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== ""));
  return element;
}
export const button = (label, click, given = {}) => make("button", { type: "button", ...given, click }, label);

// What stays over a reload of the page, in this tab: `mkdocs serve` reloads as it likes.
export const kept = {
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

export async function request(method, path, body) {
  let answer, said;
  try {
    answer = await fetch(new URL(path, base), {
      method,
      cache: "no-store",
      headers: { "X-Apparatus-Token": tag()?.dataset.token ?? "", ...(body && { "Content-Type": "application/json" }) },
      body: body && JSON.stringify(body),
    });
    said = await answer.json();
  } catch {
    const silent = "The server gave no answer. See whether it still runs, and try again.";
    throw Object.assign(new Error(silent), { status: answer?.status ?? 0, problems: [silent] });
  }
  if (answer.ok) return said;
  const problems = said.problems ?? [];
  throw Object.assign(new Error(problems.join(" ")), said, { status: answer.status, problems });
}
