import { type Fen, fen, formatId, type Id, negate, subtract, sum, zeroFen } from '@heyi/kernel';
import { type AccountKey, type Journal, type JournalLine } from '@heyi/ledger';
import type { EntityId, RegistrationId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { BillLineKind, Settlement } from './client-bill.ts';
import type { Due, LockedBill } from './client-bill.store.ts';

type Booked = {
  readonly kind: BillLineKind;
  readonly settlement: Settlement;
  readonly legalEntityId: EntityId;
  readonly registrationId: RegistrationId | null;
  readonly of: string | null;
  readonly amount: Fen;
};

/**
 * What confirmation makes owed: contributions to agencies as a locked run books them, fee and VAT as the
 * provider's. Held money, advances and what was carried stand in the books already.
 */
export async function confirmationJournal(
  tx: Transaction,
  bill: LockedBill,
): Promise<Journal | null> {
  const sums = await tx.sql<Booked>`
    select kind, settlement, legal_entity_id as "legalEntityId", registration_id as "registrationId",
           facts ->> 'of' as of, sum(amount_fen)::bigint as amount
      from billing.client_bill_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${bill.id}
       and settlement in ('asked', 'included') and not is_held and legal_entity_id is not null
     group by 1, 2, 3, 4, 5
     order by 1, 2, 3, 4, 5`;
  const lines = merged(sums.flatMap(linesOf));
  if (lines.length === 0) return null;
  return journalOf(tx, bill, { kind: 'client_bill.confirmed', reference: '1', lines });
}

function linesOf(row: Booked): JournalLine[] {
  const { legalEntityId, amount } = row;
  const against = creditOf(row);
  if (against === null || amount === 0) return [];
  const debit: AccountKey =
    row.settlement === 'included'
      ? { kind: 'serviceFeeIncome', legalEntityId }
      : { kind: 'clientDue', legalEntityId };
  return [
    { account: debit, amount },
    { account: against, amount: negate(amount) },
  ];
}

function creditOf({ kind, legalEntityId, registrationId, of }: Booked): AccountKey | null {
  switch (kind) {
    case 'principal':
    case 'difference':
    case 'backContribution':
    case 'previousDifference':
    case 'lateFee':
      return registrationId === null
        ? { kind: 'contributionsPayable', legalEntityId }
        : { kind: 'contributionsPayable', legalEntityId, registrationId };
    case 'disabledEmploymentFund':
      return { kind: 'taxPayable', legalEntityId };
    case 'tax':
      return { kind: 'vatPayable', legalEntityId };
    case 'serviceFee':
      return { kind: 'serviceFeeIncome', legalEntityId };
    case 'credit':
      return of === 'carried' ? null : { kind: 'serviceFeeIncome', legalEntityId };
    case 'advance':
      return null;
  }
}

/** One line an account, none that is empty. */
function merged(lines: readonly JournalLine[]): JournalLine[] {
  const byAccount = Map.groupBy(lines, ({ account }) => JSON.stringify(account));
  return [...byAccount.values()]
    .map((group) => ({
      account: group[0]!.account,
      amount: sum(group.map(({ amount }) => amount)),
    }))
    .filter(({ amount }) => amount !== 0);
}

/** What matching has met, out of the client's money on an account; null when the books need not move. */
export function matchJournal(
  tx: Transaction,
  bill: LockedBill,
  match: {
    readonly reference: string;
    readonly payerAccountId: Id<'pac'> | null;
    readonly before: readonly Due[];
    readonly after: readonly Due[];
  },
): Journal | null {
  const { reference, payerAccountId, before, after } = match;
  const met = after.flatMap(({ legalEntityId, isHeld, applied }, index): JournalLine[] => {
    const moved = subtract(before[index]!.applied, applied);
    return isHeld || moved === 0
      ? []
      : [{ account: { kind: 'clientDue', legalEntityId }, amount: moved }];
  });
  const rest = negate(sum(met.map(({ amount }) => amount)));
  const funds: JournalLine[] =
    payerAccountId === null || rest === zeroFen
      ? []
      : [{ account: { kind: 'clientFunds', payerAccountId }, amount: fen(rest) }];
  const lines = [...funds, ...met];
  return lines.length < 2
    ? null
    : journalOf(tx, bill, { kind: 'client_bill.matched', reference, lines });
}

function journalOf(
  tx: Transaction,
  bill: LockedBill,
  of: Pick<Journal, 'kind' | 'lines'> & { readonly reference: string },
): Journal {
  const subjectId = formatId('cbl', bill.id);
  const reference = `${of.kind}/${subjectId}/${of.reference}`;
  return { kind: of.kind, reference, subjectId, occurredOn: tx.today, lines: of.lines };
}
