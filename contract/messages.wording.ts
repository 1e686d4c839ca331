import type { ModuleWording } from './wording.ts';

/** Threads and papers; the employee, who has no training, reads the failures of the files too. */
export const messagesWording = {
  permission: {
    'thread:read': { zh: '查看会话与材料', en: 'Read threads and papers' },
    'thread:write': {
      zh: '回复会话、索要与代交材料、发员工链接',
      en: 'Write in threads, ask for papers and hand them in, make links for employees',
    },
    'link:service': { zh: '本人的办事页面', en: 'One’s own thread on the phone' },
    'paper:decide': { zh: '审核材料', en: 'Accept or send back papers' },
  },
  operation: {
    listThreads: { zh: '查看会话', en: 'List threads' },
    listWaitingThreads: { zh: '查看待我回复的会话', en: 'List threads that wait for me' },
    getThread: { zh: '打开会话', en: 'Open a thread' },
    listMessages: { zh: '查看消息', en: 'List messages' },
    postMessage: { zh: '发送消息', en: 'Post a message' },
    postThreadFile: { zh: '在会话中发送文件', en: 'Post a file in a thread' },
    downloadThreadFile: { zh: '打开会话中的文件', en: 'Open a file of a thread' },
    settleThread: { zh: '会话不再等待回复', en: 'End the wait for an answer' },
    getResponseHours: { zh: '查看回复时限', en: 'Look at response hours' },
    putResponseHours: { zh: '设置回复时限', en: 'Set response hours' },
    listPaperTemplates: { zh: '查看材料清单模板', en: 'List templates of papers' },
    askPapers: { zh: '索要材料', en: 'Ask for papers' },
    uploadPaper: { zh: '代交材料', en: 'Hand in a paper' },
    removePaperFile: { zh: '移除材料中的文件', en: 'Take a file out of a paper' },
    acceptPaper: { zh: '材料通过', en: 'Accept a paper' },
    refusePaper: { zh: '退回材料', en: 'Send back a paper' },
    waivePaper: { zh: '不再需要材料', en: 'Waive a paper' },
    createThreadLink: { zh: '生成员工办理链接', en: 'Make a link for the employee' },
    listThreadLinks: { zh: '查看员工办理链接', en: 'List links of a thread' },
    revokeThreadLink: { zh: '撤回员工办理链接', en: 'Revoke a link of a thread' },
    getOwnThread: { zh: '本人查看办理进度', en: 'Look at one’s own thread' },
    postOwnMessage: { zh: '本人发送消息', en: 'Write in one’s own thread' },
    uploadOwnPaper: { zh: '本人上传材料', en: 'Hand in one’s own paper' },
    removeOwnPaperFile: { zh: '本人移除文件', en: 'Take out one’s own file' },
    downloadOwnFile: { zh: '本人打开文件', en: 'Open one’s own file' },
  },
  failure: {
    'thread.not_found': {
      title: { zh: '没有这个会话', en: 'There is no such thread' },
      fix: {
        zh: '请刷新页面，从列表中选择。',
        en: 'Refresh the page and choose it from the list.',
      },
    },
    'thread.closed': {
      title: { zh: '此事已办结', en: 'This matter is closed' },
      fix: {
        zh: '不用再上传或回复；还有问题，请联系公司 HR 或服务专员。',
        en: 'Nothing more is needed; with a question, ask your company’s HR or the specialist.',
      },
    },
    'thread.files_full': {
      title: { zh: '这个会话里的文件已满', en: 'The thread holds no more files' },
      fix: {
        zh: '请用“索要材料”让对方按清单上传。',
        en: 'Ask for papers instead, and have them handed in by the list.',
      },
    },
    'thread_file.not_found': {
      title: { zh: '没有这个文件', en: 'There is no such file' },
      fix: {
        zh: '它可能已被移除：请刷新页面。',
        en: 'It may have been taken out: refresh the page.',
      },
    },
    'thread_file.original_closed': {
      title: { zh: '原件只给审核材料的人', en: 'The original is for those who check papers' },
      fix: {
        zh: '原件可能带有员工的拍摄地点：请看去掉隐藏信息的副本，内容一样。',
        en: 'It may tell where the employee took the photo: look at the copy, which shows the same.',
      },
    },
    'file.too_large': {
      title: { zh: '文件太大', en: 'The file is too large' },
      fix: {
        zh: '一个文件最大 20 MB：请重新拍照，或把 PDF 分成几个文件。',
        en: 'A file may have 20 MB: take the photo again, or split the PDF.',
      },
    },
    'file.heic_refused': {
      title: { zh: '不支持 HEIC 照片', en: 'HEIC photos are not taken' },
      fix: {
        zh: '请在 iPhone“设置 → 相机 → 格式”里选“兼容性最佳”后重新拍照，或把照片截图后上传截图。',
        en: 'On the iPhone choose Settings → Camera → Formats → Most Compatible and take it again, or upload a screenshot of it.',
      },
    },
    'file.picture_unreadable': {
      title: { zh: '图片打不开', en: 'The picture cannot be opened' },
      fix: {
        zh: '图片可能已损坏，或不是真正的图片：请重新拍照上传。',
        en: 'It may be damaged, or be no picture: take the photo again.',
      },
    },
    'file.pdf_locked': {
      title: { zh: 'PDF 有密码或无法检查', en: 'The PDF is locked or cannot be checked' },
      fix: {
        zh: '请去掉密码后重新导出 PDF，或直接拍照上传。',
        en: 'Export it again without a password, or upload photos of it.',
      },
    },
    'file.pdf_active': {
      title: { zh: 'PDF 里带有程序或附件', en: 'The PDF holds programs or attached files' },
      fix: {
        zh: '为了安全不能接收：请用“打印为 PDF”重新生成，或直接拍照上传。',
        en: 'To be safe it is not taken: print it to a new PDF, or upload photos of it.',
      },
    },
    'paper.not_found': {
      title: { zh: '没有这份材料', en: 'There is no such paper' },
      fix: { zh: '请刷新页面。', en: 'Refresh the page.' },
    },
    'paper.not_open': {
      title: { zh: '这份材料不用再上传', en: 'Nothing more is needed for this paper' },
      fix: {
        zh: '它已经通过，或不再需要：请刷新页面。',
        en: 'It was accepted, or is not needed any more: refresh the page.',
      },
    },
    'paper.kind_not_accepted': {
      title: { zh: '这份材料不收这种文件', en: 'This paper is not taken as such a file' },
      fix: {
        zh: '请按清单上写的方式提供：照片或 PDF。',
        en: 'Hand it in as the list says: as a photo, or as a PDF.',
      },
    },
    'paper.file_twice': {
      title: { zh: '这个文件已经上传过', en: 'This file is there already' },
      fix: {
        zh: '同一份材料里不用传两次；如果是另一页，请选择那一页的文件。',
        en: 'It need not be sent twice; for another page, choose the file of that page.',
      },
    },
    'paper.files_full': {
      title: { zh: '这份材料的文件已满', en: 'The paper holds no more files' },
      fix: {
        zh: '一份材料最多 20 个文件：请合并成一个 PDF，或移除多余的。',
        en: 'A paper may have 20 files: put them into one PDF, or take out what is not needed.',
      },
    },
    'paper.due_passed': {
      title: { zh: '截止日已经过去', en: 'The day is in the past' },
      fix: { zh: '请选择今天或以后的日期。', en: 'Choose today or a later day.' },
    },
    'paper.decided': {
      title: { zh: '这份材料已审核', en: 'The paper was decided already' },
      fix: {
        zh: '{by} 已经处理：请刷新后查看结果。',
        en: '{by} has decided it: refresh to see how.',
      },
    },
    'paper.nothing_received': {
      title: { zh: '还没有收到材料', en: 'Nothing was handed in yet' },
      fix: {
        zh: '请等对方交齐后再审核；不需要了可以选“不再需要”。',
        en: 'Wait until it is complete; if it is not needed, waive it.',
      },
    },
    'paper.changed': {
      title: { zh: '材料刚刚有变化', en: 'The paper has just changed' },
      fix: {
        zh: '对方又交了或移除了文件：请看过新的内容再审核。',
        en: 'Files were added or taken out: look at them before you decide.',
      },
    },
  },
} as const satisfies ModuleWording;
