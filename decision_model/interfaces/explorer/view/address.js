// The address of the page: what a link holds. The package's `explorer/__init__.py` says how it is read.

/** Longest name of a reader that a link may hold. */
const LONGEST_NAME = 80;

/** An address's fields by name, as they are written there. */
export function fieldsOf(hash) {
  const parts = hash.slice(1).split("&");
  return Object.fromEntries(parts.map((part) => [part.split("=", 1)[0], part.slice(part.indexOf("=") + 1)]));
}

/** Who reads, what they chose before they saw a result, whether they are still to choose, and the link's scenario. */
export function readerOf(hash, options) {
  const { id = "", name = "", choice = "", ask = "" } = fieldsOf(hash);
  const chosen = plainText(choice);
  return {
    id: plainText(id),
    name: plainText(name).slice(0, LONGEST_NAME),
    choice: options.includes(chosen) ? chosen : "",
    isAsked: ask === "1",
  };
}

/** The fields that say who reads and what they chose, as they are written. */
export function readerFields({ name, choice, isAsked }) {
  const texts = { name: encodeURIComponent(name), choice: encodeURIComponent(choice), ask: isAsked ? "1" : "" };
  return Object.entries(texts)
    .filter(([, text]) => text)
    .map(([field, text]) => `${field}=${text}`);
}

function plainText(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** Leaves the page's own address alone where a link only leads to a part of the page. */
export function followParts() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    const part = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!part) return;
    event.preventDefault();
    if (part.tagName === "DETAILS") part.open = true;
    part.scrollIntoView();
    if (!part.hasAttribute("tabindex")) part.setAttribute("tabindex", "-1");
    part.focus({ preventScroll: true });
  });
}
