export { openTimeStampAuthority, type TimeStampConfig } from './time-stamp.ts';
