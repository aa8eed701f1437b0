// Which nodes of the tree are shown: the best plan as far as there is room, and what the reader folds and unfolds.

/** Rows that the drawing opens with at most, and nodes that are drawn at most. */
const MOST_ROWS = 34;
export const MOST_NODES = 1200;

export const pathKey = (node) => node.path.join(".");

/** What the reader has folded or unfolded, by path; `everything` folds or unfolds all. */
export class Folds {
  constructor() {
    this.clear();
  }

  /** Back to the best plan, or everything folded (true) or unfolded (false). */
  clear(everything) {
    this.byPath = new Map();
    this.everything = everything;
  }

  set(path, isFolded) {
    this.byPath.set(path, isFolded);
  }

  /** Everything shown now becomes the reader's own choice, so that one click changes one thing. */
  keep(nodes) {
    for (const node of nodes) if (node.step) this.set(pathKey(node), !node.isOpen);
    this.everything = undefined;
  }

  /** Whether the reader wants a node folded; undefined where the reader has set nothing. */
  setting(node) {
    return this.everything ?? this.byPath.get(pathKey(node));
  }
}

/**
 * The tree as far as it is shown: nodes with `below`, `parent`, `depth` and whether each `isOpen`.
 *
 * @returns {{root: Object, size: number}} `size` counts the nodes; above MOST_NODES some were left out
 */
export function grownTree(tree, folds) {
  const root = { ...tree.root, parent: null, depth: 1 };
  const queue = [root];
  let [rows, size] = [1, 1];
  while (queue.length) {
    const node = queue.shift();
    if (!node.step) continue;
    const branches = tree.branches(node);
    const hasRoom = rows + branches.length - 1 <= MOST_ROWS;
    const isOpen = isWanted(folds.setting(node), node, hasRoom) && size <= MOST_NODES;
    if (!isOpen && node.parent) continue;
    node.isOpen = true;
    node.below = branches.map((branch) => ({ ...branch, parent: node, depth: node.depth + 1 }));
    if (!tree.steps[node.step].decides) markTwins(tree, node.below);
    rows += branches.length - 1;
    size += branches.length;
    queue.push(...node.below);
  }
  return { root, size };
}

function isWanted(setting, node, hasRoom) {
  return setting === undefined ? node.reached && !node.twin && hasRoom : !setting;
}

/** Outcomes after which everything is the same: the likeliest is shown, the others are folded and say so. */
function markTwins(tree, branches) {
  const likeliestFirst = branches.filter((node) => node.step).sort((a, b) => b.branch.chance - a.branch.chance);
  likeliestFirst.forEach((node, index) => {
    const before = likeliestFirst.slice(0, index);
    node.twin = before.find((other) => !other.twin && tree.sameFuture(node, other));
  });
}
