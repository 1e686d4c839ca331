import { peopleContract } from '@heyi/contract';
import { formatId, type Id, type PayPeriod, periodOf } from '@heyi/kernel';
import type { Cast } from '../cast/cast.ts';
import type { CastPerson, CastRow } from '../cast/cast-row.ts';
import type { TenantKey } from '../cast/company.ts';
import { firstWageMonth } from '../cast/workforce.ts';
import { rosterSheet } from '../files/roster-file.ts';
import { importFile } from './import-file.ts';
import { findEmployment, type World } from './open-companies.ts';
import { wireTenant } from './stage.ts';

/** The roster as somebody knew it at the end of a month: later leavings are not in it. */
function asKnownIn(month: PayPeriod, row: CastRow): CastRow {
  if (row.endsOn === null || periodOf(row.endsOn) <= month) return row;
  return { ...row, endsOn: null, leavingReason: null };
}

/** Everybody who was there before the first wage month. */
export async function importFirstRoster(world: World, cast: Cast, tenant: TenantKey) {
  const month = firstWageMonth(tenant);
  const rows = cast.rowsOf(tenant).filter((row) => periodOf(row.startsOn) < month);
  await importRows(
    world,
    tenant,
    `花名册（${month}）`,
    rows.map((row) => asKnownIn(month, row)),
  );
}

/** The joiners and leavers of a month; leavers are insured to the month they leave in. */
export async function importRosterChanges(
  world: World,
  cast: Cast,
  tenant: TenantKey,
  month: PayPeriod,
): Promise<void> {
  const inMonth = (day: CastRow['endsOn']) => day !== null && periodOf(day) === month;
  const rows = cast
    .rowsOf(tenant)
    .filter(({ startsOn, endsOn }) => inMonth(startsOn) || inMonth(endsOn));
  if (rows.length === 0) return;
  await importRows(
    world,
    tenant,
    `入离职（${month}）`,
    rows.map((row) => asKnownIn(month, row)),
  );
  await stopInsurance(
    world,
    tenant,
    month,
    rows.filter(({ endsOn }) => inMonth(endsOn)),
  );
}

async function importRows(
  world: World,
  tenant: TenantKey,
  title: string,
  rows: readonly CastRow[],
): Promise<void> {
  await importFile(world.stage, world.player('insurance_specialist'), {
    tenantId: world.tenantOf(tenant),
    kind: 'roster',
    name: `${title}.xlsx`,
    sheet: rosterSheet(title, rows),
  });
  for (const { person, employeeNumber } of rows) {
    if (person.documentKind !== 'idCard')
      await completeFacts(world, tenant, person, employeeNumber);
  }
}

/** A travel permit does not tell birth and sex, which the tax bureau asks for. */
async function completeFacts(
  world: World,
  tenant: TenantKey,
  person: CastPerson,
  employeeNumber: string,
): Promise<void> {
  const tenantId = world.tenantOf(tenant);
  const { personId } = await findEmployment(world.stage, tenantId, employeeNumber);
  const { name, documentKind, birthDate, sex } = person;
  await world.stage.act(world.player('insurance_specialist'), peopleContract.updatePerson, {
    tenantId: wireTenant(tenantId),
    personId: formatId('per', personId),
    name,
    documentKind,
    birthDate,
    sex,
  });
}

async function stopInsurance(
  world: World,
  tenant: TenantKey,
  month: PayPeriod,
  leavers: readonly CastRow[],
): Promise<void> {
  const tenantId = world.tenantOf(tenant);
  const numbers = leavers.map(({ employeeNumber }) => employeeNumber);
  const running = await world.stage.inside(tenantId, async (tx) => {
    const people = await tx.sql<{ id: string }>`
      select employment_id as id from people.payable_employment
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and employee_no = any (${numbers}::text[])`;
    return tx.sql<{ id: Id<'enr'> }>`
      select distinct enrolment_id as id from people.enrolment_detail
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
         and employment_id = any (${people.map(({ id }) => id)}::uuid[]) and stop_month is null`;
  });
  for (const { id } of running) {
    await world.stage.act(world.player('insurance_specialist'), peopleContract.stopEnrolment, {
      tenantId: wireTenant(tenantId),
      enrolmentId: formatId('enr', id),
      stopPeriod: month,
    });
  }
}
