// The page of one who takes part: by gut first, then the weights; what is sent is sent until it is kept.

import { strip } from "./standing.mjs";

const find = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const form = find("answer");
const chances = all(".chance");
const weights = all(".weight");
const radios = all("input[type=radio]");
const PLACE = `room-${document.body.dataset.room}`;
const GLANCE = 4000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 8000;

/** What has been answered so far; it outlives a reload. `waiting` is an answer that is not kept yet. */
const draft = { round: 0, choice: "", weights: [], touched: [], chances: [], asked: [], weighing: false, sent: false, waiting: null };
/** How the room stands, as it was last heard. */
let room = null;
/** The answers whose standing is shown, 0 for none. */
let standing = 0;
let wait = FIRST_WAIT;
let sending = false;

function store() {
  try {
    localStorage.setItem(PLACE, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing: the answer lasts as long as the page.
  }
}

function recall() {
  try {
    Object.assign(draft, JSON.parse(localStorage.getItem(PLACE) ?? "{}"));
  } catch {
    // What was stored is no draft.
  }
  weights.forEach((slider, place) => (slider.value = draft.weights[place] ?? slider.value));
  chances.forEach((slider, place) => (slider.value = draft.chances[place] ?? slider.value));
  for (const radio of radios) radio.checked = radio.value === draft.choice;
  gather();
}

function gather() {
  draft.choice = radios.find((radio) => radio.checked)?.value ?? "";
  draft.weights = weights.map((slider) => Number(slider.value));
  draft.chances = chances.map((slider) => Number(slider.value));
  draft.touched = weights.map((_, place) => Boolean(draft.touched[place]));
  draft.asked = chances.map((_, place) => Boolean(draft.asked[place]));
}

/** Whole percents that add up to 100: the largest remainders are rounded up. */
function shares(values) {
  const sum = values.reduce((one, other) => one + other, 0);
  if (!sum) return values.map(() => 0);
  const exact = values.map((value) => (100 * value) / sum);
  const whole = exact.map(Math.floor);
  const left = 100 - whole.reduce((one, other) => one + other, 0);
  const order = exact.map((value, place) => [whole[place] - value, place]).sort(([one], [other]) => one - other);
  for (const [, place] of order.slice(0, left)) whole[place] += 1;
  return whole;
}

function write() {
  for (const group of all(".group")) {
    const sliders = [...group.querySelectorAll(".weight")];
    const parts = shares(sliders.map((slider) => Number(slider.value)));
    sliders.forEach((slider, place) => {
      slider.parentElement.querySelector("output").textContent = `${parts[place]}%`;
      slider.setAttribute("aria-valuetext", `${slider.value} points, ${parts[place]} percent of the total`);
    });
  }
  chances.forEach((slider, place) => {
    slider.parentElement.querySelector("output").textContent = draft.asked[place] ? `${slider.value}%` : "move it";
    slider.setAttribute("aria-valuetext", draft.asked[place] ? `${slider.value} percent` : "not answered yet");
  });
}

const hasFirst = () => (!radios.length || Boolean(draft.choice)) && draft.asked.every(Boolean);
const counts = (group) => [...group.querySelectorAll(".weight")].some((slider) => Number(slider.value) > 0);
const hasSecond = () => !weights.length || (draft.touched.some(Boolean) && all(".group").every(counts));

function show() {
  const isWeighing = draft.weighing || "empty" in find("first").dataset;
  form.hidden = !room?.open;
  find("first").hidden = isWeighing;
  find("second").hidden = !isWeighing;
  find("next").disabled = !hasFirst();
  find("send").hidden = weights.length > 0 && !isWeighing;
  find("send").disabled = !hasFirst() || !hasSecond() || Boolean(draft.waiting);
  write();
}

function say(text) {
  if (find("status").textContent !== text) find("status").textContent = text;
}

function sayHowItStands() {
  if (draft.waiting) return;
  if (!room.open) say(closedText());
  else if (draft.sent) say("Saved. You can change your mind.");
  else if (room.saved) say("Changed, not sent yet.");
  else say(room.round > 1 ? `Round ${room.round}: you have talked. What do you think now?` : "");
}

function closedText() {
  if (room.best) return `By your own weights: ${room.best}. Look at the screen in front for the others.`;
  const next = room.revealed ? "Look at the screen in front." : "Wait for it to open.";
  return room.saved ? `Closed. Your answer is saved. ${next}` : `Closed. ${next}`;
}

function hear(told) {
  if (draft.round !== told.round) startRound(told.round);
  room = told;
  if (draft.sent && !told.saved) draft.sent = false; // the room was begun again
  sayHowItStands();
  show();
  showStanding();
  if (draft.waiting && told.open) deliver();
}

/** Where this phone stands among the others, asked for again where answers have changed. */
async function showStanding() {
  const answers = room.revealed ? (room.answers ?? 0) : 0;
  if (answers === standing) return;
  standing = answers;
  let strips = [];
  try {
    if (answers) [, { strips = [] }] = await ask("/api/standing");
  } catch {
    standing = 0; // asked for again at the next glance
  }
  find("standing").hidden = !strips.length;
  find("standing").querySelector("ul").replaceChildren(...strips.map(strip));
}

/** Another round asks again what is chosen by gut; the weights stay where they were. */
function startRound(round) {
  if (draft.round) {
    for (const radio of radios) radio.checked = false;
    Object.assign(draft, { asked: [], weighing: false, sent: false, waiting: null });
  }
  draft.round = round;
  gather();
  store();
}

async function ask(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(10_000), ...options });
  return [answer.status, await answer.json()];
}

async function glance() {
  try {
    const [status, told] = await ask("/api/state");
    if (status === 200) hear(told);
    else if (status === 403) location.reload();
  } catch {
    if (!room) say("Connection lost. Trying again\u2026");
  }
}

async function deliver() {
  if (sending || !draft.waiting) return;
  sending = true;
  const sent = JSON.stringify(draft.waiting);
  let status = 0;
  try {
    [status] = await ask("/api/vote", draft.waiting);
  } catch {
    status = 0;
  }
  sending = false;
  if (draft.waiting && JSON.stringify(draft.waiting) === sent) settle(status);
}

function settle(status) {
  const again = { 0: "Connection lost. Trying again\u2026", 507: "The laptop could not save it. Trying again\u2026" };
  if (status === 200 || status === 409 || status === 422) {
    if (status === 200) Object.assign(room ?? {}, { saved: true });
    draft.sent = status === 200;
    draft.waiting = null;
    wait = FIRST_WAIT;
    if (status === 422) say("That could not be read. Move a slider and send again.");
    else if (status === 409) glance();
    else sayHowItStands();
  } else {
    say(again[status] ?? "Busy. Trying again\u2026");
    setTimeout(deliver, wait * (0.75 + Math.random() / 2));
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }
  store();
  show();
}

function changed({ target }) {
  if (weights.includes(target)) draft.touched[weights.indexOf(target)] = true;
  if (chances.includes(target)) draft.asked[chances.indexOf(target)] = true;
  draft.sent = false;
  gather();
  store();
  sayHowItStands();
  show();
}

function turn(isWeighing) {
  draft.weighing = isWeighing;
  store();
  show();
  if (isWeighing) find("second").focus();
  scrollTo({ top: 0 });
}

form.addEventListener("input", changed);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (find("send").disabled || find("send").hidden) return;
  const { round, choice, touched } = draft;
  draft.waiting = { round, choice, weights: draft.weights, touched, chances: draft.chances };
  say("Sending\u2026");
  store();
  show();
  deliver();
});
find("next").addEventListener("click", () => turn(true));
find("back").addEventListener("click", () => turn(false));
setInterval(() => document.hidden || glance(), GLANCE * (0.8 + 0.4 * Math.random()));
addEventListener("visibilitychange", () => document.hidden || glance());
recall();
show();
glance();
