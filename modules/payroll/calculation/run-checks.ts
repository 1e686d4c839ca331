import { fen, formatYuan } from '@heyi/kernel';
import { visibleEntities } from '@heyi/people';
import { type Transaction, uuidBytes } from '@heyi/platform';
import type { EntityId } from '../run/payroll-run.store.ts';
import { unverifiedPeople } from '../taxpayer-registration/unverified-people.ts';
import type { Calculation } from './calculation.store.ts';
import type { FindingList, FoundOf } from './finding-list.ts';
import type { Member } from './member.ts';
import type { RunTotals } from './payslip-rows.ts';
import type { RunPlan } from './run-plan.ts';
import { checkThreeInOne } from './three-in-one-check.ts';

/**
 * Tells when two people of a run have one account. Hashes are cut to 52 bits, enough to warn by, and
 * kept in typed arrays: a map of a million numbers would take ten times the room.
 */
export class SharedAccounts {
  private accounts = new Float64Array(1024);
  private owners = new Float64Array(1024);
  private size = 0;
  private readonly findings: FindingList;

  constructor(findings: FindingList) {
    this.findings = findings;
  }

  see(member: Member): void {
    const { bytes, accountAt, documentAt } = member;
    if (accountAt < 0) return;
    if (this.size * 2 >= this.accounts.length) this.grow();
    const owner = cut(bytes, documentAt);
    const known = this.put(cut(bytes, accountAt), owner);
    if (known !== owner) this.findings.add('account.shared', member);
  }

  /** The owner of the account: the first one who was seen with it. */
  private put(account: number, owner: number): number {
    const mask = this.accounts.length - 1;
    let slot = (account % 0x7fffffff) & mask;
    while (this.accounts[slot] !== 0 && this.accounts[slot] !== account) slot = (slot + 1) & mask;
    if (this.accounts[slot] === account) return this.owners[slot]!;
    this.accounts[slot] = account;
    this.owners[slot] = owner;
    this.size += 1;
    return owner;
  }

  private grow(): void {
    const { accounts, owners } = this;
    this.accounts = new Float64Array(accounts.length * 2);
    this.owners = new Float64Array(accounts.length * 2);
    this.size = 0;
    for (let slot = 0; slot < accounts.length; slot += 1) {
      if (accounts[slot] !== 0) this.put(accounts[slot]!, owners[slot]!);
    }
  }
}

/** 52 bits of a hash; never zero, which marks a free slot. */
function cut(bytes: Buffer, at: number): number {
  return bytes.readUIntBE(at, 6) * 16 + (bytes[at + 6]! >> 4) + 1;
}

type Facts = {
  calculation: Calculation;
  totals: RunTotals;
  findings: FindingList;
  /** People whom the rule of a regular run takes in. */
  expected: number;
};

/** What only the whole run can tell. The members stand in a table of `reader`. */
export async function checkRun(
  tx: Transaction,
  reader: Transaction,
  plan: RunPlan,
  facts: Facts,
): Promise<void> {
  const { totals, findings, expected } = facts;
  const { run } = plan.frame;
  if (totals.estimated > 0) {
    findings.add('insurance.estimated', null, { people: String(totals.estimated) });
  }
  const provisional = [...plan.provisionalFigures].toSorted();
  if (provisional.length > 0) {
    findings.add('policy.provisional', null, { figures: provisional.join(', ') });
  }
  if (run.kind === 'regular') {
    if (totals.people !== expected) {
      const evidence = { roster: String(expected), slips: String(totals.people) };
      findings.add('headcount.differs', null, evidence);
    }
    await checkCoverage(tx, plan, facts);
  }
  await checkDeductionFiles(tx, plan, facts);
  await checkIdentities(tx, plan, facts);
  await checkDuplicates(tx, plan, findings);
  if (plan.paysTerms) await checkThreeInOne(reader, plan.frame, findings);
  await checkSum(tx, facts);
}

async function checkCoverage(
  tx: Transaction,
  plan: RunPlan,
  { totals, findings }: Facts,
): Promise<void> {
  const { frame } = plan;
  const [row] = await tx.sql<{ withoutEntity: number; attendance: number }>`
    select (select count(*)::int from people.payable_employment_term
             where terms_from <= ${frame.lastDay}::date
               and (terms_to is null or terms_to >= ${frame.lastDay}::date)
               and shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
               and pay_entity_id is null and insurance_entity_id is not null
               and (ends_on is null or ends_on >= ${frame.firstDay})) as "withoutEntity",
           (select count(*)::int from payroll.attendance
             where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
               and run_id = ${frame.run.id}) as attendance`;
  const { withoutEntity, attendance } = row!;
  if (withoutEntity > 0) findings.add('entity.missing', null, { people: String(withoutEntity) });
  const missing = totals.people - attendance;
  if (attendance > 0 && missing > 0) {
    findings.add('attendance.missing', null, { people: String(missing) });
  }
}

/** Without a file one warning for the entity; with one, a warning for whom it does not have. */
async function checkDeductionFiles(tx: Transaction, plan: RunPlan, facts: Facts): Promise<void> {
  const { frame } = plan;
  for (const entity of frame.entities) {
    const [row] = await tx.sql<{ has: boolean }>`
      select exists (
               select 1 from payroll.special_deduction d
                 join payroll.taxpayer t
                   on t.shard_key = d.shard_key and t.tenant_id = d.tenant_id and t.id = d.taxpayer_id
                where d.shard_key = ${entity.shardKey} and d.tenant_id = ${entity.tenantId}
                  and d.tax_period = ${frame.run.taxPeriod}
                  and t.legal_entity_id = ${entity.legalEntityId}) as has`;
    if (!row!.has) {
      const evidence = { entity: await entityName(tx, entity) };
      facts.findings.add('deduction.file_missing', null, evidence);
      continue;
    }
    const uncovered = await tx.sql<{ employmentId: string }>`
      select employment_id as "employmentId" from payroll.payslip
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and calculation_id = ${facts.calculation.id} and pay_entity_id = ${entity.legalEntityId}
         and flags & 32 <> 0 and income_kind = 'wages'
       order by employment_id`;
    for (const { employmentId } of uncovered) {
      facts.findings.add('deduction.not_covered', idOf(employmentId));
    }
  }
}

/** Whom the tax bureau could not verify: their declaration will come back. */
async function checkIdentities(tx: Transaction, plan: RunPlan, facts: Facts): Promise<void> {
  for (const entity of plan.frame.entities) {
    const people = await unverifiedPeople(tx, facts.calculation.id, entity);
    for (const { employmentId, reason } of people) {
      facts.findings.add('taxpayer.identity_refused', idOf(employmentId), { reason });
    }
  }
}

async function entityName(tx: Transaction, entity: { legalEntityId: EntityId }): Promise<string> {
  const entities = await visibleEntities(tx);
  return entities.get(entity.legalEntityId)?.name ?? entity.legalEntityId;
}

/** The same item with the same amount in another run of the wage month. */
async function checkDuplicates(
  tx: Transaction,
  plan: RunPlan,
  findings: FindingList,
): Promise<void> {
  const { run } = plan.frame;
  const found = await tx.sql<{ employmentId: string; name: string; amount: number }>`
    select o.employment_id as "employmentId", i.name_zh as name, o.amount
      from payroll.one_off_item o
      join payroll.pay_item i
        on i.shard_key = o.shard_key and i.tenant_id = o.tenant_id and i.id = o.pay_item_id
      join payroll.run r
        on r.shard_key = o.shard_key and r.tenant_id = o.tenant_id
       and r.wage_month = ${run.wageMonth} and r.id <> o.run_id and r.state <> 'cancelled'
      join payroll.one_off_item other
        on other.shard_key = r.shard_key and other.tenant_id = r.tenant_id and other.run_id = r.id
       and other.employment_id = o.employment_id and other.pay_item_id = o.pay_item_id
       and other.amount = o.amount
     where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId} and o.run_id = ${run.id}
     order by o.employment_id, i.sequence`;
  for (const { employmentId, name, amount } of found) {
    const evidence = { item: name, amount: formatYuan(fen(amount)) };
    findings.add('item.duplicate', idOf(employmentId), evidence);
  }
}

/** The rows that were written against what was counted while they were made. */
async function checkSum(tx: Transaction, { calculation, totals, findings }: Facts): Promise<void> {
  const [row] = await tx.sql<{ people: number; net: number }>`
    select count(*)::int as people, coalesce(sum(net), 0)::bigint as net from payroll.payslip
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = ${calculation.id}`;
  if (row!.people !== totals.people || row!.net !== totals.net) {
    findings.add('slips.sum_differs', null, {
      slips: formatYuan(fen(row!.net)),
      run: formatYuan(fen(totals.net)),
    });
  }
}

function idOf(employmentId: string): FoundOf {
  return { bytes: uuidBytes(employmentId), employmentAt: 0 };
}
