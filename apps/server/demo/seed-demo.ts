import { openAccount } from '@heyi/access';
import { planDay } from '@heyi/insurance';
import { assert } from '@heyi/kernel';
import { watchLines } from '@heyi/orders';
import { type Dispatcher, startDispatcher } from '@heyi/payments';
import type { Host } from '@heyi/platform';
import { openTaxBureauCalls, type SandboxBank } from '@heyi/sandbox';
import type { Cast } from './cast/cast.ts';
import type { TenantKey } from './cast/company.ts';
import { goldenPerson } from './cast/golden-people.ts';
import { employeeLogin } from './cast/logins.ts';
import { newDemoPassword } from './demo-logins.ts';
import { openBankBook } from './open-bank-book.ts';
import { bringInStatements } from './story/bank-statements.ts';
import { openBankOfThePast } from './story/bank-of-the-past.ts';
import { storyStart } from './story/calendar.ts';
import { findEmployment, type World } from './story/open-companies.ts';
import { type Composition, Stage } from './story/stage.ts';
import { gigStrandOf, type Strand, strandsOf } from './story/strands.ts';
import { type Progress, type Story, tellStory, type ToldStory } from './story/tell-story.ts';

export type Seed = {
  readonly host: Host;
  readonly composition: Composition;
  readonly bank: SandboxBank | null;
  readonly analyse: () => Promise<void>;
  readonly progress: Progress;
  readonly cast: Cast;
  /** How many workers the live-streaming platform has. */
  readonly gigWorkers?: number;
  /** For tests: fewer of them. */
  readonly tenants?: readonly TenantKey[];
};

const allTenants: readonly TenantKey[] = [
  ...(['internet', 'estate', 'factory', 'calls', 'live', 'house', 'retail'] as const),
];

const gigWorkersUsual = 1_000;

/** Plays the whole demo into an empty database; its world knows the password of each login. */
export async function seedDemo(seed: Seed): Promise<ToldStory> {
  const now = seed.host.clock.now();
  const stage = new Stage(seed.host, seed.composition, `${storyStart}T01:00:00.000Z`);
  const tenants = seed.tenants ?? allTenants;
  const strands = strandsOf(stage);
  const dispatchers: Dispatcher[] = [];
  const gigStrand = gigStrandOf(stage);
  for (const strand of [...strands, gigStrand]) dispatchers.push(await openDispatcher(strand));
  try {
    const story: Story = {
      stage,
      strands,
      gig: { strand: gigStrand, workers: seed.gigWorkers ?? gigWorkersUsual },
      cast: seed.cast,
      tenants,
      bureau: seed.bank && openTaxBureauCalls(seed.bank.taxBureauUrl),
      passwordOf: newDemoPassword,
      analyse: seed.analyse,
      progress: seed.progress,
    };
    const { world, gig } = await tellStory(story, now);
    if (story.tenants.includes('retail')) await openEmployeeLogin(world);
    seed.progress('银行对账', 0.97);
    await bringInStatements(world, gig);
    if (seed.bank) await openBankBook(world, seed.bank, gig);
    // What a server does every day: cut-offs have passed over the weekend, and some come near.
    await planDay(stage.host);
    await stage.settleEvents();
    await watchLines(stage.host);
    await stage.settleEvents();
    seed.progress('完成', 1);
    return { world, gig };
  } finally {
    for (const dispatcher of dispatchers) await dispatcher.stop();
  }
}

/** The bank of the present is known too: at the end every account is linked to it. */
function openDispatcher({ stage: { host }, channel }: Strand): Promise<Dispatcher> {
  const codes = [channel, 'sandbox'];
  return startDispatcher({
    host,
    channels: codes.map((code) => openBankOfThePast(code, host.clock)),
  });
}

async function openEmployeeLogin(world: World): Promise<void> {
  const tenantId = world.tenantOf('retail');
  const [row] = goldenPerson('standard').rows;
  const { personId } = await findEmployment(world.stage, tenantId, row!.employeeNumber);
  const password = newDemoPassword();
  const opened = await world.stage.inside(tenantId, (tx) =>
    openAccount(tx, {
      loginName: employeeLogin.loginName,
      name: row!.person.name,
      roles: ['employee'],
      password,
      mustChangePassword: false,
      isDemo: true,
      personId,
    }),
  );
  assert(opened.ok, 'the employee can sign in');
  world.passwords.set(employeeLogin.loginName, password);
}
