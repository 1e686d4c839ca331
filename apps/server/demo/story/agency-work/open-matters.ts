import {
  insuranceTaskContract,
  messagesContract,
  ordersContract,
  peopleContract,
} from '@heyi/contract';
import { add, formatYuan, plainDate, yuan } from '@heyi/kernel';
import { linkGovernmentPortals, watchLines } from '@heyi/orders';
import type { Cast } from '../../cast/cast.ts';
import type { CastRow } from '../../cast/cast-row.ts';
import { type GoldenKey, goldenPerson } from '../../cast/golden-people.ts';
import { photoOf, scanOf } from '../../files/personal-papers.ts';
import type { World } from '../open-companies.ts';
import { Desk } from './desk.ts';
import { insuredIn } from './insured-people.ts';
import { playLoanThread } from './loan-thread.ts';
import { unitsOf } from './open-orders.ts';
import { openPortalOfThePast, type Refusal } from './portal-of-the-past.ts';
import { playSupplier } from './supplier-scene.ts';
import type { LineRef } from './work-lines.ts';

const golden = (key: GoldenKey): CastRow => goldenPerson(key).rows[0]!;

/** Of October's work these two are left for November, by number and whether it is the fund. */
export const leftInOctober: ReadonlySet<string> = new Set([
  `${golden('noAccount').employeeNumber} true`,
  `${golden('paidAfterLeaving').employeeNumber} true`,
]);

/**
 * The lines of the retail chain as a Monday finds them: some done, some at the agency, three that were
 * refused on the last day, some due tomorrow, and the matters that people ask about.
 */
export async function playOpenMatters(world: World, cast: Cast): Promise<void> {
  const desk = new Desk(world, 'retail');
  const at = (day: string, time: string) => world.stage.moveTo(plainDate(day), time);
  await desk.settle();
  at('2026-11-10', '10:20');
  await sealAtFund(desk);
  const claim = await beginClaim(desk);
  await playLoanThread(desk.beside());
  await changeBases(desk, cast);
  await playSupplier(desk, cast);
  await otherRequests(desk);
  at('2026-11-19', '16:10');
  await askWhy(desk);
  await playRobot(desk, cast);
  await dueTomorrow(desk, cast);
  await watchLines(world.stage.host);
  at('2026-11-22', '19:40');
  await claim.phone(messagesContract.postOwnMessage, {
    text: '请问津贴是打到我自己的卡，还是打给公司再转给我？大概什么时候到？',
  });
}

/** 封存 of a leaver waits for the fund's answer. */
async function sealAtFund(desk: Desk): Promise<void> {
  const line = await desk.lineOf(golden('paidAfterLeaving').employeeNumber, 'stop', true);
  await desk.step(ordersContract.submitOrderLines, await desk.take([line]), {
    officialNumber: 'GJ2026111000417',
  });
}

/** 生育津贴: papers came in whole, and the counter has taken them. */
async function beginClaim(desk: Desk) {
  const { stage } = desk.world;
  const { employeeNumber, person } = golden('maternity');
  const asked = await desk.ask('benefitClaim', [employeeNumber], '生育津贴申领，9 月起产假');
  const [line] = await desk.take(asked);
  const threadId = await desk.thread(line!);
  const request = await desk.askPapers(
    threadId,
    'employee',
    [{ name: '出生医学证明' }, { name: '出院小结', note: '医院盖章，写明分娩方式和日期' }],
    { note: '收到后我们当天去窗口递交，原件不用寄。' },
  );
  const link = await desk.act(messagesContract.createThreadLink, {
    tenantId: desk.tenantId,
    threadId,
    days: 30,
  });
  const phone = await stage.openPhone(link.url);
  for (const name of ['出生医学证明', '出院小结']) {
    const facts = [['姓名', person.name]] as const;
    const scan = scanOf(name, { title: name, agency: '演示妇幼保健院', facts, on: '2026-10-02' });
    await phone(messagesContract.uploadOwnPaper, { paperId: desk.paperOf(request, name) }, scan);
  }
  for (const name of ['出生医学证明', '出院小结']) {
    await desk.decide(threadId, desk.paperOf(request, name), null);
  }
  const ready = await desk.now(line!);
  const booked = await desk.step(ordersContract.bookCounterVisit, [ready], {
    appointmentOn: '2026-11-11',
    courierNumber: null,
  });
  stage.moveTo(plainDate('2026-11-11'), '11:30');
  await desk.step(ordersContract.submitOrderLines, booked, { officialNumber: 'SY20261111-0386' });
  await desk.say(
    threadId,
    '材料今天已在窗口递交，受理号 SY20261111-0386，审核一般需要 20 个工作日，有结果我在这里通知您。',
    { waitFor: 'nobody' },
  );
  return { threadId, phone };
}

/** The base of these people is another from December on: agencies want to know beforehand. */
async function changeBase(desk: Desk, rows: readonly CastRow[]): Promise<LineRef[]> {
  for (const row of rows) {
    const units = await unitsOf(desk.world, 'retail', {
      entityKey: row.insurance!.entityKey,
      cityCode: row.cityCode,
    });
    await desk.act(peopleContract.setEnrolment, {
      tenantId: desk.tenantId,
      employmentId: await desk.world.employmentId('retail', row.employeeNumber),
      registrationId: units.get('socialInsurance')!,
      fromPeriod: '2026-12',
      base: formatYuan(add(row.insurance!.base, yuan('500.00'))),
    });
  }
  await desk.settle();
  return Promise.all(rows.map((row) => desk.lineOf(row.employeeNumber, 'changeBase')));
}

/** Beijing by the robot, each with its receipt; Shanghai not yet begun. */
async function changeBases(desk: Desk, cast: Cast): Promise<void> {
  desk.world.stage.moveTo(plainDate('2026-11-17'), '14:30');
  const beijing = await changeBase(desk, insuredIn(cast, '110000', 2));
  linkGovernmentPortals(desk.world.stage.host, [openPortalOfThePast(desk.world.stage, new Map())]);
  for (const line of await desk.take(beijing)) await desk.sendByRobot(line);
  await changeBase(desk, insuredIn(cast, '310000', 1));
}

/** What the agencies refuse on the last day, in their usual words. */
const refusals = [
  { code: 'nameDiffers', words: '姓名与公安信息不一致' },
  { code: 'belowFloor', words: '申报工资低于缴费基数下限' },
  { code: 'balanceShort', words: '扣款余额不足' },
] as const;

async function playRobot(desk: Desk, cast: Cast): Promise<void> {
  const { stage } = desk.world;
  const shenzhen = insuredIn(cast, '440300', 40).slice(-refusals.length).toReversed();
  const lines = await changeBase(desk, shenzhen);
  const fund = golden('noAccount');
  const unsealed = { code: 'fundNotSealed', words: '公积金个人账户未封存需转移' } as const;
  linkGovernmentPortals(stage.host, [
    openPortalOfThePast(
      stage,
      new Map<string, Refusal>([
        [fund.person.name, unsealed],
        ...shenzhen.map((row, index): [string, Refusal] => [row.person.name, refusals[index]!]),
      ]),
    ),
  ]);
  stage.moveTo(plainDate('2026-11-20'), '15:10');
  const [enrolling] = await desk.take([await desk.lineOf(fund.employeeNumber, 'enrol', true)]);
  for (const line of [enrolling!, ...(await desk.take(lines))]) await desk.sendByRobot(line);
  const failed = await desk.now(enrolling!);
  const threadId = await desk.thread(failed);
  await desk.say(
    threadId,
    '您的公积金账户还在原单位名下，没有封存，所以这边开不了户。请联系原单位办理封存，办好后回复我。',
    { waitFor: 'employee' },
  );
}

/** Guangzhou's last day is tomorrow: one is taken, one waits for a signed paper, one for anybody. */
async function dueTomorrow(desk: Desk, cast: Cast): Promise<void> {
  const lines = await changeBase(desk, insuredIn(cast, '440100', 3));
  const [taken, papers] = await desk.take(lines.slice(0, 2));
  if (!taken || !papers) return;
  const threadId = await desk.thread(papers);
  await desk.askPapers(
    threadId,
    'clientHr',
    [{ name: '基数变更确认表', note: '本人签字、单位盖章' }],
    { note: '广州 24 日截止，请在周一中午前上传。', dueOn: '2026-11-23' },
  );
}

/** Sent back, taken back, at the counter, a transfer whose paper cannot be read, one nobody has yet. */
async function otherRequests(desk: Desk): Promise<void> {
  const { world } = desk;
  world.stage.moveTo(plainDate('2026-11-18'), '10:15');
  const withdrawal = await desk.ask(
    'housingFundWithdrawal',
    [golden('fundOverLimit').employeeNumber],
    '提取公积金',
  );
  await desk.step(ordersContract.sendBackOrderLines, await desk.take(withdrawal), {
    reason: '没有写提取原因（购房、租房或还贷），请补充原因并附对应材料',
  });
  const unwanted = await desk.ask(
    'housingFundWithdrawal',
    [golden('sharedAccount').employeeNumber],
    '租房提取',
  );
  await desk.step(
    ordersContract.cancelOrderLines,
    unwanted,
    { reason: '本人改用公积金还贷，撤回' },
    desk.hr,
  );
  await firstCard(desk);
  await transferIn(desk);
  world.stage.moveTo(plainDate('2026-11-18'), '17:05');
  await desk.ask(
    'benefitClaim',
    [golden('accountClosed').employeeNumber],
    '本月 12 日上班途中摔伤，申请工伤认定',
  );
}

async function request(desk: Desk, row: CastRow, kind: 'firstCard' | 'transferIn') {
  const units = await unitsOf(desk.world, 'retail', row);
  await desk.act(insuranceTaskContract.requestInsuranceTask, {
    tenantId: desk.tenantId,
    employmentId: await desk.world.employmentId('retail', row.employeeNumber),
    registrationId: units.get('socialInsurance')!,
    kind,
  });
  await desk.settle();
  const [line] = await desk.take([await desk.lineOf(row.employeeNumber, kind)]);
  return line!;
}

async function firstCard(desk: Desk): Promise<void> {
  const line = await request(desk, golden('graduate'), 'firstCard');
  const [counter] = await desk.step(ordersContract.setOrderChannel, [line], { channel: 'counter' });
  await desk.step(ordersContract.bookCounterVisit, [counter!], {
    appointmentOn: '2026-11-25',
    courierNumber: 'YSKD0026118830',
  });
}

async function transferIn(desk: Desk): Promise<void> {
  const row = golden('nameMismatch');
  const line = await request(desk, row, 'transferIn');
  const threadId = await desk.thread(line);
  const asked = await desk.askPapers(threadId, 'employee', [
    { name: '参保缴费凭证', note: '原参保地开具，盖章清楚' },
  ]);
  const paperId = desk.paperOf(asked, '参保缴费凭证');
  await desk.world.stage.act(
    desk.hr,
    messagesContract.uploadPaper,
    { tenantId: desk.tenantId, paperId },
    await photoOf('参保缴费凭证', {
      title: '基本养老保险参保缴费凭证',
      agency: '原参保地经办机构',
      facts: [['姓名', row.person.name]],
      on: '2026-11-05',
    }),
  );
  await desk.decide(threadId, paperId, '照片里印章和验证码看不清，请用扫描件或在网上重新下载');
}

/** An employee asks why: nobody has answered since Thursday. */
async function askWhy(desk: Desk): Promise<void> {
  const { stage } = desk.world;
  const lines = await desk.ask(
    'certificate',
    [golden('sharesAccount').employeeNumber],
    '本人办理居住证用，近 12 个月参保证明',
  );
  const [line] = await desk.take(lines);
  const threadId = await desk.thread(line!);
  const link = await desk.act(messagesContract.createThreadLink, {
    tenantId: desk.tenantId,
    threadId,
    days: 30,
  });
  const phone = await stage.openPhone(link.url);
  await phone(messagesContract.postOwnMessage, {
    text: '参保证明麻烦尽快。另外公司说 7、8 月社保要补差，我个人要补 22.68 元，这是为什么？',
  });
}
