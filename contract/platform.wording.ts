import type { ModuleWording } from './wording.ts';

export const platformWording = {
  permission: {
    'file:upload': { zh: '上传文件', en: 'Upload files' },
    'file:download': { zh: '下载文件', en: 'Download files' },
    'audit:read': { zh: '查看操作日志', en: 'Read the audit log' },
    'import:run': { zh: '导入数据', en: 'Import data' },
  },
  operation: {
    uploadFile: { zh: '上传文件', en: 'Upload a file' },
    downloadFile: { zh: '下载文件', en: 'Download a file' },
    getFieldKeys: { zh: '取得加密公钥', en: 'Get the keys for sensitive fields' },
    getJob: { zh: '查看任务进度', en: 'Look at a job' },
    listAuditEntries: { zh: '查看操作日志', en: 'List audit entries' },
    verifyAuditChain: { zh: '校验操作日志链', en: 'Verify the audit chain' },
    downloadImportTemplate: { zh: '下载导入模板', en: 'Download an import template' },
    startImport: { zh: '试导入', en: 'Start an import (dry run)' },
    getImport: { zh: '查看导入', en: 'Look at an import' },
    listImports: { zh: '导入记录', en: 'List imports' },
    commitImport: { zh: '确认导入', en: 'Commit an import' },
    discardImport: { zh: '放弃导入', en: 'Discard an import' },
    downloadImportErrors: { zh: '下载错误明细', en: 'Download the error file' },
  },
  failure: {
    'file.empty': {
      title: { zh: '文件是空的', en: 'The file is empty' },
      fix: { zh: '请检查后重新选择文件。', en: 'Check the file and choose it again.' },
    },
    'file.kind_refused': {
      title: { zh: '不支持这种文件', en: 'This kind of file is not taken' },
      fix: {
        zh: '请上传 XLSX、CSV、PDF、PNG 或 JPG 文件；内容须与扩展名一致。',
        en: 'Upload XLSX, CSV, PDF, PNG or JPG; the content must be what the name says.',
      },
    },
    'file.not_found': {
      title: { zh: '没有这个文件', en: 'No such file' },
      fix: { zh: '请重新上传。', en: 'Upload it again.' },
    },
    'job.gave_up': {
      title: { zh: '任务多次中断，已停止', en: 'The job was stopped after many attempts' },
      fix: {
        zh: '请把任务编号发给运维人员；已完成的部分保留。',
        en: 'Give the id of the job to the operator; what was done is kept.',
      },
    },
    'job.not_found': {
      title: { zh: '没有这个任务', en: 'No such job' },
      fix: { zh: '请刷新页面。', en: 'Refresh the page.' },
    },
    'import.kind_unknown': {
      title: { zh: '没有这种导入', en: 'No such kind of import' },
      fix: { zh: '请从页面上选择导入类型。', en: 'Choose the kind on the page.' },
    },
    'import.subject_not_found': {
      title: { zh: '找不到要导入到的对象', en: 'What the rows belong to was not found' },
      fix: {
        zh: '请从对应的发薪批次或申报表页面发起导入。',
        en: 'Start the import from the run or the return.',
      },
    },
    'import.not_permitted': {
      title: { zh: '没有导入这类数据的权限', en: 'You may not import this kind' },
      fix: { zh: '请联系管理员开通权限。', en: 'Ask an administrator for the permission.' },
    },
    'import.refused': {
      title: { zh: '现在不能导入', en: 'It cannot be imported now' },
      fix: {
        zh: '所属的批次或申报表已不再接收数据，请看原因。',
        en: 'What the rows belong to takes no data any more; see the reason.',
      },
    },
    'import.not_found': {
      title: { zh: '没有这次导入', en: 'No such import' },
      fix: { zh: '请从导入记录中选择。', en: 'Choose it from the list of imports.' },
    },
    'import.not_checked': {
      title: { zh: '试导入尚未完成', en: 'The dry run is not finished' },
      fix: { zh: '请等试导入结果出来后再确认。', en: 'Commit after the dry run has ended.' },
    },
    'import.has_invalid_rows': {
      title: { zh: '有不合格的行', en: 'Some rows are not valid' },
      fix: {
        zh: '请下载错误明细修改后重新导入，或选择只导入合格的行。',
        en: 'Correct them from the error file, or import the valid rows only.',
      },
    },
    'import.nothing_to_commit': {
      title: { zh: '没有可导入的行', en: 'There is nothing to import' },
      fix: { zh: '所有行都与现有数据相同或不合格。', en: 'Every row is unchanged or not valid.' },
    },
    'import.already_committed': {
      title: { zh: '已经确认导入', en: 'The import is already committed' },
      fix: {
        zh: '如需更正，请再导入一份更正后的文件。',
        en: 'To correct it, import a corrected file.',
      },
    },
    'import.has_no_errors': {
      title: { zh: '没有错误', en: 'There are no errors' },
      fix: { zh: '可以直接确认导入。', en: 'You can commit the import.' },
    },
  },
} as const satisfies ModuleWording;
