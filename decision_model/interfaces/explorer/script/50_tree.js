// Tree: histories spelled out from merged nodes, one node at a time, only as far as they are shown.

class Spelled {
  // Steps in `passed` only carry out what was decided above; they are passed over too.
  constructor(world, passed = {}) {
    this.world = world;
    this.passed = passed;
    this.solved = world.solved;
    this.levels = world.solved.levels;
    this.ends = this.countEnds();
  }

  get root() {
    return this.node(0, 0, this.solved.weighed.offset, 1, true, [], null);
  }

  // Steps that do not arise on a path are passed over.
  node(index, place, booked, chance, reached, path, branch) {
    while (index < this.levels.length) {
      const only = this.onlyWay(this.levels[index], place);
      if (only < 0) break;
      booked += this.added(index, only);
      place = this.levels[index].children[only];
      index++;
    }
    const sign = this.solved.weighed.sign, end = index === this.levels.length;
    const value = end ? booked : sign * this.solved.values[index][place] + booked;
    const step = end ? null : this.levels[index].step;
    return { index, place, booked, chance, reached, path, branch, step, value, ends: this.ends[index][place] };
  }

  // The edge that leads past a step, or -1 where the step has to be shown.
  onlyWay(level, place) {
    const absent = this.data(level).states.length, start = place * level.width;
    const open = range(level.width).filter((branch) => level.children[start + branch] >= 0);
    return open.length === 1 && (open[0] === absent || level.step in this.passed) ? start + open[0] : -1;
  }

  branches(node) {
    if (!node.step) return [];
    const level = this.levels[node.index], start = node.place * level.width, states = this.data(level).states;
    const best = level.decides ? this.solved.best(node.index, node.place) : null;
    const found = [];
    for (let branch = 0; branch < level.width; branch++) {
      if (level.children[start + branch] < 0) continue;
      const share = level.decides ? null : this.solved.chance(node.index, node.place, branch);
      if (share === 0 || (level.decides && this.solved.edges[node.index][start + branch] === -Infinity)) continue;
      const state = states[branch] ?? { name: "", title: "does not arise" };
      const taken = best ? best.includes(branch) : true;
      const from = { step: level.step, number: branch, state, chance: share, best: taken, rejected: best !== null && !taken };
      const below = this.added(node.index, start + branch);
      const [chance, reached, path] = [node.chance * (share ?? 1), node.reached && taken, [...node.path, branch]];
      found.push(this.node(node.index + 1, level.children[start + branch], node.booked + below, chance, reached, path, from));
    }
    return found;
  }

  // Whether two nodes stand before the same future: same steps, chances, choices and values, as far as `most` nodes.
  alike(a, b, most = { left: 200 }) {
    if (a.step !== b.step || a.ends !== b.ends || Math.abs(a.value - b.value) > within(a.value) || most.left-- < 0) return false;
    const [below, beside] = [this.branches(a), this.branches(b)];
    const same = (one, other) => one.branch.number === other.branch.number && one.branch.best === other.branch.best && Math.abs(one.branch.chance - other.branch.chance) < CLOSE;
    return below.length === beside.length && below.every((each, index) => same(each, beside[index]) && this.alike(each, beside[index], most));
  }

  added(index, edge) {
    const adds = this.solved.weighed.adds[index];
    return adds ? adds[this.levels[index].booking.row[edge]] : 0;
  }

  data(level) {
    return this.world.data.steps[level.step];
  }

  // How many histories follow each merged node, impossible ones left out.
  countEnds() {
    const counts = [];
    counts[this.levels.length] = [1];
    for (let index = this.levels.length - 1; index >= 0; index--) {
      const level = this.levels[index];
      counts[index] = range(level.nodes).map((node) => {
        let sum = 0;
        for (let branch = 0; branch < level.width; branch++) {
          const child = level.children[node * level.width + branch];
          if (child >= 0 && (level.decides || this.solved.chance(index, node, branch) > 0)) sum += counts[index + 1][child];
        }
        return sum;
      });
    }
    return counts;
  }
}
