import type { ModuleWording, Words } from './wording.ts';

/** What a field of `request.invalid` wants, by its `message`. */
export const fieldWording: Readonly<Record<string, Words>> = {
  'money.malformed': {
    zh: '金额须是文本，以元为单位，最多两位小数，如 "100.50"；不带千分位、正号和空格。',
    en: 'An amount is text in yuan with at most two decimals, such as "100.50", without separators, plus sign or spaces.',
  },
  'money.too_large': {
    zh: '金额过大：单项须小于一百亿元。',
    en: 'The amount is too large: each has to be below ten billion yuan.',
  },
  'money.negative': { zh: '金额不能为负。', en: 'The amount may not be negative.' },
  'money.zero': { zh: '金额须大于零。', en: 'The amount has to be above zero.' },
  'rate.malformed': {
    zh: '比例须是文本，写成小数，如 "0.16" 表示 16%。',
    en: 'A rate is text, a decimal fraction: "0.16" is 16 %.',
  },
  'rate.range': { zh: '比例须在 0 与 1 之间。', en: 'A rate lies between 0 and 1.' },
  'date.malformed': {
    zh: '日期须真实存在，写成 YYYY-MM-DD。',
    en: 'A day of the calendar, written YYYY-MM-DD.',
  },
  'period.malformed': {
    zh: '月份写成 YYYY-MM，如 2026-01。',
    en: 'A month is written YYYY-MM, such as 2026-01.',
  },
  'text.unreadable': {
    zh: '含有无法保存的字符（空字符或残缺的字符），请去掉后重试。',
    en: 'It holds a character that cannot be kept (NUL or half a pair): take it out.',
  },
  'file.missing': { zh: '请选择要上传的文件。', en: 'Attach the file to upload.' },
};

/** For what the shapes themselves refuse: missing, of another type, too long, not in the list. */
export const otherFieldWords: Words = {
  zh: '这一项缺失，或类型、长度、取值不对：请按接口页的说明填写。',
  en: 'It is missing, or its type, length or value is wrong: fill it in as the API page says.',
};

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
    'request.body_malformed': {
      title: { zh: '请求正文读不懂', en: 'The body of the request cannot be read' },
      fix: {
        zh: '正文须是一个 JSON 对象（UTF-8，Content-Type: application/json）：请检查引号、逗号和括号后重新提交。',
        en: 'It has to be one JSON object (UTF-8, Content-Type: application/json): check quotes, commas and brackets and send it again.',
      },
    },
    'field.not_sealed': {
      title: { zh: '敏感内容没有加密', en: 'A sensitive field is not sealed' },
      fix: {
        zh: '请刷新页面后重试；接口调用请用 getFieldKeys 的公钥加密标出的字段。',
        en: 'Reload the page and try again; programs seal the marked fields for a key of getFieldKeys.',
      },
    },
    'field.unreadable': {
      title: { zh: '敏感内容无法解密', en: 'A sealed field cannot be opened' },
      fix: {
        zh: '加密已过期或有误，请刷新页面后重新提交。',
        en: 'It was sealed too long ago or wrongly; reload the page and send it again.',
      },
    },
    'session.required': {
      title: { zh: '登录已失效', en: 'You are not signed in' },
      fix: {
        zh: '请重新登录；已填写的内容不会丢失。',
        en: 'Sign in again; what you typed is kept.',
      },
    },
    'operation.not_for_apps': {
      title: { zh: '应用不能调用这个操作', en: 'Apps cannot call this operation' },
      fix: {
        zh: '应用可调用的操作列在接口页 /docs 的「合一开放平台」里；其余操作由人登录后办理，签名和令牌在那里不起作用。',
        en: 'What apps may call is listed on the API page /docs under “Heyi for programs”; the rest is for people who sign in, where signatures and tokens count for nothing.',
      },
    },
    'request.forged': {
      title: { zh: '请求来源不可信', en: 'The request came from another site' },
      fix: { zh: '请从本系统的页面操作。', en: 'Act from the pages of this system.' },
    },
    'app.credentials_required': {
      title: { zh: '请求没有签名或令牌', en: 'The request is neither signed nor has it a token' },
      fix: {
        zh: '请按接口文档签名（X-App-Id、X-Timestamp、X-Nonce、X-Signature），或带上 OAuth 令牌。',
        en: 'Sign it as the API page says (X-App-Id, X-Timestamp, X-Nonce, X-Signature), or send an OAuth token.',
      },
    },
    'app.credentials_invalid': {
      title: { zh: '应用或密钥无效', en: 'The app or its key is not valid' },
      fix: {
        zh: '请核对应用编号与密钥；密钥可能已停用，令牌可能已过期。',
        en: 'Check the app id and its secret: the key may be revoked, the token may have ended.',
      },
    },
    'signature.malformed': {
      title: {
        zh: '签名的请求头缺失或格式不对',
        en: 'A header of the signature is missing or malformed',
      },
      fix: {
        zh: '请检查 {header}：X-App-Id 为 app_…；X-Timestamp 为 Unix 秒；X-Nonce 为 8–128 个 A-Za-z0-9._~-；X-Signature 为 v1= 加 HMAC-SHA256 的 base64。',
        en: 'Check {header}: X-App-Id is app_…; X-Timestamp Unix seconds; X-Nonce 8–128 of A-Za-z0-9._~-; X-Signature v1= and the base64 of the HMAC-SHA256.',
      },
    },
    'signature.wrong': {
      title: { zh: '签名不正确', en: 'The signature is wrong' },
      fix: {
        zh: '请按接口文档核对待签名串：方法、路径与查询、正文摘要、时间戳、随机串，各占一行。',
        en: 'Compare the signed text with the API page: method, path and query, digest of the body, timestamp, nonce, one a line.',
      },
    },
    'signature.expired': {
      title: { zh: '签名时间不在有效范围', en: 'The time of the signature is too far away' },
      fix: {
        zh: '时间戳与服务器相差不得超过 300 秒：请校准时钟，重新签名后再发。',
        en: 'The timestamp may differ by 300 seconds: set the clock, sign anew and send again.',
      },
    },
    'nonce.replayed': {
      title: { zh: '这个请求已经收到过', en: 'This request was received before' },
      fix: {
        zh: '随机串只能用一次：请换新的随机串重新签名，幂等键保持不变。',
        en: 'A nonce is used once: sign anew with another nonce and keep the Idempotency-Key.',
      },
    },
    'address.refused': {
      title: { zh: '来源地址不在许可范围', en: 'Requests from this address are not allowed' },
      fix: {
        zh: '请从已登记的地址调用，或请管理员修改应用的地址名单。',
        en: 'Call from a listed address, or have the address lists of the app changed.',
      },
    },
    'app.live_blocked': {
      title: { zh: '正式环境尚未开通', en: 'Live keys are not open yet' },
      fix: {
        zh: '服务商须先选定增值税扣缴口径；此前请使用沙箱密钥。',
        en: 'The provider has to choose a reading of the VAT-withholding rule first; use a sandbox key until then.',
      },
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
