import { type Leaving, openAgencyReasons } from '@heyi/insurance';
import { addSeconds, assert, type Fen, type Instant } from '@heyi/kernel';
import { type DocumentKind, visibleRegistrations } from '@heyi/people';
import { tenantCipher, type Transaction } from '@heyi/platform';
import type { Line, LineId } from '../line/line.ts';
import { lockLines } from '../line/line.store.ts';
import { isOver } from '../line/line-state.ts';
import { actOnLines } from '../step/act-on-lines.ts';
import { withdrawPrepared } from '../step/submission.store.ts';
import { submitLineTasks } from '../step/tasks.ts';
import { type GovernmentPortal, portalFor, type PortalRequest } from './government-portal.ts';

/** Seconds until an attempt without an answer is asked about: again and again, ever more rarely. */
const askAfterSeconds = [120, 600, 1_800, 3_600, 4 * 3_600];

export type OpenSubmission = {
  readonly id: string;
  readonly reference: string;
  readonly state: 'prepared' | 'sent' | 'unknown' | 'received';
  readonly askedCount: number;
  readonly missingCount: number;
  readonly nextAskAt: Instant | null;
};

/** What the robot has to do for a line now. */
export type Errand = {
  readonly lineId: LineId;
  readonly portal: GovernmentPortal;
  readonly reference: string;
  readonly todo: { readonly kind: 'submit'; readonly request: PortalRequest } | { kind: 'ask' };
};

export async function openSubmissionOf(
  tx: Transaction,
  lineId: LineId,
): Promise<OpenSubmission | null> {
  const [row] = await tx.sql<OpenSubmission>`
    select id, reference, state, asked_count as "askedCount", missing_count as "missingCount",
           next_ask_at as "nextAskAt"
      from orders.submission
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and line_id = ${lineId}
       and channel = 'robot' and state in ('prepared', 'sent', 'unknown', 'received')`;
  return row ?? null;
}

export function nextAskAt(tx: Transaction, askedCount: number): Instant {
  const seconds = askAfterSeconds[Math.min(askedCount, askAfterSeconds.length - 1)]!;
  return addSeconds(tx.now, seconds);
}

/**
 * What is to be done for the line, on file before it is done: an attempt is marked as sent first, and
 * whoever finds it sent asks by its reference. Null when there is nothing to do yet, or nothing left.
 */
export async function takeErrand(tx: Transaction, lineId: LineId): Promise<Errand | null> {
  const line = (await lockLines(tx, [lineId])).get(lineId);
  const submission = line ? await openSubmissionOf(tx, lineId) : null;
  if (!line || submission === null) return null;
  if (submission.nextAskAt === null || submission.nextAskAt > tx.now) return null;
  const portal = portalFor(tx.host, line);
  if (portal === null) return null;
  const { reference } = submission;
  const errand = { lineId, portal, reference };
  if (submission.state !== 'prepared') {
    await markAsked(tx, submission);
    return { ...errand, todo: { kind: 'ask' } };
  }
  // Told to be sent once more it is submitted already.
  if (line.state !== 'submitted' && !(await submitPrepared(tx, line))) return null;
  await tx.sql`
    update orders.submission
       set state = 'sent', sent_at = ${tx.now}, next_ask_at = ${nextAskAt(tx, 0)}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${submission.id}`;
  return { ...errand, todo: { kind: 'submit', request: await requestOf(tx, line, reference) } };
}

async function markAsked(tx: Transaction, { id, askedCount }: OpenSubmission): Promise<void> {
  await tx.sql`
    update orders.submission
       set asked_count = asked_count + 1, next_ask_at = ${nextAskAt(tx, askedCount + 1)}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

/** False when its day was over before its turn came, or its task waits: nothing goes out. */
async function submitPrepared(tx: Transaction, line: Line): Promise<boolean> {
  const refs = [{ id: line.id, version: line.version }];
  const acted = await actOnLines(tx, refs, {
    sendsPrepared: true,
    intent: () => ({
      change: { submittedAt: tx.now, reason: null },
      note: { action: 'submit', code: 'robot' },
    }),
    also: (lines) => submitLineTasks(tx, lines),
  });
  assert(acted.ok, 'a line that is locked is there');
  const [row] = acted.value.rows;
  if (row!.refusal === null) return true;
  const code = isOver(line.officialCutoff, tx.today) ? 'order_line.cutoff_passed' : row!.refusal;
  await withdrawPrepared(tx, [line], code);
  const words = row!.detail;
  await actOnLines(tx, refs, { intent: () => ({ note: { action: 'miss', code, words } }) });
  return false;
}

type PersonRow = {
  personName: string;
  documentKind: DocumentKind;
  documentSealed: Buffer;
  base: Fen | null;
  leavingReason: Leaving['leavingReason'];
};

async function requestOf(tx: Transaction, line: Line, reference: string): Promise<PortalRequest> {
  const registration = (await visibleRegistrations(tx)).get(line.registrationId!);
  const [person] = await tx.sql<PersonRow>`
    select p.person_name as "personName", p.document_kind as "documentKind",
           p.document_sealed as "documentSealed", t.base_fen as base,
           t.leaving_reason as "leavingReason"
      from people.payable_employment p
      left join insurance.task_detail t
        on t.shard_key = p.shard_key and t.tenant_id = p.tenant_id
       and t.id = coalesce(${line.taskId}::uuid, '00000000-0000-0000-0000-000000000000')
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
       and p.employment_id = ${line.employmentId}`;
  assert(registration && person, 'a line by the robot has its registration and its person');
  const { personName, documentKind, documentSealed, base, leavingReason } = person;
  const { id: registrationId, kind: registrationKind } = registration;
  const leaving = { leavingReason, registrationId, registrationKind, ...placeOf(line) };
  return {
    reference,
    service: line.service,
    ...placeOf(line),
    registrationKind,
    registrationNumber: registration.number,
    personName,
    documentKind,
    documentNumber: (await tenantCipher(tx)).open(documentSealed),
    base,
    leavingReason,
    agencyReason: (await openAgencyReasons(tx))(leaving),
  };
}

const placeOf = ({ cityCode, period }: Line) => ({ cityCode, period });
