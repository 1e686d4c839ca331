export type { EvidenceMark, Figure, FigureValue, InForce, PolicyUnknown, Title } from './figure.ts';
export type {
  ContributionKey,
  ContributionShare,
  ContributionTerms,
  CumulativeMethodTerms,
  FigureKey,
  NationalKey,
  TaxBracket,
  ValueOf,
} from './figure-shapes.ts';
export type {
  CityProcedures,
  CityScheme,
  ContributionFigure,
  EnrolmentProcedure,
  PolicyLibrary,
  PolicySource,
  ProcedureValue,
} from './policy-files.ts';
export type { BillLayout } from './bill-layout.ts';
export * from './policy.ts';
export * from './calendar.ts';
