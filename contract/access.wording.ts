import type { ModuleWording } from './wording.ts';

export const accessWording = {
  permission: {},
  operation: {
    signIn: { zh: '登录', en: 'Sign in' },
    getSession: { zh: '查看当前登录', en: 'Look at the session' },
    signOut: { zh: '退出登录', en: 'Sign out' },
  },
  failure: {
    'session.wrong_credentials': {
      title: { zh: '账号或密码不正确', en: 'The name or password is wrong' },
      fix: { zh: '请检查后重试；连续多次错误会暂时锁定。', en: 'Check both and try again; repeated errors lock the account for a while.' },
    },
    'session.locked_out': {
      title: { zh: '账号已暂时锁定', en: 'The account is locked for now' },
      fix: { zh: '请在提示的时间后重试，或联系管理员解锁。', en: 'Try again after the time shown, or ask an administrator.' },
    },
  },
} as const satisfies ModuleWording;
