import { assert, formatId } from '@heyi/kernel';
import { shardKeyOf } from '@heyi/platform';
import { createTestHost, type TestHost } from '@heyi/platform/testing';
import pg from 'pg';
import { type SeededClient, seedClient, seedHouse } from '../world/seed-client.ts';
import { openStage, type Stage } from '../world/stage.ts';

/** Two clients of one provider, alike in everything: what one may see of the other is nothing. */
export type TwoClients = {
  readonly world: TestHost;
  readonly stage: Stage;
  readonly a: SeededClient;
  readonly b: SeededClient;
  /** As superuser: sees everything, to compare before and after. */
  readonly admin: pg.Client;
  close(): Promise<void>;
};

export async function openTwoClients(): Promise<TwoClients> {
  const world = await createTestHost();
  const stage = openStage(world.host);
  const house = await seedHouse(stage);
  const a = await seedClient(stage, house, '甲方秘密');
  const b = await seedClient(stage, house, '乙方');
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  await fillEmptyTables(admin, a.id);
  const close = async () => {
    await admin.end();
    await world.close();
  };
  return { world, stage, a, b, admin, close };
}

export type TenantTable = { readonly name: string; readonly columns: readonly Column[] };
type Column = { name: string; type: string; isNeeded: boolean };

/** Every table of ours that says whose its rows are. */
export async function tenantTables(admin: pg.Client): Promise<TenantTable[]> {
  const found = await admin.query<TenantTable>(`
    select format('%I.%I', n.nspname, c.relname) as name,
           jsonb_agg(jsonb_build_object('name', a.attname,
             'type', format_type(a.atttypid, null),
             'isNeeded', a.attnotnull and not a.atthasdef and a.attgenerated = '')) as columns
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p') and pg_get_userbyid(c.relowner) = 'heyi_owner'
     group by 1 having bool_or(a.attname = 'tenant_id') order by 1`);
  return found.rows;
}

const anyValue: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  bytea: `'\\x01'`,
  jsonb: `'{}'`,
  boolean: 'false',
  date: `'2026-11-23'`,
  'timestamp with time zone': `'2026-11-23T01:00:00Z'`,
};

/**
 * A row of A in each table that no use case above has reached. Its values mean nothing, so the
 * checks of this throw-away database are dropped: whose row it is is all that counts.
 */
async function fillEmptyTables(admin: pg.Client, tenant: string): Promise<void> {
  for (const { name, columns } of await tenantTables(admin)) {
    const found = await admin.query(`select from ${name} where tenant_id = $1 limit 1`, [tenant]);
    if (found.rowCount !== 0) continue;
    await dropChecks(admin, name);
    const needed = columns.filter(({ isNeeded }) => isNeeded);
    const values = needed.map(({ name: column, type }) => {
      if (column === 'tenant_id') return `'${tenant}'`;
      if (type.endsWith('[]')) return `'{}'`;
      if (column === 'shard_key') return String(shardKeyOf(tenant));
      return anyValue[type] ?? (/int|numeric/.test(type) ? '1' : `'2026-11'`);
    });
    const names = needed.map(({ name: column }) => pg.escapeIdentifier(column)).join(', ');
    const list = values.join(', ');
    await admin.query(`insert into ${name} (${names}) values (${list})`);
  }
}

async function dropChecks(admin: pg.Client, table: string): Promise<void> {
  const checks = await admin.query<{ conname: string }>(
    `select conname from pg_constraint where conrelid = $1::regclass and contype in ('c', 'f')`,
    [table],
  );
  for (const { conname } of checks.rows) {
    await admin.query(`alter table ${table} drop constraint ${pg.escapeIdentifier(conname)}`);
  }
}

/** Where an object with the prefix lies. */
const tablesByPrefix: Readonly<Record<string, string>> = {
  acc: 'access.account',
  adv: 'billing.advance',
  blk: 'gig.block_entry',
  app: 'connect.app',
  arr: 'insurance.arrears',
  att: 'messages.attachment',
  bad: 'insurance.base_adjustment',
  bke: 'reconciliation.book_entry',
  cbl: 'billing.client_bill',
  cbm: 'billing.client_bill_match',
  cbn: 'billing.client_bill_line',
  cct: 'clients.client_contact',
  ctp: 'payroll.contribution_payment',
  dcl: 'insurance.declaration',
  dfr: 'insurance.difference_run',
  dsc: 'reconciliation.discrepancy',
  emp: 'people.employment',
  enr: 'people.enrolment',
  evb: 'evidence.binding',
  evd: 'evidence.document',
  key: 'connect.app_key',
  ent: 'people.legal_entity',
  exc: 'people.three_in_one_exception',
  fil: 'platform.file',
  gtr: 'gig.gig_return',
  imp: 'platform.import_batch',
  job: 'platform.job',
  lic: 'clients.licence',
  lac: 'ledger.account',
  lmt: 'reconciliation.line_match',
  obl: 'insurance.official_bill',
  obr: 'insurance.bill_difference',
  orl: 'orders.line',
  pac: 'payments.payer_account',
  pay: 'payments.pay_order',
  pbt: 'payments.pay_batch',
  per: 'people.person',
  pit: 'payroll.pay_item',
  plk: 'access.person_link',
  pob: 'gig.payout_batch',
  ppr: 'messages.paper',
  prg: 'gig.program',
  rcp: 'billing.receipt',
  rcv: 'payroll.personal_receivable',
  reg: 'people.registration',
  run: 'payroll.run',
  ses: 'access.session',
  sor: 'orders.service_order',
  spb: 'orders.supplier_bill',
  sbr: 'orders.supplier_bill_row',
  sup: 'orders.supplier',
  slp: 'payroll.payslip',
  stl: 'reconciliation.statement_line',
  stm: 'reconciliation.statement',
  sts: 'gig.settlement_sheet',
  thr: 'messages.thread',
  tuc: 'gig.top_up_claim',
  tsk: 'insurance.task',
  wdr: 'gig.withdrawal',
  whd: 'connect.webhook_delivery',
  whe: 'connect.webhook_endpoint',
  wht: 'payroll.withholding_return',
  wkr: 'gig.worker',
};

/** The newest object of the tenant, as the API writes its id; null when the tenant has none. */
export async function objectOf(
  admin: pg.Client,
  prefix: string,
  tenant: string,
): Promise<string | null> {
  if (prefix === 'ten') return formatId('ten', tenant);
  const table = tablesByPrefix[prefix];
  assert(table, `say in tablesByPrefix where ${prefix}_… lies`);
  const found = await admin.query(
    `select id from ${table} where tenant_id = $1 order by id desc limit 1`,
    [tenant],
  );
  const row = found.rows[0];
  return row ? formatId(prefix, row.id) : null;
}

/** The statement of {@link fingerprint}: it is asked for thousands of times, and no table comes or goes. */
const fingerprints = new WeakMap<pg.Client, Promise<string>>();

async function fingerprintOf(admin: pg.Client): Promise<string> {
  const parts = (await tenantTables(admin)).map(
    ({ name }) => `select '${name}' as name, count(*) || ':' ||
      coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as sum
      from ${name} t where tenant_id = $1`,
  );
  return parts.join(' union all ');
}

/** All rows of the tenant, in all tables, as one text a table. */
export async function fingerprint(
  admin: pg.Client,
  tenant: string,
): Promise<Readonly<Record<string, string>>> {
  const known = fingerprints.get(admin) ?? fingerprintOf(admin);
  fingerprints.set(admin, known);
  const found = await admin.query<{ name: string; sum: string }>({
    name: 'fingerprint',
    text: await known,
    values: [tenant],
  });
  return Object.fromEntries(found.rows.map(({ name, sum }) => [name, sum]));
}

/** The last digits of every id that the tenant's rows are called by, as they stand in an answer. */
export async function idsOf(admin: pg.Client, tenant: string): Promise<string[]> {
  const found = new Set<string>();
  for (const { name, columns } of await tenantTables(admin)) {
    if (!columns.some((column) => column.name === 'id' && column.type === 'uuid')) continue;
    const rows = await admin.query(`select id from ${name} where tenant_id = $1`, [tenant]);
    for (const { id } of rows.rows) found.add(formatId('acc', id).slice(4));
  }
  return [...found];
}
