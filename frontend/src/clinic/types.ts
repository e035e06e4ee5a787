// Names for the API's shapes.
import type { components } from "../wire/schema";

export type Row = components["schemas"]["WorkListRow"];
export type WaitingEmergency = components["schemas"]["WaitingEmergency"];
export type ClinicEmergency = components["schemas"]["ClinicEmergency"];
export type Reason = components["schemas"]["Reason"];
export type PatientPageData = components["schemas"]["PatientPage"];
export type Timeline = components["schemas"]["Timeline"];
export type Template = components["schemas"]["Template"];
export type Invitation = components["schemas"]["Invitation"];
export type Offer = components["schemas"]["Offer"];
export type PlainNumber = components["schemas"]["Number"];
export type Phase = components["schemas"]["Phase"];
export type PhaseRule = components["schemas"]["PhaseRule"];
export type RedFlag = components["schemas"]["RedFlag"];
export type Finding = components["schemas"]["Finding"];
export type Conflict = components["schemas"]["Conflict"];
export type HeadacheRule = components["schemas"]["HeadacheRule"];
export type CatalogueItem = components["schemas"]["CatalogueItem"];
export type RunningProgram = components["schemas"]["RunningProgram"];
export type Builder = components["schemas"]["Builder"];
/** A line in the builder: from a template, from the library, or from the running program. */
export type ProgramLine = components["schemas"]["ProgramFigureLine"] & {
  minutes_a_day?: number;
  alternatives?: { exercise: string; because: string }[];
};
export type Contact = components["schemas"]["Contact"];
export type ClinicSettings = components["schemas"]["Clinic"];
export type OfficeHours = components["schemas"]["OfficeHours"];
export type Details = components["schemas"]["Details"];
export type Assessed = components["schemas"]["Assessed"];
export type Treatment = components["schemas"]["Treatment"];
export type Notes = components["schemas"]["Notes"];
export type Message = components["schemas"]["Message"];
export type Logbook = components["schemas"]["Logbook"];
export type Unattended = components["schemas"]["Unattended"];
export type Colleague = components["schemas"]["Colleague"];
export type AssessmentField = components["schemas"]["AssessmentField"];
export type Look = components["schemas"]["Look"];
export type Correction = components["schemas"]["Correction"];
