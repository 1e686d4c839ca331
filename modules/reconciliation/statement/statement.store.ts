import { type Fen, fen, type Id, newId, type PlainDate, sum } from '@heyi/kernel';
import { maskBankAccount, tenantCipher, type Transaction } from '@heyi/platform';
import { namedBy } from '../match/references.ts';
import {
  type BankLine,
  contentHash,
  type DayStatement,
  occurrencesOf,
  type StatementSource,
} from './statement.ts';

export type KeptStatement = {
  readonly id: Id<'stm'>;
  readonly day: PlainDate;
  readonly lineCount: number;
  readonly isNew: boolean;
  /** Opening less the closing before it; null when either is unknown. */
  readonly gap: Fen | null;
};

/** Whoever brings in statements of an account, or matches on it, does so one after the other. */
export async function lockStanding(tx: Transaction, payerAccountId: Id<'pac'>): Promise<void> {
  await tx.sql`
    insert into reconciliation.account_standing (shard_key, tenant_id, payer_account_id)
    values (${tx.shardKey}, ${tx.tenantId}, ${payerAccountId}) on conflict do nothing`;
  await tx.sql`
    select from reconciliation.account_standing
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and payer_account_id = ${payerAccountId}
       for update`;
}

/**
 * Keeps a day of an account whose standing is locked. The same content is the same statement; other
 * content replaces what was told before: lines that are still told keep their matches, those that
 * are not told any more go, and what they were matched with is open again. A link that knows neither
 * lines nor balances of a day whose lines are here has forgotten them: they stay.
 */
export async function keepStatement(
  tx: Transaction,
  payerAccountId: Id<'pac'>,
  statement: DayStatement,
  from: { readonly source: StatementSource; readonly fileId: Id<'fil'> | null },
): Promise<KeptStatement> {
  const { day, lines } = statement;
  const { known, before } = await statementsAround(tx, payerAccountId, day);
  const opening = statement.opening ?? before;
  const closing =
    statement.closing ??
    (opening === null ? null : fen(opening + sum(lines.map(({ amount }) => amount))));
  const whole = { day, opening, closing, lines };
  const hash = contentHash(whole);
  const told = { day, lineCount: lines.length, gap: gapBetween(before, opening) };
  const isNothing = lines.length === 0 && statement.opening === null && statement.closing === null;
  if (known !== null && isNothing && known.lineCount > 0) {
    const { id, lineCount } = known;
    return { day, lineCount, gap: gapBetween(before, known.opening), id, isNew: false };
  }
  if (known?.hash.equals(hash)) return { ...told, id: known.id, isNew: false };
  const id = known?.id ?? newId<'stm'>();
  const version = (known?.version ?? 0) + 1;
  await writeStatement(tx, { ...whole, ...from, id, payerAccountId, hash, version });
  await writeLines(tx, { id, payerAccountId, version, lines });
  if (known) await dropUntold(tx, id, version);
  return { ...told, id, isNew: true };
}

function gapBetween(closingBefore: Fen | null, opening: Fen | null): Fen | null {
  return opening === null || closingBefore === null ? null : fen(opening - closingBefore);
}

async function statementsAround(tx: Transaction, payerAccountId: Id<'pac'>, day: PlainDate) {
  const rows = await tx.sql<{
    id: Id<'stm'>;
    hash: Buffer;
    version: number;
    lineCount: number;
    opening: Fen | null;
    closing: Fen | null;
    isSame: boolean;
  }>`
    select id, content_hash as hash, version, line_count as "lineCount", opening, closing,
           day = ${day}::date as "isSame"
      from reconciliation.statement
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and payer_account_id = ${payerAccountId} and day <= ${day}
     order by day desc limit 2`;
  const known = rows.find(({ isSame }) => isSame) ?? null;
  return { known, before: rows.find(({ isSame }) => !isSame)?.closing ?? null };
}

type Written = DayStatement & {
  readonly id: Id<'stm'>;
  readonly payerAccountId: Id<'pac'>;
  readonly hash: Buffer;
  readonly version: number;
  readonly source: StatementSource;
  readonly fileId: Id<'fil'> | null;
};

async function writeStatement(tx: Transaction, written: Written): Promise<void> {
  const { lines, opening, closing } = written;
  const moved = (isIn: boolean) =>
    lines.reduce(
      (total, { amount }) => (amount > 0 === isIn ? total + Math.abs(amount) : total),
      0,
    );
  await tx.sql`
    insert into reconciliation.statement (
      shard_key, tenant_id, id, payer_account_id, day, opening, closing, line_count, amount_in,
      amount_out, source, file_id, content_hash, version, read_at, read_by_name)
    values (${tx.shardKey}, ${tx.tenantId}, ${written.id}, ${written.payerAccountId}, ${written.day},
            ${opening}, ${closing}, ${lines.length}, ${moved(true)}, ${moved(false)},
            ${written.source}, ${written.fileId}, ${written.hash}, ${written.version}, ${tx.now},
            ${tx.actor.name})
        on conflict (shard_key, tenant_id, payer_account_id, day) do update
       set opening = excluded.opening, closing = excluded.closing, line_count = excluded.line_count,
           amount_in = excluded.amount_in, amount_out = excluded.amount_out, source = excluded.source,
           file_id = excluded.file_id, content_hash = excluded.content_hash,
           version = excluded.version, read_at = excluded.read_at,
           read_by_name = excluded.read_by_name`;
}

/** So many lines go in one statement: 100,000 of them take 20 statements and no more memory. */
const linesAtOnce = 5000;

async function writeLines(
  tx: Transaction,
  statement: {
    readonly id: Id<'stm'>;
    readonly payerAccountId: Id<'pac'>;
    readonly version: number;
    readonly lines: readonly BankLine[];
  },
): Promise<void> {
  const cipher = await tenantCipher(tx);
  const { id, payerAccountId, version } = statement;
  const occurrences = occurrencesOf(statement.lines);
  for (let start = 0; start < statement.lines.length; start += linesAtOnce) {
    const lines = statement.lines.slice(start, start + linesAtOnce);
    const named = lines.map(({ reference }) => namedBy(reference));
    const accounts = lines.map(({ counterpartyAccount }) => counterpartyAccount);
    await tx.sql`
      insert into reconciliation.statement_line (
        shard_key, tenant_id, id, payer_account_id, statement_id, booked_on, number, bank_reference,
        occurrence, kind, amount, balance, reference, order_id, group_id, booked_at,
        counterparty_name, counterparty_masked, counterparty_lookup, remark, version)
      select ${tx.shardKey}, ${tx.tenantId}, told.id, ${payerAccountId}, ${id}, told.booked_on,
             ${start} + told.place, told.bank_reference, told.occurrence, told.kind, told.amount,
             told.balance, told.reference, told.order_id, told.group_id, told.booked_at, told.name,
             told.masked, told.lookup, told.remark, ${version}
        from unnest(${lines.map(() => newId())}::uuid[],
                    ${lines.map(({ bookedOn }) => bookedOn)}::date[],
                    ${lines.map(({ bankReference }) => bankReference)}::text[],
                    ${occurrences.slice(start, start + linesAtOnce)}::int[],
                    ${lines.map(({ kind }) => kind)}::text[],
                    ${lines.map(({ amount }) => amount)}::bigint[],
                    ${lines.map(({ balance }) => balance)}::bigint[],
                    ${lines.map(({ reference }) => reference)}::text[],
                    ${named.map(({ orderId }) => orderId)}::uuid[],
                    ${named.map(({ groupId }) => groupId)}::uuid[],
                    ${lines.map(({ bookedAt }) => bookedAt)}::timestamptz[],
                    ${lines.map(({ counterpartyName }) => counterpartyName)}::text[],
                    ${accounts.map((number) => number && maskBankAccount(number))}::text[],
                    ${accounts.map((number) => number && cipher.lookup('bank account', number))}::bytea[],
                    ${lines.map(({ remark }) => remark)}::text[])
             with ordinality as told (id, booked_on, bank_reference, occurrence, kind, amount,
                                      balance, reference, order_id, group_id, booked_at, name, masked,
                                      lookup, remark, place)
          on conflict (shard_key, tenant_id, payer_account_id, booked_on, bank_reference, occurrence,
                       amount) do update
         set version = excluded.version, number = excluded.number, kind = excluded.kind,
             balance = excluded.balance, reference = excluded.reference,
             order_id = excluded.order_id, group_id = excluded.group_id,
             counterparty_name = excluded.counterparty_name, remark = excluded.remark`;
  }
}

/** Lines that the bank does not tell any more, with the matches they stood in. */
async function dropUntold(tx: Transaction, id: Id<'stm'>, version: number): Promise<void> {
  const untold = await tx.sql<{ matchId: Id<'lmt'> }>`
    select distinct match_id as "matchId" from reconciliation.statement_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and statement_id = ${id}
       and version < ${version} and match_id is not null`;
  await openMatches(
    tx,
    untold.map(({ matchId }) => matchId),
    { reason: '银行重出了对账单', isByHand: false },
  );
  await tx.sql`
    delete from reconciliation.statement_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and statement_id = ${id}
       and version < ${version}`;
}

/** Undoes matches: both sides are open again; by a person's hand, rules leave them alone. */
export async function openMatches(
  tx: Transaction,
  ids: readonly Id<'lmt'>[],
  why: { readonly reason: string; readonly isByHand: boolean },
): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql`
    with undone as (
      update reconciliation.line_match
         set undone_at = ${tx.now}, undone_by_name = ${tx.actor.name}, undo_reason = ${why.reason}
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any(${ids}::uuid[])
         and undone_at is null),
    lines as (
      update reconciliation.statement_line
         set match_id = null, is_by_hand = is_by_hand or ${why.isByHand}
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and match_id = any(${ids}::uuid[]))
    update reconciliation.book_entry
       set match_id = null, is_by_hand = is_by_hand or ${why.isByHand}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and match_id = any(${ids}::uuid[])`;
}
