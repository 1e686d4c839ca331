import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type Answer,
  choose,
  codeOf,
  confirm,
  fillSignIn,
  openForm,
  pickDay,
  saveForm,
  type SignedIn,
  signIn,
} from './admin-steps.ts';
import { openBrowser, type TestBrowser } from './browser.ts';
import {
  button,
  cellsOf,
  closeDialog,
  dialog,
  downloadBy,
  fenOf,
  rowsOf,
} from './console-steps.ts';
import { type DemoServer, faultsOf, startDemoServer } from './demo-server.ts';

/** Every form of those who keep accounts, clients and payments, clicked as they do; what is stored
 * afterwards is read from the API. */

let browser: TestBrowser;
let server: DemoServer;
let clientIds: ReadonlyMap<string, string>;
before(async () => {
  server = await startDemoServer();
  browser = await openBrowser();
  const { read, close } = await signIn(browser, server, 'dai.songnian');
  const { rows } = await read('/v1/clients?limit=100');
  clientIds = new Map(rows.map(({ shortName, id }: Answer) => [shortName, id]));
  await close();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const idOf = (shortName: string) => {
  const id = clientIds.get(shortName);
  assert.ok(id, shortName);
  return id;
};

/** Plays as somebody; the page may complain of nothing. */
const as = (loginName: string, play: Play): Promise<void> => playAs(loginName, play, 0);

/** The same, with one call that is meant to be refused. */
const asRefusedOnce = (loginName: string, play: Play): Promise<void> => playAs(loginName, play, 1);

type Play = (who: SignedIn) => Promise<void>;

async function playAs(loginName: string, play: Play, refusals: number): Promise<void> {
  const who = await signIn(browser, server, loginName);
  await play(who);
  assert.deepEqual(faultsOf(who), []);
  assert.equal(who.complaints.length, refusals, who.complaints.join('\n'));
  await who.close();
}

const newPassword = '晴天霹雳-47112-蓝溪';
let oneTime = '';
let secret = '';

test('账号：新建、看到一次性密码、分配客户、调整角色', () =>
  as('bu.mingzhe', async ({ page, read }) => {
    const { tenantId } = await read('/v1/session');
    await page.goto(`${server.url}/accounts`);
    await openForm(button(page, '新建账号'));
    await dialog(page).getByLabel('姓名').fill('蓝溪');
    await dialog(page).getByLabel('登录名').fill('lan.xi');
    await choose(dialog(page), '角色', '合同专员');
    await page.keyboard.press('Escape');
    await button(dialog(page), '新建账号').click();
    const shown = page.getByText(/^([a-z2-9]{4}-){3}[a-z2-9]{4}/);
    await shown.waitFor();
    oneTime = (await shown.innerText()).trim();
    await button(dialog(page), '关闭').last().click();

    await page.getByRole('row').filter({ hasText: 'lan.xi' }).click();
    const open = dialog(page);
    await open.getByLabel('搜索客户').fill('星屿');
    await button(open, '分配').click();
    await button(open, '取消分配').waitFor();
    await openForm(button(open, '调整角色'));
    await choose(dialog(page), '角色', '薪酬专员');
    await page.keyboard.press('Escape');
    await dialog(page).getByText('保存后此人须重新登录').waitFor();
    await saveForm(page);
    await open.getByText('合同专员、薪酬专员').waitFor();

    const { rows } = await read(`/v1/tenants/${tenantId}/accounts?limit=100`);
    const made = rows.find(({ loginName }: Answer) => loginName === 'lan.xi');
    assert.deepEqual(made.roles.toSorted(), ['contract_specialist', 'payroll_specialist']);
    assert.equal(made.mustChangePassword, true);
    const assigned = await read(`/v1/assignments?accountId=${made.id}`);
    assert.deepEqual(
      assigned.rows.map(({ clientId }: Answer) => clientId),
      [idOf('星屿直播')],
    );
  }));

test('一次性密码只能用来改密码；改好以后只看到分配的客户', async () => {
  const { page, read, complaints, close } = await signIn(browser, server, 'lan.xi', oneTime);
  await page.waitForURL(/\/account$/);
  await page.getByText('正在使用一次性密码').waitFor();
  await page.getByLabel('当前密码').fill(oneTime);
  await page.getByLabel('新密码').fill(newPassword);
  await page.getByLabel('再输一次').fill('不一样');
  await button(page, '修改密码').click();
  await page.getByText('两次输入的密码不一致').waitFor();
  await page.getByLabel('再输一次').fill(newPassword);
  await button(page, '修改密码').click();
  await page.getByText('登录设备').waitFor();
  const { rows } = await read('/v1/clients?limit=100');
  assert.deepEqual(
    rows.filter(({ isHouse }: Answer) => !isHouse).map(({ shortName }: Answer) => shortName),
    ['星屿直播'],
  );
  assert.deepEqual(complaints, []);
  await close();
});

test('二次验证：扫码或抄密钥，动态码确认，看到恢复码；敏感操作要求动态码', async () => {
  const { page, read, close } = await signIn(browser, server, 'lan.xi', newPassword);
  await page.goto(`${server.url}/account`);
  await button(page, '启用二次验证').click();
  await dialog(page).getByLabel('当前密码').fill(newPassword);
  await button(dialog(page), '启用二次验证').click();
  await dialog(page).locator('svg[role=img], .ant-qrcode').first().waitFor();
  secret = (await dialog(page).locator('code').innerText()).trim();
  assert.match(secret, /^[A-Z2-7]{32}$/);
  await dialog(page).getByLabel('六位动态码').fill('000000');
  await button(dialog(page), '验证').click();
  await dialog(page).getByRole('alert').waitFor();
  await dialog(page)
    .getByLabel('六位动态码')
    .fill(codeOf(secret, await nowOf(page)));
  await button(dialog(page), '验证').click();
  await dialog(page).getByText('恢复码', { exact: true }).waitFor();
  const codes = await dialog(page).locator('.ant-typography span').allInnerTexts();
  const recovery = codes.filter((code) => /^([a-z2-9]{4}-){2}[a-z2-9]{4}$/.test(code.trim()));
  assert.equal(recovery.length, 10);
  await button(dialog(page), '已保存').click();
  await page.getByText('已启用').waitFor();
  assert.equal((await read('/v1/session')).secondFactor, 'fresh');
  await close();

  // Another session is not fresh: what reveals people asks for the code, and then goes on.
  const again = await signIn(browser, server, 'lan.xi', newPassword);
  await again.page.goto(`${server.url}/clients/${idOf('星屿直播')}/people`);
  await button(again.page, '导出花名册').click();
  await dialog(again.page).getByRole('textbox').fill('核对在职人员');
  const file = await downloadBy(again.page, async () => {
    await button(dialog(again.page), '导出花名册').click();
    const question = again.page.getByRole('dialog').filter({ hasText: '恢复码' });
    await question.getByLabel('动态码').fill(recovery[0]!.trim());
    await button(question, '验证').click();
  });
  const rows = await rowsOf(file);
  assert.equal(rows[0]![0], '*姓名');
  assert.ok(rows.length > 3);
  await again.close();
});

/** The server's calendar: the demo has one of its own. */
async function nowOf(page: SignedIn['page']): Promise<number> {
  const date = await page.evaluate(async () => {
    const answer = await fetch('/v1/session');
    return answer.headers.get('x-now') ?? answer.headers.get('date');
  });
  return Date.parse(date!);
}

test('登录设备：看到另一台，退出它；它再做任何事都要重新登录', async () => {
  const here = await signIn(browser, server, 'lan.xi', newPassword);
  const there = await signIn(browser, server, 'lan.xi', newPassword);
  await here.page.goto(`${server.url}/account`);
  const others = button(here.page, '退出');
  await others.first().waitFor();
  for (let left = await others.count(); left > 0; left -= 1) {
    await others.first().click();
    await confirm(here.page, '退出');
    await assert.doesNotReject(others.nth(left - 1).waitFor({ state: 'hidden' }));
  }
  const { rows } = await here.read('/v1/sessions');
  assert.deepEqual(
    rows.map(({ isCurrent }: Answer) => isCurrent),
    [true],
  );
  await there.page.goto(`${server.url}/clients`);
  await there.page.waitForURL(/sign-in/);
  await here.close();
  await there.close();
});

test('账号：重置二次验证、锁定、解锁、重置密码、退出全部登录', async () => {
  const theirs = await signIn(browser, server, 'lan.xi', newPassword);
  await as('bu.mingzhe', async ({ page, read }) => {
    const { tenantId } = await read('/v1/session');
    const stored = async () => {
      const { rows } = await read(`/v1/tenants/${tenantId}/accounts?limit=100`);
      return rows.find(({ loginName }: Answer) => loginName === 'lan.xi');
    };
    await page.goto(`${server.url}/accounts`);
    await page.getByRole('row').filter({ hasText: 'lan.xi' }).click();
    const open = dialog(page);
    await button(open, '解除二次验证').click();
    await confirm(page, '解除二次验证');
    await button(open, '解除二次验证').waitFor({ state: 'hidden' });
    assert.equal((await stored()).hasSecondFactor, false);
    await button(open, '退出全部登录').click();
    await confirm(page, '退出全部登录');
    await button(open, '锁定').click();
    await confirm(page, '锁定');
    await button(open, '解锁').waitFor();
    assert.equal((await stored()).isLocked, true);
    await theirs.page.goto(`${server.url}/sign-in`);
    await fillSignIn(theirs.page, 'lan.xi', newPassword);
    await theirs.page.getByRole('alert').waitFor();
    await button(open, '解锁').click();
    await button(open, '锁定').waitFor();
    assert.equal((await stored()).isLocked, false);
    await button(open, '重置密码').click();
    await confirm(page, '重置密码');
    await page.getByText(/^([a-z2-9]{4}-){3}[a-z2-9]{4}/).waitFor();
    await button(dialog(page), '关闭').last().click();
    assert.equal((await stored()).mustChangePassword, true);
  });
  await theirs.close();
});

test('客户：新建、改合作模式、约定、联系人和权限、证照', () =>
  as('dai.songnian', async ({ page, read }) => {
    await page.goto(`${server.url}/clients`);
    await openForm(button(page, '新建客户'));
    const form = dialog(page);
    await form.getByLabel('公司全称').fill('青禾餐饮管理（北京）有限公司');
    await form.getByLabel('简称').fill('青禾餐饮');
    await choose(form, '合作模式', '代理');
    await form.getByLabel('统一社会信用代码').fill('91330100799655058B');
    await choose(form, '发薪月份', '次月发上月');
    await form.getByLabel('发薪日', { exact: true }).fill('10');
    await choose(form, '缺勤折算', '应出勤天数');
    await form.getByLabel('客户提交截止日提前工作日').fill('3');
    await form.getByLabel('垫付额度').fill('50000');
    await form.getByLabel('垫付天数').fill('10');
    await choose(form, '通知语言', '中文');
    await button(form, '新建客户').last().click();
    await page.waitForURL(/\/clients\/ten_/);
    const tenantId = /ten_\w+/.exec(page.url())![0];
    const stored = () => read(`/v1/tenants/${tenantId}/client`);
    assert.equal((await stored()).settings.advanceLimit, '50000.00');

    await openForm(button(page, '编辑').first());
    await choose(dialog(page), '合作模式', '岗位外包');
    await saveForm(page);
    assert.equal((await stored()).cooperationMode, 'outsourcing');
    await openForm(button(page, '编辑').nth(1));
    await dialog(page).getByLabel('发薪日', { exact: true }).fill('15');
    await saveForm(page);
    assert.equal((await stored()).settings.payDay, 15);

    await openForm(button(page, '新增联系人'));
    await dialog(page).getByLabel('姓名').fill('欧阳䶮');
    await dialog(page).getByLabel('职务').fill('人事经理');
    await dialog(page).getByLabel('手机').fill('13812345678');
    await dialog(page).getByLabel('邮箱').fill('ouyang@example.com');
    await dialog(page).getByLabel('可审批发薪').click();
    await saveForm(page);
    const [contact] = (await stored()).contacts;
    assert.deepEqual(
      [contact.name, contact.phoneMasked, contact.mayApprovePayroll, contact.maySubmitInputs],
      ['欧阳䶮', '138****5678', true, true],
    );
    const row = page.getByRole('row').filter({ hasText: '欧阳䶮' });
    await openForm(button(row, '编辑'));
    await dialog(page).getByLabel('可提交当月数据').click();
    await saveForm(page);
    const [changed] = (await stored()).contacts;
    assert.deepEqual([changed.phoneMasked, changed.maySubmitInputs], ['138****5678', false]);
    await button(row, '删除').click();
    await confirm(page, '删除');
    await row.waitFor({ state: 'hidden' });
    assert.deepEqual((await stored()).contacts, []);

    await page.getByRole('tab', { name: '证照' }).click();
    await openForm(button(page, '登记证照'));
    await choose(dialog(page), '证照', '其他');
    await dialog(page).getByLabel('证照名称').fill('食品经营许可证');
    await dialog(page).getByLabel('编号').fill('JY21105000000001');
    await pickDay(dialog(page), '到期日', '2026-12-31');
    await saveForm(page);
    const { rows } = await read(`/v1/tenants/${tenantId}/licences`);
    assert.deepEqual(
      [rows[0].title, rows[0].number, rows[0].expiresOn, rows[0].holderName],
      ['食品经营许可证', 'JY21105000000001', '2026-12-31', '青禾餐饮管理（北京）有限公司'],
    );
    await page.goto(server.url);
    const waiting = await cellsOf(page.getByLabel('等我处理'), '食品经营许可证');
    assert.match(waiting.join(' '), /2026-12-31/);
  }));

test('法人主体、单位户和费率', () =>
  as('dai.songnian', async ({ page, read }) => {
    const tenantId = idOf('沅川置业');
    await page.goto(`${server.url}/clients/${tenantId}?tab=entities`);
    await openForm(button(page, '新增法人主体'));
    await dialog(page).getByLabel('名称').fill('沅川置业（成都）有限公司');
    await dialog(page).getByLabel('统一社会信用代码').fill('9144030071526726XG');
    await dialog(page).getByLabel('所在城市').fill('510100');
    await dialog(page).getByLabel('主管税务机关').fill('国家税务总局成都市锦江区税务局');
    await saveForm(page);
    const { rows } = await read(`/v1/tenants/${tenantId}/legal-entities`);
    const made = rows.find(({ uscc }: Answer) => uscc === '9144030071526726XG');
    assert.equal(made.name, '沅川置业（成都）有限公司');

    await page.getByRole('tab', { name: '参保与公积金' }).click();
    await openForm(button(page, '新增单位户'));
    await choose(dialog(page), '参保主体', '沅川置业（成都）');
    await choose(dialog(page), '险种组', '住房公积金');
    await dialog(page).getByLabel('参保城市').fill('510100');
    await dialog(page).getByLabel('经办机构').fill('成都住房公积金管理中心');
    await dialog(page).getByLabel('单位编号').fill('CD20260001');
    await pickDay(dialog(page), '起始月', '2026-11');
    await dialog(page).getByLabel('公积金比例', { exact: true }).fill('12');
    await saveForm(page);
    const stored = async () => {
      const units = await read(`/v1/tenants/${tenantId}/registrations`);
      return units.rows.find(({ number }: Answer) => number === 'CD20260001');
    };
    assert.deepEqual(
      (await stored()).rates.map(({ housingFundRate }: Answer) => housingFundRate),
      ['0.12'],
    );
    const row = page.getByRole('row').filter({ hasText: 'CD20260001' });
    await openForm(button(row, '调整费率'));
    await pickDay(dialog(page), '起始月', '2026-12');
    await dialog(page).getByLabel('公积金比例', { exact: true }).fill('10');
    await saveForm(page);
    assert.deepEqual(
      (await stored()).rates.map(({ fromPeriod, housingFundRate }: Answer) => [
        fromPeriod,
        housingFundRate,
      ]),
      [
        ['2026-11', '0.12'],
        ['2026-12', '0.10'],
      ],
    );
  }));

test('付款账户：新增、指定给发薪主体', () =>
  as('nie.qinghe', async ({ page, read }) => {
    const tenantId = idOf('沅川置业');
    await page.goto(`${server.url}/clients/${tenantId}?tab=payers`);
    await openForm(button(page, '新增付款账户'));
    await choose(dialog(page), '法人主体', '沅川置业（成都）');
    await dialog(page).getByLabel('户名').fill('沅川置业（成都）有限公司');
    await dialog(page).getByLabel('账号', { exact: true }).fill('51001234567890123456');
    await dialog(page).getByLabel('开户行').fill('中国建设银行成都分行');
    await choose(dialog(page), '渠道', '指令文件');
    await choose(dialog(page), '发送方式', '逐笔转账');
    await saveForm(page);
    const { rows } = await read(`/v1/tenants/${tenantId}/payer-accounts`);
    const made = rows.find(({ bankName }: Answer) => bankName === '中国建设银行成都分行');
    assert.match(made.accountMasked, /3456$/);
    const assigning = page
      .getByLabel('发薪主体用哪个账户付款')
      .getByRole('row')
      .filter({ hasText: '沅川置业（成都）' });
    await openForm(button(assigning, '指定账户'));
    await choose(dialog(page), '付款账户', '3456');
    await saveForm(page);
    const assigned = await read(`/v1/tenants/${tenantId}/payer-assignments`);
    assert.ok(JSON.stringify(assigned.rows).includes(made.id), JSON.stringify(assigned.rows));
  }));

test('工资项目：新增一项，改计算规则', () =>
  as('xie.zhixia', async ({ page, read }) => {
    const tenantId = idOf('澄栗便利');
    await page.goto(`${server.url}/clients/${tenantId}?tab=scheme`);
    await openForm(button(page, '新增项目'));
    const form = dialog(page);
    await form.getByLabel('中文名称').fill('值班津贴');
    await form.getByLabel('英文名称').fill('Standby allowance');
    await form.getByLabel('代码').fill('standbyAllowance');
    await choose(form, '类别', '应发');
    await choose(form, '金额来源', '当月录入');
    await choose(form, '计税方式', '并入当月工资');
    await saveForm(page);
    const scheme = () => read(`/v1/tenants/${tenantId}/pay-scheme`);
    const made = (await scheme()).items.find(({ code }: Answer) => code === 'standbyAllowance');
    assert.deepEqual([made.nameZh, made.itemClass, made.source], ['值班津贴', 'earning', 'input']);
    await openForm(button(page, '编辑').first());
    await dialog(page).getByLabel('实发波动提示').fill('35');
    await saveForm(page);
    assert.equal((await scheme()).netChangePercent, 35);
  }));

test('个人欠款：还一部分，多还的写明原因，其余放弃追偿；每一笔都看得到来由', () =>
  asRefusedOnce('nie.qinghe', async ({ page, read }) => {
    const tenantId = idOf('澄栗便利');
    const receivables = `/v1/tenants/${tenantId}/personal-receivables`;
    const [owed] = (await read(`${receivables}?state=open`)).rows;
    await page.goto(`${server.url}/clients/${tenantId}/funds`);
    await page.getByRole('tab', { name: '个人欠款' }).click();
    const row = page
      .getByRole('row')
      .filter({ hasText: owed.personName })
      .filter({ hasText: owed.wageMonth });
    const settle = async (how: string, amount: string | null, reason: string) => {
      await button(row, '了结').click();
      const form = dialog(page);
      await form.getByRole('radio', { name: how }).check();
      if (amount !== null) await form.getByLabel('金额').fill(amount);
      await form.getByLabel('原因').fill(reason);
    };
    await settle('本人已还款', '99999.00', '转账交回');
    await button(dialog(page), '了结').click();
    await dialog(page).getByText('金额超过未还余额').waitFor();
    await dialog(page).getByLabel('金额').fill('163.00');
    await button(dialog(page), '了结').click();
    await dialog(page).waitFor({ state: 'hidden' });
    await row.getByText('163.00', { exact: true }).waitFor();
    await settle('放弃追偿', null, '客户同意承担');
    await saveForm(page, '了结');
    await row.waitFor({ state: 'hidden' });
    await page.getByText('已放弃', { exact: true }).first().click();
    await page.waitForURL(/owed=waived/);
    await page.reload();
    await row.getByRole('button').first().click();
    const moved = page.getByRole('table', { name: `${owed.personName} 的欠款变动` });
    await moved.getByRole('row').filter({ hasText: '转账交回' }).waitFor();
    assert.match((await cellsOf(moved, '客户同意承担')).join(' '), /放弃追偿 .*聂清和/);
    const { rows, outstanding } = await read(receivables);
    const settled = rows.find(({ id }: Answer) => id === owed.id);
    assert.deepEqual(
      [settled.open, settled.recovered, settled.state],
      ['0.00', '163.00', 'waived'],
    );
    const fens: number[] = rows.map(({ open }: Answer) => fenOf(open));
    assert.equal(
      fens.reduce((sum, fen) => sum + fen, 0),
      fenOf(outstanding),
    );
    await row.getByRole('link', { name: '发薪批次' }).click();
    await page.waitForURL(new RegExp(`/runs/${owed.runId}`));
  }));

test('垫付：一人申请，另一人批准', async () => {
  const tenantId = idOf('星屿直播');
  const advances = `/v1/tenants/${tenantId}/advances?limit=50`;
  const reason = '客户款今天到不了账，先垫付';
  await as('xie.zhixia', async ({ page, read }) => {
    await page.goto(`${server.url}/clients/${tenantId}/funds?tab=advances`);
    await openForm(button(page, '申请垫付'));
    await choose(dialog(page), '付款账户', '');
    await dialog(page).getByLabel('垫付金额').fill('1234.50');
    await dialog(page).getByLabel('原因').fill(reason);
    await saveForm(page, '申请垫付');
    const { rows } = await read(advances);
    const made = rows.find((row: Answer) => row.reason === reason);
    assert.deepEqual([made.amount, made.state], ['1234.50', 'requested']);
  });
  await as('nie.qinghe', async ({ page, read }) => {
    await page.goto(`${server.url}/clients/${tenantId}/funds?tab=advances`);
    const row = page.getByRole('row').filter({ hasText: '1,234.50' });
    await button(row, '批准').click();
    await confirm(page, '批准');
    await row.getByText('未归还').waitFor();
    const { rows } = await read(advances);
    const made = rows.find((one: Answer) => one.reason === reason);
    assert.equal(made.state, 'outstanding');
  });
});

test('付款：退汇的那笔更正收款信息后重新付款', () =>
  as('nie.qinghe', async ({ page, read }) => {
    const tenantId = idOf('铭岳精密');
    const orders = () => read(`/v1/tenants/${tenantId}/pay-orders?limit=200&state=returned`);
    const [returned] = (await orders()).rows;
    assert.ok(returned, 'a return from Friday');
    await page.goto(`${server.url}/clients/${tenantId}/payments?state=returned`);
    await page.getByRole('row').filter({ hasText: returned.payeeName }).last().click();
    await button(dialog(page), '重新付款').click();
    const before = page.getByRole('dialog').filter({ visible: true });
    const open = await before.count();
    await button(before.last(), '重新付款').last().click();
    await page.waitForFunction(
      (count) => document.querySelectorAll('[role=dialog]').length < count,
      open,
    );
    const all = await read(
      `/v1/tenants/${tenantId}/pay-orders?limit=200&search=${encodeURIComponent(returned.payeeName)}`,
    );
    const newest = all.rows.find((row: Answer) => row.attempt > returned.attempt);
    assert.ok(newest, JSON.stringify(all.rows));
    await closeDialog(page);
  }));

test('操作日志：看得到谁做了什么，链条完整', () =>
  as('dai.songnian', async ({ page, read }) => {
    const tenantId = idOf('沅川置业');
    await page.goto(`${server.url}/clients/${tenantId}/audit`);
    const row = page.getByRole('row').filter({ hasText: '新增付款账户' }).first();
    await row.waitFor();
    await row.getByText('聂清和').waitFor();
    await button(page, '校验链条').click();
    await page.getByText(/链条完整，共 \d+ 条/).waitFor();
    const chain = await page.evaluate(async (id) => {
      const answer = await fetch(`/v1/tenants/${id}/audit-chain/verification`, { method: 'POST' });
      return answer.status;
    }, tenantId);
    assert.ok(chain >= 200);
    const { rows } = await read(`/v1/tenants/${tenantId}/audit-entries?limit=20`);
    assert.ok(rows.some(({ operation }: Answer) => operation === 'createPayerAccount'));
  }));
