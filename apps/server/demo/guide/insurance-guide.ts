import { goldenPerson } from '../cast/golden-people.ts';
import { logins } from '../cast/logins.ts';
import { lateEnrolled } from '../cast/special-cases.ts';

const nameOf = (key: Parameters<typeof goldenPerson>[0]) => goldenPerson(key).rows[0]!.person.name;

/** Who signs in for which part, by the role at the provider or at a client. */
function loginOf(role: (typeof logins)[number]['role'], tenant: (typeof logins)[number]['tenant']) {
  const login = logins.find((one) => one.role === role && one.tenant === tenant)!;
  return `${login.name} \`${login.loginName}\``;
}

const specialist = loginOf('insurance_specialist', 'house');
const operations = loginOf('operations', 'house');
const hr = loginOf('client_hr', 'retail');
const factoryHr = loginOf('client_hr', 'factory');
const finance = loginOf('client_finance', 'live');

/** docs/guides/joiner-to-bill.md: the walk from a joiner and a leaver to what the client pays. */
export function insuranceGuide(): string {
  return `${people}${money}`;
}

const people = `# 从入职、离职到客户账单 · From joiners and leavers to the client bill

演示从 2026 年 11 月 23 日（星期一）早上开始。下面的步骤按先后走一遍；每一步写明谁登录、到哪一页、看到什么。所有机构、人员、
凭证都是编造的，凭证上印有“演示数据 无法律效力”。

The demo begins on the morning of Monday, 23 November 2026. Follow the steps in order; each says who signs in, which
page to open and what is to be seen. Every agency, person and paper is invented, and the papers say so.

| 谁 · who | 登录 · login | 做什么 · what for |
| --- | --- | --- |
| 社保专员 · insurance specialist | ${specialist} | 参保任务、服务订单、会话、凭证、申报与缴费 · tasks, orders, threads, evidence, declarations |
| 运营负责人 · operations | ${operations} | 看板、逾期上报、条款 · board, escalations, terms |
| 澄栗便利人事 · client HR, retail | ${hr} | 提交服务、传材料、看凭证 · asks for services, hands in papers, sees evidence |
| 铭岳精密人事 · client HR, factory | ${factoryHr} | 确认离职人员末月 · confirms last months |
| 星屿直播财务 · client finance | ${finance} | 确认账单、提异议 · confirms bills, disputes lines |

## 1. 星期一先做什么 · What comes first this Monday

${specialist}：工作台把最急的排在前面。截止日已过的是深圳三条以内的基数变更：上周五由自动办理提交，被退回（姓名与公安信息
不一致、申报工资低于缴费基数下限、扣款余额不足），并已上报运营。明天到期的是广州的基数变更：一条已接单，一条等客户盖章的确认表，一条还没
有人接。

The home page puts the most urgent first. Over their cut-off are up to three changes of base in Shenzhen: the robot sent
them on Friday, the agency refused each with its usual words, and operations was told. Due tomorrow are those of
Guangzhou: one taken, one waits for a stamped paper, one is nobody's yet.

## 2. 入职 · Joiners

1. 薪资专员或社保专员在“人员”导入 \`docs/demo-files/澄栗便利\` 的花名册。新入职的人自动生成增员任务（社保、医保、公积金各一条），
   有服务订单的城市同时生成订单行。
2. “参保任务”里每条任务写明生效月、官方截止日、客户提交截止日；错过截止日的写明从哪个月顺延。
3. “服务订单 › 队列”：接单 → 提交官方 → 登记结果。登记结果要选能证明的凭证；没有凭证，系统不接受“官方成功”。
4. ${nameOf('noAccount')}（10 月入职）是办完一半的例子：社保、医保已凭回执办成，公积金被退回“个人账户未封存需转移”，会话里已请本人联系原单位。

Import the roster of the retail chain: every joiner gets a task at each agency, and an order line where a city is
covered. Take a line, submit it, and record the result with a paper that proves it; without one the result is refused.
${nameOf('noAccount')} is half done: two agencies have, the fund refused.

## 3. 离职 · Leavers

1. 铭岳精密有两人刚离职，停保等客户确认末月：${factoryHr} 在“参保任务 › 确认末月”里确认。
2. ${nameOf('paidAfterLeaving')}（10 月 31 日离职）的社保、医保已停，公积金封存已提交，等公积金中心回复——已提交不等于办成。
3. ${lateEnrolled.employeeNumber} 4 月入职、6 月才报参保：4、5 两月补缴，滞纳金由客户承担，材料三样已到一样。

Two of the factory's people have just left, and their stop waits for the client's word on the last month. The fund of
${nameOf('paidAfterLeaving')} is submitted and not sealed yet. One person's first two months are to be paid late.

`;

const money = `## 4. 一次真实的办理：公积金贷款 · A matter as it really goes: a housing fund loan

“会话”里的“公积金贷款 ${nameOf('standard')}”：人事提交 → 专员列材料清单 → 本人用手机链接上传身份证、合同，人事上传盖章的收入证明 → 逐份审核，
征信报告因超过一个月被退回 → 本人说周一能拿到。三方看到的是同一段会话；本人用手机，不需要账号。点“员工链接 › 生成新链接”，
在手机上打开就是本人的页面；换一台手机打不开。

One thread for specialist, client HR and employee: papers asked, handed in from the phone, accepted one by one, and one
refused because it is too old. Make a link in the thread (员工链接 › 生成新链接) and open it on a phone: no other phone opens
it then.

## 5. 申报、账单、欠费 · Declarations, official bills, arrears

“申报与缴费”：广州、杭州、深圳、南京四户 10 月的费款账单已核对入账（深圳一行重复，已向税务提出）；11 月的账单已读入，差异各有原因：

| 账单格式 · form | 差异 · difference | 怎么办 · what to decide |
| --- | --- | --- |
| 广州 | 基数不同；一人不是我方人员 | 核对申报基数；向税务提出 · compare bases; dispute |
| 杭州 | 账单漏一人；尾差一分（已按账单） | 补报 · report the person |
| 深圳 | 同一人两行 | 向税务提出 · dispute |
| 长沙格式（南京户） | 一笔滞纳金 12.86 | 按账单、向经办机构提出或问客户 · take the bill, dispute it, or ask the client |

深圳户 11 月 20 日扣款失败（余额不足），滞纳金从次日起每天万分之五，责任在客户。

The bills of October were compared and accepted; those of November are read, each with differences of another cause.
Shenzhen's debit failed on the 20th: a late fee runs from the day after, at 0.05 % a day.

## 6. 凭证 · Evidence

每个月一份增减员回执证明许多人：客户看到的副本里，别家客户的人已涂黑；“归档”把一个客户一个月的凭证连同索引、校验和、
时间戳和核验脚本打成一个压缩包：“凭证 › 下载归档”，解压后运行 \`sh verify.sh\`；改动一个字节，核验就不通过。

One receipt a month proves many lines. What a client sees of it has no other client's people in it; the archive holds a
month's papers with index, sums, time stamps and the scripts that verify them: unzip it and run \`sh verify.sh\`. One
changed byte, and it says so.

## 7. 供应商 · The supplier

南京的参保证明由宁聚人力办理：两份已反馈并有证明，一份已接单，一份未答复。“服务订单 › 供应商”里它的 11 月账单 63.00 元，我方应付
24.00 元：一行多收、一行尚未办成、一行重复、一行不是我方订单，逐行处理后才能确认。

Certificates in Nanjing go to a supplier: two are fed back with their papers, one is taken, one is not answered. Its
bill asks 63.00, we owe 24.00: one row too dear, one not done, one twice, one not ours.

## 8. 客户账单 · The client bill

1. ${finance}：“客户账单”里 8、9 月已核销；10 月到款六成，其余逾期，一行有异议；11 月是预估。
2. 打开一行看来源：服务订单、订单行或费款明细。批次已收的费款列示而不重复收取。
3. 财务在“核销”里把到款用到账单上；异议由服务商答复，核减进入下期账单。

Bills of two closed months are matched, October's is paid in part and overdue with one line disputed, November's is an
estimate. Every figure leads to its order, line or contribution.
`;
