// Start: read the data, build the page, and follow every change in the next frame.

const data = JSON.parse(find("data").textContent);
data.claims.forEach((claim, index) => (claim.claim = find("claim-list").children[index].querySelector(".claim").textContent));
data.optionPlaces = {};
let places = 0;
for (const [name, step] of Object.entries(data.steps)) {
  if (!step.decides || name.endsWith("_commitment")) continue;
  data.optionPlaces[name] = data.optionPlaces[`${name}_commitment`] = places;
  places += step.states.length;
}

const amounts = new Amounts(data.amounts, data.combine !== "sum");
const state = new State(data);
const controls = new Controls(data, state);
const ranking = new RankingView(data, amounts);
const tree = new TreeView(data, amounts);
const sensitivity = new SensitivityView(data, amounts);
const statements = new Statements(data, amounts);
new TakeAway(data, state);
new InfoCard(data);

if (innerWidth < 860 && find("whatifs")) find("whatifs").open = false;

let world = null, frame = 0, told = 0;

function refresh() {
  frame = 0;
  const next = new World(data, state.now, world);
  controls.show(next);
  statements.trouble(next);
  const shown = next.problem ? world ?? new World(data, state.start()) : next;
  if (shown !== world) {
    world = shown;
    ranking.show(world);
    tree.show(world);
    sensitivity.show(world);
    statements.show(world, ranking);
  }
  clearTimeout(told);
  told = setTimeout(() => (find("told").textContent = find("answer-text").textContent), 700);
}

state.listeners.push(() => (frame ||= requestAnimationFrame(refresh)));
addEventListener("hashchange", () => {
  const found = state.read(location.hash);
  if (found && JSON.stringify(found) !== JSON.stringify(state.now)) state.set(found);
});
addEventListener("resize", () => (frame ||= requestAnimationFrame(refresh)));
refresh();
document.documentElement.classList.add("live");

// For tests and for the curious: the same engine the page uses, at any settings.
globalThis.explorer = { data, state, world: (settings) => new World(data, settings), Spelled, stretches, mover, claimMargin, planSentences, planTitles };
