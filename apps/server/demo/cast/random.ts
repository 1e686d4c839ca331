import { assert } from '@heyi/kernel';

/** A stream of numbers that is the same on every machine: the demo's people never change. */
export type Random = {
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  pick<T>(from: readonly T[]): T;
  /** True in `percent` of a hundred cases. */
  chance(percent: number): boolean;
};

/** Mulberry32 over the FNV-1a hash of the name; 32-bit integer arithmetic alone, so exact. */
export function randomOf(name: string): Random {
  let state = hashOf(name);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const between = (min: number, max: number): number => {
    assert(max >= min, `nothing between ${min} and ${max}`);
    return min + (next() % (max - min + 1));
  };
  return {
    between,
    pick: (from) => {
      assert(from.length > 0, 'nothing to pick from');
      return from[between(0, from.length - 1)]!;
    },
    chance: (percent) => between(1, 100) <= percent,
  };
}

function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  return hash;
}
