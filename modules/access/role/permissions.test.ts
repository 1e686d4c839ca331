import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessContract, operations, permissionWords, wireSchema } from '@heyi/contract';
import { permissionsOf, permissionsOfNobody, type Role } from './permissions.ts';

const all = accessContract.roles.map((role) => ({ role, has: permissionsOf([role]) }));

test('契约里的每项权限都有人有，也都有说明', () => {
  assert.deepEqual(permissionsOfNobody(), []);
  const asked = new Set(
    operations.flatMap(({ permission, partPermissions }) => [
      ...(permission === null ? [] : [permission]),
      ...(partPermissions ?? []),
    ]),
  );
  assert.ok(asked.size > 30);
  for (const permission of asked) assert.ok(permissionWords[permission], permission);
});

const apart: { title: string; one: string; other: string }[] = [
  { title: '做批次的人不付款', one: 'payroll_run:prepare', other: 'payroll_run:pay' },
  { title: '做批次的人不放行付款文件', one: 'payroll_run:prepare', other: 'payment:release' },
  { title: '做批次的人不审批', one: 'payroll_run:prepare', other: 'payroll_run:approve' },
  { title: '付款的人不审批', one: 'payroll_run:pay', other: 'payroll_run:approve' },
  { title: '管账号的人不付款', one: 'account:manage', other: 'payroll_run:pay' },
  { title: '管账号的人不做批次', one: 'account:manage', other: 'payroll_run:prepare' },
  { title: '申请例外的人不批例外', one: 'three_in_one:request', other: 'three_in_one:approve' },
];
for (const { title, one, other } of apart) {
  test(`职责分离：${title}`, () => {
    const both = all.filter(({ has }) => has.has(one as never) && has.has(other as never));
    assert.deepEqual(
      both.map(({ role }) => role),
      [],
    );
  });
}

/** One role may have both: then the operations keep the two steps apart by the person. */
const byPerson: { title: string; asks: string; decides: string; code: string }[] = [
  {
    title: '财务申请的垫付由另一位财务批准',
    asks: 'requestAdvance',
    decides: 'approveAdvance',
    code: 'advance.same_person',
  },
  {
    title: '人工核实的付款结果由另一人复核',
    asks: 'proposePayOrderOutcome',
    decides: 'settlePayOrder',
    code: 'pay_order.same_person',
  },
];
for (const { title, asks, decides, code } of byPerson) {
  test(`四眼：${title}`, () => {
    const operation = (id: string) => operations.find((one) => one.id === id)!;
    const both = all.filter(({ has }) =>
      [asks, decides].every((id) => has.has(operation(id).permission as never)),
    );
    assert.ok(both.some(({ role }) => role === 'finance'));
    assert.ok(code in operation(decides).failures, `${decides} refuses ${code}`);
  });
}

test('门店经理：能读的操作里没有金额，录入的只回显自己所录', () => {
  const has = permissionsOf(['store_manager']);
  const told = operations
    .filter(({ permission }) => permission !== null && has.has(permission as never))
    .filter(({ output }) => JSON.stringify(wireSchema(output)).includes('yuan'))
    .map(({ id }) => id);
  // getEmployment leaves the enrolments out; putMonthInput answers what was sent.
  assert.deepEqual(told.toSorted(), ['getEmployment', 'putMonthInput']);
  for (const permission of ['contribution:read', 'payroll_run:read', 'payslip:read'] as const) {
    assert.equal(has.has(permission), false, permission);
  }
  assert.equal(has.has('tax_input:write'), false);
});

test('客户的角色没有本公司的权限', () => {
  const house = ['account:manage', 'audit:read', 'ledger:read', 'client:create', 'payment:release'];
  for (const role of accessContract.clientRoles) {
    for (const permission of house) {
      assert.equal(permissionsOf([role]).has(permission as never), false, `${role} ${permission}`);
    }
  }
});

test('员工看不到整个客户的任何数据', () => {
  assert.equal(permissionsOf(['employee']).size, 0);
});

test('多个角色的权限相加', () => {
  const roles: Role[] = ['client_hr', 'client_finance'];
  const sum = new Set(roles.flatMap((role) => [...permissionsOf([role])]));
  assert.deepEqual(permissionsOf(roles), sum);
});

test('用工成本与实发是两项权限：客户人事看得到实发，看不到用工成本', () => {
  const sees = (permission: string) =>
    all.filter(({ has }) => has.has(permission as never)).map(({ role }) => role);
  assert.deepEqual(sees('employer_cost:read'), [
    'operations',
    'payroll_specialist',
    'insurance_specialist',
    'finance',
    'client_finance',
  ]);
  assert.ok(sees('payslip:read').includes('client_hr'));
});
