import {
  addBlockEntry,
  checkIdentitiesJob,
  chooseVatReading,
  createProgram,
  declareGigReturn,
  refuseAccount,
  generateGigReturn,
  linkIdentityChecker,
  openCollector,
  publishAgreementText,
  registerWorkers,
  reportIncomeLines,
} from '@heyi/gig';
import {
  addMonths,
  assert,
  type Fen,
  type Id,
  payPeriod,
  type PayPeriod,
  periodOf,
  type PlainDate,
  plainDate,
  rate,
  type Result,
  sum,
  yuan,
} from '@heyi/kernel';
import type { Host, TenantId, Transaction } from '@heyi/platform';
import { runJob } from '@heyi/platform';
import { randomOf } from '../cast/random.ts';
import { type CastWorker, type Earning, gigWorkers, partEarnings, parts } from './gig-cast.ts';

/** What the story lends: its clock, its transactions, the client and the account it pays from. */
export type GigStage = {
  readonly host: Host;
  readonly tenantId: TenantId;
  readonly legalEntityId: Id<'ent'>;
  readonly payerAccountId: Id<'pac'>;
  moveTo(day: PlainDate, time: string): void;
  inside<T>(tenantId: TenantId, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Before each day of payments: the client has to have paid in so much. */
  fund(programId: Id<'prg'>, needed: Fen): Promise<void>;
  /** After each day of payments, so that the story's bank can pay them. */
  settle(): Promise<void>;
  readonly workers?: number;
};

export type SeededGig = {
  readonly programId: Id<'prg'>;
  /** By the worker's part, the withdrawals that were made, in order. */
  readonly withdrawals: ReadonlyMap<string, readonly { id: string; tax: string; vat: string }[]>;
  /** To be sent back by the bank: its month is declared, so a corrected return is due. */
  readonly lateReturn: string;
};

/**
 * Plays the platform's half year: 1,000 workers are registered and checked, income comes in and is
 * withdrawn from July on, every month is declared. Friday evening has five waves of red packets.
 */
export async function seedGigWorkers(stage: GigStage): Promise<SeededGig> {
  linkIdentityChecker(stage.host, {
    code: 'demo',
    inFlightMax: 32,
    check: () =>
      Promise.resolve({ outcome: 'agrees', code: '0000', text: '一致', reference: 'demo' }),
  });
  stage.moveTo(plainDate('2026-06-29'), '09:30');
  const programId = await openProgram(stage);
  await enrolWorkers(stage, gigWorkers(stage.workers ?? 1_000));
  const earnings = [...partEarnings, ...novemberOf(gigWorkers(stage.workers ?? 1_000))];
  const withdrawals = new Map<string, { id: string; tax: string; vat: string }[]>();
  let month: PayPeriod | null = null;
  for (const [day, own] of byDay(earnings)) {
    const entered = payPeriod(day.slice(0, 7));
    if (month !== null && month < entered) await declareMonth(stage, month);
    month = entered;
    stage.moveTo(plainDate(day), '09:00');
    await stage.fund(programId, sum(own.map(({ amount }) => amount)));
    stage.moveTo(plainDate(day), '10:00');
    await report(stage, own);
    for (const [index, paid] of (await withdrawAll(stage, own)).entries()) {
      const { externalWorkerId } = own[index]!;
      withdrawals.set(externalWorkerId, [...(withdrawals.get(externalWorkerId) ?? []), paid]);
    }
    await stage.settle();
  }
  await playWaves(stage, programId, gigWorkers(stage.workers ?? 1_000));
  // What the bank said on Friday: the money came back, the account is frozen.
  await stage.inside(stage.tenantId, (tx) =>
    refuseAccount(tx, { externalWorkerId: parts.frozen }, 'frozen', 'AC06 二类户已冻结'),
  );
  return { programId, withdrawals, lateReturn: withdrawals.get(parts.lateReturn)![0]!.id };
}

function done<T>(result: Result<T, { code: string }>): T {
  assert(result.ok, result.ok ? '' : `refused: ${JSON.stringify(result.failure)}`);
  return result.value;
}

/** The platform's terms, live and in its sandbox. */
export const platformTerms = {
  purpose: '直播收入',
  defaultIncomeKind: 'labourRemuneration',
  taxMethod: 'platformCumulative',
  reportFiledOn: plainDate('2025-10-22'),
  gapReading: 'restart-segment',
  lumpReading: 'notApplied',
  feeRate: rate('0.015'),
  whenShort: 'suspend',
  whenReturned: 'correct',
  withdrawalMin: yuan('1.00'),
  withdrawalMax: yuan('200000.00'),
  workerDayLimit: null,
  workerDayCount: 200,
  dayLimit: null,
  warningBelow: yuan('100000.00'),
  warningHours: 4,
} as const;

async function openProgram(stage: GigStage): Promise<Id<'prg'>> {
  const { tenantId, legalEntityId, payerAccountId } = stage;
  const program = await stage.inside(tenantId, (tx) =>
    createProgram(tx, {
      tenantId,
      environment: 'live',
      legalEntityId,
      payerAccountId,
      name: '星屿直播结算',
      ...platformTerms,
    }),
  );
  const texts = [
    ['cooperation', '星屿主播合作协议'],
    ['declarationAuthorisation', '代办增值税及附加税费申报授权书'],
  ] as const;
  for (const [kind, title] of texts) {
    const body = `${title}（1.0版）。双方按平台规则提供和验收服务，收入以验收为准。`;
    const text = { tenantId, kind, version: '1.0', title, body };
    done(await stage.inside(tenantId, (tx) => publishAgreementText(tx, text)));
  }
  return done(program).id;
}

/** The director stands on the list before he registers; the fifteen-year-old is told by the number. */
async function enrolWorkers(stage: GigStage, workers: readonly CastWorker[]): Promise<void> {
  const { tenantId } = stage;
  const director = workers.find(({ externalWorkerId }) => externalWorkerId === parts.director);
  if (director) {
    const { name, documentKind, documentNumber } = director;
    const entry = { tenantId, kind: 'director', name, documentKind, documentNumber } as const;
    const reason = '工商登记：星屿文化传播（杭州）有限公司董事';
    done(await stage.inside(tenantId, (tx) => addBlockEntry(tx, { ...entry, reason })));
  }
  for (let from = 0; from < workers.length; from += 500) {
    const part = workers.slice(from, from + 500);
    const { results } = done(
      await stage.inside(tenantId, (tx) => registerWorkers(tx, { workers: part })),
    );
    assert(
      results.every(({ outcome }) => outcome === 'registered'),
      `not registered: ${JSON.stringify(results.find(({ outcome }) => outcome === 'refused'))}`,
    );
  }
  await runChecks(stage);
}

const waves = ['20:00', '20:10', '20:20', '20:30', '20:40'] as const;

/** The evening of Friday: five waves of red packets, each to every fifth worker. */
async function playWaves(
  stage: GigStage,
  programId: Id<'prg'>,
  workers: readonly CastWorker[],
): Promise<void> {
  const random = randomOf('gig waves');
  const day = plainDate('2026-11-20');
  const taking = workers.filter(
    ({ externalWorkerId, signatures }) =>
      externalWorkerId.startsWith('u-') && signatures?.length !== 0,
  );
  const all = waves.map((time, wave) => {
    const packets = taking
      .filter((_, index) => index % waves.length === wave)
      .map(({ externalWorkerId }): Earning => ({
        externalWorkerId,
        day,
        amount: yuan(`${random.between(2, 188)}.${two(random.between(0, 99))}`),
        incomeKind: 'incidentalIncome',
        task: `周五红包雨第${wave + 1}波`,
      }));
    return { time, packets };
  });
  stage.moveTo(day, '16:00');
  await stage.fund(programId, sum(all.flatMap(({ packets }) => packets.map((one) => one.amount))));
  for (const { time, packets } of all) {
    stage.moveTo(day, time);
    await report(stage, packets);
    await withdrawAll(stage, packets);
    await stage.settle();
  }
}

async function runChecks(stage: GigStage): Promise<void> {
  const { tenantId, host } = stage;
  const queued = await stage.inside(
    tenantId,
    (tx) => tx.sql<{ id: Id<'job'> }>`
      select id from platform.job
       where shard_key = ${tx.tenantShardKey} and tenant_id = ${tenantId} and state = 'queued'
         and kind = ${checkIdentitiesJob.kind}`,
  );
  const jobs = new Map([[checkIdentitiesJob.kind, checkIdentitiesJob]]);
  for (const { id } of queued) {
    await runJob(host, jobs, { tenantId, jobId: id }, new AbortController().signal);
  }
}

/** Three entries of the platform: live income, short video, and now and then a red packet. */
function novemberOf(workers: readonly CastWorker[]): Earning[] {
  const random = randomOf('gig november');
  return workers.flatMap(({ externalWorkerId, signatures }): Earning[] => {
    if (!externalWorkerId.startsWith('u-') || signatures?.length === 0) return [];
    if (!random.chance(60)) return [];
    const amount = yuan(`${random.between(30, 9_000)}.${two(random.between(0, 99))}`);
    const day = plainDate(`2026-11-${two(random.between(13, 19))}`);
    const isPacket = random.chance(6);
    return [
      isPacket
        ? {
            externalWorkerId,
            day,
            amount: yuan(`${random.between(1, 200)}.${two(random.between(0, 99))}`),
            incomeKind: 'incidentalIncome',
            task: '活动红包',
          }
        : {
            externalWorkerId,
            day,
            amount,
            incomeKind: 'labourRemuneration',
            task: random.pick(['直播打赏结算', '短视频制作', '直播带货']),
          },
    ];
  });
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function byDay(earnings: readonly Earning[]): [string, Earning[]][] {
  const days = Map.groupBy(earnings, ({ day }) => day as string);
  return [...days].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

let lines = 0;

async function report(stage: GigStage, earnings: readonly Earning[]): Promise<void> {
  for (let from = 0; from < earnings.length; from += 500) {
    const input = {
      lines: earnings.slice(from, from + 500).map((one) => ({
        businessId: `XY-${one.day.replaceAll('-', '')}-${String((lines += 1)).padStart(6, '0')}`,
        externalWorkerId: one.externalWorkerId,
        incomeKind: one.incomeKind,
        task: one.task,
        acceptedOn: one.day,
        workPeriod: periodOf(one.day),
        amount: one.amount,
      })),
    };
    const { results } = done(
      await stage.inside(stage.tenantId, (tx) => reportIncomeLines(tx, input)),
    );
    const refused = results.find(({ outcome }) => outcome === 'refused');
    assert(refused === undefined, `income refused: ${refused?.businessId} ${refused?.code}`);
  }
}

async function withdrawAll(stage: GigStage, earnings: readonly Earning[]) {
  const collector = openCollector(stage.host);
  try {
    return await Promise.all(
      earnings.map(async (one) => {
        const businessId = `W-${one.externalWorkerId}-${one.day}`;
        const outcome = await collector.submit({
          tenantId: stage.tenantId,
          environment: 'live',
          appId: null,
          externalWorkerId: one.externalWorkerId,
          businessId,
          key: businessId,
          amount: one.amount,
          incomeKind: one.incomeKind,
        });
        return JSON.parse(done(outcome)) as { id: string; tax: string; vat: string };
      }),
    );
  } finally {
    await collector.close();
  }
}

/** On the ninth of the next month; with October's, the reading of VAT is chosen. */
async function declareMonth(stage: GigStage, taxPeriod: PayPeriod): Promise<void> {
  const { tenantId, legalEntityId } = stage;
  stage.moveTo(plainDate(`${addMonths(taxPeriod, 1)}-09`), '14:00');
  const month = { tenantId, entityId: legalEntityId, taxPeriod };
  const { id } = done(await stage.inside(tenantId, (tx) => generateGigReturn(tx, month)));
  const receiptNumber = `330100${taxPeriod.replace('-', '')}090001`;
  const receipt = { tenantId, gigReturnId: id, receiptNumber };
  done(await stage.inside(tenantId, (tx) => declareGigReturn(tx, receipt)));
  if (taxPeriod === '2026-10') await chooseReading(stage);
}

async function chooseReading({ host, inside }: GigStage): Promise<void> {
  const reading = {
    reading: 'monthlyThreshold',
    levy: 'reduced',
    location: 'city',
    fromPeriod: payPeriod('2026-11'),
    chosenBy: '周敏',
    chosenOn: plainDate('2026-11-06'),
    source: '主管税务机关2026-11-05电话答复记录；待《管理办法》原文核对',
  } as const;
  done(await inside(host.houseId, (tx) => chooseVatReading(tx, reading)));
}
