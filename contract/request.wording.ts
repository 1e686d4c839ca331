import type { ModuleWording } from './wording.ts';

export const requestWording = {
  operation: {},
  permission: {},
  failure: {
    'request.invalid': {
      title: { zh: '提交的内容有误', en: 'The request is not valid' },
      fix: {
        zh: '请按标出的字段修改后重新提交。',
        en: 'Correct the marked fields and send it again.',
      },
    },
    'session.required': {
      title: { zh: '登录已失效', en: 'You are not signed in' },
      fix: {
        zh: '请重新登录；已填写的内容不会丢失。',
        en: 'Sign in again; what you typed is kept.',
      },
    },
    'request.forged': {
      title: { zh: '请求来源不可信', en: 'The request came from another site' },
      fix: { zh: '请从本系统的页面操作。', en: 'Act from the pages of this system.' },
    },
    'permission.denied': {
      title: { zh: '没有此项权限', en: 'You may not do this' },
      fix: { zh: '请联系管理员开通权限。', en: 'Ask an administrator for the permission.' },
    },
    'second_factor.required': {
      title: { zh: '需要二次验证', en: 'A second factor is needed' },
      fix: {
        zh: '请输入验证器上的六位动态码。',
        en: 'Enter the six digits of your authenticator.',
      },
    },
    'tenant.not_found': {
      title: { zh: '没有这个客户', en: 'No such client' },
      fix: {
        zh: '请确认链接，或请主管把该客户分配给您。',
        en: 'Check the link, or have the client assigned to you.',
      },
    },
    'route.not_found': {
      title: { zh: '没有这个地址', en: 'No such address' },
      fix: { zh: '请检查链接。', en: 'Check the link.' },
    },
    'request.too_large': {
      title: { zh: '内容过大', en: 'The request is too large' },
      fix: {
        zh: '文件最大 50 MB，请拆分后上传。',
        en: 'Files may have 50 MB; split and upload again.',
      },
    },
    'idempotency.key_required': {
      title: { zh: '缺少幂等键', en: 'An Idempotency-Key is missing' },
      fix: {
        zh: '请在请求头带上 8 至 200 个字符的 Idempotency-Key。',
        en: 'Send an Idempotency-Key header of 8 to 200 characters.',
      },
    },
    'idempotency.key_reused': {
      title: { zh: '幂等键已用于另一个请求', en: 'The Idempotency-Key belongs to another request' },
      fix: {
        zh: '内容不同的请求请换一个新的键。',
        en: 'Use a new key for a request with other content.',
      },
    },
    'idempotency.in_progress': {
      title: { zh: '相同的操作正在处理', en: 'The same operation is still running' },
      fix: {
        zh: '请稍候刷新查看结果，无需再次点击。',
        en: 'Wait and refresh; there is no need to click again.',
      },
    },
    'rate.limited': {
      title: { zh: '请求过于频繁', en: 'Too many requests' },
      fix: { zh: '请稍候再试。', en: 'Wait a moment and try again.' },
    },
    'server.failed': {
      title: { zh: '系统出错了', en: 'Something went wrong here' },
      fix: {
        zh: '操作没有生效。请把请求编号发给运维人员。',
        en: 'Nothing was changed. Give the request id to the operator.',
      },
    },
    'server.unavailable': {
      title: { zh: '系统暂时不可用', en: 'The system is not available' },
      fix: {
        zh: '数据库正在恢复，请稍候重试；操作没有生效。',
        en: 'The database is coming back; nothing was changed. Try again shortly.',
      },
    },
  },
} as const satisfies ModuleWording;
