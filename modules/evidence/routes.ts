import { evidenceContract as contract } from '@heyi/contract';
import { type Route, route } from '@heyi/platform';
import { attachEvidenceOf } from './binding/attach-evidence.ts';
import { listSubjectEvidence } from './binding/list-subject-evidence.ts';
import { markEvidence } from './binding/mark-evidence.ts';
import { revokeEvidence } from './binding/revoke-evidence.ts';
import type { EvidenceSubjects } from './binding/subject.ts';
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
    route(contract.verifyEvidence, verifyEvidence),
  ];
}
