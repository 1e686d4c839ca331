import { billingContract, clientBillContract, type WireOutput } from '@heyi/contract';
import {
  addDays,
  addMonths,
  assert,
  type Fen,
  firstDayOf,
  formatYuan,
  multiplyFraction,
  type PayPeriod,
  payPeriod,
  yuan,
} from '@heyi/kernel';
import { clientOf } from '../../cast/companies.ts';
import { type ClientKey, clientKeys, type TenantKey } from '../../cast/company.ts';
import { lastClosedPeriod } from '../calendar.ts';
import type { World } from '../open-companies.ts';
import { wireTenant } from '../stage.ts';

/** Who gets a bill from the provider, from which month on, and how it is paid. */
type Billed = {
  readonly from: PayPeriod;
  readonly postpaidDays: number;
  readonly entityKey: string;
  /** Where its money comes in; null while it has not paid a bill yet. */
  readonly payerKey: string | null;
};

const billedClients: Readonly<Partial<Record<TenantKey, Billed>>> = {
  live: {
    from: payPeriod('2026-08'),
    postpaidDays: 10,
    entityKey: 'heyi-outsourcing',
    payerKey: 'heyi-outsourcing',
  },
  retail: { from: payPeriod('2026-10'), postpaidDays: 30, entityKey: 'heyi', payerKey: null },
};

/** Whose first bill is November's, drawn up by itself in December. */
const laterBilled: Readonly<Partial<Record<ClientKey, string>>> = {
  internet: 'heyi',
  factory: 'heyi-dispatch',
  calls: 'heyi-outsourcing',
  estate: 'heyi',
};

type Bill = WireOutput<typeof clientBillContract.getClientBill>;

export async function setBillTerms(world: World, tenants: readonly TenantKey[]): Promise<void> {
  for (const tenant of clientKeys.filter((key) => tenants.includes(key))) {
    const billed = billedClients[tenant];
    await world.stage.act(world.player('operations'), clientBillContract.setClientBillTerms, {
      tenantId: wireTenant(world.tenantOf(tenant)),
      fromPeriod: billed ? '2026-01' : '2026-11',
      legalEntityId: world.entityId(billed?.entityKey ?? laterBilled[tenant]!),
      collection: 'postpaid',
      prepaidDay: 5,
      postpaidDays: billed?.postpaidDays ?? 10,
      ownRegistrations: 'direct',
      tax: {
        method: 'difference',
        rate: '0.06',
        isIncluded: false,
        source: '服务合同第5条（演示）',
      },
      disabledFund: [],
    });
  }
}

/** The bill of a month that is closed: drawn up, and confirmed by the client's finance. */
export async function billClient(
  world: World,
  tenant: TenantKey,
  period: PayPeriod,
): Promise<void> {
  const billed = billedClients[tenant];
  if (billed === undefined || period < billed.from) return;
  const bill = await drawUp(world, tenant, period);
  await world.stage.act(
    world.player('client_finance', tenant),
    clientBillContract.confirmClientBill,
    { tenantId: wireTenant(world.tenantOf(tenant)), clientBillId: bill.id, hash: bill.hash },
  );
}

/** The bill of the month that is open stays an estimate. */
export async function estimateBill(
  world: World,
  tenant: TenantKey,
  period: PayPeriod,
): Promise<void> {
  if (billedClients[tenant] !== undefined) await drawUp(world, tenant, period);
}

async function drawUp(world: World, tenant: TenantKey, period: PayPeriod): Promise<Bill> {
  const tenantId = wireTenant(world.tenantOf(tenant));
  const { id: clientBillId } = await world.stage.act(
    world.player('insurance_specialist'),
    clientBillContract.drawUpClientBill,
    { tenantId, period },
  );
  return readBill(world, tenant, clientBillId);
}

function readBill(world: World, tenant: TenantKey, clientBillId: string): Promise<Bill> {
  const tenantId = wireTenant(world.tenantOf(tenant));
  const reader = world.player('insurance_specialist');
  return world.stage.act(reader, clientBillContract.getClientBill, { tenantId, clientBillId });
}

/**
 * The client pays on the ninth of the next month, and finance applies it. Of the last closed month it
 * has paid a part: one line is disputed, and the rest is overdue.
 */
export async function collectBill(
  world: World,
  tenant: TenantKey,
  period: PayPeriod,
): Promise<void> {
  const billed = billedClients[tenant];
  if (billed === undefined || billed.payerKey === null || period < billed.from) return;
  const { stage } = world;
  const tenantId = wireTenant(world.tenantOf(tenant));
  const finance = world.player('finance');
  stage.moveTo(addDays(firstDayOf(addMonths(period, 1)), 8), '15:20');
  const { rows } = await stage.act(finance, clientBillContract.listClientBills, {
    clientId: tenantId,
    period,
  });
  const [bill] = rows;
  assert(bill?.open, `${tenant} has confirmed a bill of ${period}`);
  const isLast = period === lastClosedPeriod;
  const open = yuan(bill.open);
  const paid: Fen = isLast ? multiplyFraction(open, 60, 100, 'half_up_yuan') : open;
  const receipt = await stage.act(finance, billingContract.recordReceipt, {
    tenantId,
    payerAccountId: world.payerAccountId(billed.payerKey),
    amount: formatYuan(paid),
    senderName: clientOf(tenant as ClientKey).name,
    bankReference: `FW${period.replace('-', '')}${tenant.toUpperCase()}`,
    receivedOn: stage.today(),
    note: `${period} 服务费`,
    isMatched: true,
  });
  await stage.act(finance, clientBillContract.matchClientBill, {
    tenantId,
    clientBillId: bill.id,
    receiptId: receipt.id,
    amount: formatYuan(paid),
  });
  if (isLast) await dispute(world, tenant, bill.id);
}

async function dispute(world: World, tenant: TenantKey, clientBillId: string): Promise<void> {
  const tenantId = wireTenant(world.tenantOf(tenant));
  const clientFinance = world.player('client_finance', tenant);
  const { rows } = await world.stage.act(clientFinance, clientBillContract.listClientBillLines, {
    tenantId,
    clientBillId,
    kind: 'serviceFee',
    settlement: 'asked',
    limit: 1,
  });
  const [line] = rows;
  assert(line, 'a bill asks for service fees');
  await world.stage.act(clientFinance, clientBillContract.disputeClientBillLine, {
    tenantId,
    clientBillId,
    clientBillLineId: line.id,
    reason: '该员工10月8日起已转由杭州总部自行管理，按协议本月不收服务费，请核减',
  });
}
