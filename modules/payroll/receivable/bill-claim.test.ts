import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listeners as billingListeners, routes as billingRoutes } from '@heyi/billing';
import type { clientBillContract, Output, payrollContract } from '@heyi/contract';
import { type NewLine, recordContributionLines, routes as insuranceRoutes } from '@heyi/insurance';
import { formatYuan, type Id, payPeriod, plainDate, yuan, zeroFen } from '@heyi/kernel';
import { balanceOf, verifyLedger } from '@heyi/ledger';
import { endEmployment } from '@heyi/people';
import { valueOf } from '@heyi/people/testing';
import { deliverEvents, type Route } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { listeners, routes } from '../index.ts';
import {
  castRunClient,
  castWorker,
  openWorld,
  type RunClient,
  type Worker,
} from '../testing/run-world.ts';

type Line = Output<typeof clientBillContract.listClientBillLines>['rows'][number];
type Receivable = Output<typeof payrollContract.listReceivables>['rows'][number];

let world: TestHost;
let client: RunClient;
let leaver: Worker;
before(async () => {
  world = await openWorld('2026-11-23T01:00:00.000Z');
  client = await castRunClient(world, '离职差额', 'dispatch');
  leaver = await castWorker(world, client, { base: null });
});
after(() => world.close());

const served: readonly Route[] = [...routes, ...billingRoutes, ...insuranceRoutes];
const months = ['2026-09', '2026-10', '2026-11', '2026-12'].map((one) => payPeriod(one));

async function act<T>(operation: string, input: object = {}): Promise<T> {
  const { tenantId } = client;
  const route = served.find((one) => one.operation.id === operation)!;
  const answer = await world.as(tenantId, (tx) => route.run(tx, { tenantId, ...input } as never));
  assert.ok(answer.ok, answer.ok ? '' : `${operation}: ${answer.failure.code}`);
  return answer.value as T;
}

/** What the agency charges for September, as it is known now. */
async function charge(employer: string, employee: string, source: NewLine['source']) {
  const line: NewLine = {
    employmentId: leaver.employmentId,
    registrationId: client.registrations.socialInsurance,
    kind: 'pension',
    period: months[0]!,
    billPeriod: months[0]!,
    type: 'regular',
    source,
    base: yuan('9000'),
    employer: yuan(employer),
    employee: yuan(employee),
    lateFee: zeroFen,
    provisional: false,
    policyPin: source === 'estimate' ? 'cn@1' : null,
    evidenceFileId: null,
    differenceRunId: null,
  };
  await world.as(client.tenantId, (tx) => recordContributionLines(tx, [line]));
}

async function bill(period: (typeof months)[number]): Promise<Line[]> {
  const { id: clientBillId } = await act<{ id: Id<'cbl'> }>('drawUpClientBill', { period });
  const { hash } = await act<{ hash: string }>('getClientBill', { clientBillId });
  await act('confirmClientBill', { clientBillId, hash });
  await deliverEvents(world.host, [...billingListeners, ...listeners]);
  return (await act<{ rows: Line[] }>('listClientBillLines', { clientBillId })).rows;
}

const told = (lines: readonly Line[]) =>
  lines.map(({ kind, settlement, amount }) => [kind, settlement, formatYuan(amount)]);

const owed = () =>
  world.as(client.tenantId, async (tx) => {
    const { entityId: legalEntityId } = client;
    const [receivable, due] = await balanceOf(tx, [
      { kind: 'personalReceivable', legalEntityId, personId: leaver.personId },
      { kind: 'clientDue', legalEntityId },
    ]);
    return [receivable!.balance, due!.balance];
  });

test('离职后的差额按方案向本人收：成为个人欠款；结清后由客户承担，账目平', async () => {
  const { tenantId, entityId, registrations } = client;
  await act('setClientBillTerms', {
    fromPeriod: payPeriod('2026-01'),
    legalEntityId: entityId,
    collection: 'prepaid',
    prepaidDay: 5,
    postpaidDays: 10,
    ownRegistrations: 'direct',
    tax: null,
    disabledFund: [],
  });
  await act('setInsuranceScheme', {
    insuranceEntityId: entityId,
    cityCode: '110000',
    socialInsuranceId: registrations.socialInsurance,
    medicalId: null,
    housingFundId: null,
    insuranceBaseRule: 'floor',
    insuranceBase: null,
    fundBaseRule: 'floor',
    fundBase: null,
    fundRate: null,
    joinUntilDay: 31,
    leaveUntilDay: 0,
    leaverDifferences: 'person',
  });
  await charge('1440', '720', 'estimate');
  assert.deepEqual(told(await bill(months[0]!)), [['principal', 'asked', '2160.00']]);
  const left = { tenantId, employmentId: leaver.employmentId, endsOn: plainDate('2026-09-30') };
  valueOf(
    await world.as(tenantId, (tx) => endEmployment(tx, { ...left, leavingReason: 'resignation' })),
  );
  await charge('1497.66', '742.68', 'officialBill');
  assert.deepEqual(told(await bill(months[1]!)), [
    ['previousDifference', 'asked', '57.66'],
    ['previousDifference', 'person', '22.68'],
  ]);
  const [claim] = (await act<{ rows: Receivable[] }>('listReceivables')).rows;
  assert.deepEqual(
    [claim!.employmentId, claim!.runId, claim!.wageMonth, claim!.open, claim!.state],
    [leaver.employmentId, null, months[1], yuan('22.68'), 'open'],
  );
  assert.ok(claim!.clientBillId);
  assert.deepEqual(await owed(), [yuan('22.68'), yuan('2217.66')]);
  assert.deepEqual(await bill(months[2]!), [], '本人还没有还，客户不收；也不再向本人收一次');

  const settling = { receivableId: claim!.id, amount: yuan('22.68'), reason: '已收回' };
  await act('settleReceivable', { ...settling, how: 'paidBack' });
  await deliverEvents(world.host, billingListeners);
  assert.deepEqual(await owed(), [0, yuan('2240.34')]);
  const lines = await bill(months[3]!);
  assert.deepEqual(told(lines), [['previousDifference', 'asked', '22.68']]);
  assert.equal(lines[0]!.source.billId, claim!.clientBillId);
  assert.deepEqual(await owed(), [0, yuan('2240.34')], '账上已有，账单不再记一次');
  const sound = await world.as(tenantId, (tx) => verifyLedger(tx, { tenantId }));
  assert.deepEqual(valueOf(sound).differences, []);
});
