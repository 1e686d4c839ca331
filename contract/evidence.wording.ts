import type { ModuleWording } from './wording.ts';

export const evidenceWording = {
  permission: {
    'evidence:export': { zh: '下载凭证归档', en: 'Download archives of evidence' },
    'evidence:read': { zh: '查看凭证', en: 'See evidence' },
    'evidence:write': {
      zh: '上传、绑定与标出凭证',
      en: 'Bring in evidence, bind it and mark rows in it',
    },
  },
  operation: {
    uploadEvidence: { zh: '上传凭证', en: 'Bring in evidence' },
    listEvidence: { zh: '查看凭证', en: 'List evidence' },
    listSubjectEvidence: { zh: '查看事项的凭证', en: 'List the evidence of one thing' },
    getEvidence: { zh: '查看凭证详情', en: 'Look at evidence' },
    getEvidenceArchive: { zh: '查看凭证归档内容', en: 'Look at what an archive holds' },
    downloadEvidenceArchive: { zh: '下载凭证归档', en: 'Download an archive of evidence' },
    markEvidenceHead: { zh: '标出凭证的表头', en: 'Mark the head of evidence' },
    proposeEvidenceMarks: { zh: '查找凭证中的行', en: 'Find rows in evidence' },
    downloadEvidence: { zh: '下载凭证', en: 'Download evidence' },
    drawEvidencePage: { zh: '查看凭证页面', en: 'Look at a page of evidence' },
    listEvidenceRows: { zh: '查看凭证表格', en: 'Look at a sheet of evidence' },
    verifyEvidence: { zh: '校验凭证', en: 'Verify evidence' },
    attachEvidence: { zh: '绑定凭证', en: 'Bind evidence' },
    markEvidence: { zh: '标出凭证中的行', en: 'Mark rows in evidence' },
    revokeEvidence: { zh: '解除凭证绑定', en: 'Take a binding of evidence back' },
  },
  failure: {
    'evidence.not_found': {
      title: { zh: '没有这份凭证', en: 'No such evidence' },
      fix: {
        zh: '请从凭证列表中打开；服务商的名单绑定到本客户后才能看到。',
        en: 'Open it from the list; a list of the provider is seen once it is bound here.',
      },
    },
    'evidence.page_not_found': {
      title: { zh: '凭证没有这一页', en: 'The paper has no such page' },
      fix: { zh: '请从第一页开始查看。', en: 'Begin with its first page.' },
    },
    'evidence.page_address_missing': {
      title: { zh: '截图没有网页地址', en: 'The screenshot has no page address' },
      fix: {
        zh: '官方截图请填写截取时的网页地址。',
        en: 'Enter the address of the page that the screenshot shows.',
      },
    },
    'evidence.unreadable': {
      title: { zh: '文件打不开', en: 'The file cannot be opened' },
      fix: {
        zh: '内容不完整，或与扩展名不符。请重新下载官方原件（PDF、图片、XLSX 或 CSV）后上传。',
        en: 'It is damaged, or not what its name says. Fetch the original again (PDF, picture, XLSX or CSV).',
      },
    },
    'evidence.locked': {
      title: { zh: '文件有打开密码', en: 'The file asks for a password' },
      fix: {
        zh: '请上传不需要密码的原件。',
        en: 'Bring in the original without a password.',
      },
    },
    'evidence.exists': {
      title: { zh: '这份凭证已经上传过', en: 'This paper is here already' },
      fix: {
        zh: '内容相同的同类凭证只保留一份，请直接绑定已有的凭证。',
        en: 'The same paper of the same kind is kept once: bind the one that is here.',
      },
    },
    'evidence.proves_nothing': {
      title: { zh: '这种凭证不能证明这一步', en: 'This kind of paper does not prove the step' },
      fix: {
        zh: '有应缴税款时请上传税收完税证明或扣款回单。',
        en: 'Where tax is due, bring in the tax payment certificate or the debit receipt.',
      },
    },
    'evidence.subject_not_found': {
      title: { zh: '没有要绑定的事项', en: 'There is nothing like that to bind to' },
      fix: {
        zh: '凭证只能绑定到本客户名下的事项，请核对后重选。',
        en: 'Evidence is bound to something of this client alone; choose again.',
      },
    },
    'evidence.mark_outside': {
      title: { zh: '标出的位置不在凭证内', en: 'A mark lies outside the paper' },
      fix: {
        zh: '请在凭证的页面内重新框选，或点选表格中的行。',
        en: 'Draw the box within a page, or choose rows of the sheet, once more.',
      },
    },
    'evidence.bound_already': {
      title: { zh: '凭证已绑定到该事项', en: 'It is bound there already' },
      fix: {
        zh: '需要改动时，请修改标出的行，或先解除绑定。',
        en: 'Change the marks of the binding, or take it back first.',
      },
    },
    'evidence_archive.empty': {
      title: { zh: '这个月没有凭证', en: 'There is no evidence for the month' },
      fix: { zh: '请选择有凭证的月份。', en: 'Choose a month with evidence.' },
    },
    'evidence_binding.not_found': {
      title: { zh: '没有这条绑定', en: 'No such binding' },
      fix: { zh: '请刷新后重试。', en: 'Reload the page and try again.' },
    },
    'evidence_binding.revoked': {
      title: { zh: '绑定已解除', en: 'The binding was taken back' },
      fix: {
        zh: '请刷新页面；需要时重新绑定。',
        en: 'Reload the page; bind the paper anew if needed.',
      },
    },
  },
} as const satisfies ModuleWording;
