import type { AnswerOf, RequestOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type Thread = AnswerOf<'getThread'>;
export type ThreadRow = AnswerOf<'listThreads'>['rows'][number];
export type WaitingThread = AnswerOf<'listWaitingThreads'>['rows'][number];
export type PaperRequest = Thread['requests'][number];
export type Paper = PaperRequest['papers'][number];
export type ThreadFile = Paper['files'][number];
export type Message = AnswerOf<'listMessages'>['rows'][number];
export type Side = Message['side'];
export type Wait = NonNullable<RequestOf<'listWaitingThreads'>['what']>;
export type PaperTemplate = AnswerOf<'listPaperTemplates'>['rows'][number];
export type ThreadLink = AnswerOf<'listThreadLinks'>['rows'][number];

export const toneOfPaper: Record<Paper['state'], Tone> = {
  asked: 'neutral',
  received: 'active',
  accepted: 'good',
  refused: 'bad',
  waived: 'neutral',
};

export const toneOfLink: Record<ThreadLink['state'], Tone> = {
  unopened: 'active',
  opened: 'good',
  expired: 'neutral',
  revoked: 'neutral',
};

export const fileAccept = '.jpg,.jpeg,.png,.pdf';

/** Where a file of the thread is shown from: each opening is a request, and is written down. */
export function fileUrl(place: Place, fileId: string): string {
  return `/v1/tenants/${place.tenantId}/threads/${place.threadId}/files/${fileId}`;
}

export type Place = { readonly tenantId: string; readonly threadId: string };
