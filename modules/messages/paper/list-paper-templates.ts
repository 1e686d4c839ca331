import { ok } from '@heyi/kernel';
import { paperTemplates } from './paper-templates.ts';

/** Lists of papers by service, to begin a request with. */
export async function listPaperTemplates() {
  return ok({ rows: [...paperTemplates] });
}
