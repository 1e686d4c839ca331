import { rosterImport } from './roster/roster-import.ts';

export { routes } from './routes.ts';
export const importKinds = [rosterImport];
export {
  companyOf,
  type EntityId,
  type Holder,
  type LegalEntities,
  type LegalEntity,
} from './legal-entity/legal-entity.ts';
export { visibleEntities } from './legal-entity/legal-entity.store.ts';
export { createLegalEntity } from './legal-entity/create-legal-entity.ts';
export {
  cityName,
  cityNames,
  isFundRate,
  kindsOfRegistration,
  type Registration,
  type RegistrationId,
  type RegistrationKind,
  type Registrations,
} from './registration/registration.ts';
export {
  type AssignedRegistration,
  listAssignedRegistrations,
} from './registration/list-assigned-registrations.ts';
export { visibleRegistrations } from './registration/registration.store.ts';
export { createRegistration } from './registration/create-registration.ts';
export { setRegistrationRates } from './registration/set-registration-rates.ts';
export type { DocumentKind, HukouType, PersonId, Residency } from './person/person.ts';
export { checkDocument, checkPhone, writtenName } from './person/person.ts';
export { documentKindOf, documentTypeName } from './person/document-type.ts';
export { documentHash, openDocument } from './person/person.store.ts';
export { setPayeeAccount } from './payee-account/set-payee-account.ts';
export type { EmploymentId } from './employment/employment.ts';
export { endEmployment } from './employment/end-employment.ts';
export { joinPerson } from './employment/join-person.ts';
export { reviseEmployment } from './employment/revise-employment.ts';
export { type EnrolmentId, type InsuredType } from './enrolment/enrolment.ts';
export {
  beginEnrolments,
  type NewEnrolment,
  type RefusedEnrolment,
} from './enrolment/begin-enrolments.ts';
export { changeBases } from './enrolment/change-bases.ts';
export { setEnrolment } from './enrolment/set-enrolment.ts';
export {
  settleEnrolmentBase,
  settleEnrolmentStart,
  settleEnrolmentStop,
  withdrawEnrolments,
} from './enrolment/settle-enrolment.ts';
export { stopEnrolment } from './enrolment/stop-enrolment.ts';
export type { EmploymentForm, Severity, ThreeInOneCode } from './three-in-one/three-in-one.ts';
export {
  findBreaches,
  type Finding,
  threeInOneGround,
  type ThreeInOneGround,
} from './three-in-one/three-in-one.store.ts';
export { requestedExceptions } from './three-in-one/requested-exceptions.ts';
