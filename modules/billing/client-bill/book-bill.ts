import {
  assert,
  type Fen,
  fen,
  formatId,
  type Id,
  negate,
  subtract,
  sum,
  zeroFen,
} from '@heyi/kernel';
import { type AccountKey, type Journal, type JournalLine } from '@heyi/ledger';
import type { EntityId, RegistrationId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { BillId, BillLineKind, Settlement } from './client-bill.ts';
import type { Due, LockedBill } from './client-bill.store.ts';

type Booked = {
  readonly kind: BillLineKind;
  readonly settlement: Settlement;
  readonly legalEntityId: EntityId;
  readonly registrationId: RegistrationId | null;
  readonly of: string | null;
  /** Who is asked for the own part of a leaver's difference. */
  readonly personId: Id<'per'> | null;
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
    select l.kind, l.settlement, l.legal_entity_id as "legalEntityId",
           l.registration_id as "registrationId", l.facts ->> 'of' as of,
           p.person_id as "personId", sum(l.amount_fen)::bigint as amount
      from billing.client_bill_line l
      left join people.payable_employment p
        on p.shard_key = l.shard_key and p.tenant_id = l.tenant_id
       and p.employment_id = l.employment_id and l.settlement = 'person'
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and l.bill_id = ${bill.id} and not l.is_held and l.legal_entity_id is not null
       and (l.settlement in ('asked', 'included', 'person')
            or l.settlement = 'borne' and l.kind <> 'lateFee')
     group by 1, 2, 3, 4, 5, 6
     order by 1, 2, 3, 4, 5, 6`;
  const lines = merged(sums.flatMap(linesOf));
  if (lines.length === 0) return null;
  return journalOf(tx, bill, { kind: 'client_bill.confirmed', reference: '1', lines });
}

function linesOf(row: Booked): JournalLine[] {
  const { amount } = row;
  const against = creditOf(row);
  if (against === null || amount === 0) return [];
  return [
    { account: debitOf(row), amount },
    { account: against, amount: negate(amount) },
  ];
}

/** What the provider bears for a leaver lessens what it earned, as a credit does. */
function debitOf({ settlement, legalEntityId, personId }: Booked): AccountKey {
  if (settlement === 'included' || settlement === 'borne') {
    return { kind: 'serviceFeeIncome', legalEntityId };
  }
  if (settlement !== 'person') return { kind: 'clientDue', legalEntityId };
  assert(personId !== null, 'whoever is asked is a person');
  return { kind: 'personalReceivable', legalEntityId, personId };
}

function creditOf({ kind, legalEntityId, registrationId, of }: Booked): AccountKey | null {
  switch (kind) {
    case 'principal':
    case 'difference':
    case 'backContribution':
    case 'previousDifference':
    case 'lateFee':
      if (of === 'person') return null;
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
  const reference = referenceOf(bill.id, of.kind, of.reference);
  return { kind: of.kind, reference, subjectId, occurredOn: tx.today, lines: of.lines };
}

/** The name in the books of what a receipt paid of the bill. */
export function matchReference(receiptId: Id<'rcp'>, matchId: Id<'cbm'>): string {
  return `${formatId('rcp', receiptId)}/${matchId}`;
}

export function referenceOf(billId: BillId, kind: Journal['kind'], reference: string): string {
  return `${kind}/${formatId('cbl', billId)}/${reference}`;
}
