import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '../postgres/transaction.ts';
import { fileTypeOf } from './file-kind.ts';

const nameCharactersMax = 200;

/** The file of an upload, when its content is what its name says. Its type is ours, not the sender's. */
export function acceptUpload(tx: Transaction) {
  assert(tx.upload, 'an upload operation has a file');
  return acceptFile(tx.upload);
}

/** The same of a file that came in another way than by an upload. */
export function acceptFile({ name, content }: { name: string; content: Buffer }) {
  if (content.length === 0) return fail({ code: 'file.empty' as const });
  const type = fileTypeOf(name, content);
  if (type === null) return fail({ code: 'file.kind_refused' as const });
  return ok({ name: plainName(name), type, content });
}

/** Without folders, and without what cannot be seen; the end, with the extension, is kept. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1)!;
  const visible = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  return [...visible].slice(-nameCharactersMax).join('');
}
