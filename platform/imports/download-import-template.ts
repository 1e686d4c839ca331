import { PassThrough } from 'node:stream';
import type { Input, platformContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { fileTypes } from '../files/file-kind.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { writeTemplate } from '../sheets/index.ts';
import type { ImportKinds } from './import-kind.ts';
import { subjectOf } from './import-view.ts';
import { localeOf } from './read-import.ts';

export function downloadImportTemplateOf(kinds: ImportKinds) {
  return async function downloadImportTemplate(
    tx: Transaction,
    input: Input<typeof contract.downloadImportTemplate>,
  ) {
    const kind = kinds.get(input.kind);
    if (!kind) return fail({ code: 'import.kind_unknown' });
    const subjectId = subjectOf(kind, input.subjectId);
    if (subjectId === undefined) return fail({ code: 'import.subject_not_found' });
    const columns = await kind.columns(tx, subjectId);
    const body = new PassThrough();
    const title = kind.title[tx.language];
    const locale = localeOf(tx.language);
    writeTemplate(body, title, columns, { locale }).catch((error: Error) => body.destroy(error));
    return ok({ name: `${title}.xlsx`, type: fileTypes.xlsx, body });
  };
}
