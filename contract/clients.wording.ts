import type { ModuleWording } from './wording.ts';

export const clientsWording = {
  permission: {
    'client:read': { zh: '查看客户', en: 'Read clients' },
    'client:create': { zh: '新建客户', en: 'Create clients' },
    'client:update': { zh: '维护客户资料', en: 'Maintain clients' },
  },
  operation: {
    createClient: { zh: '新建客户', en: 'Create a client' },
    updateClient: { zh: '修改客户资料', en: 'Change a client' },
    getClient: { zh: '查看客户', en: 'Look at a client' },
    listClients: { zh: '客户列表', en: 'List clients' },
    putClientSettings: { zh: '修改客户发薪设置', en: "Change a client's pay settings" },
    createClientContact: { zh: '新增客户联系人', en: 'Add a contact' },
    updateClientContact: { zh: '修改客户联系人', en: 'Change a contact' },
    removeClientContact: { zh: '移除客户联系人', en: 'Remove a contact' },
    listLicences: { zh: '证照列表', en: 'List licences' },
    createLicence: { zh: '登记证照', en: 'Register a licence' },
    updateLicence: { zh: '修改证照', en: 'Change a licence' },
    removeLicence: { zh: '移除证照', en: 'Remove a licence' },
  },
  failure: {
    'client.not_found': {
      title: { zh: '没有这个客户的资料', en: 'The client has no record' },
      fix: {
        zh: '请先在客户列表中建立客户资料。',
        en: 'Create its record in the list of clients first.',
      },
    },
    'client.uscc_malformed': {
      title: { zh: '统一社会信用代码不正确', en: 'The unified social credit code is not valid' },
      fix: {
        zh: '请对照营业执照核对18位代码；代码中没有字母 I、O、S、V、Z。',
        en: 'Compare all 18 characters with the licence; the letters I, O, S, V, Z never occur.',
      },
    },
    'client.mode_reserved': {
      title: { zh: '“自有员工”只用于服务商本身', en: 'The mode “own” is for the provider itself' },
      fix: {
        zh: '请为客户选择代理、代发、派遣、外包或档案。',
        en: 'Choose another cooperation mode.',
      },
    },
    'client.uscc_taken': {
      title: { zh: '已有相同信用代码的客户', en: 'Another client has this credit code' },
      fix: {
        zh: '请在客户列表中查找该客户；看不到时请主管分配。',
        en: 'Look for it in the list of clients, or have it assigned to you.',
      },
    },
    'client_contact.not_found': {
      title: { zh: '没有这个联系人', en: 'No such contact' },
      fix: {
        zh: '请刷新页面；他可能已被移除。',
        en: 'Refresh the page; it may have been removed.',
      },
    },
    'client_contact.phone_malformed': {
      title: { zh: '电话号码不正确', en: 'The phone number is not valid' },
      fix: {
        zh: '请填写11位手机号，或带区号的固定电话。',
        en: 'Enter a mobile number, or a landline with its area code.',
      },
    },
    'licence.not_found': {
      title: { zh: '没有这张证照', en: 'No such licence' },
      fix: {
        zh: '请刷新页面；它可能已被移除。',
        en: 'Refresh the page; it may have been removed.',
      },
    },
    'licence.title_missing': {
      title: { zh: '“其他”证照需要名称', en: 'A licence of another kind needs a name' },
      fix: { zh: '请按证照正本填写名称。', en: 'Write its name as the original has it.' },
    },
    'licence.dates_reversed': {
      title: { zh: '到期日早于生效日', en: 'The licence ends before it begins' },
      fix: { zh: '请对照证照正本核对有效期。', en: 'Compare both days with the original.' },
    },
    'licence.number_taken': {
      title: { zh: '已登记过同一编号的证照', en: 'A licence with this number is there already' },
      fix: { zh: '请直接修改已登记的那一张。', en: 'Change the one that is there.' },
    },
  },
} as const satisfies ModuleWording;
