// Zoom and pan: they move the drawing alone, inside its box.

import { find } from "./elements.js";

const SMALLEST_ZOOM = 0.2;
const LARGEST_ZOOM = 3;
/** How small the drawing may open so that it fits the box. */
const SMALLEST_FIRST_ZOOM = 0.8;
/** Pixels that the pointer moves before a click becomes a drag. */
const DRAG = 4;

export class TreeZoom {
  constructor(box, svg) {
    Object.assign(this, { box, svg, factor: null, isDragged: false });
    find("zoom-in").addEventListener("click", () => this.scaleBy(1.25));
    find("zoom-out").addEventListener("click", () => this.scaleBy(0.8));
    find("zoom-fit").addEventListener("click", () => this.fit());
    box.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    box.addEventListener("pointerdown", (event) => this.drag(event));
  }

  /** A drawing of this size; the first one opens so that it fits, if it can be read so. */
  resize(width, height) {
    Object.assign(this, { width, height });
    this.factor ??= Math.max(SMALLEST_FIRST_ZOOM, this.fitting);
    this.apply();
  }

  get fitting() {
    return Math.min(1, (this.box.clientWidth - 4) / this.width);
  }

  apply() {
    this.svg.setAttribute("width", Math.round(this.width * this.factor));
    this.svg.setAttribute("height", Math.round(this.height * this.factor));
  }

  /** Larger or smaller, with the middle of the box where it was. */
  scaleBy(change) {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.box;
    const before = this.factor;
    this.factor = Math.min(LARGEST_ZOOM, Math.max(SMALLEST_ZOOM, before * change));
    this.apply();
    const growth = this.factor / before;
    const moved = (start, size) => (start + size / 2) * growth - size / 2;
    this.box.scrollTo(moved(scrollLeft, clientWidth), moved(scrollTop, clientHeight));
  }

  fit() {
    this.factor = this.fitting;
    this.apply();
    this.box.scrollTo(0, 0);
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.scaleBy(event.deltaY < 0 ? 1.1 : 1 / 1.1);
  }

  drag(start) {
    this.isDragged = false;
    if (start.button !== 0 || start.pointerType === "touch") return;
    const { scrollLeft, scrollTop } = this.box;
    const move = (event) => {
      const [right, down] = [event.clientX - start.clientX, event.clientY - start.clientY];
      if (Math.abs(right) + Math.abs(down) > DRAG) this.isDragged = true;
      if (this.isDragged) this.box.scrollTo(scrollLeft - right, scrollTop - down);
    };
    const stop = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", stop);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
  }
}
