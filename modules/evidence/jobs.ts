import { stampEvidenceJob } from './stamp/stamp-evidence.ts';

export const jobs = [stampEvidenceJob];
