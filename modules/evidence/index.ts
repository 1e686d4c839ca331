export {
  bindEvidence,
  bindEvidenceToAll,
  type BindFailure,
  type EvidenceBound,
  type NewBinding,
} from './binding/bind-evidence.ts';
export type { EvidenceMark } from './binding/marks.ts';
export { unbindEvidence } from './binding/unbind-evidence.ts';
export { provenSubjects } from './binding/proven-subjects.ts';
export type {
  EvidenceSubjects,
  SubjectFacts,
  SubjectKind,
  SubjectPerson,
} from './binding/subject.ts';
export type { DocumentId, EvidenceDocument, EvidenceKind } from './document/document.ts';
export {
  type NewEvidence,
  type Recorded,
  recordEvidence,
  type RecordFailure,
} from './document/record-evidence.ts';
export { jobs } from './jobs.ts';
export { stampWaiting } from './stamp/stamp-evidence.ts';
export {
  linkTimeStampAuthority,
  type StampReply,
  type TimeStampAuthority,
} from './stamp/time-stamp-authority.ts';
export { evidenceRoutes } from './routes.ts';
