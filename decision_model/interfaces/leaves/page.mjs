// One picture at a time: buttons, arrow keys and links turn the leaves. Without this script all stand on one long page.
const leaves = [...document.querySelectorAll(".leaf")];
const groups = [...document.querySelectorAll(".group")];
const turner = document.querySelector(".turner");
const [back, on, whole] = [".back", ".on", ".whole"].map((name) => turner.querySelector(name));
let at = 0;
let one = true;

function named() {
  return leaves.findIndex((leaf) => leaf.id === decodeURIComponent(location.hash.slice(1)));
}

function show() {
  document.body.classList.toggle("leafing", one);
  leaves.forEach((leaf, place) => { leaf.hidden = one && place !== at; });
  groups.forEach((group) => { group.hidden = one && !group.contains(leaves[at]); });
  for (const link of document.querySelectorAll("nav a")) {
    if (one && link.hash === `#${leaves[at].id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  back.hidden = on.hidden = !one;
  back.disabled = at === 0;
  on.disabled = at === leaves.length - 1;
  whole.setAttribute("aria-pressed", String(!one));
  turner.querySelector(".place").textContent = one ? `${at + 1} of ${leaves.length}` : "";
}

function turn(step) {
  const next = at + step;
  if (!one || next < 0 || next >= leaves.length) return;
  at = next;
  history.replaceState(null, "", `#${leaves[at].id}`);
  show();
}

addEventListener("hashchange", () => {
  if (named() < 0) return;
  at = named();
  show();
  leaves[at].scrollIntoView();
  leaves[at].focus({ preventScroll: true });
});
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.key === "ArrowLeft") turn(-1);
  if (event.key === "ArrowRight") turn(1);
});
back.addEventListener("click", () => turn(-1));
on.addEventListener("click", () => turn(1));
whole.addEventListener("click", () => {
  one = !one;
  show();
  leaves[at].scrollIntoView();
});
if (matchMedia("(max-width: 60rem)").matches) document.querySelector("nav details").open = false;
if (leaves.length) {
  at = Math.max(named(), 0);
  turner.hidden = false;
  show();
}
