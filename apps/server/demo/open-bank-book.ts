import { billingContract, ledgerContract } from '@heyi/contract';
import { add, assert, type Fen, fen, multiplyFraction, yuan, zeroFen } from '@heyi/kernel';
import type { SandboxBank } from '@heyi/sandbox';
import {
  clientOf,
  clients,
  gigPayerAccount,
  payerAccounts,
  providerEntities,
} from './cast/companies.ts';
import type { ClientKey } from './cast/company.ts';
import { type GoldenKey, goldenPerson } from './cast/golden-people.ts';
import { playedClients } from './cast/november.ts';
import { companyAccount } from './cast/numbers.ts';
import { gigAccountsOf, openClaim, type PlayedGig } from './gig/play-gig.ts';
import type { World } from './story/open-companies.ts';
import { wireTenant } from './story/stage.ts';

const entityNames = new Map(
  [...providerEntities, ...clients.flatMap(({ entities }) => entities)].map((one) => [
    one.key,
    one.name,
  ]),
);

/**
 * Gives the stand-in bank the accounts of the story with the money that our books say is there, the
 * payments that clients made today, and the payees whose accounts refuse.
 */
export async function openBankBook(
  world: World,
  bank: SandboxBank,
  gig: PlayedGig | null,
): Promise<void> {
  const linked = payerAccounts.filter(({ channel }) => channel === 'sandbox');
  // Our books have the opening deposits: they are older than any statement that is read by itself.
  await bank.admin.advanceClock(-depositedBeforeSeconds);
  for (const account of linked) {
    const name = entityNames.get(account.entityKey)!;
    const balance = await balanceOf(world, world.payerAccountId(account.entityKey));
    await bank.admin.openAccount(account.accountNumber, name, balance);
  }
  if (gig !== null) {
    for (const { accountNumber, payerAccountId } of gigAccountsOf(gig)) {
      const balance = await balanceOf(world, payerAccountId);
      await bank.admin.openAccount(accountNumber, clientOf('live').name, balance);
    }
  }
  await bank.admin.advanceClock(depositedBeforeSeconds);
  for (const client of playedClients) await payIn(world, bank, client);
  if (gig !== null) await payTopUp(bank);
  await bindPayees(bank);
}

const depositedBeforeSeconds = 30 * 86_400;

/** Every tenant that the account pays for has a part of it in its own books. */
async function balanceOf(world: World, payerAccountId: string): Promise<Fen> {
  let balance = zeroFen;
  for (const key of ['house', ...clients.map((client) => client.key)] as const) {
    const { rows } = await world.stage.act(
      world.player('finance'),
      ledgerContract.listLedgerAccounts,
      { tenantId: wireTenant(world.tenantOf(key)), kind: 'bank', payerAccountId },
    );
    balance = add(balance, ...rows.map((row) => yuan(row.balance)));
  }
  assert(balance >= 0, `the books overdraw ${payerAccountId}`);
  return balance;
}

/**
 * The client's money of November, of which our books know nothing yet: the reading of the statement
 * finds it. Clients pay in round sums, somewhat more than last month's.
 */
async function payIn(world: World, bank: SandboxBank, key: ClientKey): Promise<void> {
  const client = clientOf(key);
  const tenantId = wireTenant(world.tenantOf(key));
  const { rows } = await world.stage.act(world.player('finance'), billingContract.listReceipts, {
    tenantId,
    state: 'matched',
    limit: 500,
  });
  for (const account of payerAccounts) {
    const payerAccountId = world.payerAccountId(account.entityKey);
    // Newest first: the first of the account is last month's.
    const last = rows.find((receipt) => receipt.payerAccountId === payerAccountId);
    if (last === undefined || account.channel !== 'sandbox') continue;
    const sender = client.entities.find(({ key: own }) => own === account.entityKey);
    await bank.admin.credit({
      account: account.accountNumber,
      amount: roundSum(yuan(last.amount)),
      payerName: (sender ?? client.entities[0]!).name,
      payerAccount: companyAccount(70_000),
      text: '2026年11月工资款',
    });
  }
}

/** What the platform has paid this morning and claimed: the reading of the statement finds it. */
async function payTopUp(bank: SandboxBank): Promise<void> {
  await bank.admin.credit({
    account: gigPayerAccount.accountNumber,
    amount: openClaim.amount,
    payerName: clientOf('live').name,
    payerAccount: companyAccount(70_001),
    text: openClaim.remark,
  });
}

const tenThousand = 1_000_000;

function roundSum(lastMonth: Fen): Fen {
  const more = multiplyFraction(lastMonth, 125, 100, 'half_up_yuan');
  return fen(Math.ceil(more / tenThousand) * tenThousand);
}

async function bindPayees(bank: SandboxBank): Promise<void> {
  const bind = (key: GoldenKey, behaviour: 'name_mismatch' | 'account_closed') => {
    const { account } = goldenPerson(key).rows[0]!.person;
    return bank.admin.setBehaviour(account!.accountNumber, behaviour);
  };
  await bind('nameMismatch', 'name_mismatch');
  await bind('accountClosed', 'account_closed');
}
