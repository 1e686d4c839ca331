import type { ModuleWording } from './wording.ts';

export const connectWording = {
  permission: {
    'app:read': { zh: '查看开放平台应用', en: 'Read apps and webhooks' },
    'app:manage': { zh: '管理开放平台应用与密钥', en: 'Manage apps, keys and webhooks' },
    'webhooks:write': {
      zh: '登记、查看、撤销推送地址',
      en: 'Register, list and remove webhook endpoints',
    },
  },
  operation: {
    createApp: { zh: '新增应用', en: 'Add an app' },
    updateApp: { zh: '修改应用', en: 'Change an app' },
    listApps: { zh: '查看应用', en: 'List apps' },
    createAppKey: { zh: '生成应用密钥', en: 'Make a key of an app' },
    revokeAppKey: { zh: '停用应用密钥', en: 'Revoke a key of an app' },
    getOwnApp: { zh: '查看本应用', en: 'Look at the calling app' },
    createWebhookEndpoint: { zh: '新增推送地址', en: 'Add a webhook endpoint' },
    registerWebhookEndpoint: { zh: '登记推送地址', en: 'Register a webhook endpoint' },
    readWebhookEndpoints: { zh: '查询本应用的推送地址', en: 'Read the endpoints of the app' },
    deregisterWebhookEndpoint: { zh: '撤销推送地址', en: 'Deregister a webhook endpoint' },
    updateWebhookEndpoint: { zh: '修改推送地址', en: 'Change a webhook endpoint' },
    rotateWebhookSecret: { zh: '更换推送密钥', en: 'Rotate a webhook secret' },
    removeWebhookEndpoint: { zh: '删除推送地址', en: 'Remove a webhook endpoint' },
    listWebhookEndpoints: { zh: '查看推送地址', en: 'List webhook endpoints' },
    sendTestWebhook: { zh: '发送测试推送', en: 'Send a test webhook' },
    listWebhookDeliveries: { zh: '查看推送记录', en: 'List webhook deliveries' },
    getWebhookDelivery: { zh: '查看推送详情', en: 'Look at a webhook delivery' },
    replayWebhookDelivery: { zh: '重发一条推送', en: 'Send a webhook again' },
    replayWebhooks: { zh: '重发未送达的推送', en: 'Send again what has not arrived' },
  },
  failure: {
    'app.not_found': {
      title: { zh: '没有这个应用', en: 'No such app' },
      fix: { zh: '请刷新应用列表。', en: 'Reload the list of apps.' },
    },
    'app.name_taken': {
      title: { zh: '同一环境里已有同名应用', en: 'An app of this environment has the name' },
      fix: { zh: '请换一个名称。', en: 'Choose another name.' },
    },
    'app.address_malformed': {
      title: { zh: '地址格式有误', en: 'An address is malformed' },
      fix: {
        zh: '每行一个地址或网段，如 203.0.113.7、203.0.113.0/24、2001:db8::/32。',
        en: 'One address or range a line, such as 203.0.113.7, 203.0.113.0/24, 2001:db8::/32.',
      },
    },
    'app.addresses_required': {
      title: { zh: '正式密钥须限定来源地址', en: 'Live keys need an allow list' },
      fix: {
        zh: '请先填写允许的来源地址，再生成正式密钥；还有有效密钥时不能清空。',
        en: 'Fill in the allowed addresses before a live key is made, and keep one while a key is active.',
      },
    },
    'app_key.scope_unknown': {
      title: { zh: '没有这个权限范围', en: 'There is no such scope' },
      fix: { zh: '请从列表中选择。', en: 'Choose from the list.' },
    },
    'app_key.too_many': {
      title: { zh: '已有两个有效密钥', en: 'Two keys are active already' },
      fix: {
        zh: '换密钥时最多两个同时有效：请先停用旧的一个。',
        en: 'At most two are active while a key is exchanged: revoke the older one first.',
      },
    },
    'app_key.not_found': {
      title: { zh: '没有这个密钥', en: 'No such key' },
      fix: { zh: '请刷新应用列表。', en: 'Reload the list of apps.' },
    },
    'webhook_endpoint.not_found': {
      title: { zh: '没有这个推送地址', en: 'No such webhook endpoint' },
      fix: { zh: '请刷新列表。', en: 'Reload the list.' },
    },
    'webhook_endpoint.url_refused': {
      title: { zh: '不能推送到这个地址', en: 'Nothing is sent to this address' },
      fix: {
        zh: '请填写公网的 https 地址；内网、本机地址与带账号的地址不接受。',
        en: 'Enter a public https address; private ones, this machine and those with a password are refused.',
      },
    },
    'webhook_endpoint.too_many': {
      title: { zh: '推送地址过多', en: 'The app has too many endpoints' },
      fix: {
        zh: '每个应用最多五个：请先删除不用的。',
        en: 'An app may have five: remove one first.',
      },
    },
    'webhook_endpoint.disabled': {
      title: { zh: '推送地址已停用', en: 'The endpoint is disabled' },
      fix: { zh: '请先启用它。', en: 'Enable it first.' },
    },
    'webhook_delivery.not_found': {
      title: { zh: '没有这条推送记录', en: 'No such delivery' },
      fix: { zh: '记录保留三十天。', en: 'Deliveries are kept for thirty days.' },
    },
  },
} satisfies ModuleWording;
