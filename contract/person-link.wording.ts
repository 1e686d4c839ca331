import type { ModuleWording } from './wording.ts';

/** Links of persons; their words are read by people who have no account and no training. */
export const personLinkWording = {
  permission: {
    'person_link:read': { zh: '查看个人链接', en: 'Look at personal links' },
    'person_link:manage': { zh: '撤回个人链接', en: 'Revoke personal links' },
  },
  operation: {
    openLink: { zh: '打开个人链接', en: 'Open a personal link' },
    getLinkSession: { zh: '查看链接会话', en: 'Look at the link’s session' },
    closeLinkSession: { zh: '关闭本人页面', en: 'Close one’s own pages' },
    listPersonLinks: { zh: '查看个人链接', en: 'List personal links' },
    revokePersonLink: { zh: '撤回个人链接', en: 'Revoke a personal link' },
  },
  failure: {
    'link.required': {
      title: { zh: '页面已关闭', en: 'This page has closed' },
      fix: {
        zh: '为了安全，页面一段时间不用会自动关闭：请回到发给您链接的地方重新打开。',
        en: 'Unused, it closes after a while to keep you safe: go back to where you got the link and open it again.',
      },
    },
    'link.not_found': {
      title: { zh: '链接无效', en: 'The link is not valid' },
      fix: {
        zh: '链接可能没有复制完整：请回到发给您链接的地方重新打开。',
        en: 'It may have been copied in part: go back to where you got it and open it again.',
      },
    },
    'link.revoked': {
      title: { zh: '链接已撤回', en: 'The link was revoked' },
      fix: {
        zh: '发出链接的一方收回了它：需要时请向对方重新索取。',
        en: 'Whoever sent it took it back: ask for a new one if you need it.',
      },
    },
    'link.expired': {
      title: { zh: '链接已过期', en: 'The link has expired' },
      fix: {
        zh: '请回到发给您链接的地方重新打开，或重新索取一个。',
        en: 'Go back to where you got it and open it again, or ask for a new one.',
      },
    },
    'link.other_device': {
      title: { zh: '链接已在另一台手机上打开', en: 'The link was opened on another phone' },
      fix: {
        zh: '一个链接只能在第一次打开它的手机和浏览器里使用：请用那台手机，或重新索取一个。如果不是您本人打开的，请马上告诉发链接的一方。',
        en: 'A link works only on the phone and browser that opened it first: use that phone, or ask for a new link. If it was not you, tell whoever sent it at once.',
      },
    },
    'person_link.not_found': {
      title: { zh: '没有这个链接', en: 'There is no such link' },
      fix: { zh: '请从列表中选择。', en: 'Choose it from the list.' },
    },
  },
} as const satisfies ModuleWording;
