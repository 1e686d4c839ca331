import type { accessContract } from '@heyi/contract';
import { clients } from './companies.ts';
import type { TenantKey } from './company.ts';

export type DemoRole = (typeof accessContract.roles)[number];

export type DemoLogin = {
  readonly tenant: TenantKey;
  readonly loginName: string;
  readonly name: string;
  readonly role: DemoRole;
  /** What it is for, as the start prints it. */
  readonly zh: string;
};

const provider = (loginName: string, name: string, role: DemoRole, zh: string): DemoLogin => ({
  tenant: 'house',
  loginName,
  name,
  role,
  zh,
});

/** The people of the provider, then those of the clients, then one employee. */
export const logins: readonly DemoLogin[] = [
  provider('xie.zhixia', '谢知夏', 'payroll_specialist', '薪资专员：导入、算薪、核对、报税'),
  provider('shao.wangshu', '邵望舒', 'insurance_specialist', '社保专员：参保、缴费明细、补差'),
  provider('nie.qinghe', '聂清和', 'finance', '财务：到款、垫付审批、付款'),
  provider('dai.songnian', '戴松年', 'operations', '运营负责人：查看全部客户，审批例外'),
  provider('bu.mingzhe', '卜明哲', 'admin', '管理员：账号与权限'),
  ...clients.flatMap((client) =>
    client.contacts.map((contact): DemoLogin => ({
      tenant: client.key,
      loginName: contact.loginName,
      name: contact.name,
      role: contact.role,
      zh: `${client.shortName}${contact.position}${contact.mayApprovePayroll ? '：审批工资' : '：查看'}`,
    })),
  ),
];

/** The login of a golden person, who reads the own payslip. */
export const employeeLogin = {
  loginName: 'gong.yan',
  zh: '员工：查看并确认自己的工资条',
} as const;
