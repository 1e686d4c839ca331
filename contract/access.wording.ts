import type { ModuleWording } from './wording.ts';

export const accessWording = {
  permission: {
    'account:read': { zh: '查看账号', en: 'Read accounts' },
    'account:manage': { zh: '管理账号与权限', en: 'Manage accounts and permissions' },
  },
  operation: {
    signIn: { zh: '登录', en: 'Sign in' },
    getSession: { zh: '查看当前登录', en: 'Look at the session' },
    signOut: { zh: '退出登录', en: 'Sign out' },
    listSessions: { zh: '查看登录设备', en: 'List sessions' },
    revokeSession: { zh: '下线登录设备', en: 'End a session' },
    changePassword: { zh: '修改密码', en: 'Change the password' },
    enrolSecondFactor: { zh: '绑定验证器', en: 'Enrol a second factor' },
    confirmSecondFactor: { zh: '确认绑定验证器', en: 'Confirm the second factor' },
    giveSecondFactor: { zh: '二次验证', en: 'Give the second factor' },
    createAccount: { zh: '新建账号', en: 'Create an account' },
    listAccounts: { zh: '查看账号', en: 'List accounts' },
    updateAccountRoles: { zh: '调整账号角色', en: 'Change the roles of an account' },
    lockAccount: { zh: '停用账号', en: 'Lock an account' },
    unlockAccount: { zh: '启用账号', en: 'Unlock an account' },
    resetPassword: { zh: '重置密码', en: 'Reset a password' },
    resetSecondFactor: { zh: '解绑验证器', en: 'Reset a second factor' },
    revokeAccountSessions: { zh: '强制下线', en: 'End the sessions of an account' },
    assignClient: { zh: '分配客户', en: 'Assign a client' },
    unassignClient: { zh: '取消分配客户', en: 'Unassign a client' },
    listAssignments: { zh: '查看客户分配', en: 'List assignments' },
  },
  failure: {
    'session.wrong_credentials': {
      title: { zh: '账号或密码不正确', en: 'The name or password is wrong' },
      fix: {
        zh: '请检查后重试；连续多次错误会暂时锁定。',
        en: 'Check both and try again; repeated errors lock the account for a while.',
      },
    },
    'session.locked_out': {
      title: { zh: '错误次数过多，已暂时锁定', en: 'Locked for now after too many errors' },
      fix: {
        zh: '请在提示的时间后重试，或联系管理员解锁。',
        en: 'Try again after the time shown, or ask an administrator.',
      },
    },
    'session.not_found': {
      title: { zh: '没有这个登录设备', en: 'No such session' },
      fix: { zh: '它可能已经下线，请刷新页面。', en: 'It may have ended; refresh the page.' },
    },
    'account.locked': {
      title: { zh: '账号已停用', en: 'The account is locked' },
      fix: { zh: '请联系管理员启用账号。', en: 'Ask an administrator to unlock it.' },
    },
    'account.not_found': {
      title: { zh: '没有这个账号', en: 'No such account' },
      fix: { zh: '请从账号列表中选择。', en: 'Choose it from the list of accounts.' },
    },
    'account.login_name_taken': {
      title: { zh: '登录名已被使用', en: 'The login name is taken' },
      fix: { zh: '请换一个登录名。', en: 'Choose another login name.' },
    },
    'account.role_not_for_tenant': {
      title: { zh: '角色与所属单位不符', en: 'The role does not belong to this tenant' },
      fix: {
        zh: '本公司账号只能选内部角色，客户账号只能选客户角色。',
        en: 'Give the provider’s accounts its own roles, and client accounts client roles.',
      },
    },
    'account.last_admin': {
      title: { zh: '这是最后一个可用的管理员', en: 'This is the last administrator' },
      fix: {
        zh: '请先为另一个账号开通管理员角色。',
        en: 'Make another account an administrator first.',
      },
    },
    'account.wrong_password': {
      title: { zh: '当前密码不正确', en: 'The current password is wrong' },
      fix: {
        zh: '请检查后重试；连续多次错误会暂时锁定。',
        en: 'Check it and try again; repeated errors lock the account for a while.',
      },
    },
    'account.weak_password': {
      title: { zh: '新密码太弱', en: 'The new password is too weak' },
      fix: {
        zh: '至少 10 个字符，不能是常见密码、登录名或当前密码。',
        en: 'Take at least 10 characters; not a common one, the login name or the current one.',
      },
    },
    'second_factor.already_enrolled': {
      title: { zh: '已绑定验证器', en: 'A second factor is enrolled' },
      fix: {
        zh: '更换设备请先完成一次二次验证；设备丢失请联系管理员解绑。',
        en: 'To change the device give a code first; if it is lost ask an administrator.',
      },
    },
    'second_factor.not_started': {
      title: { zh: '还没有开始绑定验证器', en: 'No enrolment was started' },
      fix: { zh: '请先扫描二维码。', en: 'Scan the code first.' },
    },
    'second_factor.not_enrolled': {
      title: { zh: '还没有绑定验证器', en: 'No second factor is enrolled' },
      fix: {
        zh: '请在个人设置中绑定验证器后再操作。',
        en: 'Enrol an authenticator in your settings, then try again.',
      },
    },
    'second_factor.wrong_code': {
      title: { zh: '动态码不正确', en: 'The code is wrong' },
      fix: {
        zh: '请输入验证器当前显示的六位数字，并确认手机时间准确。',
        en: 'Enter the six digits shown now, and check the clock of the phone.',
      },
    },
    'second_factor.code_used': {
      title: { zh: '动态码已使用过', en: 'The code was already used' },
      fix: { zh: '请等待验证器显示下一个码。', en: 'Wait for the next code.' },
    },
    'assignment.client_not_found': {
      title: { zh: '没有这个客户', en: 'No such client' },
      fix: { zh: '请从客户列表中选择。', en: 'Choose it from the list of clients.' },
    },
    'assignment.not_found': {
      title: { zh: '没有这项分配', en: 'No such assignment' },
      fix: { zh: '请刷新页面。', en: 'Refresh the page.' },
    },
  },
} as const satisfies ModuleWording;
