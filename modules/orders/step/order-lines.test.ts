import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  evidenceContract as evidence,
  ordersContract as contract,
  Output,
} from '@heyi/contract';
import { planDay } from '@heyi/insurance';
import { addDays, formatId, type Id, newId, payPeriod, plainDate } from '@heyi/kernel';
import { askPapers, postMessage } from '@heyi/messages';
import { creditCode } from '@heyi/people/testing';
import { publish, type Transaction } from '@heyi/platform';
import { countWaitingLines, type WaitingLines, waitingLines } from '../line/count-waiting-lines.ts';
import type { LineView } from '../line/line.ts';
import { settleLines } from '../line/settle-lines.ts';
import {
  createOrdersWorld,
  monday,
  type OrderShop,
  type OrdersWorld,
  type Specialist,
} from '../testing/orders-world.ts';
import { watchLines } from '../watch/watch-lines.ts';
import { submitOrderLines } from './submit-order-lines.ts';

type Outcomes = Output<typeof contract.takeOrderLines>;
type Detail = Output<typeof contract.getOrderLine>;

let made: OrdersWorld;
before(async () => {
  made = await createOrdersWorld();
});
after(() => made.close());

/** One step of lines as they are now; each outcome in words. */
async function step(
  shop: OrderShop,
  operation: string,
  lines: readonly LineView[],
  input: object = {},
  by: Specialist = made.wang,
): Promise<string[] | string> {
  const refs = lines.map(({ id, version }) => ({ id, version }));
  const answer = await made.act<Outcomes>(shop.tenant, operation, { lines: refs, ...input }, by);
  if (typeof answer === 'string') return answer;
  return answer.rows.map(({ refusal, state }) => refusal ?? state);
}

const detailOf = async (shop: OrderShop, orderLineId: Id<'orl'>): Promise<Detail> => {
  const found = await made.act<Detail>(shop.tenant, 'getOrderLine', { orderLineId });
  assert.ok(typeof found !== 'string', JSON.stringify(found));
  return found;
};

async function papersOf(shop: OrderShop, id: Id<'orl'>) {
  const subject = { subjectKind: 'orderLine', subjectId: formatId('orl', id) };
  const found = await made.act<Output<typeof evidence.listSubjectEvidence>>(
    shop.tenant,
    'listSubjectEvidence',
    subject,
  );
  assert.ok(typeof found !== 'string');
  return found;
}

/** A joiner of a client with an order, as a line that 王芳 has taken. */
async function takenLine(name: string): Promise<{ shop: OrderShop; line: LineView }> {
  const shop = await made.shop(name);
  await shop.order();
  await shop.enrol();
  await made.deliver();
  const [line] = await shop.lines();
  assert.deepEqual(await step(shop, 'takeOrderLines', [line!]), ['inProgress']);
  return { shop, line: await shop.line(line!.id) };
}

describe('人员变动生成订单行', () => {
  test('增员任务成为待接单的行，截止日照任务；再来一次消息不重复', async () => {
    const shop = await made.shop('生成');
    await shop.order();
    await shop.enrol('欧阳䶮');
    await made.deliver();
    const [line] = await shop.lines();
    assert.deepEqual(
      [line!.service, line!.state, line!.personName, line!.period, line!.source],
      ['enrol', 'pendingAcceptance', '欧阳䶮', '2026-11', 'event'],
    );
    assert.deepEqual([line!.officialCutoff, line!.workdaysLeft], ['2026-11-25', 3]);
    await shop.enrol('马赫木提·买买提');
    await made.deliver();
    assert.equal((await shop.lines()).length, 2);
    const { history } = await detailOf(shop, line!.id);
    assert.deepEqual(
      history.map(({ action, toState }) => [action, toState]),
      [['open', 'pendingAcceptance']],
    );
  });

  test('没有服务订单时任务没有行，看板说出来；订单一生效就补上', async () => {
    const shop = await made.shop('补上');
    await shop.enrol();
    await made.deliver();
    assert.deepEqual(await shop.lines(), []);
    const board = async () => {
      const found = await made.act<Output<typeof contract.getOrderBoard>>(
        shop.tenant,
        'getOrderBoard',
        { clientId: shop.tenant },
      );
      assert.ok(typeof found !== 'string');
      return found;
    };
    assert.deepEqual(
      (await board()).uncovered.map(({ item, count }) => [item, count]),
      [['socialInsurance', 1]],
    );
    await shop.order();
    const covered = await board();
    assert.deepEqual(covered.uncovered, []);
    assert.deepEqual(
      covered.cells.map(({ state, bucket, count, unassigned }) => [
        state,
        bucket,
        count,
        unassigned,
      ]),
      [['pendingAcceptance', 'soon', 1, 1]],
    );
    assert.deepEqual(covered.days, [{ day: '2026-11-25', count: 1, provisional: true }]);
    assert.deepEqual(covered.cities, [{ cityCode: '110000', open: 1, due: 1, overdue: 0 }]);
  });
});

describe('提交与补充', () => {
  const ask = (shop: OrderShop, employmentIds: Id<'emp'>[], changed: object = {}) =>
    made.act<{ rows: LineView[] }>(shop.tenant, 'createOrderLines', {
      service: 'housingFundLoan',
      period: payPeriod('2026-11'),
      employmentIds,
      source: 'form',
      note: '首套房',
      ...changed,
    });

  test('客户HR提交公积金贷款；拒绝的各有原因', async () => {
    const shop = await made.shop('提交');
    const person = await shop.join('阿卜杜拉');
    assert.equal(await ask(shop, [person]), 'service_order.none');
    await shop.order();
    const asked = await ask(shop, [person]);
    assert.ok(typeof asked !== 'string', JSON.stringify(asked));
    const [line] = asked.rows;
    assert.deepEqual(
      [line!.item, line!.state, line!.submittedBy, line!.note, line!.officialCutoff],
      ['housingFundBusiness', 'pendingAcceptance', '王芳', '首套房', null],
    );
    assert.equal(await ask(shop, [person]), 'order_line.open_already');
    assert.equal(await ask(shop, [newId<'emp'>()]), 'employment.not_found');
    assert.equal(await ask(shop, [person], { source: 'scan' }), 'order_line.original_missing');
    const other = { source: 'mail', originalId: newId(), period: payPeriod('2026-12') };
    assert.equal(await ask(shop, [person], other), 'evidence.not_found');
  });

  for (const [source, title] of [
    ['scan', '扫描件'],
    ['mail', '邮件'],
  ] as const) {
    test(`按${title}录入：原件绑定到每一行，原件不证明办成`, async () => {
      const shop = await made.shop(title);
      await shop.order();
      const people = [await shop.join('甲'), await shop.join('乙')];
      const originalId = await shop.paper('requestOriginal');
      const asked = await ask(shop, people, { source, originalId, service: 'certificate' });
      assert.ok(typeof asked !== 'string', JSON.stringify(asked));
      assert.deepEqual(
        asked.rows.map((line) => line.source),
        [source, source],
      );
      for (const { id } of asked.rows) {
        const bound = await papersOf(shop, id);
        assert.deepEqual(
          bound.rows.map((paper) => [paper.id, paper.kind]),
          [[originalId, 'requestOriginal']],
        );
        assert.deepEqual(bound.proofs, []);
      }
    });
  }
});

describe('办理一行', () => {
  test('两名专员同接一行：后来的被拒绝并知道在谁手里', async () => {
    const shop = await made.shop('同接');
    await shop.order();
    await shop.enrol();
    await made.deliver();
    const [line] = await shop.lines();
    const take = (by: Specialist) =>
      made.act<Outcomes>(
        shop.tenant,
        'takeOrderLines',
        { lines: [{ id: line!.id, version: line!.version }] },
        by,
      );
    const answers = await Promise.all([take(made.wang), take(made.li)]);
    const rows = answers.map((answer) => {
      assert.ok(typeof answer !== 'string');
      return answer.rows[0]!;
    });
    const winner = rows.findIndex(({ refusal }) => refusal === null);
    const loser = rows[1 - winner]!;
    assert.equal(loser.refusal, 'order_line.changed');
    assert.equal(loser.detail, [made.wang.name, made.li.name][winner]);
    const now = await shop.line(line!.id);
    const other = winner === 0 ? made.li : made.wang;
    assert.deepEqual(await step(shop, 'submitOrderLines', [now], {}, other), [
      'order_line.held_by_other',
    ]);
    assert.equal(
      await step(shop, 'takeOrderLines', [{ ...now, id: newId() }]),
      'order_line.not_found',
    );
  });

  test('提交 → 没有凭证不算成功 → 绑定回执 → 官方成功 → 结算；每步留痕', async () => {
    const { shop, line } = await takenLine('成功');
    assert.deepEqual(await step(shop, 'submitOrderLines', [line], { officialNumber: '京-1' }), [
      'submitted',
    ]);
    const result = async (input: object) =>
      step(shop, 'recordOrderResult', [await shop.line(line.id)], input);
    assert.deepEqual(await result({}), ['order_line.not_proven']);
    const screenshot = await shop.paper('requestOriginal');
    assert.deepEqual(await result({ evidenceId: screenshot }), ['order_line.not_proven']);
    assert.equal(await result({ evidenceId: newId() }), 'evidence.not_found');
    const evidenceId = await shop.paper('enrolmentReceipt');
    assert.deepEqual(await result({ evidenceId }), ['officialSucceeded']);
    const done = await detailOf(shop, line.id);
    assert.deepEqual([done.line.isProven, done.line.officialNumber], [true, '京-1']);
    assert.deepEqual(
      done.submissions.map(({ attempt, state }) => [attempt, state]),
      [[1, 'succeeded']],
    );
    assert.deepEqual(
      done.history.map(({ action }) => action),
      ['open', 'take', 'submit', 'succeed'],
    );
    const settled = await made.world.as(shop.tenant, (tx) => settleLines(tx, [line.id]));
    assert.deepEqual(settled, [line.id]);
    assert.equal((await shop.line(line.id)).state, 'settled');
  });

  test('数据库自己拒绝没有凭证的成功，也拒绝编造的凭证', async () => {
    const { shop, line } = await takenLine('数据库');
    await step(shop, 'submitOrderLines', [line]);
    const force = (proof: string | null) =>
      made.world.as(
        shop.tenant,
        (tx) => tx.sql`
          update orders.line set state = 'officialSucceeded', proof_id = ${proof}
           where tenant_id = ${shop.tenant} and id = ${line.id}`,
      );
    await assert.rejects(force(null), /line_done_is_proven/);
    await assert.rejects(force(newId()), /foreign key/);
  });

  test('撤回凭证：已成功的行回到已提交，再绑定后重新成功', async () => {
    const { shop, line } = await takenLine('撤回');
    await step(shop, 'submitOrderLines', [line]);
    const evidenceId = await shop.paper('enrolmentReceipt');
    await step(shop, 'recordOrderResult', [await shop.line(line.id)], { evidenceId });
    const bindingId = (await papersOf(shop, line.id)).rows[0]!.bindings[0]!.id;
    const revoked = { bindingId, reason: '不是本人' };
    assert.ok(typeof (await made.act(shop.tenant, 'revokeEvidence', revoked)) !== 'string');
    await made.deliver();
    const back = await shop.line(line.id);
    assert.deepEqual([back.state, back.isProven], ['submitted', false]);
    const again = await shop.paper('insuredCertificate');
    assert.deepEqual(await step(shop, 'recordOrderResult', [back], { evidenceId: again }), [
      'officialSucceeded',
    ]);
  });

  test('官方失败写明原因 → 重新办理 → 再提交是第二次', async () => {
    const { shop, line } = await takenLine('失败');
    await step(shop, 'submitOrderLines', [line]);
    const words = '已在其他单位参保未停保';
    const failure = { failureCode: 'insuredElsewhere', words };
    assert.deepEqual(await step(shop, 'failOrderLines', [await shop.line(line.id)], failure), [
      'officialFailed',
    ]);
    const failed = await shop.line(line.id);
    assert.deepEqual([failed.failureCode, failed.reason], ['insuredElsewhere', words]);
    assert.deepEqual(await step(shop, 'submitOrderLines', [failed]), ['order_line.state_wrong']);
    assert.deepEqual(await step(shop, 'reopenOrderLines', [failed], { note: '原单位已停保' }), [
      'inProgress',
    ]);
    assert.deepEqual(await step(shop, 'submitOrderLines', [await shop.line(line.id)]), [
      'submitted',
    ]);
    const { submissions } = await detailOf(shop, line.id);
    assert.deepEqual(
      submissions.map(({ attempt, state }) => [attempt, state]),
      [
        [1, 'refused'],
        [2, 'sent'],
      ],
    );
    assert.equal(new Set(submissions.map(({ reference }) => reference)).size, 2);
  });

  test('打回、补充后回到待接单；客户取消', async () => {
    const { shop, line } = await takenLine('打回');
    const reason = '身份证照片看不清';
    assert.deepEqual(await step(shop, 'sendBackOrderLines', [line], { reason }), ['sentBack']);
    const back = await shop.line(line.id);
    assert.equal(back.reason, reason);
    const hr = { ...made.li };
    assert.deepEqual(await step(shop, 'answerOrderLines', [back], { words: '已重新拍照' }, hr), [
      'pendingAcceptance',
    ]);
    const cancel = { reason: '员工未报到' };
    assert.deepEqual(await step(shop, 'cancelOrderLines', [await shop.line(line.id)], cancel, hr), [
      'cancelled',
    ]);
    await made.deliver();
    assert.deepEqual(
      (await shop.lines()).map(({ state }) => state),
      ['cancelled'],
    );
  });

  test('交接给同事带说明；分派按城市与技能，没人会的不分派', async () => {
    const { shop, line } = await takenLine('交接');
    const { houseId } = made.world.host;
    const note = '客户要求月底前办完';
    const toLi = { toId: made.li.id, note };
    assert.deepEqual(await step(shop, 'handOverOrderLines', [line], { ...toLi, toId: newId() }), [
      'order_line.assignee_unfit',
    ]);
    assert.deepEqual(await step(shop, 'handOverOrderLines', [line], toLi), ['inProgress']);
    const given = await shop.line(line.id);
    assert.equal(given.assigneeName, '李慧');
    const { history } = await detailOf(shop, line.id);
    assert.deepEqual([history.at(-1)!.action, history.at(-1)!.words], ['handOver', note]);
    const assign = async (input: object = {}) =>
      step(shop, 'assignOrderLines', [await shop.line(line.id)], input);
    assert.deepEqual(await assign(), ['order_line.nobody_skilled']);
    const skills = [{ cityCode: '110000', item: 'socialInsurance' }];
    const put = (accountId: string) =>
      made.act<{ rows: unknown[] }>(houseId, 'putOrderSkills', { accountId, skills });
    assert.equal(await put(newId()), 'account.not_found');
    assert.ok(typeof (await put(made.wang.id)) !== 'string');
    assert.deepEqual(await assign(), ['inProgress']);
    assert.equal((await shop.line(line.id)).assigneeName, '王芳');
    assert.deepEqual(await assign({ assigneeId: made.li.id }), ['inProgress']);
    assert.deepEqual(await assign({ assigneeId: newId() }), ['order_line.assignee_unfit']);
    const colleagues = await made.act<Output<typeof contract.listOrderColleagues>>(
      shop.tenant,
      'listOrderColleagues',
      {},
    );
    assert.ok(typeof colleagues !== 'string');
    const li = colleagues.rows.find(({ id }) => id === made.li.id);
    assert.deepEqual([li!.open, li!.skills], [1, []]);
    const listed = await made.act<Output<typeof contract.listOrderSkills>>(
      houseId,
      'listOrderSkills',
      {},
    );
    assert.ok(typeof listed !== 'string');
    assert.ok(listed.rows.some((row) => row.accountId === made.wang.id && row.skills.length === 1));
  });

  test('按技能分派：会别的城市、别的事项的不算；都会的给手里少的，一批里轮着来', async () => {
    const shop = await made.shop('轮着来');
    await shop.order();
    for (const name of ['甲', '乙', '丙', '丁']) await shop.enrol(name);
    await made.deliver();
    const { houseId } = made.world.host;
    const put = async (who: Specialist, cityCode: string, item: string) => {
      const skills = [{ cityCode, item }];
      const kept = await made.act(houseId, 'putOrderSkills', { accountId: who.id, skills });
      assert.ok(typeof kept !== 'string', String(kept));
    };
    const held = async () => {
      const names = (await shop.lines()).map(({ assigneeName }) => assigneeName);
      return ['王芳', '李慧'].map((one) => names.filter((name) => name === one).length);
    };
    await put(made.wang, '310000', 'socialInsurance');
    await put(made.li, '110000', 'housingFund');
    const [first, ...others] = await shop.lines();
    assert.deepEqual(await step(shop, 'assignOrderLines', [first!]), ['order_line.nobody_skilled']);
    await put(made.wang, '110000', 'socialInsurance');
    await step(shop, 'assignOrderLines', [first!]);
    assert.deepEqual(await held(), [1, 0]);
    await put(made.li, '110000', 'socialInsurance');
    await step(shop, 'assignOrderLines', others);
    assert.deepEqual(await held(), [2, 2]);
  });

  test('一份名单证明许多行：各有各的结果', async () => {
    const shop = await made.shop('名单');
    await shop.order();
    for (const name of ['甲', '乙', '丙']) await shop.enrol(name);
    await made.deliver();
    assert.deepEqual(await step(shop, 'takeOrderLines', await shop.lines()), [
      'inProgress',
      'inProgress',
      'inProgress',
    ]);
    const [first, ...others] = await shop.lines();
    await step(shop, 'submitOrderLines', others);
    const evidenceId = await shop.paper('enrolmentReceipt');
    const answer = await made.act<Outcomes>(shop.tenant, 'recordOrderResult', {
      lines: (await shop.lines()).map(({ id, version }) => ({ id, version })),
      evidenceId,
    });
    assert.ok(typeof answer !== 'string');
    for (const row of answer.rows) {
      const expected = row.id === first!.id ? 'order_line.state_wrong' : null;
      assert.equal(row.refusal, expected);
    }
  });
});

describe('一次办许多行', () => {
  const count = 200;
  const refs = (lines: readonly LineView[]) => lines.map(({ id, version }) => ({ id, version }));

  /** Statements of one operation, whatever the number of its lines. */
  async function statementsOf(shop: OrderShop, lines: readonly LineView[]): Promise<number> {
    let statements = 0;
    const answer = await made.world.as(
      shop.tenant,
      (tx) => {
        const sql = ((...parts: Parameters<Transaction['sql']>) => {
          statements += 1;
          return tx.sql(...parts);
        }) as Transaction['sql'];
        return submitOrderLines({ ...tx, sql }, { tenantId: shop.tenant, lines: refs(lines) });
      },
      made.wang.actor,
    );
    assert.ok(answer.ok && answer.value.rows.every(({ refusal }) => refusal === null));
    return statements;
  }

  test('两百行接单、提交、登记成功：各是一次操作，每行有结果；语句条数与行数无关', async () => {
    const shop = await made.shop('两百行');
    await shop.order();
    for (let index = 0; index < count; index += 1) await shop.enrol();
    await made.deliver();
    const taken = await step(shop, 'takeOrderLines', await shop.lines());
    assert.deepEqual([taken.length, new Set(taken).size], [count, 1]);
    const [first, ...others] = await shop.lines();
    const one = await statementsOf(shop, [first!]);
    assert.equal(await statementsOf(shop, others), one);
    const evidenceId = await shop.paper('enrolmentReceipt');
    const done = await step(shop, 'recordOrderResult', await shop.lines(), { evidenceId });
    assert.deepEqual([done.length, [...new Set(done)]], [count, ['officialSucceeded']]);
    const again = await step(shop, 'recordOrderResult', await shop.lines(), { evidenceId });
    assert.deepEqual([...new Set(again)], ['order_line.state_wrong'], '再来一次什么都不重做');
  });

  test('两名专员同时提交同一批：每行只有一个人成，另一个人逐行被拒绝', async () => {
    const shop = await made.shop('同批');
    await shop.order();
    for (const name of ['甲', '乙', '丙', '丁']) await shop.enrol(name);
    await made.deliver();
    const lines = await shop.lines();
    const take = (by: Specialist, some: readonly LineView[]) =>
      made.act<Outcomes>(shop.tenant, 'takeOrderLines', { lines: refs(some) }, by);
    const answers = await Promise.all([
      take(made.wang, lines.slice(0, 3)),
      take(made.li, lines.slice(1).toReversed()),
    ]);
    const rows = answers.flatMap((answer) => {
      assert.ok(typeof answer !== 'string');
      return answer.rows;
    });
    for (const { id } of lines) {
      const mine = rows.filter((row) => row.id === id);
      assert.equal(mine.filter(({ refusal }) => refusal === null).length, 1);
      for (const { refusal } of mine) assert.ok([null, 'order_line.changed'].includes(refusal));
    }
    assert.ok((await shop.lines()).every(({ version }) => version === 2));
  });
});

describe('首页与清单', () => {
  test('逾期、将截止、打回：首页的数字等于点进去的行数', async () => {
    const shop = await made.shop('首页');
    await shop.order();
    for (const name of ['甲', '乙', '丙']) await shop.enrol(name);
    await made.deliver();
    const listed = async (kind: WaitingLines) => {
      const wanted = { ...waitingLines[kind], clientId: shop.tenant };
      const answer = await made.act<Output<typeof contract.listOrderLines>>(
        shop.tenant,
        'listOrderLines',
        wanted,
      );
      assert.ok(typeof answer !== 'string');
      const counts = await made.world.as(shop.tenant, (tx) => countWaitingLines(tx, kind));
      const own = counts.find(({ clientId }) => clientId === shop.tenant)?.count ?? 0;
      assert.deepEqual([own, answer.total], [answer.rows.length, answer.rows.length]);
      return answer.rows.length;
    };
    const all = async () => [
      await listed('linesOverdue'),
      await listed('linesNear'),
      await listed('linesSentBack'),
    ];
    assert.deepEqual(await all(), [0, 3, 0]);
    await step(shop, 'takeOrderLines', await shop.lines());
    const [one, two] = await shop.lines();
    await step(shop, 'sendBackOrderLines', [one!], { reason: '缺身份证' });
    await step(shop, 'submitOrderLines', [two!]);
    assert.deepEqual(await all(), [0, 2, 1], '已提交官方的不再会错过截止日');
    try {
      made.world.clock.set('2026-11-26T01:00:00.000Z');
      assert.deepEqual(await all(), [2, 0, 1]);
    } finally {
      made.world.clock.set(monday);
    }
  });
});

describe('材料', () => {
  test('行结算或取消后会话办结；专员再写消息又打开', async () => {
    const { shop, line } = await takenLine('会话办结');
    const opened = await made.act<{ threadId: Id<'thr'> }>(shop.tenant, 'openOrderThread', {
      orderLineId: line.id,
    });
    assert.ok(typeof opened !== 'string');
    const { threadId } = opened;
    const closedAt = async () => {
      const [row] = await made.world.as(
        shop.tenant,
        (tx) => tx.sql<{ closedAt: string | null }>`
          select closed_at as "closedAt" from messages.thread
           where tenant_id = ${tx.tenantId} and id = ${threadId}`,
      );
      return row!.closedAt;
    };
    await step(shop, 'submitOrderLines', [line]);
    const evidenceId = await shop.paper('enrolmentReceipt');
    await step(shop, 'recordOrderResult', [await shop.line(line.id)], { evidenceId });
    await made.deliver();
    assert.equal(await closedAt(), null, '办成了还没结算');
    await made.world.as(shop.tenant, (tx) => settleLines(tx, [line.id]));
    await made.deliver();
    assert.equal(await closedAt(), monday);
    const text = '补充一点';
    const posted = await made.world.as(shop.tenant, (tx) => postMessage(tx, { threadId, text }));
    assert.ok(posted.ok);
    assert.equal(await closedAt(), null);
  });

  test('会话里索要材料即为待资料；再打开是同一个会话', async () => {
    const { shop, line } = await takenLine('材料');
    const open = async () => {
      const opened = await made.act<{ threadId: Id<'thr'> }>(shop.tenant, 'openOrderThread', {
        orderLineId: line.id,
      });
      assert.ok(typeof opened !== 'string');
      return opened.threadId;
    };
    const threadId = await open();
    assert.equal(await open(), threadId);
    const asked = await made.world.as(shop.tenant, (tx) =>
      askPapers(tx, { threadId, from: 'employee', papers: [{ name: '购房合同' }] }),
    );
    assert.ok(asked.ok);
    await made.deliver();
    assert.equal((await shop.line(line.id)).state, 'pendingPapers');
    assert.deepEqual(await step(shop, 'submitOrderLines', [await shop.line(line.id)]), [
      'order_line.state_wrong',
    ]);
    const missing = { orderLineId: newId() };
    assert.equal(await made.act(shop.tenant, 'openOrderThread', missing), 'order_line.not_found');
    await made.world.as(shop.tenant, (tx) =>
      publish(tx, {
        type: 'papers.accepted',
        payload: { threadId, subjectKind: 'orderLine', subjectId: line.id },
      }),
    );
    await made.deliver();
    assert.equal((await shop.line(line.id)).state, 'inProgress');
  });
});

describe('截止日', () => {
  test('临近提醒一次、最后一天上报运营；过了截止日移到下月并写明原因，不悄悄提交', async () => {
    const { shop, line } = await takenLine('截止');
    try {
      await watchLines(made.world.host);
      assert.deepEqual(
        [(await shop.line(line.id)).isWarned, (await shop.line(line.id)).isEscalated],
        [true, false],
      );
      const { version } = await shop.line(line.id);
      await watchLines(made.world.host);
      assert.equal((await shop.line(line.id)).version, version);
      made.world.clock.set('2026-11-25T01:00:00.000Z');
      await watchLines(made.world.host);
      assert.equal((await shop.line(line.id)).isEscalated, true);
      made.world.clock.set('2026-11-26T01:00:00.000Z');
      assert.deepEqual(await step(shop, 'submitOrderLines', [await shop.line(line.id)]), [
        'order_line.cutoff_passed',
      ]);
      await planDay(made.world.host);
      await made.deliver();
      const moved = await shop.line(line.id);
      assert.deepEqual(
        [moved.period, moved.askedPeriod, moved.movedReason, moved.officialCutoff, moved.isWarned],
        ['2026-12', '2026-11', 'cutoffPassed', '2026-12-25', false],
      );
      assert.deepEqual(await step(shop, 'submitOrderLines', [moved]), ['submitted']);
    } finally {
      made.world.clock.set(monday);
    }
  });
});

describe('渠道', () => {
  test('供应商：派单 → 接单之前不能提交 → 接单（不能再接）→ 提交 → 反馈', async () => {
    const { shop, line } = await takenLine('派单');
    const created = await made.act<{ id: Id<'sup'> }>(made.world.host.houseId, 'createSupplier', {
      name: '京安人力资源有限公司',
      shortName: '京安',
      uscc: creditCode(7100),
      cityCodes: ['110000'],
      answerDays: 1,
      prices: [],
    });
    assert.ok(typeof created !== 'string');
    const supplierId = created.id;
    const now = async () => [await shop.line(line.id)];
    assert.equal(
      await step(shop, 'dispatchOrderLines', [line], { supplierId: newId() }),
      'supplier.not_found',
    );
    assert.deepEqual(await step(shop, 'dispatchOrderLines', [line], { supplierId }), [
      'inProgress',
    ]);
    assert.deepEqual(await step(shop, 'submitOrderLines', await now()), [
      'order_line.supplier_not_accepted',
    ]);
    const answer = async (input: object) => step(shop, 'recordSupplierAnswer', await now(), input);
    assert.equal(await answer({ answer: 'declined' }), 'order_line.words_missing');
    assert.deepEqual(await answer({ answer: 'declined', words: '本月已满' }), ['inProgress']);
    const dispatched = async () => (await shop.line(line.id)).dispatchState;
    assert.equal(await dispatched(), null);
    assert.deepEqual(await answer({ answer: 'accepted' }), ['order_line.not_dispatched']);
    await step(shop, 'dispatchOrderLines', await now(), { supplierId, note: '加急' });
    assert.equal(await dispatched(), 'asked');
    assert.deepEqual(await answer({ answer: 'accepted' }), ['inProgress']);
    assert.equal(await dispatched(), 'accepted');
    assert.deepEqual(await answer({ answer: 'accepted' }), ['order_line.supplier_accepted']);
    assert.deepEqual(await step(shop, 'submitOrderLines', await now()), ['submitted']);
    const evidenceId = await shop.paper('enrolmentReceipt');
    assert.deepEqual(await step(shop, 'recordOrderResult', await now(), { evidenceId }), [
      'officialSucceeded',
    ]);
    const { dispatches } = await detailOf(shop, line.id);
    assert.deepEqual(
      dispatches.map(({ state, dueOn, supplierName }) => [state, dueOn, supplierName]),
      [
        ['declined', '2026-11-24', '京安'],
        ['fedBack', '2026-11-24', '京安'],
      ],
    );
  });

  test('柜台：预约与快递单号；换渠道；没有官网接口的城市不能用机器人', async () => {
    const { shop, line } = await takenLine('柜台');
    const now = async () => [await shop.line(line.id)];
    const visit = { appointmentOn: plainDate('2026-11-24'), courierNumber: 'SF1234567890' };
    assert.deepEqual(await step(shop, 'bookCounterVisit', await now(), visit), [
      'order_line.channel_wrong',
    ]);
    await step(shop, 'setOrderChannel', await now(), { channel: 'counter' });
    const past = { ...visit, appointmentOn: plainDate('2026-11-20') };
    assert.equal(
      await step(shop, 'bookCounterVisit', await now(), past),
      'order_line.appointment_passed',
    );
    assert.deepEqual(await step(shop, 'bookCounterVisit', await now(), visit), ['inProgress']);
    const booked = await shop.line(line.id);
    assert.deepEqual([booked.appointmentOn, booked.courierNumber], ['2026-11-24', 'SF1234567890']);
    await step(shop, 'setOrderChannel', await now(), { channel: 'robot' });
    assert.deepEqual(await step(shop, 'submitOrderLines', await now()), [
      'order_line.channel_wrong',
    ]);
  });

  test('列表按客户、城市、服务、截止日、经办人筛选', async () => {
    const { shop, line } = await takenLine('筛选');
    await shop.enrol('排队的人');
    await made.deliver();
    const list = async (input: object) => {
      const found = await made.act<Output<typeof contract.listOrderLines>>(
        shop.tenant,
        'listOrderLines',
        { clientId: shop.tenant, ...input },
      );
      assert.ok(typeof found !== 'string');
      return found;
    };
    assert.equal((await list({})).total, 2);
    assert.deepEqual(
      (await list({ held: 'mine' })).rows.map(({ id }) => id),
      [line.id],
    );
    assert.equal((await list({ held: 'nobody' })).total, 1);
    assert.equal((await list({ state: 'inProgress' })).total, 1);
    assert.equal((await list({ state: 'open', dueBy: plainDate('2026-11-24') })).total, 0);
    const day = (await list({ held: 'mine' })).rows[0]!.officialCutoff!;
    assert.equal((await list({ state: 'unsent', dueOn: day })).total, 2);
    assert.equal((await list({ dueOn: addDays(day, 1) })).total, 0, '截止日是当天，不是之前');
    assert.equal((await list({ escalated: 'true' })).total, 0);
    assert.equal((await list({ cityCode: '310000' })).total, 0);
    assert.equal((await list({ search: '排队' })).total, 1);
    const page = await list({ limit: 1 });
    const next = await list({ limit: 1, after: page.next });
    assert.notEqual(next.rows[0]!.id, page.rows[0]!.id);
    assert.deepEqual([next.next, next.total], [null, null]);
    assert.equal(
      await made.act(shop.tenant, 'getOrderLine', { orderLineId: newId() }),
      'order_line.not_found',
    );
  });
});
