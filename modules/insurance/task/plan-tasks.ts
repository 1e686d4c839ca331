import { clientOf } from '@heyi/clients';
import { ordersContract } from '@heyi/contract';
import { addMonths, newId, type PayPeriod, type PlainDate } from '@heyi/kernel';
import type { EmploymentId } from '@heyi/people';
import { publish, publishAll, type Transaction } from '@heyi/platform';
import { currentPolicy } from '@heyi/statutory';
import { visibleProcedures } from '../procedure/procedure.store.ts';
import { type AgencyUnit, type OwnProcedures, procedureIn } from '../procedure/procedure.ts';
import { enrolByScheme } from '../scheme/enrol-by-scheme.ts';
import { kindsOf, lastPeriod, type Scheme } from '../scheme/scheme.ts';
import { schemesOf } from '../scheme/scheme.store.ts';
import {
  basesToChange,
  cancelGroundless,
  enrolmentsToBegin,
  enrolmentsToStop,
  type EnrolWanted,
  insertTasks,
  lockPlan,
  type PendingTask,
  pendingTasks,
  refreshBases,
  replaceTasks,
  type StopWanted,
  type TaskRow,
} from './plan-tasks.store.ts';
import { placeMonth, type PlacedMonth } from './task-month.ts';
import type { TaskKind } from './task.ts';

export type Plan = { readonly openedCount: number; readonly movedCount: number };

/**
 * Compares what people are to be insured on with the tasks there are, of these employments or of all:
 * opens what is missing, cancels what has lost its ground, and moves what has missed its cut-off. Run
 * again it changes nothing. Publishes insurance_tasks.opened and insurance_task.moved.
 */
export async function planTasks(
  tx: Transaction,
  employmentIds: readonly EmploymentId[] | null,
): Promise<Plan> {
  if (!(await isInsuredByUs(tx))) return { openedCount: 0, movedCount: 0 };
  const wanted = { ids: employmentIds };
  await lockPlan(tx);
  await enrolByScheme(tx, employmentIds);
  await cancelGroundless(tx, wanted);
  await refreshBases(tx, wanted);
  const places = await placesOf(tx);
  const movedCount = await movePending(tx, places, await pendingTasks(tx, wanted));
  const rows: TaskRow[] = [];
  for (const one of await enrolmentsToBegin(tx, wanted)) rows.push(...enrolRows(places, one));
  for (const one of await enrolmentsToStop(tx, wanted)) rows.push(...stopRows(tx, places, one));
  for (const one of await basesToChange(tx, wanted)) {
    rows.push(taskRow(one, 'changeBase', places.of(one, 'changeBase', one.fromPeriod), one));
  }
  const opened = rows.length === 0 ? [] : await insertTasks(tx, rows);
  if (opened.length > 0) {
    await publish(tx, { type: 'insurance_tasks.opened', payload: { count: opened.length } });
  }
  return { openedCount: opened.length, movedCount };
}

/** In 工资代发 and 档案 the client goes to its agencies by itself: nothing of it is ours to do. */
async function isInsuredByUs(tx: Transaction): Promise<boolean> {
  const client = await clientOf(tx);
  if (client === null) return true;
  return ordersContract.itemsOfMode[client.cooperationMode].includes('socialInsurance');
}

/** Where changes of the tenant's people land, by its schemes and each agency's procedure. */
export async function placesOf(tx: Transaction): Promise<Places> {
  const clientDays = (await clientOf(tx))?.clientCutoffDays ?? 0;
  return new Places(tx, await visibleProcedures(tx), { clientDays, schemes: await schemesOf(tx) });
}

type Unit = Omit<AgencyUnit, 'id'> & { readonly registrationId: AgencyUnit['id'] };
type UnitRow = Pick<PendingTask, 'registrationId' | 'registrationKind' | 'cityCode'>;

/** Months and cut-offs, worked out once for each registration, kind and month that is asked for. */
export class Places {
  readonly #tx: Transaction;
  readonly #own: OwnProcedures;
  readonly #clientDays: number;
  readonly #schemes: readonly Scheme[];
  readonly #known = new Map<string, PlacedMonth & { readonly askedPeriod: PayPeriod }>();

  constructor(
    tx: Transaction,
    own: OwnProcedures,
    client: { readonly clientDays: number; readonly schemes: readonly Scheme[] },
  ) {
    this.#tx = tx;
    this.#own = own;
    this.#clientDays = client.clientDays;
    this.#schemes = client.schemes;
  }

  /** The first month that is no longer paid, by the scheme's rule for leavers. */
  stopAsked(row: UnitRow, endsOn: PlainDate, startPeriod: PayPeriod): PayPeriod {
    const scheme = this.#schemes.find((one) =>
      kindsOf(one).some(({ id }) => id === row.registrationId),
    );
    const last = lastPeriod(endsOn, scheme ?? { leaveUntilDay: 0 });
    return addMonths(last < startPeriod ? startPeriod : last, 1);
  }

  procedure(row: UnitRow, period: PayPeriod) {
    return procedureIn(this.#own.get(row.registrationId) ?? [], unitOf(row), period);
  }

  of(row: UnitRow, kind: TaskKind, askedPeriod: PayPeriod) {
    const key = `${row.registrationId} ${kind} ${askedPeriod}`;
    const known = this.#known.get(key);
    if (known) return known;
    const ground = {
      policy: currentPolicy,
      procedure: (period: PayPeriod) => this.procedure(row, period),
      today: this.#tx.today,
      clientDays: this.#clientDays,
    };
    const placed = { ...placeMonth(ground, kind, askedPeriod), askedPeriod };
    this.#known.set(key, placed);
    return placed;
  }
}

function unitOf({ registrationId, registrationKind, cityCode }: UnitRow): Unit {
  return { registrationId, kind: registrationKind, cityCode };
}

/** These have no month at an agency: they are due, or not, by other rules. */
const undatedKinds: ReadonlySet<TaskKind> = new Set([
  'transferIn',
  'transferOut',
  'exitFiling',
  'firstCard',
]);

export function undated(period: PayPeriod): PlacedMonth & { readonly askedPeriod: PayPeriod } {
  return {
    askedPeriod: period,
    period,
    movedReason: null,
    officialCutoff: null,
    clientCutoff: null,
    cutoffProvisional: true,
  };
}

type Whose = Omit<EnrolWanted, 'startPeriod' | 'base' | 'enrolmentId'> & {
  readonly enrolmentId: string | null;
};

export function taskRow(
  whose: Whose,
  kind: TaskKind,
  place: PlacedMonth & { readonly askedPeriod: PayPeriod },
  facts: { base?: EnrolWanted['base']; leavingReason?: string | null; confirmed?: Confirmed } = {},
): TaskRow {
  return {
    id: newId<'tsk'>(),
    kind,
    employment_id: whose.employmentId,
    person_id: whose.personId,
    enrolment_id: whose.enrolmentId,
    registration_id: whose.registrationId,
    registration_tenant_id: whose.registrationTenantId,
    registration_kind: whose.registrationKind,
    city_code: whose.cityCode,
    asked_period: place.askedPeriod,
    period: place.period,
    moved_reason: place.movedReason,
    official_cutoff: place.officialCutoff,
    client_cutoff: place.clientCutoff,
    cutoff_provisional: place.cutoffProvisional,
    base_fen: facts.base ?? null,
    leaving_reason: facts.leavingReason ?? null,
    confirmed_at: facts.confirmed?.at ?? null,
    confirmed_by_name: facts.confirmed?.byName ?? null,
  };
}

type Confirmed = { readonly at: string; readonly byName: string } | null;

/** The enrolment, and 用工备案 before it where the agency wants that first. */
function enrolRows(places: Places, one: EnrolWanted): TaskRow[] {
  const place = places.of(one, 'enrol', one.startPeriod);
  const rows = [taskRow(one, 'enrol', place, one)];
  if (isFiled(places, one, place.period)) {
    rows.unshift(taskRow({ ...one, enrolmentId: null }, 'employmentFiling', place));
  }
  return rows;
}

function isFiled(places: Places, row: UnitRow, period: PayPeriod): boolean {
  const isSocial = row.registrationKind === 'socialInsurance';
  return isSocial && places.procedure(row, period).filingFirst === true;
}

/**
 * A stop takes effect in the month after the last that is paid. Somebody who recorded that month has
 * confirmed it; else the scheme's rule proposes, and the client confirms.
 */
function stopRows(tx: Transaction, places: Places, one: StopWanted): TaskRow[] {
  const asked =
    one.stopPeriod === null
      ? places.stopAsked(one, one.endsOn!, one.startPeriod)
      : addMonths(one.stopPeriod, 1);
  // News of it is handled by nobody: the last month stands on file, whoever wrote it down.
  const byName = tx.actor.accountId === null ? '参保记录' : tx.actor.name;
  const confirmed = one.stopPeriod === null ? null : { at: tx.now, byName };
  const { leavingReason } = one;
  const place = places.of(one, 'stop', asked);
  const rows = [taskRow(one, 'stop', place, { leavingReason, confirmed })];
  if (isFiled(places, one, place.period)) {
    const filing = taskRow({ ...one, enrolmentId: null }, 'exitFiling', undated(place.period));
    rows.push({ ...filing, leaving_reason: leavingReason });
  }
  return rows;
}

/** Until the client confirms, a stop follows the day of leaving. */
function askedNow(places: Places, task: PendingTask): PayPeriod {
  const { kind, isConfirmed, endsOn, startPeriod, askedPeriod } = task;
  const isProposal = kind === 'stop' && !isConfirmed && endsOn !== null && startPeriod !== null;
  return isProposal ? places.stopAsked(task, endsOn, startPeriod) : askedPeriod;
}

/** Cut-offs pass and procedures change while tasks wait; answers how many changed their month. */
async function movePending(
  tx: Transaction,
  places: Places,
  pending: readonly PendingTask[],
): Promise<number> {
  const changed = pending.flatMap((task) => {
    if (undatedKinds.has(task.kind)) return [];
    const place = places.of(task, task.kind, askedNow(places, task));
    const isSame =
      place.askedPeriod === task.askedPeriod &&
      place.period === task.period &&
      place.officialCutoff === task.officialCutoff &&
      place.clientCutoff === task.clientCutoff &&
      place.cutoffProvisional === task.cutoffProvisional;
    return isSame ? [] : [{ task, place }];
  });
  if (changed.length === 0) return 0;
  await replaceTasks(
    tx,
    changed.map(({ task, place }) => ({
      id: task.id,
      asked_period: place.askedPeriod,
      period: place.period,
      moved_reason: place.movedReason,
      official_cutoff: place.officialCutoff,
      client_cutoff: place.clientCutoff,
      cutoff_provisional: place.cutoffProvisional,
    })),
  );
  const moved = changed.filter(({ task, place }) => task.period !== place.period);
  await publishAll(
    tx,
    moved.map(({ task: { id: taskId, kind, employmentId }, place: { period } }) => ({
      type: 'insurance_task.moved',
      payload: { taskId, kind, employmentId, period },
    })),
  );
  return moved.length;
}
