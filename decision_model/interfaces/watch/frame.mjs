// The frame around the page: listens for saves, exchanges the page, and shows what is wrong with the file.

const find = (id) => document.getElementById(id);

function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

/** The page that was asked for last, and whether the one that is shown is a draft of it. */
let wanted = "";
let isDraft = false;

function show({ title, page, draft, problems, warnings }) {
  find("lost").hidden = true;
  showFindings(problems, warnings, Boolean(page));
  document.title = problems.length ? `(${problems.length}) ${title}` : title;
  find("pages").setAttribute("aria-busy", String(draft));
  if (page && page !== wanted) exchange(page, title, isDraft && !draft);
  isDraft = draft;
}

function showFindings(problems, warnings, hasPage) {
  const found = problems.length ? problems : warnings;
  const box = find("findings");
  box.hidden = !found.length;
  box.classList.toggle("problems", problems.length > 0);
  find("count").textContent = found.length ? countText(problems.length, warnings.length, hasPage) : "";
  find("list").replaceChildren(...found.map(finding));
}

function countText(problems, warnings, hasPage) {
  if (!problems) return warnings === 1 ? "This may mislead:" : `${warnings} things may mislead:`;
  const count = problems === 1 ? "There is a problem in the file." : `There are ${problems} problems in the file.`;
  return hasPage ? `${count} Below is how things stood before.` : count;
}

function finding({ file, line, column, text, place, message }) {
  const where = [line ? `${file}, line ${line}` : file, place].filter(Boolean).join(": ");
  const parts = [element("p", { className: "where" }, where)];
  if (text) parts.push(element("pre", {}, ...marked(text, column)));
  return element("li", {}, ...parts, element("p", {}, message));
}

/** A line of the file with the word at a column marked. */
function marked(text, column) {
  const signs = [...text];
  const [before, rest] = [signs.slice(0, column - 1).join(""), signs.slice(column - 1).join("")];
  const [word] = rest.match(/^[\p{L}\p{N}_.%-]+|^.?/u);
  return [before, element("mark", {}, word), rest.slice(word.length)];
}

/**
 * Loads a page behind the one that is shown, and lets it take its place when it is ready.
 *
 * `isSame` says that it is the same state of the file, in full, so that what the reader has moved since stays moved.
 */
function exchange(page, title, isSame) {
  wanted = page;
  const coming = element("iframe", { title, src: `/page?${page}`, className: "coming" });
  coming.addEventListener("load", () => page === wanted && replaceBy(coming, isSame), { once: true });
  for (const other of document.querySelectorAll(".coming")) other.remove();
  find("pages").append(coming);
}

function replaceBy(coming, isSame) {
  const shown = document.querySelector("iframe:not(.coming)");
  if (shown && isSame) coming.contentWindow.location.hash = shown.contentWindow.location.hash;
  if (shown) keepPlace(shown, coming);
  coming.classList.remove("coming");
  for (const other of find("pages").children) if (other !== coming) other.remove();
}

/** Scrolls to where the reader was, and opens what was open. */
function keepPlace({ contentDocument: before, contentWindow: from }, { contentDocument: after, contentWindow: to }) {
  for (const part of before.querySelectorAll("details[id]")) {
    const same = after.getElementById(part.id);
    if (same) same.open = part.open;
  }
  to.scrollTo({ left: from.scrollX, top: from.scrollY, behavior: "instant" });
}

const events = new EventSource("/events");
events.addEventListener("message", ({ data }) => show(JSON.parse(data)));
events.addEventListener("error", () => (find("lost").hidden = false));
