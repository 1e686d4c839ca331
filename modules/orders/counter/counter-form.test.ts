import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Id, newId, payPeriod } from '@heyi/kernel';
import { createPrinter, type Printer } from '@heyi/platform';
import { pdfText } from '@heyi/platform/testing';
import { createOrdersWorld, type OrdersWorld } from '../testing/orders-world.ts';
import { downloadCounterFormOf } from './download-counter-form.ts';

let made: OrdersWorld;
let printer: Printer;
before(async () => {
  made = await createOrdersWorld();
  printer = createPrinter({ workers: 1 });
});
after(async () => {
  await printer.close();
  await made.close();
});

test('柜台表：北京增加表印出本月走柜台的人，十二人一页；没有表样和没有人各有答复', async () => {
  const shop = await made.shop('柜台');
  await shop.order();
  for (let index = 0; index < 13; index += 1) await shop.enrol(`职工${index}`);
  await made.deliver();
  const downloadCounterForm = downloadCounterFormOf(printer);
  const download = (
    service: 'enrol' | 'stop' | 'transferIn',
    registrationId: Id<'reg'> = shop.social,
    period = payPeriod('2026-11'),
  ) =>
    made.world.as(shop.tenant, (tx) =>
      downloadCounterForm(tx, {
        tenantId: shop.tenant,
        registrationId,
        service,
        period,
      }),
    );
  const codeOf = (result: Awaited<ReturnType<typeof download>>) =>
    result.ok ? 'ok' : result.failure.code;
  assert.equal(codeOf(await download('enrol')), 'counter_form.nobody');
  assert.equal(codeOf(await download('transferIn')), 'counter_form.unknown');
  assert.equal(codeOf(await download('enrol', newId<'reg'>())), 'registration.not_found');
  for (const operation of ['takeOrderLines', 'setOrderChannel']) {
    const lines = (await shop.lines()).map(({ id, version }) => ({ id, version }));
    const answer = await made.act(shop.tenant, operation, { lines, channel: 'counter' });
    assert.ok(typeof answer !== 'string');
  }
  const printed = await download('enrol');
  assert.ok(printed.ok);
  assert.equal(printed.value.name, '北京市社会保险参保人员增加表_2026-11.pdf');
  const text = pdfText(printed.value.body);
  for (const words of [
    '北京市社会保险参保人员增加表',
    '柜台有限公司',
    '职工12',
    '9000.00',
    '2026-11-01',
  ]) {
    assert.ok(text.replaceAll(/\s/g, '').includes(words), words);
  }

  await shop.leaver('离职的人');
  await made.deliver();
  const [stop] = (await shop.lines()).filter(({ service }) => service === 'stop');
  for (const operation of ['takeOrderLines', 'setOrderChannel']) {
    const { id, version } = await shop.line(stop!.id);
    const lines = [{ id, version }];
    const answer = await made.act(shop.tenant, operation, { lines, channel: 'counter' });
    assert.ok(typeof answer !== 'string');
  }
  const reduced = await download('stop', shop.social, payPeriod('2026-12'));
  assert.ok(reduced.ok, JSON.stringify(reduced));
  const told = pdfText(reduced.value.body).replaceAll(/\s/g, '');
  for (const words of ['北京市社会保险参保人员减少表', '离职的人', '09个人辞职']) {
    assert.ok(told.includes(words), words);
  }
});
