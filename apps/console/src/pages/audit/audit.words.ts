export const auditZh = {
  audit: {
    title: '操作日志',
    note: '每一次改动和查看敏感信息都在这里，按链条封存，任何删改都会被发现。',
    empty: '没有符合条件的记录',
    operation: '操作',
    subject: '对象编号',
    time: '时间',
    actor: '操作人',
    sealed: '封存序号',
    unsealed: '封存中',
    request: '请求编号',
    detail: '详情',
    noDetail: '没有更多详情',
    verify: '校验链条',
    intact: '链条完整，共 {{count}} 条',
    broken: '链条在第 {{at}} 条被破坏',
    brokenFix: '此条或之前的记录被改动过。请保留数据库现状并联系运维和审计人员。',
  },
};

export const auditEn: typeof auditZh = {
  audit: {
    title: 'Audit log',
    note: 'Every change, and every look at sealed data, in a chain: tampering shows.',
    empty: 'No entry matches',
    operation: 'Operation',
    subject: 'Subject id',
    time: 'Time',
    actor: 'By',
    sealed: 'Seal',
    unsealed: 'Being sealed',
    request: 'Request',
    detail: 'Detail',
    noDetail: 'No more detail',
    verify: 'Verify the chain',
    intact: 'The chain is intact: {{count}} {{count, plural(one: entry; other: entries)}}',
    broken: 'The chain is broken at entry {{at}}',
    brokenFix:
      'This entry or one before it was changed. Keep the database as it is and call the operator and the auditor.',
  },
};
