import type { gigTaxContract as contract, Input } from '@heyi/contract';
import {
  addMonths,
  fail,
  type Fen,
  formatYuan,
  type Instant,
  lastDayOf,
  monthIndex,
  ok,
  type PayPeriod,
  payPeriod,
  periodOf,
  shanghaiDate,
  subtract,
} from '@heyi/kernel';
import { type DocumentKind, documentTypeName } from '@heyi/people';
import {
  type LayoutRow,
  layoutStream,
  stripeKeysOf,
  tenantCipher,
  type Transaction,
  xlsxType,
} from '@heyi/platform';
import type { PayableIncomeKind } from '../income/income-line.ts';
import type { WorkerState } from '../worker/admission.ts';
import type { PayoutChannel } from '../worker/identity-checker.ts';
import { gigLayout, incomeItems } from './gig-sheet.ts';

const channelNames: Readonly<Record<PayoutChannel, string>> = {
  bankCard: '银行卡',
  alipay: '支付宝',
  wechat: '微信',
};
const stateNames: Readonly<Record<WorkerState, string>> = {
  pending: '待完善',
  admitted: '已准入',
  refused: '不予准入',
  suspended: '已暂停',
  left: '已退出',
};

/** Identity and income of the workers of a quarter that is over (国务院令第810号第四条). */
export async function downloadQuarterReport(
  tx: Transaction,
  input: Input<typeof contract.downloadQuarterReport>,
) {
  const [first, last] = monthsOf(input.quarter);
  if (last >= periodOf(tx.today)) return fail({ code: 'platform_report.quarter_open' as const });
  const isIncome = input.form === 'income';
  const rows = isIncome ? await incomeRows(tx, first, last) : await identityRows(tx, first, last);
  if (rows.length === 0) return fail({ code: 'platform_report.nothing_paid' as const });
  const layout = gigLayout(isIncome ? 'platformIncome' : 'platformIdentity');
  return ok({
    name: `${layout.title}_${input.quarter}.xlsx`,
    type: xlsxType,
    body: layoutStream(layout, rows),
  });
}

function monthsOf(quarter: string): [PayPeriod, PayPeriod] {
  const [year = '', number = ''] = quarter.split('-Q');
  const first = addMonths(payPeriod(`${year}-01`), ['1', '2', '3', '4'].indexOf(number) * 3);
  return [first, addMonths(first, 2)];
}

type IncomeRow = {
  externalWorkerId: string;
  name: string;
  documentKind: DocumentKind;
  documentSealed: Buffer;
  incomeKind: PayableIncomeKind;
  gross: Fen;
  refunds: Fen;
  payments: number;
  isDeclared: boolean;
};

/** What was cancelled or failed was never paid: it is neither income nor a refund of it. */
async function incomeRows(
  tx: Transaction,
  first: PayPeriod,
  last: PayPeriod,
): Promise<LayoutRow[]> {
  const cipher = await tenantCipher(tx);
  const rows = await tx.sql<IncomeRow>`
    with live as materialized (
      select id, legal_entity_id from gig.program
       where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
         and environment = 'live'),
    declared as materialized (
      select distinct legal_entity_id, tax_period from gig.gig_return
       where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
         and state = 'declared')
    select k.external_id as "externalWorkerId", p.name, p.document_kind as "documentKind",
           p.document_sealed as "documentSealed", b.income_kind as "incomeKind",
           sum(w.gross)::bigint as gross,
           coalesce(sum(w.gross) filter (where w.reversed_at is not null), 0)::bigint as refunds,
           count(*)::int as payments,
           bool_and(r.tax_period is not null) as "isDeclared"
      from gig.withdrawal w
      join live g on g.id = w.program_id
      left join declared r
        on r.legal_entity_id = g.legal_entity_id
       and r.tax_period = to_char(make_date(w.tax_month / 12, w.tax_month % 12 + 1, 1), 'YYYY-MM')
      join gig.balance b
        on b.shard_key = w.shard_key and b.tenant_id = w.tenant_id and b.id = w.balance_id
      join gig.worker k
        on k.shard_key = w.shard_key and k.tenant_id = w.tenant_id and k.id = w.worker_id
      join gig.worker_profile p
        on p.shard_key = k.shard_key and p.tenant_id = k.tenant_id and p.worker_id = k.id
     where w.shard_key = any(${await stripeKeysOf(tx)}::int[]) and w.tenant_id = ${tx.tenantId}
       and w.tax_month between ${monthIndex(first)} and ${monthIndex(last)}
       and (w.reversed_at is null or w.state = 'returned')
     group by k.external_id, p.name, p.document_kind, p.document_sealed, b.income_kind
     order by k.external_id, b.income_kind`;
  return rows.map((row, index) => {
    const documentNumber = cipher.open(row.documentSealed);
    return {
      number: String(index + 1),
      externalWorkerId: row.externalWorkerId,
      name: row.name,
      documentType: documentTypeName(row.documentKind, documentNumber, 'ZZZ'),
      documentNumber,
      incomeItem: incomeItems[row.incomeKind],
      gross: formatYuan(row.gross),
      refunds: formatYuan(row.refunds),
      net: formatYuan(subtract(row.gross, row.refunds)),
      payments: String(row.payments),
      declared: row.isDeclared ? '是' : '否',
    };
  });
}

type IdentityRow = {
  externalWorkerId: string;
  name: string;
  documentKind: DocumentKind;
  documentSealed: Buffer;
  phoneSealed: Buffer;
  channel: PayoutChannel;
  account: Buffer;
  registeredAt: Instant;
  leftAt: Instant | null;
  state: WorkerState;
};

/** Everybody who was registered in some part of the quarter; who only tries things out is nobody. */
async function identityRows(
  tx: Transaction,
  first: PayPeriod,
  last: PayPeriod,
): Promise<LayoutRow[]> {
  const cipher = await tenantCipher(tx);
  const rows = await tx.sql<IdentityRow>`
    select w.external_id as "externalWorkerId", p.name, p.document_kind as "documentKind",
           p.document_sealed as "documentSealed", p.phone_sealed as "phoneSealed", w.channel,
           w.payee_account as account, p.registered_at as "registeredAt", p.left_at as "leftAt",
           w.state
      from gig.worker w
      join gig.worker_profile p
        on p.shard_key = w.shard_key and p.tenant_id = w.tenant_id and p.worker_id = w.id
     where w.shard_key = any(${await stripeKeysOf(tx)}::int[]) and w.tenant_id = ${tx.tenantId}
       and w.environment = 'live'
       and (p.registered_at at time zone 'Asia/Shanghai')::date <= ${lastDayOf(last)}
       and (p.left_at is null
            or to_char(p.left_at at time zone 'Asia/Shanghai', 'YYYY-MM') >= ${first})
     order by w.external_id`;
  return rows.map((row, index) => {
    const documentNumber = cipher.open(row.documentSealed);
    return {
      number: String(index + 1),
      externalWorkerId: row.externalWorkerId,
      name: row.name,
      documentType: documentTypeName(row.documentKind, documentNumber, 'ZZZ'),
      documentNumber,
      phone: cipher.open(row.phoneSealed),
      channel: channelNames[row.channel],
      account: cipher.open(row.account),
      startedOn: shanghaiDate(row.registeredAt),
      endedOn: row.leftAt === null ? null : shanghaiDate(row.leftAt),
      state: stateNames[row.state],
    };
  });
}
