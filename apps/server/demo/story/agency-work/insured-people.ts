import type { Cast } from '../../cast/cast.ts';
import type { CastRow } from '../../cast/cast-row.ts';
import { goldenPeople } from '../../cast/golden-people.ts';

const goldenRows = new Set(goldenPeople.flatMap(({ rows }) => rows));

/** Who is there in the city: the invented ones first, golden people after them. */
export function insuredIn(cast: Cast, cityCode: string, count: number): CastRow[] {
  const there = cast
    .rowsOf('retail')
    .filter((row) => row.cityCode === cityCode && row.endsOn === null && row.insurance !== null);
  const others = there.filter((row) => !goldenRows.has(row));
  return [...others, ...there.filter((row) => goldenRows.has(row))].slice(0, count);
}
