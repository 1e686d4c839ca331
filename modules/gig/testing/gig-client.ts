import { type Id, plainDate, rate, yuan } from '@heyi/kernel';
import { linkBankChannels } from '@heyi/payments';
import { addClient, addPayerAccount, openLyingBank } from '@heyi/payments/testing';
import { idCardNumber, valueOf } from '@heyi/people/testing';
import { type Job, runJob, stripeKeysOf, type TenantId, type Transaction } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { publishAgreementText } from '../agreement/publish-agreement-text.ts';
import { createProgram } from '../program/create-program.ts';
import { checkIdentitiesJob } from '../worker/check-identities.ts';
import {
  type IdentityAnswer,
  type IdentityQuestion,
  linkIdentityChecker,
} from '../worker/identity-checker.ts';
import { registerWorkers } from '../worker/register-workers.ts';
import { resumeWorker } from '../worker/resume-worker.ts';
import type { WorkerId } from '../worker/worker.ts';

/** A client with a live program, its agreement texts, and a provider that says what names tell it to. */
export type GigClient = {
  readonly tenantId: TenantId;
  readonly programId: Id<'prg'>;
  readonly legalEntityId: Id<'ent'>;
  readonly payerAccountId: Id<'pac'>;
  /** Of the account that pays, at its bank. */
  readonly accountNumber: string;
};

const usualTerms = {
  purpose: '平台收入',
  defaultIncomeKind: 'labourRemuneration',
  taxMethod: 'platformCumulative',
  reportFiledOn: plainDate('2025-10-20'),
  gapReading: 'restart-segment',
  lumpReading: 'notApplied',
  feeRate: rate('0.02'),
  whenShort: 'suspend',
  whenReturned: 'correct',
  withdrawalMin: yuan('0.01'),
  withdrawalMax: yuan('1000000.00'),
  workerDayLimit: null,
  workerDayCount: null,
  dayLimit: null,
  warningBelow: yuan('0.00'),
  warningHours: null,
} as const;

export async function castGigClient(
  world: TestHost,
  changed: Partial<Omit<Parameters<typeof createProgram>[1], 'tenantId'>> & {
    /** The bank link that pays; without one files do, and for a sandbox program a stand-in bank. */
    channel?: string;
  } = {},
): Promise<GigClient> {
  const isSandbox = changed.environment === 'sandbox' && changed.channel === undefined;
  if (isSandbox) linkBankChannels(world.host, [openLyingBank({ clock: world.host.clock })]);
  const { channel = isSandbox ? 'lying' : 'file', ...terms } = changed;
  const cast = await addClient(world, world.host, { channel, entities: 1 });
  const { tenantId } = cast;
  const { legalEntityId, payerAccountId, accountNumber } = cast.entities[0]!;
  const input = { tenantId, environment: 'live', legalEntityId, payerAccountId } as const;
  const program = await world.as(tenantId, (tx) =>
    createProgram(tx, { ...input, name: '直播结算', ...usualTerms, stripes: 4, ...terms }),
  );
  for (const kind of ['cooperation', 'declarationAuthorisation'] as const) {
    const text = { tenantId, kind, version: '1.0', title: '合作协议', body: '双方约定……' };
    valueOf(await world.as(tenantId, (tx) => publishAgreementText(tx, text)));
  }
  linkIdentityChecker(world.host, {
    code: 'test',
    inFlightMax: 4,
    check: (question) => Promise.resolve(answerTo(question)),
  });
  const programId = valueOf(program).id;
  return { tenantId, programId, legalEntityId, payerAccountId, accountNumber };
}

/** A sandbox program of the same entity, paid from an account of its own at a stand-in bank. */
export async function openSandboxBeside(world: TestHost, live: GigClient): Promise<GigClient> {
  const { tenantId, legalEntityId } = live;
  linkBankChannels(world.host, [openLyingBank({ clock: world.host.clock })]);
  const account = { legalEntityId, channel: 'lying' };
  const payerAccountId = await addPayerAccount(world.host, tenantId, account);
  const input = { tenantId, environment: 'sandbox', legalEntityId, payerAccountId } as const;
  const program = await world.as(tenantId, (tx) =>
    createProgram(tx, { ...input, name: '沙箱联调', ...usualTerms }),
  );
  return { ...live, programId: valueOf(program).id, payerAccountId };
}

function answerTo({ name }: IdentityQuestion): IdentityAnswer {
  if (name === '沙箱核验超时') return { outcome: 'noAnswer', text: 'no answer within 8000 ms' };
  const agrees = !name.startsWith('沙箱');
  return {
    outcome: agrees ? 'agrees' : 'disagrees',
    code: agrees ? '0000' : '0101',
    text: agrees ? '一致' : '姓名与证件号码不一致',
    reference: 'ref',
  };
}

let order = 0;

export type SampleWorker = Parameters<typeof registerWorkers>[1]['workers'][number];

const signedBoth: SampleWorker['signatures'] = (
  ['cooperation', 'declarationAuthorisation'] as const
).map((kind) => ({ kind, version: '1.0', signedAt: '2026-01-05T02:00:00.000Z', method: 'click' }));

/** Somebody who will be admitted; every call is somebody else. */
export function sampleWorker(changed: Partial<SampleWorker> = {}): SampleWorker {
  order += 1;
  return {
    externalWorkerId: `u-${order}`,
    name: '欧阳䶮',
    documentKind: 'idCard',
    documentNumber: idCardNumber(order % 900, birthOf(order)),
    phone: `138${String(order).padStart(8, '0')}`,
    channel: 'bankCard',
    accountNumber: String(9_000_000_000 + order),
    bankName: '沙箱银行',
    signatures: signedBoth,
    ...changed,
  };
}

function birthOf(number: number): string {
  const month = String(1 + (number % 12)).padStart(2, '0');
  return `19${80 + (Math.floor(number / 900) % 20)}${month}07`;
}

/** Registers as the app does, and lets the provider answer. */
export async function admitWorkers(
  world: TestHost,
  { tenantId }: GigClient,
  workers: readonly SampleWorker[],
) {
  const registered = await world.as(tenantId, (tx) =>
    registerWorkers(tx, { workers: [...workers] }),
  );
  await runJobs(world, tenantId);
  return valueOf(registered).results;
}

/** Accounts that a bank refused are good again, as the operator says. Answers how many were. */
export async function cureAccounts(world: TestHost, { tenantId }: GigClient): Promise<number> {
  return world.as(tenantId, async (tx) => {
    const refused = await tx.sql<{ workerId: WorkerId }>`
      select id as "workerId" from gig.worker
       where shard_key = any (${await stripeKeysOf(tx)}::int[]) and tenant_id = ${tenantId}
         and account_trouble is not null`;
    for (const worker of refused) {
      valueOf(await resumeWorker(tx, { tenantId, ...worker, reason: '银行账户已恢复' }));
    }
    return refused.length;
  });
}

/** Runs what is queued of this module, as the worker process does. */
export async function runJobs(world: TestHost, tenantId: TenantId): Promise<void> {
  const jobs = new Map<string, Job>([[checkIdentitiesJob.kind, checkIdentitiesJob]]);
  const queued = await world.as(
    tenantId,
    (tx: Transaction) => tx.sql<{ id: Id<'job'> }>`
      select id from platform.job
       where shard_key = ${tx.tenantShardKey} and tenant_id = ${tenantId} and state = 'queued'`,
  );
  for (const { id } of queued) {
    await runJob(world.host, jobs, { tenantId, jobId: id }, new AbortController().signal);
  }
}
