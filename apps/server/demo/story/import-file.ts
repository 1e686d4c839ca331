import { platformContract, type WireOutput } from '@heyi/contract';
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

export type FileToImport = {
  readonly tenantId: TenantId;
  readonly kind: string;
  readonly subjectId?: string;
  readonly name: string;
  /** A file as it came, or what is to be written into one. */
  readonly sheet: Sheet | Buffer;
};

/** Uploads a sheet, checks it and takes it in, as somebody would in the console's five steps. */
export async function importFile(
  stage: Stage,
  player: Player,
  wanted: FileToImport,
): Promise<ImportedFile> {
  const { id, counts, errors } = await checkFile(stage, player, wanted);
  assert(counts?.invalid === 0, `${wanted.name}: ${JSON.stringify(errors.slice(0, 3))}`);
  if (counts.created + counts.updated > 0) {
    await commitFile(stage, player, wanted.tenantId, id, 'all');
  }
  return counts;
}

/** Uploads a sheet and looks what it would do. */
export async function checkFile(
  stage: Stage,
  player: Player,
  wanted: FileToImport,
): Promise<WireOutput<typeof platformContract.getImport>> {
  const tenantId = wireTenant(wanted.tenantId);
  const { sheet } = wanted;
  const content = Buffer.isBuffer(sheet) ? sheet : await workbookOf([sheet]);
  const upload = { name: wanted.name, type: workbookType, content };
  const file = await stage.act(player, platformContract.uploadFile, { tenantId }, upload);
  const subject = wanted.subjectId === undefined ? {} : { subjectId: wanted.subjectId };
  const fields = { tenantId, kind: wanted.kind, fileId: file.id, ...subject };
  const started = await stage.act(player, platformContract.startImport, fields);
  await stage.finish(wanted.tenantId, started.jobId!);
  const importId = started.id;
  return stage.act(player, platformContract.getImport, { tenantId, importId });
}

export async function commitFile(
  stage: Stage,
  player: Player,
  tenantId: TenantId,
  importId: string,
  rows: 'all' | 'validRows',
): Promise<void> {
  const committing = await stage.act(player, platformContract.commitImport, {
    tenantId: wireTenant(tenantId),
    importId,
    rows,
  });
  await stage.finish(tenantId, committing.jobId!);
}
