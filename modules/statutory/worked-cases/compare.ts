import { isFields } from './case-input.ts';

/**
 * The first place where `actual` is not what a case expects, or null. Decimal texts and numbers are
 * equal as numbers within `tolerance`; fields that the case does not name are ignored.
 */
export function firstDifference(
  expected: unknown,
  actual: unknown,
  tolerance: bigint,
  path = '',
): string | null {
  if (Array.isArray(expected)) return listDifference(expected, actual, tolerance, path);
  if (isFields(expected)) {
    if (!isFields(actual)) return `${path || 'result'}: missing`;
    for (const [name, value] of Object.entries(expected)) {
      const where = path === '' ? name : `${path}.${name}`;
      const found = firstDifference(value, actual[name], tolerance, where);
      if (found !== null) return found;
    }
    return null;
  }
  return isSame(expected, actual, tolerance)
    ? null
    : `${path}: expected ${show(expected)}, got ${show(actual)}`;
}

/** Contribution items are matched by kind, everything else by position. */
function listDifference(
  expected: readonly unknown[],
  actual: unknown,
  tolerance: bigint,
  path: string,
): string | null {
  if (!Array.isArray(actual)) return `${path}: missing`;
  if (actual.length < expected.length) {
    return `${path}: expected ${expected.length} entries, got ${actual.length}`;
  }
  for (const [index, value] of expected.entries()) {
    const kind = isFields(value) ? value['kind'] : undefined;
    const found =
      kind === undefined
        ? actual[index]
        : actual.find((item) => isFields(item) && item['kind'] === kind);
    const where = `${path}[${kind === undefined ? index : show(kind)}]`;
    const difference = firstDifference(value, found, tolerance, where);
    if (difference !== null) return difference;
  }
  return null;
}

function isSame(expected: unknown, actual: unknown, tolerance: bigint): boolean {
  const [left, right] = [decimalUnits(expected), decimalUnits(actual)];
  if (left === null || right === null) return expected === actual;
  const gap = left > right ? left - right : right - left;
  return gap <= tolerance;
}

const decimals = 8;

/** A decimal text or number in hundred-millionths, or null when it is neither. */
export function decimalUnits(value: unknown): bigint | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const match = /^(-?)(\d+)(?:\.(\d{1,8}))?$/.exec(String(value));
  if (!match) return null;
  const magnitude = BigInt(match[2]! + (match[3] ?? '').padEnd(decimals, '0'));
  return match[1] === '-' ? -magnitude : magnitude;
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
