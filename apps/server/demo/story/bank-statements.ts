import { reconciliationContract } from '@heyi/contract';
import { addDays, type Fen, formatId, type Id, parseId, type PlainDate } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { clients, gigPayerAccount, payerAccounts } from '../cast/companies.ts';
import { demoDay } from '../demo-calendar.ts';
import { type StatementFileLine, statementFile } from '../files/statement-file.ts';
import type { PlayedGig } from '../gig/play-gig.ts';
import { storyStart } from './calendar.ts';
import type { World } from './open-companies.ts';
import { wireTenant } from './stage.ts';

/** The last day that the bank of the past tells; the stand-in bank tells what follows. */
export const lastPastDay: PlainDate = addDays(demoDay, -2);

/** From here on the bank tells each payment of wages; before, one line a batch, as banks book 代发. */
const singleWagesFrom: PlainDate = addDays(demoDay, -60);

/**
 * The statements of the closed months, one file an account, brought in as people bring them in: after
 * that the books agree with the bank. The bank of the past kept no book; it tells what it was told to do.
 */
export async function bringInStatements(world: World, gig: PlayedGig | null): Promise<void> {
  for (const account of payerAccounts) {
    const holder = clients.find(({ entities }) =>
      entities.some(({ key }) => key === account.entityKey),
    );
    await bringIn(world, {
      tenant: world.tenantOf(holder?.key ?? 'house'),
      payerAccountId: world.payerAccountId(account.entityKey),
      accountNumber: account.accountNumber,
      singlesFrom: singleWagesFrom,
      words: { payee: '代发工资', paid: '工资', received: '工资款' },
    });
  }
  if (gig === null) return;
  // Withdrawals are told one by one, as they were paid. Play money of the sandbox is not compared.
  await bringIn(world, {
    tenant: world.tenantOf('live'),
    payerAccountId: gig.payerAccountId,
    accountNumber: gigPayerAccount.accountNumber,
    singlesFrom: storyStart,
    words: { payee: '直播结算', paid: '直播收入', received: '平台结算充值' },
  });
}

type Told = {
  readonly tenant: TenantId;
  readonly payerAccountId: string;
  readonly accountNumber: string;
  /** From this day on the bank tells each payment. */
  readonly singlesFrom: PlainDate;
  readonly words: Words;
};

type Words = { readonly payee: string; readonly paid: string; readonly received: string };

async function bringIn(world: World, told: Told): Promise<void> {
  const { tenant, payerAccountId, accountNumber, words } = told;
  await compare(world, tenant, payerAccountId);
  const moves = await movesOf(world, told);
  if (moves.length === 0) return;
  const days = { from: moves[0]!.bookedOn, until: lastPastDay };
  const lines = moves.map((move) => lineOf(move, words));
  const content = statementFile(accountNumber, days, lines);
  const { jobId } = await world.stage.act(
    world.player('finance'),
    reconciliationContract.uploadStatement,
    { tenantId: wireTenant(tenant), payerAccountId },
    { name: `对账单 ${accountNumber.slice(-4)}.xml`, type: 'application/xml', content },
  );
  if (jobId !== null) await world.stage.finish(tenant, jobId);
}

async function compare(world: World, tenant: TenantId, payerAccountId: string): Promise<void> {
  const { jobId } = await world.stage.act(
    world.player('finance'),
    reconciliationContract.reconcileAccount,
    { tenantId: wireTenant(tenant), payerAccountId },
  );
  await world.stage.finish(tenant, jobId);
}

type Move = {
  readonly source: 'order' | 'receipt' | 'journal';
  readonly bookedOn: PlainDate;
  readonly amount: Fen;
  readonly bankReference: string | null;
  readonly senderName: string | null;
  readonly orderId: Id<'pay'> | null;
  readonly kind: string;
  readonly number: number;
};

/** What moved on the account, in the order of the days. */
async function movesOf(world: World, told: Told): Promise<Move[]> {
  const { tenant, singlesFrom } = told;
  const payerAccountId = parseId('pac', told.payerAccountId)!;
  return world.stage.inside(
    tenant,
    (tx) => tx.sql<Move>`
      with receipt as materialized (select tenant_id, id, sender_name from billing.receipt),
      move as (
        select e.source, e.booked_on, e.amount, e.bank_reference, receipt.sender_name,
               e.journal_kind,
               case when e.source = 'order' and (e.booked_on >= ${singlesFrom} or e.amount > 0)
                    then e.source_id end as order_id,
               case when e.source = 'order' then e.batch_id::text || e.booked_on
                    else coalesce(e.subject_id, e.id::text) || e.booked_on end as bundle,
               case when e.source = 'receipt' then e.id end as receipt_id
          from reconciliation.book_entry e
          left join receipt on receipt.tenant_id = e.book_tenant_id and receipt.id = e.source_id
         where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
           and e.payer_account_id = ${payerAccountId} and e.booked_on <= ${lastPastDay})
      select source, booked_on as "bookedOn", sum(amount)::bigint as amount,
             max(bank_reference) as "bankReference", max(sender_name) as "senderName",
             order_id as "orderId", min(journal_kind) as kind,
             row_number() over (order by booked_on, source desc, bundle, order_id) as number
        from move
       group by source, booked_on, order_id, receipt_id, bundle
      having sum(amount) <> 0
       order by booked_on, number`,
  );
}

const wordsOf: Readonly<Record<string, readonly [counterparty: string, text: string]>> = {
  'tax.paid': ['国家金库', '扣缴个人所得税'],
  'contributions.paid': ['社会保险费与住房公积金', '三方协议扣款'],
  'late_fee.paid': ['国家金库', '滞纳金'],
};

function lineOf(move: Move, words: Words): StatementFileLine {
  const { source, bookedOn, amount, bankReference, orderId, senderName } = move;
  const [counterparty, text] =
    source === 'order'
      ? [words.payee, amount > 0 ? '退汇：收款账户已销户' : words.paid]
      : (wordsOf[move.kind] ?? [senderName ?? '付款方', words.received]);
  return {
    bankReference:
      bankReference ?? `P${bookedOn.replaceAll('-', '')}${String(move.number).padStart(6, '0')}`,
    bookedOn,
    amount,
    counterparty: senderName ?? counterparty,
    text,
    reference: orderId === null ? null : formatId('pay', orderId),
    isReversal: source === 'order' && amount > 0,
  };
}
