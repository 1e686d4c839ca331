import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { removeDemoCalendar } from './demo-calendar.ts';

/*
 * A seed that was cut off is no demo: the next start throws away what it wrote and begins anew. The
 * mark stands from before its first row to after its last.
 */

const markOf = (directory: string) => path.join(directory, 'demo-unfinished');

export function markSeedBegun(directory: string): void {
  writeFileSync(markOf(directory), '');
}

export function markSeedEnded(directory: string): void {
  rmSync(markOf(directory), { force: true });
}

export function wasSeedCut(directory: string): boolean {
  return existsSync(markOf(directory));
}

/** Empties the embedded database and the folders beside it. The master key stays. */
export async function discardCutSeed(directory: string, adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ name: string }>(`
      select nspname as name from pg_namespace
       where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')`);
    for (const { name } of rows) {
      await admin.query(`drop schema ${pg.escapeIdentifier(name)} cascade`);
    }
  } finally {
    await admin.end();
  }
  for (const folder of ['files', 'sandbox']) {
    rmSync(path.join(directory, folder), { recursive: true, force: true });
  }
  removeDemoCalendar(directory);
  markSeedEnded(directory);
}
