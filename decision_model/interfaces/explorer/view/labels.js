// Labels: what things are called, and which source they rest on.

import { quoted } from "./words.js";

/** What an option, an outcome or a consideration is called where it stands without what it belongs to. */
export const labelOf = (element) => element.label ?? element.title;

/** What it is called where there is little room. */
export const shortOf = (element) => element.short ?? labelOf(element);

/** A number with a slider inside a sentence, set apart unless its title sets something apart itself. */
export const namedNumber = ({ title }) => (title.includes("‘") ? title : quoted(title));

/** `memo S11, S14`: all that an element cites. */
export const citations = (element) => (element.cite ?? []).join(", ");

/** What a source is, as the page's own list says it. */
export function sourceTitle(source) {
  const term = [...document.querySelectorAll("#sources dt")].find((item) => item.textContent === source);
  return term ? term.nextElementSibling.firstElementChild.textContent : "";
}

export const BASES = {
  source: "The source gives this number.",
  ordinal: "The source gives the direction; the size is ours.",
  elicited: "Somebody was asked for this number.",
  assumption: "Our assumption; no source gives the number.",
};
