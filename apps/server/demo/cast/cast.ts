import type { CastRow } from './cast-row.ts';
import type { TenantKey } from './company.ts';
import { goldenPeople } from './golden-people.ts';
import { inventWorkforce } from './workforce.ts';

export type Cast = {
  readonly rows: readonly CastRow[];
  rowsOf(tenant: TenantKey): readonly CastRow[];
};

let made: Cast | null = null;

/** Everybody of the demo: some 2,700 employments, the same on every machine. */
export function fullCast(): Cast {
  made ??= castOf([...goldenPeople.flatMap(({ rows }) => rows), ...inventWorkforce()]);
  return made;
}

/** Every golden person, the first few of each tenant and one in `every` of the others. */
export function smallCast(every: number): Cast {
  const golden = new Set(goldenPeople.flatMap(({ rows }) => rows));
  const others = fullCast().rows.filter((row) => !golden.has(row));
  const kept = [...Map.groupBy(others, ({ tenant }) => tenant).values()].flatMap((rows) =>
    rows.filter((_, index) => index < 4 || index % every === 0),
  );
  return castOf([...golden, ...kept]);
}

function castOf(rows: readonly CastRow[]): Cast {
  const byTenant = Map.groupBy(rows, ({ tenant }) => tenant);
  return { rows, rowsOf: (tenant) => byTenant.get(tenant) ?? [] };
}
