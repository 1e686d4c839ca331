import { evidenceContract, ordersContract, type WireOutput } from '@heyi/contract';
import { addMonths, assert, formatId, type Id, type PayPeriod } from '@heyi/kernel';
import type { TenantKey } from '../../cast/company.ts';
import { servedTenants } from '../../cast/agreed-orders.ts';
import { paperPdf } from '../../files/paper-pdf.ts';
import type { World } from '../open-companies.ts';
import { wireTenant } from '../stage.ts';

type Line = {
  readonly id: Id<'orl'>;
  readonly version: number;
  readonly service: 'enrol' | 'stop' | 'changeBase';
  /** The month for which it was listed, though its day may have passed before it was worked. */
  readonly listedPeriod: PayPeriod;
  readonly isFund: boolean;
  readonly personName: string;
  readonly employeeNo: string;
};

export type Outcomes = WireOutput<typeof ordersContract.takeOrderLines>;
export type LineRef = { readonly id: string; readonly version: number };

/** Every line of a step went through; what it is like afterwards. */
export function refsAfter({ rows }: Outcomes): LineRef[] {
  const refused = rows.filter(({ refusal }) => refusal !== null);
  assert(refused.length === 0, `lines were refused: ${JSON.stringify(refused[0])}`);
  return rows.map(({ id, version }) => ({ id, version }));
}

/**
 * 增员 and 减员 of a month: taken, handed in, and proven by one list of each agency, which covers
 * everybody on it. Who is not to be done yet is left as it is.
 */
export async function workLines(
  world: World,
  tenant: TenantKey,
  month: PayPeriod,
  /** By number of employment, and whether it is the fund's. */
  left: ReadonlySet<string> = new Set(),
): Promise<void> {
  if (!servedTenants.includes(tenant)) return;
  const lines = (await waitingLines(world, tenant, month)).filter(
    ({ employeeNo, isFund }) => !left.has(`${employeeNo} ${isFund}`),
  );
  for (let at = 0; at < lines.length; at += linesAtOnce) {
    await workBatch(world, tenant, month, lines.slice(at, at + linesAtOnce));
  }
}

const linesAtOnce = 500;

/** A stop is told in the last month that is paid; it takes effect with the next. */
async function waitingLines(
  world: World,
  tenant: TenantKey,
  month: PayPeriod,
): Promise<readonly Line[]> {
  return world.stage.inside(
    world.tenantOf(tenant),
    (tx) => tx.sql<Line>`
      with waiting as (
        select l.*, case when exists (
                      select from orders.line_event e
                       where e.shard_key = l.shard_key and e.tenant_id = l.tenant_id
                         and e.line_id = l.id and e.action = 'move'
                         and e.code is distinct from 'cutoff')
                    then l.asked_period else l.period end as listed_period
          from orders.line l
         where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
           and l.state = 'pendingAcceptance' and l.service in ('enrol', 'stop', 'changeBase'))
      select id, version, service, listed_period as "listedPeriod",
             item = 'housingFund' as "isFund", person_name as "personName",
             employee_no as "employeeNo"
        from waiting
       where listed_period <= case service when 'stop' then ${addMonths(month, 1)}
                                           else ${month} end
       order by id`,
  );
}

async function workBatch(
  world: World,
  tenant: TenantKey,
  month: PayPeriod,
  lines: readonly Line[],
): Promise<void> {
  const { stage } = world;
  const specialist = world.player('insurance_specialist');
  const tenantId = wireTenant(world.tenantOf(tenant));
  const waiting = lines.map(({ id, version }) => ({ id: formatId('orl', id), version }));
  const taken = await stage.act(specialist, ordersContract.takeOrderLines, {
    tenantId,
    lines: waiting,
  });
  const sent = await stage.act(specialist, ordersContract.submitOrderLines, {
    tenantId,
    lines: refsAfter(taken),
  });
  const versions = new Map(refsAfter(sent).map(({ id, version }) => [id, version]));
  for (const [isFund, listed] of Map.groupBy(lines, (line) => line.isFund)) {
    const evidenceId = await keepList(world, tenant, month, { isFund, listed });
    const groups = Map.groupBy(listed, (line) => `${line.service} ${line.listedPeriod}`);
    for (const group of groups.values()) {
      const refs = group.map(({ id }) => formatId('orl', id));
      const done = await stage.act(specialist, ordersContract.recordOrderResult, {
        tenantId,
        lines: refs.map((id) => ({ id, version: versions.get(id)! })),
        evidenceId,
        // The agency took the month for which they were listed.
        effectivePeriod: group[0]!.listedPeriod,
      });
      refsAfter(done);
    }
  }
}

const serviceWords = { enrol: '增员', stop: '减员', changeBase: '基数变更' } as const;

/** 增减员回执: a list with everybody whom the agency took in the month. */
async function keepList(
  world: World,
  tenant: TenantKey,
  month: PayPeriod,
  { isFund, listed }: { readonly isFund: boolean; readonly listed: readonly Line[] },
): Promise<string> {
  const code = `${isFund ? 'GJ' : 'SB'}${month.replace('-', '')}${tenant.toUpperCase()}${listed[0]!.id.slice(-6)}`;
  const agency = isFund ? '住房公积金管理中心' : '社会保险经办机构';
  const people = [
    ...new Map(listed.map((line) => [`${line.employeeNo}${line.service}`, line])).values(),
  ];
  const content = paperPdf({
    layout: 'list',
    title: isFund ? '住房公积金汇缴变更清册' : '社会保险增减员回执',
    agency,
    facts: [
      ['业务年月', month],
      ['受理人数', String(people.length)],
    ],
    columns: [
      ['序号', 34],
      ['姓名', 110],
      ['个人编号', 90],
      ['业务', 70],
      ['生效年月', 70],
      ['办理结果', 110],
    ],
    rows: people.map((line, index) => [
      String(index + 1),
      line.personName,
      line.employeeNo,
      serviceWords[line.service],
      line.listedPeriod,
      isFund && line.service === 'stop' ? '已封存' : '办理成功',
    ]),
    code,
    issuedOn: world.stage.today(),
  });
  const kept = await world.stage.act(
    world.player('insurance_specialist'),
    evidenceContract.uploadEvidence,
    {
      tenantId: wireTenant(world.tenantOf(tenant)),
      kind: isFund ? 'fundEnrolmentReceipt' : 'enrolmentReceipt',
      sourceName: `${agency}（演示）`,
      verificationCode: code,
      period: month,
    },
    {
      name: `${month} ${isFund ? '公积金变更清册' : '社保增减员回执'}.pdf`,
      type: 'application/pdf',
      content,
    },
  );
  return kept.id;
}
