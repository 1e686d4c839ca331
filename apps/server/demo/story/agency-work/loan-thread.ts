import { messagesContract } from '@heyi/contract';
import { plainDate } from '@heyi/kernel';
import { goldenPerson } from '../../cast/golden-people.ts';
import { photoOf, scanOf } from '../../files/personal-papers.ts';
import type { Phone, Upload } from '../stage.ts';
import type { Desk } from './desk.ts';

const person = goldenPerson('standard').rows[0]!;
const { name, documentNumber } = person.person;
const due = '2026-11-24';

/** The thread as its days need it: who presses what, the phone of the employee, the papers asked. */
type Loan = {
  readonly desk: Desk;
  readonly threadId: string;
  readonly phone: Phone;
  /** A paper that the employee was asked for, by its name. */
  readonly paper: (name: string) => string;
  readonly income: string;
};

/**
 * 公积金贷款 of one employee from the first question to where Monday finds it: some papers accepted,
 * one sent back with its reason, one still to come. Specialist, client HR and employee in one thread.
 */
export async function playLoanThread(desk: Desk): Promise<void> {
  const loan = await askForPapers(desk);
  await handInIdentity(loan);
  await answerAndCheck(loan);
  await handInContract(loan);
  await sendBack(loan);
  await handInDownPayment(loan);
}

const at = ({ world }: Desk, day: string, time: string) => world.stage.moveTo(plainDate(day), time);

async function askForPapers(desk: Desk): Promise<Loan> {
  at(desk, '2026-11-12', '09:40');
  const asked = await desk.ask(
    'housingFundLoan',
    [person.employeeNumber],
    '本人已选定房源，想用公积金贷款，请告知需要哪些材料',
  );
  at(desk, '2026-11-12', '10:05');
  const [line] = await desk.take(asked);
  const threadId = await desk.thread(line!);
  await desk.say(
    threadId,
    '祝老师、龚先生好，北京公积金贷款由我跟进。请龚先生按清单拍照上传，四个角都要拍到；收入证明请祝老师盖章后上传。购房合同要网签备案后的版本。',
  );
  const own = await desk.askPapers(
    threadId,
    'employee',
    [
      { name: '身份证', note: '正反两面，四角齐全', filesMin: 2 },
      { name: '婚姻证明', note: '结婚证；未婚的请写声明' },
      { name: '购房合同', note: '已备案的全部页，可用 PDF', accepts: ['pdf', 'picture'] },
      { name: '首付款凭证', note: '发票或收据，加转账记录' },
      { name: '个人征信报告', note: '近一个月内，本人在人民银行查询' },
    ],
    { dueOn: due },
  );
  const byHr = await desk.askPapers(
    threadId,
    'clientHr',
    [{ name: '收入证明', note: '单位盖章，注明职务和月收入' }],
    { dueOn: '2026-11-18' },
  );
  const { tenantId } = desk;
  const link = await desk.act(messagesContract.createThreadLink, { tenantId, threadId, days: 30 });
  at(desk, '2026-11-12', '20:15');
  return {
    desk,
    threadId,
    phone: await desk.world.stage.openPhone(link.url),
    paper: (title) => desk.paperOf(own, title),
    income: desk.paperOf(byHr, '收入证明'),
  };
}

function upload({ phone, paper }: Loan, title: string, file: Upload): Promise<unknown> {
  return phone(messagesContract.uploadOwnPaper, { paperId: paper(title) }, file);
}

async function handInIdentity(loan: Loan): Promise<void> {
  const identity = (title: string, facts: readonly (readonly [string, string])[]) =>
    photoOf(title, {
      title: `居民身份证（${title}）`,
      agency: '演示证件',
      facts,
      on: '2018-05-21',
    });
  const front = await identity('人像面', [
    ['姓名', name],
    ['公民身份号码', documentNumber],
  ]);
  await upload(loan, '身份证', front);
  await upload(loan, '身份证', await identity('国徽面', [['有效期限', '2018.05.21-2038.05.21']]));
  await say(loan.phone, '身份证传好了。我未婚，婚姻证明传什么？');
}

async function answerAndCheck({ desk, threadId, paper, income }: Loan): Promise<void> {
  const { tenantId } = desk;
  at(desk, '2026-11-13', '09:20');
  await desk.decide(threadId, paper('身份证'), null);
  await desk.say(
    threadId,
    '身份证清楚，已通过。未婚的话手写一份《婚姻状况声明》，签名并写日期，格式我放在下面。',
  );
  const form = scanOf('婚姻状况声明（格式）', {
    title: '婚姻状况声明',
    agency: '格式样张',
    facts: [['声明人', '（签名）']],
    words: ['本人声明：截至本声明出具之日，本人未婚。', '如有不实，由本人承担责任。'],
    on: '2026-11-13',
  });
  await desk.act(messagesContract.postThreadFile, { tenantId, threadId }, form);
  at(desk, '2026-11-13', '14:30');
  const stamped = scanOf('收入证明', {
    title: '收入证明',
    agency: '澄栗便利连锁（北京）有限公司',
    facts: [
      ['姓名', name],
      ['职务', person.position],
      ['月收入', '20,000.00 元'],
    ],
    on: '2026-11-13',
  });
  const { stage } = desk.world;
  await stage.act(desk.hr, messagesContract.uploadPaper, { tenantId, paperId: income }, stamped);
  await desk.say(threadId, '收入证明已盖章上传，月收入按近 12 个月平均数填写。', { by: desk.hr });
  at(desk, '2026-11-13', '15:10');
  await desk.decide(threadId, income, null);
}

async function handInContract(loan: Loan): Promise<void> {
  at(loan.desk, '2026-11-16', '21:05');
  const declaration = scanOf('婚姻状况声明', {
    title: '婚姻状况声明',
    agency: '本人手写',
    facts: [['声明人', name]],
    words: ['本人声明：截至本声明出具之日，本人未婚。'],
    on: '2026-11-16',
  });
  await upload(loan, '婚姻证明', declaration);
  const contract = scanOf('购房合同', {
    title: '存量房屋买卖合同（备案）',
    agency: '演示住房和城乡建设平台',
    facts: [
      ['备案编号', 'CW2026-YS-118204'],
      ['总价款', '3,680,000.00 元'],
      ['首付款', '1,480,000.00 元'],
    ],
    on: '2026-11-10',
  });
  await upload(loan, '购房合同', contract);
  const report = scanOf('征信报告', {
    title: '个人信用报告（简版）',
    agency: '演示征信中心',
    facts: [
      ['姓名', name],
      ['报告时间', '2026-09-30'],
    ],
    on: '2026-09-30',
  });
  await upload(loan, '个人征信报告', report);
}

async function sendBack({ desk, threadId, phone, paper }: Loan): Promise<void> {
  at(desk, '2026-11-17', '09:30');
  await desk.decide(threadId, paper('婚姻证明'), null);
  await desk.decide(threadId, paper('购房合同'), null);
  await desk.decide(
    threadId,
    paper('个人征信报告'),
    '报告日期是 2026-09-30，公积金中心只收一个月内的；请重新查询后上传',
  );
  at(desk, '2026-11-17', '12:20');
  await say(phone, '好的，我重新查。首付款是分两笔转的，两张回单都要吗？');
  at(desk, '2026-11-17', '13:40');
  await desk.say(
    threadId,
    '两张都要，合计要等于合同里的首付款 148 万元；收款方的收据也一起拍上。',
    { waitFor: 'employee' },
  );
}

async function handInDownPayment(loan: Loan): Promise<void> {
  const { desk, threadId, phone, paper } = loan;
  at(desk, '2026-11-19', '20:50');
  const slip = scanOf('首付款转账回单', {
    layout: 'slip',
    title: '电子回单',
    agency: '江岳银行',
    facts: [
      ['付款人', name],
      ['收款人', '存量房交易资金监管专户'],
      ['金额', '1,480,000.00'],
      ['用途', '首付款'],
    ],
    on: '2026-11-18',
  });
  await upload(loan, '首付款凭证', slip);
  await say(phone, '首付款后来合成一笔转的，回单已传。征信报告周一上午能拿到。');
  at(desk, '2026-11-20', '09:10');
  await desk.decide(threadId, paper('首付款凭证'), null);
  await desk.say(threadId, '回单金额与合同一致，已通过。征信报告周一传上来，当天就能约窗口。', {
    waitFor: 'employee',
  });
}

function say(phone: Phone, text: string): Promise<unknown> {
  return phone(messagesContract.postOwnMessage, { text });
}
