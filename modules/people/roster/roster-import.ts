import { clientOf } from '@heyi/clients';
import { type ImportKind, importKind, type RowOutcome } from '@heyi/platform';
import { visibleEntities } from '../legal-entity/legal-entity.store.ts';
import { planRoster } from './plan-roster.ts';
import { rosterColumns, type RosterValues } from './roster-columns.ts';
import type { RosterWrite, RowPlan } from './roster-plan.ts';
import { writeRoster } from './write-roster.ts';

/**
 * 花名册: persons, accounts, employments and enrolments in one sheet. A row is found again by its
 * document and contract entity; an empty cell leaves what is on file.
 */
export const rosterImport: ImportKind = importKind<RosterValues, RosterWrite>({
  kind: 'roster',
  permission: 'person:update',
  title: { zh: '花名册', en: 'Roster' },
  subjectPrefix: null,
  refusal: async (tx) => ((await clientOf(tx)) ? null : { code: 'client.not_found' }),
  columns: async (tx) => rosterColumns(await visibleEntities(tx)),
  lock: async (tx) => {
    // Two imports of one tenant write one after the other, each judged after the one before.
    await tx.sql`select pg_advisory_xact_lock(hashtextextended(${tx.tenantId}, 4727014))`;
  },
  judge: async (tx, _subject, rows) => (await planRoster(tx, rows)).map(outcomeOf),
  commit: async (tx, _subject, rows) => {
    await writeRoster(
      tx,
      rows.map(({ plan }) => plan),
    );
  },
});

function outcomeOf(row: RowPlan): RowOutcome<RosterWrite> {
  return 'write' in row ? { outcome: row.outcome, plan: row.write } : row;
}
