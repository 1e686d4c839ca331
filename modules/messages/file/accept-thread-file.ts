import { createHash } from 'node:crypto';
import { messagesContract as contract } from '@heyi/contract';
import { assert, fail, newId, ok } from '@heyi/kernel';
import {
  acceptUpload,
  cleanPicture,
  isHeic,
  pdfFault,
  storeFile,
  type Transaction,
} from '@heyi/platform';
import type { PaperFileKind, PaperId } from '../paper/paper.ts';
import type { ThreadId } from '../thread/thread.store.ts';
import { type AttachmentId, insertAttachment } from './attachment.store.ts';

export type AcceptedFile = {
  readonly name: string;
  readonly type: string;
  readonly kind: PaperFileKind;
  readonly original: Buffer;
  /** What people see; null when it is the original. */
  readonly cleaned: Buffer | null;
  readonly sha256: Buffer;
};

/**
 * The file of an upload, when it is a picture or a PDF by its content and nothing is hidden in it. A
 * picture is painted anew, so that nobody sees where it was taken.
 */
export async function acceptThreadFile(tx: Transaction) {
  assert(tx.upload, 'an upload operation has a file');
  const { content } = tx.upload;
  if (content.length === 0) return fail({ code: 'file.empty' as const });
  if (content.length > contract.threadFileBytesMax)
    return fail({ code: 'file.too_large' as const });
  if (isHeic(content)) return fail({ code: 'file.heic_refused' as const });
  const accepted = acceptUpload(tx);
  if (!accepted.ok) return accepted;
  const { name, type } = accepted.value;
  const sha256 = createHash('sha256').update(content).digest();
  const file = { name, original: content, sha256 };
  if (type.startsWith('image/')) {
    const cleaned = await cleanPicture(content, type);
    if (cleaned === null) return fail({ code: 'file.picture_unreadable' as const });
    return ok<AcceptedFile>({ ...file, type, kind: 'picture', cleaned });
  }
  if (type !== 'application/pdf') return fail({ code: 'file.kind_refused' as const });
  const fault = pdfFault(content);
  if (fault === 'locked') return fail({ code: 'file.pdf_locked' as const });
  if (fault === 'active') return fail({ code: 'file.pdf_active' as const });
  return ok<AcceptedFile>({ ...file, type, kind: 'pdf', cleaned: null });
}

/** Keeps the original as it came, and beside it what people see of it. */
export async function keepThreadFile(
  tx: Transaction,
  place: {
    readonly threadId: ThreadId;
    readonly paperId: PaperId | null;
    readonly round: number | null;
  },
  file: AcceptedFile,
): Promise<AttachmentId> {
  const { name, type, original, cleaned, sha256 } = file;
  const { id: originalFileId } = await storeFile(tx, { name, type, content: original });
  const shownFileId =
    cleaned === null
      ? originalFileId
      : (await storeFile(tx, { name: jpegName(name), type: 'image/jpeg', content: cleaned })).id;
  const id = newId<'att'>();
  await insertAttachment(tx, {
    ...place,
    id,
    originalFileId,
    shownFileId,
    name,
    type,
    sha256,
    size: original.length,
  });
  return id;
}

/** The copy of a PNG is a JPEG, too. */
function jpegName(name: string): string {
  return name.replace(/\.[a-z]+$/i, '.jpg');
}
