import { evidenceContract as contract } from '@heyi/contract';
import { type Route, route } from '@heyi/platform';
import { downloadEvidenceArchive } from './archive/download-evidence-archive.ts';
import { getEvidenceArchive } from './archive/get-evidence-archive.ts';
import { attachEvidenceOf } from './binding/attach-evidence.ts';
import { listSubjectEvidence } from './binding/list-subject-evidence.ts';
import { markEvidence } from './binding/mark-evidence.ts';
import { revokeEvidence } from './binding/revoke-evidence.ts';
import type { EvidenceSubjects } from './binding/subject.ts';
import { downloadEvidence } from './copy/download-evidence.ts';
import { drawEvidencePage } from './copy/draw-evidence-page.ts';
import { listEvidenceRows } from './copy/list-evidence-rows.ts';
import { markEvidenceHead } from './copy/mark-evidence-head.ts';
import { proposeEvidenceMarksOf } from './copy/propose-evidence-marks.ts';
import { getEvidence } from './document/get-evidence.ts';
import { listEvidence } from './document/list-evidence.ts';
import { uploadEvidence } from './document/upload-evidence.ts';
import { verifyEvidence } from './stamp/verify-evidence.ts';

/** The routes, for what the modules of a composition let papers be bound to. */
export function evidenceRoutes(subjects: readonly EvidenceSubjects[]): readonly Route[] {
  return [
    route(contract.uploadEvidence, uploadEvidence),
    route(contract.listEvidence, listEvidence),
    route(contract.listSubjectEvidence, listSubjectEvidence),
    route(contract.getEvidence, getEvidence),
    route(contract.attachEvidence, attachEvidenceOf(subjects)),
    route(contract.markEvidence, markEvidence),
    route(contract.revokeEvidence, revokeEvidence),
    route(contract.markEvidenceHead, markEvidenceHead),
    route(contract.proposeEvidenceMarks, proposeEvidenceMarksOf(subjects)),
    route(contract.downloadEvidence, downloadEvidence),
    route(contract.drawEvidencePage, drawEvidencePage),
    route(contract.listEvidenceRows, listEvidenceRows),
    route(contract.getEvidenceArchive, getEvidenceArchive),
    route(contract.downloadEvidenceArchive, downloadEvidenceArchive),
    route(contract.verifyEvidence, verifyEvidence),
  ];
}
