import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import type { clientBillContract as contract, Output } from '@heyi/contract';
import { recordContributionLines, type NewLine } from '@heyi/insurance';
import {
  type Fen,
  formatYuan,
  type Id,
  newId,
  payPeriod,
  rate,
  sum,
  yuan,
  zeroFen,
} from '@heyi/kernel';
import { postJournals, transferLines, verifyLedger } from '@heyi/ledger';
import { routes as orderRoutes } from '@heyi/orders';
import { type EmploymentId, type EntityId, setEnrolment } from '@heyi/people';
import { entity, joiner, registration, valueOf } from '@heyi/people/testing';
import {
  createPrinter,
  type Printer,
  readSheet,
  type SheetRow,
  type TenantId,
} from '@heyi/platform';
import { approveAdvance } from '../advance/approve-advance.ts';
import { repayAdvance } from '../advance/repay-advance.ts';
import { requestAdvance } from '../advance/request-advance.ts';
import { unmatchReceipt } from '../receipt/unmatch-receipt.ts';
import { printingRoutes, routes } from '../routes.ts';
import {
  type BillingWorld,
  codeOf,
  createBillingWorld,
  holds,
  kinds,
  receive,
} from '../testing/billing-world.ts';
import { pdfText, testActor } from '@heyi/platform/testing';
import { countBillsToConfirm } from './count-bills-to-confirm.ts';
import { chargeContributions, releaseContributions } from './run-contribution.store.ts';

type Bill = Output<typeof contract.getClientBill>;
type Line = Output<typeof contract.listClientBillLines>['rows'][number];

let billing: BillingWorld;
let printer: Printer;
let house: TenantId;
let provider: EntityId;
let payer: Id<'pac'>;

before(async () => {
  billing = await createBillingWorld();
  printer = createPrinter({ workers: 1 });
  house = billing.world.host.houseId;
  provider = (await entity(billing.world, house, '合一外包有限公司')).id;
  payer = await billing.payerAccount(house);
});
after(async () => {
  await printer.close();
  await billing.world.close();
});

const november = payPeriod('2026-11');
const october = payPeriod('2026-10');
const december = payPeriod('2026-12');

type Shop = {
  tenant: TenantId;
  social: Id<'reg'>;
  own: Id<'reg'>;
  wang: EmploymentId;
  act<T>(operation: string, input?: object): Promise<T>;
  refused(operation: string, input?: object): Promise<string>;
  bill(id: Id<'cbl'>): Promise<Bill>;
  lines(id: Id<'cbl'>, filter?: object): Promise<Line[]>;
  drawUp(period?: typeof november): Promise<Bill>;
  confirm(bill: Bill): Promise<Bill>;
  charge(amount: string, changed?: Partial<NewLine>): Promise<void>;
};

const terms = {
  fromPeriod: payPeriod('2026-01'),
  collection: 'prepaid',
  prepaidDay: 5,
  postpaidDays: 10,
  ownRegistrations: 'direct',
  tax: { method: 'difference', rate: rate('0.06'), isIncluded: false, source: '合同第 5 条' },
  disabledFund: [],
};

/** A client whose people the provider insures, with one person and an order at 30 a head. */
async function shopOf(changed: object = {}): Promise<Shop> {
  const { world } = billing;
  const tenant = await billing.client();
  const company = (await entity(world, tenant, `用工${newId()}有限公司`)).id;
  const social = await registration(world, house, provider, 'socialInsurance');
  const own = await registration(world, tenant, company, 'socialInsurance');
  const { id: wang } = await joiner(world, tenant, company, { name: '欧阳䶮' });
  const served = [...routes, ...printingRoutes(printer), ...orderRoutes];
  const call = (operation: string, input: object) => {
    const route = served.find((one) => one.operation.id === operation)!;
    return world.as(tenant, (tx) => route.run(tx, { tenantId: tenant, ...input } as never));
  };
  const act = async <T>(operation: string, input: object = {}) => {
    const answer = await call(operation, input);
    assert.ok(answer.ok, answer.ok ? '' : `${operation}: ${answer.failure.code}`);
    return answer.value as T;
  };
  const shop: Shop = {
    tenant,
    social,
    own,
    wang,
    act,
    refused: (operation, input = {}) => {
      const route = served.find((one) => one.operation.id === operation)!;
      return codeOf(billing, tenant, (tx) =>
        route.run(tx, { tenantId: tenant, ...input } as never),
      );
    },
    bill: (clientBillId) => act('getClientBill', { clientBillId }),
    lines: async (clientBillId, filter = {}) =>
      (await act<{ rows: Line[] }>('listClientBillLines', { clientBillId, ...filter })).rows,
    drawUp: async (period = november) => {
      const { id } = await act<{ id: Id<'cbl'> }>('drawUpClientBill', { period });
      return shop.bill(id);
    },
    confirm: async ({ id, hash }) => {
      await act('confirmClientBill', { clientBillId: id, hash });
      return shop.bill(id);
    },
    charge: async (amount, line = {}) => {
      const made: NewLine = {
        employmentId: wang,
        registrationId: social,
        kind: 'pension',
        period: november,
        billPeriod: november,
        type: 'regular',
        source: 'estimate',
        base: yuan('9000'),
        employer: yuan(amount),
        employee: yuan('100'),
        lateFee: zeroFen,
        provisional: false,
        policyPin: 'cn@1',
        evidenceFileId: null,
        differenceRunId: null,
        ...line,
      };
      await world.as(tenant, (tx) => recordContributionLines(tx, [made]));
    },
  };
  await act('setClientBillTerms', { ...terms, legalEntityId: provider, ...changed });
  const { id: serviceOrderId } = await act<{ id: Id<'sor'> }>('createServiceOrder', {
    title: '北京社保',
    cooperationMode: 'outsourcing',
    cityCode: '110000',
    collection: 'prepaid',
    fromPeriod: payPeriod('2026-01'),
    items: [
      {
        item: 'socialInsurance',
        channel: 'manualOnline',
        price: { kind: 'perHead', price: yuan('30') },
      },
    ],
  });
  await act('activateServiceOrder', { serviceOrderId });
  return shop;
}

/** As a roster would: insured at the provider's unit. */
async function enrol(shop: Shop) {
  const input = { tenantId: shop.tenant, employmentId: shop.wang, registrationId: shop.own };
  const set = { ...input, fromPeriod: october, base: yuan('9000') };
  valueOf(await billing.world.as(shop.tenant, (tx) => setEnrolment(tx, set)));
}

const told = (lines: readonly Line[]) =>
  lines.map(({ kind, settlement, amount }) => [kind, settlement, formatYuan(amount)]);

const keysOf = () => [
  { kind: 'clientDue' as const, legalEntityId: provider },
  ...kinds(payer, 'clientFunds'),
];

const balances = (shop: Shop): Promise<Fen[]> =>
  billing.world.as(shop.tenant, (tx) => holds(tx, keysOf()));

async function isSound(shop: Shop): Promise<void> {
  const found = await billing.world.as(shop.tenant, (tx) =>
    verifyLedger(tx, { tenantId: shop.tenant }),
  );
  assert.ok(found.ok);
  assert.deepEqual(found.value.differences, []);
}

describe('出账', () => {
  test('没有条款不出账；条款只认服务商的公司', async () => {
    const { world } = billing;
    const tenant = await billing.client();
    const own = (await entity(world, tenant, '客户自己有限公司')).id;
    const shop = await shopOf();
    assert.equal(
      await shop.refused('drawUpClientBill', { period: payPeriod('2025-12') }),
      'client_bill.terms_missing',
    );
    assert.equal(
      await shop.refused('setClientBillTerms', { ...terms, legalEntityId: own }),
      'client_bill.entity_not_provider',
    );
    const { rows } = await shop.act<{ rows: { fromPeriod: string }[] }>('getClientBillTerms');
    assert.deepEqual(
      rows.map(({ fromPeriod }) => fromPeriod),
      ['2026-01'],
    );
  });

  test('每行有来源；合计等于各行之和；同月再出与往前出都被拒绝', async () => {
    const shop = await shopOf();
    await enrol(shop);
    await shop.charge('1600');
    const bill = await shop.drawUp();
    const lines = await shop.lines(bill.id);
    assert.deepEqual(told(lines), [
      ['principal', 'asked', '1700.00'],
      ['serviceFee', 'asked', '30.00'],
      ['tax', 'asked', '1.80'],
    ]);
    assert.ok(lines[0]!.source.contributionLineId);
    assert.ok(lines[1]!.source.serviceOrderId);
    assert.equal(lines[0]!.personName, '欧阳䶮');
    assert.equal(bill.amount, sum(lines.map(({ amount }) => amount)));
    assert.equal(
      bill.byCity.reduce((all, { amount }) => all + amount, 0),
      bill.amount,
    );
    assert.deepEqual(bill.findings, [{ code: 'contributionUnknown', count: 1 }]);
    assert.equal(
      await shop.refused('drawUpClientBill', { period: november }),
      'client_bill.exists',
    );
    assert.equal(
      await shop.refused('drawUpClientBill', { period: october }),
      'client_bill.later_exists',
    );
  });

  test('确认前撤回重出；确认后不能撤回', async () => {
    const shop = await shopOf();
    await shop.charge('1600');
    const first = await shop.drawUp();
    await shop.act('withdrawClientBill', { clientBillId: first.id, reason: '漏了人' });
    const { state, open } = await shop.bill(first.id);
    assert.deepEqual([state, open], ['withdrawn', null]);
    const again = await shop.drawUp();
    assert.equal(again.amount, first.amount);
    await shop.confirm(again);
    const withdrawal = { clientBillId: again.id, reason: '晚了' };
    assert.equal(await shop.refused('withdrawClientBill', withdrawal), 'client_bill.not_estimate');
    const missing = { clientBillId: newId(), reason: '没有' };
    assert.equal(await shop.refused('withdrawClientBill', missing), 'client_bill.not_found');
  });

  test('机构账单与预估的差额进入下期，只一次', async () => {
    const shop = await shopOf();
    await shop.charge('1600');
    const first = await shop.confirm(await shop.drawUp());
    await shop.charge('1603.21', { source: 'officialBill', policyPin: null });
    const second = await shop.drawUp(december);
    const [line] = await shop.lines(second.id);
    assert.deepEqual(told([line!]), [['previousDifference', 'asked', '3.21']]);
    assert.equal(line!.source.billId, first.id);
    assert.deepEqual(line!.facts, { asked: '1700.00', actual: '1703.21' });
    await shop.confirm(second);
    const third = await shop.drawUp(payPeriod('2027-01'));
    assert.deepEqual(await shop.lines(third.id), []);
  });

  test('批次锁定后收取的费款不再收；批次退回后由账单收', async () => {
    const shop = await shopOf();
    await shop.charge('1600');
    const runId = newId<'run'>();
    const run = { runId, period: november, employmentIds: [shop.wang] };
    await billing.world.as(shop.tenant, (tx) => chargeContributions(tx, run));
    const bill = await shop.drawUp();
    assert.deepEqual(told(await shop.lines(bill.id)), [['principal', 'run', '1700.00']]);
    assert.equal(bill.amount, 0);
    assert.equal((await shop.lines(bill.id))[0]!.source.runId, runId);
    await shop.confirm(bill);
    await billing.world.as(shop.tenant, (tx) => releaseContributions(tx, runId));
    const next = await shop.drawUp(december);
    assert.deepEqual(told(await shop.lines(next.id)), [['previousDifference', 'asked', '1700.00']]);
  });
});

describe('批次锁定而费款不在批次里收', () => {
  for (const [ownRegistrations, settlement, amount] of [
    ['collected', 'asked', '1700.00'],
    ['direct', 'direct', '0.00'],
  ] as const) {
    test(`客户自有账户的费款（${settlement}）：批次只收工资，账单照旧`, async () => {
      const shop = await shopOf({ ownRegistrations });
      await shop.charge('1600', { registrationId: shop.own });
      const run = { runId: newId<'run'>(), period: november, employmentIds: [shop.wang] };
      await billing.world.as(shop.tenant, (tx) => chargeContributions(tx, run));
      const bill = await shop.drawUp();
      assert.deepEqual(told(await shop.lines(bill.id)), [['principal', settlement, '1700.00']]);
      assert.equal(formatYuan(bill.amount), amount);
      const next = await shop.drawUp(december);
      assert.deepEqual(await shop.lines(next.id), [], '下期没有差额');
    });
  }
});

describe('一笔费款只收一次', () => {
  test('数据库也拒绝：同一来源在有效账单上只有一行', async () => {
    const shop = await shopOf();
    await shop.charge('900');
    const bill = await shop.drawUp();
    const again = billing.world.as(
      shop.tenant,
      (tx) => tx.sql`
        insert into billing.client_bill_line
               (shard_key, tenant_id, id, bill_id, number, kind, settlement, is_held, period,
                employer_fen, employee_fen, amount_fen, is_estimate, facts, contribution_line_id,
                source_key)
        select shard_key, tenant_id, ${newId()}::uuid, bill_id, number + 1000, kind, settlement,
               is_held, period, employer_fen, employee_fen, amount_fen, is_estimate, facts,
               contribution_line_id, source_key
          from billing.client_bill_line
         where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and bill_id = ${bill.id}
         limit 1`,
    );
    await assert.rejects(again, /client_bill_line_once/);
  });

  test('抵减记为服务费收入的红字，税额按同一税率冲减应交增值税', async () => {
    const shop = await shopOf();
    await enrol(shop);
    const bill = await shop.confirm(await shop.drawUp());
    const [fee] = await shop.lines(bill.id, { kind: 'serviceFee' });
    const keys = [
      { kind: 'serviceFeeIncome' as const, legalEntityId: provider },
      { kind: 'vatPayable' as const, legalEntityId: provider },
      { kind: 'clientDue' as const, legalEntityId: provider },
    ];
    const held = () => billing.world.as(shop.tenant, (tx) => holds(tx, keys));
    assert.deepEqual(await held(), [yuan('30'), yuan('1.80'), yuan('31.80')]);
    const one = { clientBillId: bill.id, clientBillLineId: fee!.id };
    await shop.act('disputeClientBillLine', { ...one, reason: '已转走' });
    await shop.act('settleClientBillDispute', { ...one, credit: yuan('10'), answer: '同意' });
    const before = await held();
    assert.deepEqual(before, [yuan('30'), yuan('1.80'), yuan('31.80')], '抵减在下期账单确认时入账');
    const next = await shop.confirm(await shop.drawUp(december));
    // December's own fee of 30 comes beside the credit of 10: tax of 20 at 6 %.
    assert.deepEqual(
      told(await shop.lines(next.id, { kind: 'tax' })).map(([, , a]) => a),
      ['1.20'],
    );
    assert.deepEqual(await held(), [yuan('50'), yuan('3.00'), yuan('53.00')]);
    await isSound(shop);
  });
});

describe('确认、到款与核销', () => {
  test('只能确认看到的那一份', async () => {
    const shop = await shopOf();
    await shop.charge('1600');
    const bill = await shop.drawUp();
    const estimate = await shop.bill(bill.id);
    assert.deepEqual([estimate.amount, estimate.open], [yuan('1700'), null]);
    const changed = { clientBillId: bill.id, hash: '0'.repeat(64) };
    assert.equal(await shop.refused('confirmClientBill', changed), 'client_bill.changed');
    const missing = { clientBillId: newId(), hash: bill.hash };
    assert.equal(await shop.refused('confirmClientBill', missing), 'client_bill.not_found');
    const confirmed = await shop.confirm(bill);
    assert.deepEqual([confirmed.state, confirmed.open], ['confirmed', yuan('1700')]);
    assert.deepEqual(await balances(shop), [yuan('1700'), zeroFen]);
    const again = { clientBillId: bill.id, hash: bill.hash };
    assert.equal(await shop.refused('confirmClientBill', again), 'client_bill.not_estimate');
  });

  test('分次到款、一笔到款核销两期、多收留存；账目平', async () => {
    const shop = await shopOf();
    await shop.charge('900');
    const first = await shop.drawUp();
    const match = (bill: { id: Id<'cbl'> }, receiptId: Id<'rcp'>, amount: string) => ({
      clientBillId: bill.id,
      receiptId,
      amount: yuan(amount),
    });
    const small = await receive(billing, shop.tenant, payer, yuan('400'));
    const large = await receive(billing, shop.tenant, payer, yuan('1500'));
    assert.equal(
      await shop.refused('matchClientBill', match(first, small.id, '400')),
      'client_bill.not_asked',
    );
    assert.equal(
      await shop.refused('matchClientBill', match({ id: newId() }, small.id, '400')),
      'client_bill.not_found',
    );
    await shop.confirm(first);
    assert.equal(
      await shop.refused('matchClientBill', match(first, newId(), '1')),
      'receipt.not_found',
    );
    await shop.act('matchClientBill', match(first, small.id, '400'));
    assert.equal((await shop.bill(first.id)).state, 'received');
    assert.equal(
      await shop.refused('matchClientBill', match(first, small.id, '1')),
      'client_bill.receipt_used',
    );
    assert.equal(
      await shop.refused('matchClientBill', match(first, large.id, '601')),
      'client_bill.matched_too_much',
    );
    await shop.act('matchClientBill', match(first, large.id, '600'));
    const done = await shop.bill(first.id);
    assert.deepEqual([done.state, done.open, done.matched], ['matched', 0, yuan('1000')]);
    assert.deepEqual(
      done.credits.map(({ left }) => left),
      [yuan('900')],
    );
    assert.equal(done.matches.length, 2);
    await shop.charge('700', { period: december, billPeriod: december });
    const second = await shop.confirm(await shop.drawUp(december));
    await shop.act('matchClientBill', match(second, large.id, '800'));
    assert.deepEqual(await balances(shop), [zeroFen, yuan('100')]);
    await isSound(shop);
    assert.equal(
      await codeOf(billing, shop.tenant, (tx) =>
        unmatchReceipt(tx, { tenantId: shop.tenant, receiptId: small.id, reason: '错' }),
      ),
      'receipt.funds_used',
    );
  });

  test('撤销核销：账目冲回，到款可另用，账单重新待收；只能撤一次', async () => {
    const shop = await shopOf();
    await enrol(shop);
    await shop.charge('900');
    const bill = await shop.confirm(await shop.drawUp());
    const receipt = await receive(billing, shop.tenant, payer, yuan('1500'));
    const match = (amount: string) =>
      shop.act('matchClientBill', {
        clientBillId: bill.id,
        receiptId: receipt.id,
        amount: yuan(amount),
      });
    await match('400');
    await match('631.80');
    const matched = await shop.bill(bill.id);
    assert.equal(matched.state, 'matched');
    const undo = (clientBillMatchId: Id<'cbm'>, clientBillId = bill.id) => ({
      clientBillId,
      clientBillMatchId,
      reason: '核错了账单',
    });
    const [first, second] = matched.matches;
    const refused = (input: object) => shop.refused('undoClientBillMatch', input);
    assert.equal(await refused(undo(first!.id, newId())), 'client_bill.not_found');
    assert.equal(await refused(undo(newId())), 'client_bill.match_not_found');
    await shop.act('undoClientBillMatch', undo(second!.id));
    const open = await shop.bill(bill.id);
    assert.deepEqual(
      [open.state, open.open, open.matched],
      ['received', yuan('631.80'), yuan('400')],
    );
    assert.deepEqual(
      open.matches.map(({ undone }) => undone?.reason ?? null),
      [null, '核错了账单'],
    );
    assert.deepEqual(
      open.credits.map(({ left }) => left),
      [yuan('1100')],
    );
    assert.deepEqual(await balances(shop), [yuan('631.80'), yuan('1100')]);
    assert.equal(await refused(undo(second!.id)), 'client_bill.match_undone');
    await shop.act('undoClientBillMatch', undo(first!.id));
    assert.deepEqual(
      [(await shop.bill(bill.id)).state, await balances(shop)],
      ['confirmed', [yuan('1031.80'), yuan('1500')]],
    );
    await match('1031.80');
    assert.equal((await shop.bill(bill.id)).state, 'matched');
    await isSound(shop);
  });

  test('代收的费款撤销核销，只动未收，不动账', async () => {
    const shop = await shopOf({ ownRegistrations: 'collected' });
    await shop.charge('900', { registrationId: shop.own });
    const bill = await shop.confirm(await shop.drawUp());
    const receipt = await receive(billing, shop.tenant, payer, yuan('1000'));
    const pay = { clientBillId: bill.id, receiptId: receipt.id, amount: yuan('1000') };
    await shop.act('matchClientBill', pay);
    const undo = async () => ({
      clientBillId: bill.id,
      clientBillMatchId: (await shop.bill(bill.id)).matches.at(-1)!.id,
      reason: '错',
    });
    await shop.act('undoClientBillMatch', await undo());
    assert.deepEqual(
      [(await shop.bill(bill.id)).open, await balances(shop)],
      [yuan('1000'), [zeroFen, yuan('1000')]],
    );
  });

  test('到款被挪作他用，可用资金不足时不能核销', async () => {
    const shop = await shopOf();
    await shop.charge('900');
    const bill = await shop.confirm(await shop.drawUp());
    const receipt = await receive(billing, shop.tenant, payer, yuan('1000'));
    // The money paid an advance back in the meantime.
    const advance = await lend(shop, '800');
    const repayment = { tenantId: shop.tenant, advanceId: advance, amount: yuan('800') };
    valueOf(await billing.world.as(shop.tenant, (tx) => repayAdvance(tx, repayment)));
    await billing.world.as(shop.tenant, async (tx) => {
      const [funds] = kinds(payer, 'clientFunds');
      const lines = transferLines(
        funds!,
        { kind: 'clientDue', legalEntityId: provider },
        yuan('500'),
      );
      const journal = {
        kind: 'funds.applied' as const,
        reference: `test/${newId()}`,
        subjectId: null,
        occurredOn: tx.today,
        lines,
      };
      await postJournals(tx, [journal]);
    });
    const match = { clientBillId: bill.id, receiptId: receipt.id, amount: yuan('1000') };
    assert.equal(await shop.refused('matchClientBill', match), 'funds.insufficient');
    // What is offered is what still lies there, and can be matched to its last fen.
    const spent = (await balances(shop))[1]!;
    const credit = (await shop.bill(bill.id)).credits;
    assert.deepEqual(
      credit.map(({ receiptId, left }) => [receiptId, left]),
      [[receipt.id, spent]],
    );
    const next = await receive(billing, shop.tenant, payer, yuan('200'));
    const offered = (await shop.bill(bill.id)).credits;
    assert.deepEqual(
      offered.map(({ receiptId, left }) => [receiptId, left]),
      [
        [receipt.id, spent],
        [next.id, yuan('200')],
      ],
    );
    for (const { receiptId, left } of offered) {
      await shop.act('matchClientBill', { clientBillId: bill.id, receiptId, amount: left });
    }
    assert.deepEqual((await shop.bill(bill.id)).credits, []);
  });

  test('垫付列入账单；归还后账单结清', async () => {
    const shop = await shopOf();
    const advance = await lend(shop, '300');
    const bill = await shop.confirm(await shop.drawUp());
    assert.deepEqual(told(await shop.lines(bill.id)), [['advance', 'asked', '300.00']]);
    assert.equal(bill.open, yuan('300'));
    await receive(billing, shop.tenant, payer, yuan('300'));
    const repayment = { tenantId: shop.tenant, advanceId: advance, amount: yuan('300') };
    valueOf(await billing.world.as(shop.tenant, (tx) => repayAdvance(tx, repayment)));
    const done = await shop.bill(bill.id);
    assert.deepEqual([done.state, done.open], ['matched', 0]);
  });

  test('客户自有账户的费款代收后仍是客户的钱，多收在下期退回', async () => {
    const shop = await shopOf({ ownRegistrations: 'collected' });
    await enrol(shop);
    await shop.charge('900', { registrationId: shop.own });
    const bill = await shop.confirm(await shop.drawUp());
    assert.equal(bill.amount, yuan('1031.80'));
    assert.deepEqual(await balances(shop), [yuan('31.80'), zeroFen]);
    const receipt = await receive(billing, shop.tenant, payer, bill.amount);
    const match = { clientBillId: bill.id, receiptId: receipt.id, amount: bill.amount };
    await shop.act('matchClientBill', match);
    assert.deepEqual(await balances(shop), [zeroFen, yuan('1000')]);
    await shop.charge('850', { registrationId: shop.own, source: 'officialBill', policyPin: null });
    const next = await shop.confirm(await shop.drawUp(december));
    assert.deepEqual([next.amount, next.state, next.open], [yuan('-18.20'), 'matched', 0]);
    assert.deepEqual(await balances(shop), [zeroFen, yuan('968.20')]);
    const last = await shop.drawUp(payPeriod('2027-01'));
    assert.equal(last.amount, yuan('13.60'), '31.80 服务费与税减去结转 18.20');
    await isSound(shop);
  });

  test('账龄：未到期、30、60、90 天与更久', async () => {
    const shop = await shopOf();
    await shop.charge('900');
    const drawn = await shop.drawUp();
    const wanted = { state: 'estimate', clientId: shop.tenant };
    const { rows } = await shop.act<Output<typeof contract.listClientBills>>(
      'listClientBills',
      wanted,
    );
    const counts = await billing.world.as(shop.tenant, (tx) => countBillsToConfirm(tx));
    const own = counts.find(({ clientId }) => clientId === shop.tenant);
    assert.deepEqual([own?.count, rows.length], [1, 1], '首页的数字等于点进去的行数');
    const bill = await shop.confirm(drawn);
    const bands: [string, string | null][] = [
      ['2026-11-05T01:00:00.000Z', 'notDue'],
      ['2026-12-05T01:00:00.000Z', 'days30'],
      ['2026-12-06T01:00:00.000Z', 'days60'],
      ['2027-02-03T01:00:00.000Z', 'days90'],
      ['2027-02-04T01:00:00.000Z', 'older'],
    ];
    for (const [now, band] of bands) {
      billing.world.clock.set(now);
      assert.equal((await shop.bill(bill.id)).ageing, band, now);
    }
    const listed = await shop.act<Output<typeof contract.listClientBills>>('listClientBills', {
      ageing: 'older',
      clientId: shop.tenant,
    });
    assert.deepEqual(
      listed.rows.map(({ id, daysOverdue }) => [id, daysOverdue]),
      [[bill.id, 91]],
    );
    assert.deepEqual(
      listed.bands.filter(({ billCount }) => billCount > 0),
      [{ band: 'older', open: yuan('1000'), billCount: 1 }],
    );
    billing.world.clock.set('2026-11-23T01:00:00.000Z');
  });
});

describe('异议', () => {
  test('一行一次异议；抵减进入下期；驳回有答复', async () => {
    const shop = await shopOf();
    await enrol(shop);
    await shop.charge('900');
    const bill = await shop.confirm(await shop.drawUp());
    const [principal, fee] = await shop.lines(bill.id);
    const of = (line: Line, more: object) => ({
      clientBillId: bill.id,
      clientBillLineId: line.id,
      ...more,
    });
    const dispute = of(fee!, { reason: '该员工 11 月已转走' });
    assert.equal(
      await shop.refused('settleClientBillDispute', of(fee!, { credit: yuan('10'), answer: '好' })),
      'client_bill.dispute_not_open',
    );
    await shop.act('disputeClientBillLine', dispute);
    assert.equal((await shop.bill(bill.id)).disputedCount, 1);
    assert.equal(await shop.refused('disputeClientBillLine', dispute), 'client_bill.line_disputed');
    const missing = { ...dispute, clientBillLineId: newId() };
    assert.equal(
      await shop.refused('disputeClientBillLine', missing),
      'client_bill.line_not_found',
    );
    const nothing = {
      clientBillId: bill.id,
      clientBillLineId: newId(),
      credit: zeroFen,
      answer: '无',
    };
    assert.equal(
      await shop.refused('settleClientBillDispute', nothing),
      'client_bill.line_not_found',
    );
    assert.equal(
      await shop.refused('settleClientBillDispute', of(fee!, { credit: yuan('31'), answer: '多' })),
      'client_bill.credit_too_large',
    );
    await shop.act('settleClientBillDispute', of(fee!, { credit: yuan('10'), answer: '同意' }));
    await shop.act('disputeClientBillLine', of(principal!, { reason: '偏高' }));
    await shop.act(
      'settleClientBillDispute',
      of(principal!, { credit: zeroFen, answer: '与机构一致' }),
    );
    const next = await shop.drawUp(december);
    assert.deepEqual(told(await shop.lines(next.id, { kind: 'credit' })), [
      ['credit', 'asked', '-10.00'],
    ]);
    const kept = await shop.lines(bill.id, { isDisputed: true });
    assert.deepEqual(
      kept.map(({ dispute: one }) => one!.decision),
      ['kept', 'credited'],
    );
  });

  test('不收取的行没有异议', async () => {
    const shop = await shopOf();
    await shop.charge('900', { registrationId: shop.own });
    const bill = await shop.drawUp();
    const [line] = await shop.lines(bill.id);
    assert.equal(line!.settlement, 'direct');
    const dispute = { clientBillId: bill.id, clientBillLineId: line!.id, reason: '不该' };
    assert.equal(
      await shop.refused('disputeClientBillLine', dispute),
      'client_bill.line_not_asked',
    );
  });
});

describe('文件', () => {
  test('表格各页合计等于账单；PDF 也是', async () => {
    const shop = await shopOf();
    await enrol(shop);
    await shop.charge('900');
    const bill = await shop.drawUp();
    const file = { clientBillId: bill.id, format: 'xlsx' };
    const { body } = await shop.act<{ body: Buffer }>('downloadClientBill', file);
    const content = await buffer(Readable.from([body]));
    for (const sheet of ['汇总', '按成本中心', '按城市', '人员明细']) {
      const rows: SheetRow[] = [];
      const read = await readSheet(content, { sheet }, (row) => void rows.push(row));
      assert.ok(read.ok);
      const total = rows.at(-1)!.cells.map((cell) => cell?.text ?? '');
      assert.equal(total.at(-1), '1031.8', sheet);
    }
    const pdf = await shop.act<{ body: Buffer }>('downloadClientBill', { ...file, format: 'pdf' });
    assert.match(pdfText(pdf.body), /1,031\.80/);
  });

  test('客户人事看不到人员明细，除非条款开通', async () => {
    const shop = await shopOf();
    await shop.charge('900');
    const bill = await shop.drawUp();
    const hr = { tenantId: shop.tenant, permissions: new Set(['client_bill:read']) };
    const ask = async (operation: string, more: object = {}) => {
      const route = [...routes, ...printingRoutes(printer)].find(
        (one) => one.operation.id === operation,
      )!;
      const input = { tenantId: shop.tenant, clientBillId: bill.id, ...more };
      const answer = await billing.world.as(shop.tenant, (tx) => route.run(tx, input as never), hr);
      return answer.ok ? answer.value : answer.failure.code;
    };
    assert.equal(await ask('listClientBillLines'), 'client_bill.lines_hidden');
    assert.equal(await ask('downloadClientBill', { format: 'xlsx' }), 'client_bill.lines_hidden');
    assert.equal(((await ask('getClientBill')) as Bill).showsLines, false);
    const opened = { ...terms, legalEntityId: provider, hrSeesLines: true };
    await shop.act('setClientBillTerms', opened);
    assert.equal(((await ask('getClientBill')) as Bill).showsLines, true);
    const { rows } = (await ask('listClientBillLines')) as { rows: Line[] };
    assert.equal(rows[0]!.employer, yuan('900'));
  });

  test('没有这份账单', async () => {
    const shop = await shopOf();
    const clientBillId = newId();
    assert.equal(await shop.refused('getClientBill', { clientBillId }), 'client_bill.not_found');
    assert.equal(
      await shop.refused('listClientBillLines', { clientBillId }),
      'client_bill.not_found',
    );
    assert.equal(
      await shop.refused('downloadClientBill', { clientBillId, format: 'pdf' }),
      'client_bill.not_found',
    );
  });
});

async function lend(shop: Shop, amount: string): Promise<Id<'adv'>> {
  const { world } = billing;
  const asked = {
    tenantId: shop.tenant,
    payerAccountId: payer,
    amount: yuan(amount),
    reason: '周转',
  };
  const advance = valueOf(await world.as(shop.tenant, (tx) => requestAdvance(tx, asked)));
  const approval = { tenantId: shop.tenant, advanceId: advance.id };
  valueOf(
    await world.as(shop.tenant, (tx) => approveAdvance(tx, approval), testActor(newId<'acc'>())),
  );
  return advance.id;
}
