import {
  billingContract,
  connectContract,
  gigFundsContract,
  paymentsContract,
} from '@heyi/contract';
import { createProgram } from '@heyi/gig';
import {
  assert,
  type Fen,
  fen,
  formatId,
  formatYuan,
  type Id,
  type Instant,
  multiplyFraction,
  parseId,
  siblingId,
  yuan,
} from '@heyi/kernel';
import { applyReports, backlogOf } from '@heyi/payments';
import { stripeKeysOf } from '@heyi/platform';
import { clientOf, gigPayerAccount, gigSandboxAccount } from '../cast/companies.ts';
import type { DemoPayerAccount } from '../cast/company.ts';
import { lastPastDay } from '../story/bank-statements.ts';
import type { World } from '../story/open-companies.ts';
import { type Stage, wireTenant } from '../story/stage.ts';
import { eveningWorkers } from './gig-cast.ts';
import { platformTerms, type SeededGig, seedGigWorkers } from './seed-gig-workers.ts';

/** What the platform's own people and its program go by afterwards. */
export type PlayedGig = SeededGig & {
  readonly payerAccountId: string;
  /** Of the sandbox program, in which developers try their programs. */
  readonly sandboxAccountId: string;
  /** The app of the platform: it plays an evening on demand. */
  readonly app: { readonly appId: string; readonly secret: string };
  readonly workers: readonly string[];
};

type GigStory = {
  readonly world: World;
  readonly stage: Stage;
  /** The code of its bank link while the past is played. */
  readonly channel: string;
  readonly workers: number;
};

/**
 * The half year of the live-streaming platform: its client tops up and claims it, the provider
 * confirms, workers withdraw, months are declared. It has a clock of its own, as it shares no account
 * with the payroll of the same client.
 */
export async function playGig(story: GigStory): Promise<PlayedGig> {
  const { world, stage, workers } = story;
  const tenantId = world.tenantOf('live');
  const legalEntityId = idOf('ent', world.entityId('live'));
  const wirePayer = await openPayerAccount(story, formatId('ent', legalEntityId), gigPayerAccount);
  const seeded = await seedGigWorkers({
    host: stage.host,
    tenantId,
    legalEntityId,
    payerAccountId: idOf('pac', wirePayer),
    moveTo: (day, time) => stage.moveTo(day, time),
    inside: (id, work) => stage.inside(id, work),
    fund: (programId, needed) => topUp(story, { programId, wirePayer, needed }),
    settle: () => settle(story),
    workers,
  });
  await topUp(story, { programId: seeded.programId, wirePayer, needed: leftForMonday });
  const sandboxAccountId = await openSandbox(story, legalEntityId);
  const app = await openApp(story);
  await comeBackLate(story, seeded.lateReturn);
  return {
    ...seeded,
    payerAccountId: wirePayer,
    sandboxAccountId,
    app,
    workers: eveningWorkers(workers),
  };
}

function idOf<const P extends string>(prefix: P, text: string): Id<P> {
  const id = parseId(prefix, text);
  assert(id, `${text} is no ${prefix}`);
  return id;
}

/** Enough for a small evening; a larger one runs the client's money down. */
const leftForMonday: Fen = yuan('300000.00');

async function openPayerAccount(
  { world, stage, channel }: GigStory,
  legalEntityId: string,
  { accountNumber, bankName, sending }: DemoPayerAccount,
): Promise<string> {
  const made = await stage.act(world.player('finance'), paymentsContract.createPayerAccount, {
    tenantId: wireTenant(world.tenantOf('live')),
    legalEntityId,
    holderName: clientOf('live').name,
    accountNumber,
    bankName,
    channel,
    sending,
  });
  return made.id;
}

/** 沙箱联调: a program of the same entity with an account of its own, and money to try things with. */
async function openSandbox(story: GigStory, legalEntityId: Id<'ent'>): Promise<string> {
  const { world, stage } = story;
  const wirePayer = await openPayerAccount(
    story,
    formatId('ent', legalEntityId),
    gigSandboxAccount,
  );
  const tenantId = world.tenantOf('live');
  const program = await stage.inside(tenantId, (tx) =>
    createProgram(tx, {
      tenantId,
      environment: 'sandbox',
      legalEntityId,
      payerAccountId: idOf('pac', wirePayer),
      name: '沙箱联调',
      ...platformTerms,
    }),
  );
  assert(program.ok, 'the account is at a stand-in bank');
  const { id: programId } = program.value;
  await payIn(story, { programId, wirePayer, amount: sandboxMoney });
  return wirePayer;
}

const sandboxMoney: Fen = yuan('1000000.00');

type Needed = {
  readonly programId: Id<'prg'>;
  readonly wirePayer: string;
  readonly needed: Fen;
};

const tenThousand = 1_000_000;
let transfers = 0;

/** The client pays a round sum and says so; finance finds it on the statement and confirms. */
function topUp(story: GigStory, { programId, wirePayer, needed }: Needed): Promise<void> {
  const withFee = multiplyFraction(needed, 103, 100, 'half_up_yuan');
  const amount = fen(Math.ceil(withFee / tenThousand) * tenThousand);
  return payIn(story, { programId, wirePayer, amount });
}

type PaidIn = Omit<Needed, 'needed'> & { readonly amount: Fen };

async function payIn({ world, stage }: GigStory, { programId, wirePayer, ...paid }: PaidIn) {
  const tenantId = wireTenant(world.tenantOf('live'));
  const amount = formatYuan(paid.amount);
  const payerName = clientOf('live').name;
  transfers += 1;
  const bankReference = `XYCZ${String(transfers).padStart(6, '0')}`;
  const finance = world.player('finance');
  const claim = await stage.act(
    world.player('client_finance', 'live'),
    gigFundsContract.claimTopUp,
    {
      tenantId,
      programId: formatId('prg', programId),
      amount,
      paidOn: stage.today(),
      payerName,
      bankReference,
      note: '平台结算充值',
    },
  );
  const receipt = await stage.act(finance, billingContract.recordReceipt, {
    tenantId,
    payerAccountId: wirePayer,
    amount,
    senderName: payerName,
    bankReference,
    receivedOn: stage.today(),
    isMatched: false,
  });
  await stage.act(finance, gigFundsContract.confirmTopUpClaim, {
    tenantId,
    claimId: claim.id,
    receiptId: receipt.id,
  });
}

const looksMax = 2000;
const lookEveryMs = 15;

/** Until the bank has answered for every order, and everybody has heard of it. */
async function settle({ world, stage }: GigStory): Promise<void> {
  const tenantId = world.tenantOf('live');
  for (let looks = 0; looks < looksMax; looks += 1) {
    const { waiting } = await stage.inside(tenantId, async (tx) =>
      backlogOf(tx, await stripeKeysOf(tx)),
    );
    if (waiting === 0) return stage.settleEvents([tenantId]);
    await new Promise((resolve) => void setTimeout(resolve, lookEveryMs));
  }
  throw new Error('the bank of the past did not pay the withdrawals');
}

const scopes = [
  'funds:read',
  'funds:write',
  'income:read',
  'income:write',
  'payouts:read',
  'payouts:write',
  'withdrawals:read',
  'withdrawals:write',
  'workers:read',
  'workers:write',
];

/** A live app that may call from this machine alone. */
async function openApp({ world, stage }: GigStory): Promise<PlayedGig['app']> {
  const operations = world.player('operations');
  const tenantId = wireTenant(world.tenantOf('live'));
  const name = '星屿直播 App';
  const app = await stage.act(operations, connectContract.createApp, {
    tenantId,
    name,
    environment: 'live',
  });
  await stage.act(operations, connectContract.updateApp, {
    tenantId,
    appId: app.id,
    name,
    allowedAddresses: ['127.0.0.0/8', '::1/128'],
    deniedAddresses: [],
    requestsPerMinute: 1_000_000,
  });
  const key = await stage.act(operations, connectContract.createAppKey, {
    tenantId,
    appId: app.id,
    scopes,
  });
  return { appId: app.id, secret: key.secret };
}

/** The accounts of the platform's programs, with the numbers under which the bank has them. */
export function gigAccountsOf({ payerAccountId, sandboxAccountId }: PlayedGig) {
  return [
    { ...gigPayerAccount, payerAccountId },
    { ...gigSandboxAccount, payerAccountId: sandboxAccountId },
  ];
}

/** Links the accounts to the bank of the present, as the payroll's accounts are. */
export async function linkGigAccounts(world: World, gig: PlayedGig): Promise<void> {
  for (const { payerAccountId, bankName, channel, sending } of gigAccountsOf(gig)) {
    await world.stage.act(world.player('finance'), paymentsContract.updatePayerAccount, {
      tenantId: wireTenant(world.tenantOf('live')),
      payerAccountId,
      bankName,
      channel,
      sending,
      state: 'active',
    });
  }
}

/** Saturday: October's payment has come back, though October is declared. */
async function comeBackLate({ world, stage }: GigStory, lateReturn: string): Promise<void> {
  stage.moveTo(lastPastDay, '10:20');
  const withdrawalId = idOf('wdr', lateReturn);
  const reference = formatId('pay', siblingId(withdrawalId, 1));
  const returned = { state: 'returned', code: 'AC04', text: '收款账户已销户，退汇' } as const;
  const occurredAt: Instant = stage.host.clock.now();
  await applyReports(
    stage.host,
    [{ reference, bankReference: null, ...returned, occurredAt }],
    'callback',
  );
  await stage.settleEvents([world.tenantOf('live')]);
}

/** Monday: the client has paid, and the transfer waits to be found. */
export async function reachGigPresent(world: World, gig: PlayedGig): Promise<void> {
  const { stage } = world;
  await stage.act(world.player('client_finance', 'live'), gigFundsContract.claimTopUp, {
    tenantId: wireTenant(world.tenantOf('live')),
    programId: formatId('prg', gig.programId),
    amount: formatYuan(openClaim.amount),
    paidOn: stage.today(),
    payerName: clientOf('live').name,
    bankReference: openClaim.remark,
    note: '周一晚高峰备款',
  });
}

/** What the client has paid this morning: its claim is open, and the bank has the money. */
export const openClaim = { amount: yuan('500000.00'), remark: '星屿1123充值' } as const;
