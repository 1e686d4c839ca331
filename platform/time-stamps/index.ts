export { readAnswer, readToken, type Stamp, type StampFault, stampFaults } from './read-stamp.ts';
export { stampRequest, type StampRequest } from './stamp-request.ts';
export { certificatesIn, faultOfStamp } from './verify-stamp.ts';
