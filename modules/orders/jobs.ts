import { submitLineJob } from './robot/submit-line-job.ts';

export const jobs = [submitLineJob];
