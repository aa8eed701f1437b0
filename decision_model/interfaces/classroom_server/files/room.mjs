// The page that all see: the code, how many have answered, and what comes of it once it is revealed.

const find = (id) => document.getElementById(id);
const SPACE = "http://www.w3.org/2000/svg";
let room = {};
/** Which of the pictures is shown. */
let shown = "weights";

function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

function drawn(name, attributes) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function show(told) {
  room = told;
  find("lost").hidden = true;
  if (told.deleted) return sayGoodbye();
  document.body.classList.toggle("revealed", told.revealed);
  for (const id of ["join", "scan", "buttons"]) find(id).hidden = false;
  if (!find("scan").src) find("scan").src = "/code.svg";
  find("link").textContent = told.link;
  find("code").textContent = told.code;
  find("count").textContent = countText(told);
  for (const button of document.querySelectorAll("[data-action]")) button.disabled = !isPossible(button.dataset.action);
  showRounds(told);
  showPicture(told);
  showChoices(told);
  showChances(told);
}

/** Nothing is left to show, nor to listen to. */
function sayGoodbye() {
  document.body.classList.remove("revealed");
  for (const id of ["join", "scan", "buttons", "picture", "words", "choices", "chances"]) find(id).hidden = true;
  find("count").textContent = "All answers are deleted, and the room is closed.";
}

function countText({ round, open, count, before, trouble }) {
  const answers = `${count} ${count === 1 ? "answer" : "answers"}`;
  const which = round > 1 ? `Round ${round}: ` : "";
  const of = before ? ` (${before} in the round before)` : "";
  return [`${which}${answers}${of}, ${open ? "open" : "closed"}.`, trouble].filter(Boolean).join(" ");
}

function isPossible(action) {
  const { open, revealed, count } = room;
  return { open: !open, close: open, reveal: !revealed, hide: revealed, round: count > 0, reset: true, delete: true }[action];
}

/** A table for each round, beside that of all. */
function showRounds({ round }) {
  const numbers = round > 1 ? Array.from({ length: round }, (_, place) => place + 1) : [];
  const links = numbers.map((number) => {
    const href = `/export/class.csv?round=${number}`;
    return element("a", { href, download: `class-round-${number}.csv` }, `CSV of round ${number}`);
  });
  find("rounds").replaceChildren(...links);
}

function showPicture({ picture, pictures = {}, sentences = [] }) {
  const known = Object.keys(pictures);
  if (!known.includes(shown)) shown = "weights";
  find("picture").hidden = find("words").hidden = !picture;
  find("shows").hidden = known.length < 2;
  for (const button of document.querySelectorAll("[data-show]")) {
    button.hidden = !known.includes(button.dataset.show);
    button.setAttribute("aria-pressed", String(button.dataset.show === shown));
  }
  for (const link of document.querySelectorAll(".drawn")) link.search = `?show=${shown}`;
  if (!picture) return;
  const number = `${picture}&show=${shown}`;
  if (find("picture").dataset.number !== number) {
    find("picture").dataset.number = number;
    find("dark").srcset = `/picture.svg?${number}&dark`;
    find("light").src = `/picture.svg?${number}`;
  }
  find("light").alt = pictures[shown];
  find("words").querySelector("ul").replaceChildren(...sentences.map((said) => element("li", {}, said)));
}

function showChoices({ choices = [], count }) {
  find("choices").hidden = !choices.length;
  const rows = choices.map(([title, chosen]) =>
    element("li", {}, element("span", {}, title), bar(chosen, count), element("b", {}, String(chosen))),
  );
  find("choices").querySelector("ol").replaceChildren(...rows);
}

function bar(part, whole) {
  const box = drawn("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": true });
  box.append(drawn("rect", { width: 100, height: 10, class: "whole" }));
  box.append(drawn("rect", { width: whole ? (100 * part) / whole : 0, height: 10, class: "part" }));
  return box;
}

function showChances({ chances = [] }) {
  find("chances").hidden = !chances.length;
  const parts = chances.filter(({ values }) => values.length).map(({ title, values, low, median, high }) => {
    const whole = Math.round;
    const said = `Half of you say ${whole(low)} to ${whole(high)}%; the middle is ${whole(median)}%.`;
    return element("div", {}, element("h2", {}, `How likely? ${title}`), strip(values, median), element("p", {}, said));
  });
  find("chances").replaceChildren(...parts);
}

/** A dot a person, those of one value above each other; a line at the median. */
function strip(values, median) {
  const stacked = new Map();
  const places = values.map((value) => {
    stacked.set(value, (stacked.get(value) ?? 0) + 1);
    return [value, stacked.get(value)];
  });
  const most = Math.max(...stacked.values());
  const step = Math.min(1.5, 30 / most);
  const top = 31 - Math.max(step * most + 2, 6);
  const box = drawn("svg", { viewBox: `-3 ${top} 106 ${35 - top}`, class: "strip", "aria-hidden": true });
  for (const [value, level] of places) {
    box.append(drawn("circle", { cx: value, cy: 31 - step * level, r: 0.6 * step, class: "part" }));
  }
  box.append(drawn("path", { d: `M${median} ${top}V31M0 31H100`, class: "mark" }));
  for (const [value, anchor] of [[0, "start"], [50, "middle"], [100, "end"]]) {
    const text = drawn("text", { x: value, y: 33.6, "text-anchor": anchor });
    text.textContent = `${value}%`;
    box.append(text);
  }
  return box;
}

function lose(text) {
  find("lost").textContent = text;
  find("lost").hidden = false;
}

function ask(path, body) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return fetch(path, options);
}

async function act({ target }) {
  const { action, sure } = target.dataset;
  if (sure && !confirm(sure)) return;
  try {
    const answer = await ask("/api/act", { action });
    if (!answer.ok) lose((await answer.json()).error);
    else if (action === "delete") show({ deleted: true });
  } catch {
    lose("The server does not answer.");
  }
}

function listen() {
  const events = new EventSource("/events");
  events.addEventListener("message", ({ data }) => show(JSON.parse(data)));
  events.addEventListener("error", () => {
    if (room.deleted) return events.close();
    lose("Connection lost. Trying again\u2026");
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
}

/** Swaps the key of the link for a cookie, and takes it out of the address. */
async function enter() {
  const key = location.hash.slice(1);
  if (key && key !== "answers") {
    history.replaceState(null, "", location.pathname);
    const answer = await ask("/api/enter", { key });
    if (!answer.ok) return lose("This link is not the one of this room. Copy it anew from the terminal.");
  }
  return listen();
}

for (const button of document.querySelectorAll("[data-action]")) button.addEventListener("click", act);
for (const button of document.querySelectorAll("[data-show]")) {
  button.addEventListener("click", () => {
    shown = button.dataset.show;
    showPicture(room);
  });
}
enter();
