import { calculateDifferencesJob } from './difference-run/calculate-differences.ts';

export const jobs = [calculateDifferencesJob];
