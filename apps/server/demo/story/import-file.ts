import { platformContract } from '@heyi/contract';
import { assert } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import { type Sheet, workbookOf } from '../files/workbook.ts';
import { type Player, type Stage, wireTenant } from './stage.ts';

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type ImportedFile = {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly duplicate: number;
  readonly invalid: number;
};

/** Uploads a sheet, checks it and takes it in, as somebody would in the console's five steps. */
export async function importFile(
  stage: Stage,
  player: Player,
  wanted: {
    tenantId: TenantId;
    kind: string;
    subjectId?: string;
    name: string;
    sheet: Sheet;
  },
): Promise<ImportedFile> {
  const tenantId = wireTenant(wanted.tenantId);
  const content = await workbookOf([wanted.sheet]);
  const file = await stage.act(
    player,
    platformContract.uploadFile,
    { tenantId },
    {
      ...{ name: wanted.name, type: workbookType, content },
    },
  );
  const subject = wanted.subjectId === undefined ? {} : { subjectId: wanted.subjectId };
  const fields = { tenantId, kind: wanted.kind, fileId: file.id, ...subject };
  const started = await stage.act(player, platformContract.startImport, fields);
  await stage.finish(wanted.tenantId, started.jobId!);
  const importId = started.id;
  const checked = await stage.act(player, platformContract.getImport, { tenantId, importId });
  assert(
    checked.counts?.invalid === 0,
    `${wanted.name}: ${JSON.stringify(checked.errors.slice(0, 3))}`,
  );
  const { created, updated } = checked.counts;
  if (created + updated === 0) return checked.counts;
  const committing = await stage.act(player, platformContract.commitImport, {
    ...{ tenantId, importId, rows: 'all' },
  });
  await stage.finish(wanted.tenantId, committing.jobId!);
  return checked.counts;
}
