import { recordEvidence } from '@heyi/evidence';
import type { Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Line } from '../line/line.ts';
import { lockLines } from '../line/line.store.ts';
import { isOver } from '../line/line-state.ts';
import { actOnLines, type LineRef } from '../step/act-on-lines.ts';
import { failOrderLines } from '../step/fail-order-lines.ts';
import { succeedLines } from '../step/record-order-result.ts';
import { reopenOrderLines } from '../step/reopen-order-lines.ts';
import { openSubmissions } from '../step/submission.store.ts';
import { type Errand, nextAskAt, openSubmissionOf, type OpenSubmission } from './errand.ts';
import type { PortalPaper, PortalStanding } from './government-portal.ts';

/** The agency has to say so twice, with time between, before something is sent once more. */
const missingMax = 2;

/** What became of an errand. A person who decided in the meantime is not overruled. */
export async function settleErrand(
  tx: Transaction,
  errand: Errand,
  answer: PortalStanding,
  paper: PortalPaper | null,
): Promise<void> {
  const line = (await lockLines(tx, [errand.lineId])).get(errand.lineId);
  const submission = await openSubmissionOf(tx, errand.lineId);
  if (!line || submission?.reference !== errand.reference) return;
  const at = { tx, line, submission };
  if (answer.kind === 'missing') return settleMissing(at);
  if (answer.kind === 'refused') return refuse(at, answer.code, answer.words);
  if (answer.kind === 'unknown') return note(at, 'unknown', { words: answer.words });
  if (answer.kind === 'maintenance') {
    const { until, words } = answer;
    if (errand.todo.kind === 'ask') return note(at, submission.state, { words, until });
    return postpone(at, words, until);
  }
  const { officialNumber } = answer;
  if (answer.kind === 'received' || paper === null) return receive(at, officialNumber);
  return succeed(at, { ...answer, paper });
}

type At = {
  readonly tx: Transaction;
  readonly line: Line;
  readonly submission: OpenSubmission;
};

const refOf = ({ id, version }: Line): LineRef => ({ id, version });

async function note(
  { tx, submission }: At,
  state: OpenSubmission['state'],
  told: { words?: string; until?: Instant | null; officialNumber?: string | null } = {},
): Promise<void> {
  await tx.sql`
    update orders.submission
       set state = ${state}, missing_count = 0,
           words = coalesce(${told.words ?? null}, words),
           official_number = coalesce(${told.officialNumber ?? null}, official_number),
           next_ask_at = greatest(next_ask_at, ${told.until ?? null}::timestamptz)
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${submission.id}`;
}

/** 官方已受理: it is there, and neither done nor shown as done. */
async function receive(at: At, officialNumber: string | null): Promise<void> {
  await note(at, 'received', { officialNumber });
  if (at.submission.state === 'received') return;
  await actOnLines(at.tx, [refOf(at.line)], {
    intent: (line) => ({
      change: { officialNumber: officialNumber ?? line.officialNumber },
      note: { action: 'receive', code: officialNumber },
    }),
  });
}

async function refuse(
  { tx, line }: At,
  failureCode: Parameters<typeof failOrderLines>[1]['failureCode'],
  words: string,
): Promise<void> {
  await failOrderLines(tx, { tenantId: tx.tenantId, lines: [refOf(line)], failureCode, words });
}

/** Closed for maintenance: nothing was taken in. It waits for the hour that was named. */
async function postpone(at: At, words: string, until: Instant | null): Promise<void> {
  const { tx, line } = at;
  await refuse(at, 'maintenance', words);
  const failed = (await lockLines(tx, [line.id])).get(line.id)!;
  if (isOver(failed.officialCutoff, tx.today)) return;
  await reopenOrderLines(tx, { tenantId: tx.tenantId, lines: [refOf(failed)], note: words });
  const reopened = (await lockLines(tx, [line.id])).get(line.id)!;
  if (reopened.state !== 'inProgress') return;
  await actOnLines(tx, [refOf(reopened)], { intent: () => ({ note: { action: 'queue' } }) });
  await openSubmissions(tx, [reopened], 'prepared');
  await tx.sql`
    update orders.submission set next_ask_at = ${until ?? nextAskAt(tx, 2)}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and line_id = ${line.id}
       and state = 'prepared'`;
}

/** Said twice that it never arrived: it goes out once more, under the same reference. */
async function settleMissing(at: At): Promise<void> {
  const { tx, line, submission } = at;
  const count = submission.missingCount + 1;
  if (count < missingMax) {
    await tx.sql`
      update orders.submission set missing_count = ${count}
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${submission.id}`;
    return;
  }
  if (isOver(line.officialCutoff, tx.today)) {
    return refuse(at, 'other', '官方系统没有收到，截止日已过');
  }
  await tx.sql`
    update orders.submission
       set state = 'prepared', missing_count = 0, next_ask_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${submission.id}`;
}

async function succeed(
  at: At,
  {
    paper,
    officialNumber,
    effectivePeriod,
  }: {
    readonly paper: PortalPaper;
    readonly officialNumber: string | null;
    readonly effectivePeriod: Line['period'] | null;
  },
): Promise<void> {
  const { tx, line } = at;
  const { kind, name, content, ...source } = paper;
  const file = { name, content };
  const kept = await recordEvidence(tx, { kind, file, period: line.period, ...source });
  // A paper that nobody can open proves nothing: it is fetched again.
  if (!kept.ok) return note(at, 'received', { words: kept.failure.code, officialNumber });
  const documentId = kept.value.document.id;
  await succeedLines(tx, {
    lines: [refOf(line)],
    paper: { documentId, marks: [{ kind: 'whole' }] },
    officialNumber,
    effectivePeriod,
  });
}
