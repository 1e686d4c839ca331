import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { MatchRule } from './line-match.store.ts';

/*
 * The rules, in the order in which they are tried: what carries a reference first, sums after it, and
 * amounts alone last and only where nothing else has the same. Each is one statement over all that is
 * open, joins the same whatever the order of the rows, and leaves alone what a person took apart.
 *
 * Sets are joined by "full join" and left out by "not in": PostgreSQL cannot do either row by row. It
 * expects one row of what was just written, and to join 6,000 lines with 6,000 entries took it 35 s.
 */

/** A statement finds groups and hands them on: how many lines and entries were joined. */
type Rule = (tx: Transaction, payerAccountId: Id<'pac'>) => Promise<number>;

/** One line and one entry of the same order and amount; the second of each with the second. */
const byOrder: Rule = async (tx, payerAccountId) => {
  const rows = await tx.sql<{ joined: number }>`
    with line as materialized (
      select id, order_id, amount, row_number() over (
               partition by order_id, amount order by booked_on, occurrence, number, id) as place
        from reconciliation.statement_line
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand
         and order_id is not null),
    entry as materialized (
      select id, source_id, amount, row_number() over (
               partition by source_id, amount order by booked_on, number, id) as place
        from reconciliation.book_entry
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand
         and source = 'order'),
    side as materialized (
      select line.id as line_id, entry.id as entry_id, line.amount
        from line
        full join entry on entry.source_id = line.order_id and entry.amount = line.amount
                       and entry.place = line.place),
    pair as materialized (
      select *, gen_random_uuid() as match_id from side
       where line_id is not null and entry_id is not null),
    made as (
      insert into reconciliation.line_match (
        shard_key, tenant_id, id, payer_account_id, rule, amount, made_at, made_by_name)
      select ${tx.shardKey}, ${tx.tenantId}, match_id, ${payerAccountId}, 'order', amount, ${tx.now},
             ${tx.actor.name}
        from pair),
    lines as (
      update reconciliation.statement_line l set match_id = pair.match_id from pair
       where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId} and l.id = pair.line_id),
    entries as (
      update reconciliation.book_entry e set match_id = pair.match_id from pair
       where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.id = pair.entry_id)
    select count(*) as joined from pair`;
  return rows[0]!.joined;
};

/** The bank's own reference of a receipt; a line that is told twice has one receipt. */
const byReceipt: Rule = async (tx, payerAccountId) => {
  const rows = await tx.sql<{ joined: number }>`
    with line as materialized (
      select id, bank_reference, amount from reconciliation.statement_line
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand
         and occurrence = 1 and amount > 0),
    entry as materialized (
      select id, bank_reference, amount from reconciliation.book_entry
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand
         and source = 'receipt'),
    side as materialized (
      select line.id as line_id, entry.id as entry_id, line.amount
        from line
        full join entry on entry.bank_reference = line.bank_reference
                       and entry.amount = line.amount),
    pair as materialized (
      select *, gen_random_uuid() as match_id from side
       where line_id is not null and entry_id is not null),
    made as (
      insert into reconciliation.line_match (
        shard_key, tenant_id, id, payer_account_id, rule, amount, made_at, made_by_name)
      select ${tx.shardKey}, ${tx.tenantId}, match_id, ${payerAccountId}, 'receipt', amount,
             ${tx.now}, ${tx.actor.name}
        from pair),
    lines as (
      update reconciliation.statement_line l set match_id = pair.match_id from pair
       where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId} and l.id = pair.line_id),
    entries as (
      update reconciliation.book_entry e set match_id = pair.match_id from pair
       where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.id = pair.entry_id)
    select count(*) as joined from pair`;
  return rows[0]!.joined;
};

/**
 * How open lines, and open entries, are put into groups, as columns of {@link bySums}. A group of a side
 * and one of the other belong together when key and sum agree and no third group has both.
 */
type Grouping = {
  readonly rule: MatchRule;
  readonly line: 'order' | 'group' | 'single' | 'counterparty';
  readonly entry: 'order' | 'file' | 'batch' | 'batchOfDay' | 'day' | 'subject' | 'subjectKind';
  /** By how many days the bank may book before and after our books. */
  readonly daysBefore: number;
  readonly daysAfter: number;
};

const groupings: readonly Grouping[] = [
  { rule: 'split', line: 'order', entry: 'order', daysBefore: 5, daysAfter: 10 },
  { rule: 'file', line: 'group', entry: 'file', daysBefore: 5, daysAfter: 10 },
  { rule: 'file', line: 'group', entry: 'batch', daysBefore: 5, daysAfter: 10 },
  { rule: 'batch', line: 'single', entry: 'batchOfDay', daysBefore: 0, daysAfter: 3 },
  { rule: 'day', line: 'single', entry: 'day', daysBefore: 0, daysAfter: 1 },
  { rule: 'amount', line: 'single', entry: 'subject', daysBefore: 1, daysAfter: 5 },
  { rule: 'amount', line: 'single', entry: 'subjectKind', daysBefore: 1, daysAfter: 5 },
  { rule: 'sum', line: 'counterparty', entry: 'subject', daysBefore: 1, daysAfter: 5 },
];

/**
 * Joins groups whose sums agree: 1:n, n:1 and n:m. A group whose sum agrees with two of the other side
 * is joined with neither, so that the outcome does not depend on which came first. Groups of one amount
 * and day are counted, not paired: thousands may have the same.
 */
const bySums =
  ({ rule, line, entry, daysBefore, daysAfter }: Grouping): Rule =>
  async (tx, payerAccountId) => {
    const rows = await tx.sql<{ joined: number }>`
      with line as materialized (
        select id, amount, booked_on, case ${line}::text
                 when 'order' then order_id::text when 'group' then group_id::text when 'single' then id::text
                 else booked_on || '|' || (amount > 0) || '|'
                      || coalesce(encode(counterparty_lookup, 'hex'), counterparty_name) end as key
          from reconciliation.statement_line
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
           and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand
           and (${line}::text = 'order') = (order_id is not null)
           and (${line}::text = 'group') = (group_id is not null)),
      line_group as materialized (
        select key, sum(amount)::bigint as amount, min(booked_on) as booked_on,
               case when ${line}::text in ('order', 'group') then key else '' end as name
          from line where key is not null group by key
        having ${line}::text not in ('order', 'counterparty') or count(*) > 1),
      entry as materialized (
        select id, amount, booked_on, case ${entry}::text
                 when 'order' then source_id::text when 'file' then file_id::text when 'batch' then batch_id::text
                 when 'batchOfDay' then batch_id || '|' || booked_on || '|' || (amount > 0)
                 when 'day' then booked_on || '|' || (amount > 0)
                 when 'subject' then coalesce(subject_id, id::text) || '|' || booked_on || '|' || (amount > 0)
                 else concat_ws('|', coalesce(subject_id, id::text), journal_kind, booked_on, amount > 0) end as key
          from reconciliation.book_entry
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
           and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand
           and (${entry}::text in ('subject', 'subjectKind')) = (source <> 'order') and reverses_id is null),
      entry_group as materialized (
        select key, sum(amount)::bigint as amount, min(booked_on) as booked_on,
               case when ${line}::text in ('order', 'group') then key else '' end as name
          from entry where key is not null group by key),
      line_spot as materialized (
        select amount, booked_on, name, count(*) as groups, min(key) as key from line_group
         group by amount, booked_on, name),
      entry_spot as materialized (
        select amount, booked_on, name, count(*) as groups, min(key) as key from entry_group
         group by amount, booked_on, name),
      side as materialized (
        select l.key as line_key, e.key as entry_key, l.amount,
               sum(e.groups) over (partition by l.amount, l.booked_on, l.name) as of_line,
               sum(l.groups) over (partition by e.amount, e.booked_on, e.name) as of_entry
          from line_spot l
          full join entry_spot e
            on e.amount = l.amount and e.name = l.name
           and l.booked_on between e.booked_on - ${daysBefore}::int and e.booked_on + ${daysAfter}::int),
      pair as materialized (
        select line_key, entry_key, amount, gen_random_uuid() as match_id from side
         where line_key is not null and entry_key is not null and of_line = 1 and of_entry = 1),
      line_of as materialized (
        select line.id, pair.match_id from line full join pair on pair.line_key = line.key),
      entry_of as materialized (
        select entry.id, pair.match_id from entry full join pair on pair.entry_key = entry.key),
      made as (
        insert into reconciliation.line_match (
          shard_key, tenant_id, id, payer_account_id, rule, amount, made_at, made_by_name)
        select ${tx.shardKey}, ${tx.tenantId}, match_id, ${payerAccountId}, ${rule}, amount, ${tx.now},
               ${tx.actor.name} from pair),
      lines as (
        update reconciliation.statement_line l set match_id = o.match_id from line_of o
         where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId} and l.id = o.id
           and o.match_id is not null),
      entries as (
        update reconciliation.book_entry e set match_id = o.match_id from entry_of o
         where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId} and e.id = o.id
           and o.match_id is not null)
      select count(*) as joined from pair`;
    return rows[0]!.joined;
  };

/** The bank took and gave back, and the books have nothing open of that order. */
const byBankReversal: Rule = async (tx, payerAccountId) => {
  const rows = await tx.sql<{ joined: number }>`
    with settled as materialized (
      select order_id, gen_random_uuid() as match_id from reconciliation.statement_line
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand
         and order_id is not null
         and order_id not in (
               select source_id from reconciliation.book_entry
                where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
                  and payer_account_id = ${payerAccountId} and source = 'order'
                  and match_id is null)
       group by order_id having sum(amount) = 0),
    made as (
      insert into reconciliation.line_match (
        shard_key, tenant_id, id, payer_account_id, rule, amount, made_at, made_by_name)
      select ${tx.shardKey}, ${tx.tenantId}, match_id, ${payerAccountId}, 'reversal', 0, ${tx.now},
             ${tx.actor.name}
        from settled),
    lines as (
      update reconciliation.statement_line l set match_id = settled.match_id from settled
       where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
         and l.order_id = settled.order_id and l.match_id is null and not l.is_by_hand)
    select count(*) as joined from settled`;
  return rows[0]!.joined;
};

/** Booked and taken back, and the bank never heard of it. */
const byBookReversal: Rule = async (tx, payerAccountId) => {
  const rows = await tx.sql<{ joined: number }>`
    with entry as materialized (
      select id, book_tenant_id, source_id, reverses_id from reconciliation.book_entry
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and payer_account_id = ${payerAccountId} and match_id is null and not is_by_hand),
    side as materialized (
      select made.id as made_id, undone.id as undone_id
        from entry made
        full join (select * from entry where reverses_id is not null) undone
          on undone.book_tenant_id = made.book_tenant_id and undone.reverses_id = made.source_id),
    pair as materialized (
      select *, gen_random_uuid() as match_id from side
       where made_id is not null and undone_id is not null),
    matched as (
      insert into reconciliation.line_match (
        shard_key, tenant_id, id, payer_account_id, rule, amount, made_at, made_by_name)
      select ${tx.shardKey}, ${tx.tenantId}, match_id, ${payerAccountId}, 'reversal', 0, ${tx.now},
             ${tx.actor.name}
        from pair),
    entries as (
      update reconciliation.book_entry e set match_id = pair.match_id from pair
       where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
         and e.id in (pair.made_id, pair.undone_id))
    select count(*) as joined from pair`;
  return rows[0]!.joined;
};

/**
 * Joins what can be joined of an account whose standing is locked; answers how many matches were
 * made. Called again it makes none.
 */
export async function applyRules(tx: Transaction, payerAccountId: Id<'pac'>): Promise<number> {
  const rules: readonly Rule[] = [
    byOrder,
    byReceipt,
    byBookReversal,
    byBankReversal,
    ...groupings.map(bySums),
  ];
  let joined = 0;
  for (const rule of rules) joined += await rule(tx, payerAccountId);
  return joined;
}
