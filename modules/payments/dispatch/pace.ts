const paceMs = 100;

/** How many calls end in a second, by the last tenth of one. */
export class Pace {
  #count = 0;
  #since = performance.now();
  #perSecond = 0;

  count(): void {
    this.#count += 1;
    this.#turn();
  }

  get perSecond(): number {
    this.#turn();
    return this.#perSecond;
  }

  #turn(): void {
    const passed = performance.now() - this.#since;
    if (passed < paceMs) return;
    this.#perSecond = (this.#count * 1000) / passed;
    this.#count = 0;
    this.#since += passed;
  }
}
