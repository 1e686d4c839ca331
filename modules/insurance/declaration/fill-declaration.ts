import { type Fen, ok, sum, zeroFen } from '@heyi/kernel';
import type { EmploymentId, RegistrationId } from '@heyi/people';
import { enterTenant, job, type JobContext, type TenantId, type Transaction } from '@heyi/platform';
import { openPolicy, type Policy } from '@heyi/statutory';
import { z } from 'zod';
import { recordContributionLines } from '../contribution-line/contribution-line.store.ts';
import { insuredMonths } from '../contribution-line/insured-month.store.ts';
import { estimatesOf } from '../contribution-line/record-estimates.ts';
import { putMonths, putParts } from '../contribution-month/contribution-month.store.ts';
import {
  amountsByPerson,
  type DeclarationId,
  type DeclarationView,
  type DeclaredPerson,
} from './declaration.ts';
import {
  baselineOf,
  countsOf,
  declarationOf,
  failDeclaration,
  finishDeclaration,
  insertPeople,
  insertRemoved,
  lastWritten,
  sumsOf,
} from './declaration.store.ts';

/** People of one transaction: 10,000 and their lines stay under 100 MB. */
const peopleAtOnce = 10_000;

/** Fills a declaration, a page of people a transaction. Killed, it goes on after the last page. */
export const fillDeclarationJob = job({
  kind: 'fill_declaration',
  input: z.object({ declarationId: z.string() }),
  run: (context, input) => fillDeclaration(context, input.declarationId as DeclarationId),
  giveUp: (tx, input) => failDeclaration(tx, input.declarationId as DeclarationId, 'job.gave_up'),
});

async function fillDeclaration(context: JobContext, id: DeclarationId) {
  const declaration = await context.transaction((tx) => declarationOf(tx, id));
  if (declaration?.state !== 'preparing') return ok();
  const opened = openPolicy(declaration.policyPin);
  if (!opened.ok) {
    await context.transaction((tx) => failDeclaration(tx, id, opened.failure.code));
    return opened;
  }
  const clients = await context.transaction((tx) => tenantsInsuredBy(tx, declaration));
  for (const [index, clientId] of clients.entries()) {
    let written = peopleAtOnce;
    while (written === peopleAtOnce) {
      written = await context.transaction((tx) =>
        fillPage(tx, { declaration, clientId, policy: opened.value }),
      );
    }
    await context.progress(index + 1, clients.length);
  }
  await context.transaction((tx) => finish(tx, declaration));
  return ok();
}

/** Whose people are or were insured at the registration of the transaction's tenant. */
export async function tenantsInsuredBy(
  tx: Transaction,
  { registrationId }: { readonly registrationId: RegistrationId },
): Promise<TenantId[]> {
  const rows = await tx.door<{ id: TenantId }>`
    select tenant_id as id from people.tenants_insured_by(${registrationId}, ${tx.tenantId})`;
  return rows.map(({ id }) => id);
}

type Page = { declaration: DeclarationView; clientId: TenantId; policy: Policy };

/** The next people of one client: their estimates as lines, and their rows. Answers how many. */
async function fillPage(tx: Transaction, page: Page): Promise<number> {
  const { declaration, clientId, policy } = page;
  const { id, registrationId, period } = declaration;
  const after = await lastWritten(tx, id, clientId);
  const baseline = await baselineOf(tx, declaration);
  const client = clientId === tx.tenantId ? tx : await enterTenant(tx, clientId);
  const people = await insuredPeople(client, declaration, after);
  if (people.length === 0) return 0;
  const employmentIds = people.map(({ employmentId }) => employmentId);
  const months = await insuredMonths(client, period, employmentIds, registrationId);
  const { lines, unknowns } = estimatesOf({ policy, period, billPeriod: period, months });
  await recordContributionLines(client, lines);
  const amounts = amountsByPerson(lines);
  const rows = people.map((person): DeclaredPerson => {
    const of = amounts.get(person.employmentId) ?? [];
    return {
      ...person,
      clientId,
      amounts: of,
      employer: total(of.map(([, , employer]) => employer)),
      employee: total(of.map(([, , , employee]) => employee)),
      unknownCount: unknowns.get(person.employmentId) ?? 0,
    };
  });
  await insertPeople(tx, id, baseline?.id ?? null, rows);
  return people.length;
}

function total(amounts: readonly Fen[]): Fen {
  return amounts.length === 0 ? zeroFen : sum(amounts);
}

type Insured = Pick<DeclaredPerson, 'employmentId' | 'personName' | 'documentMasked'>;

async function insuredPeople(
  tx: Transaction,
  { registrationId, period }: DeclarationView,
  after: string | null,
): Promise<Insured[]> {
  const insured = await tx.sql<{ id: EmploymentId }>`
    select distinct employment_id as id from people.enrolled_person
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and registration_id = ${registrationId} and start_period <= ${period}
       and (stop_period is null or stop_period >= ${period})
       and (${after}::uuid is null or employment_id > ${after})
     order by employment_id limit ${peopleAtOnce}`;
  return tx.sql<Insured>`
    select employment_id as "employmentId", person_name as "personName",
           document_masked as "documentMasked"
      from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = any (${insured.map(({ id }) => id)}::uuid[])
     order by employment_id`;
}

/** Declared again without a change there is nothing to declare. */
async function finish(tx: Transaction, declaration: DeclarationView): Promise<void> {
  const { id, period } = declaration;
  const baseline = await baselineOf(tx, declaration);
  if (baseline !== null) await insertRemoved(tx, id, baseline.id);
  const counts = await countsOf(tx, id);
  const moved = counts.added + counts.changed + counts.removed;
  const isUnchanged = baseline?.period === period && moved === 0;
  await finishDeclaration(tx, id, isUnchanged ? 'unchanged' : 'prepared', counts);
  const sums = await sumsOf(tx, declaration);
  await putMonths(tx, period, sums.kinds);
  await putParts(tx, period, sums.parts);
}
