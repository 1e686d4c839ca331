import { peopleContract as contract } from '@heyi/contract';
import { route } from '@heyi/platform';
import { createEmployment } from './employment/create-employment.ts';
import { endEmployment } from './employment/end-employment.ts';
import { getEmployment } from './employment/get-employment.ts';
import { joinPerson } from './employment/join-person.ts';
import { listEmployments } from './employment/list-employments.ts';
import { listHeadcounts } from './employment/list-headcounts.ts';
import { reviseEmployment } from './employment/revise-employment.ts';
import { updateEmployment } from './employment/update-employment.ts';
import { setEnrolment } from './enrolment/set-enrolment.ts';
import { stopEnrolment } from './enrolment/stop-enrolment.ts';
import { createLegalEntity } from './legal-entity/create-legal-entity.ts';
import { listLegalEntities } from './legal-entity/list-legal-entities.ts';
import { updateLegalEntity } from './legal-entity/update-legal-entity.ts';
import { endPayeeAccount } from './payee-account/end-payee-account.ts';
import { setPayeeAccount } from './payee-account/set-payee-account.ts';
import { createPerson } from './person/create-person.ts';
import { revealPersonField } from './person/reveal-person-field.ts';
import { updatePerson } from './person/update-person.ts';
import { createRegistration } from './registration/create-registration.ts';
import { listRegistrations } from './registration/list-registrations.ts';
import { setRegistrationRates } from './registration/set-registration-rates.ts';
import { updateRegistration } from './registration/update-registration.ts';
import { exportRoster } from './roster/export-roster.ts';
import { approveThreeInOneException } from './three-in-one/approve-three-in-one-exception.ts';
import { listThreeInOneBreaches } from './three-in-one/list-three-in-one-breaches.ts';
import { listThreeInOneExceptions } from './three-in-one/list-three-in-one-exceptions.ts';
import { rejectThreeInOneException } from './three-in-one/reject-three-in-one-exception.ts';
import { requestThreeInOneException } from './three-in-one/request-three-in-one-exception.ts';
import { withdrawThreeInOneException } from './three-in-one/withdraw-three-in-one-exception.ts';

export const routes = [
  route(contract.createLegalEntity, createLegalEntity),
  route(contract.updateLegalEntity, updateLegalEntity),
  route(contract.listLegalEntities, listLegalEntities),
  route(contract.createRegistration, createRegistration),
  route(contract.updateRegistration, updateRegistration),
  route(contract.setRegistrationRates, setRegistrationRates),
  route(contract.listRegistrations, listRegistrations),
  route(contract.joinPerson, joinPerson),
  route(contract.createPerson, createPerson),
  route(contract.updatePerson, updatePerson),
  route(contract.revealPersonField, revealPersonField),
  route(contract.setPayeeAccount, setPayeeAccount),
  route(contract.endPayeeAccount, endPayeeAccount),
  route(contract.createEmployment, createEmployment),
  route(contract.updateEmployment, updateEmployment),
  route(contract.reviseEmployment, reviseEmployment),
  route(contract.endEmployment, endEmployment),
  route(contract.listEmployments, listEmployments),
  route(contract.exportRoster, exportRoster),
  route(contract.listHeadcounts, listHeadcounts),
  route(contract.getEmployment, getEmployment),
  route(contract.setEnrolment, setEnrolment),
  route(contract.stopEnrolment, stopEnrolment),
  route(contract.listThreeInOneBreaches, listThreeInOneBreaches),
  route(contract.requestThreeInOneException, requestThreeInOneException),
  route(contract.approveThreeInOneException, approveThreeInOneException),
  route(contract.rejectThreeInOneException, rejectThreeInOneException),
  route(contract.withdrawThreeInOneException, withdrawThreeInOneException),
  route(contract.listThreeInOneExceptions, listThreeInOneExceptions),
];
