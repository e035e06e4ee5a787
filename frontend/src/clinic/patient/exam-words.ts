// The fields of an examination, their units and ranges, and its flags in words.
import type { Assessed } from "../types";

type Key = keyof Assessed["findings"];

export interface Finding {
  key: Key;
  text: string;
  unit: string;
  min?: number;
  max?: number;
}

export const FINDINGS: Finding[] = [
  { key: "symptom_today", text: "Pain today", unit: " of 10", min: 0, max: 10 },
  { key: "frt_left_deg", text: "Flexion-rotation test, left", unit: "°", min: 0, max: 90 },
  { key: "frt_right_deg", text: "Flexion-rotation test, right", unit: "°", min: 0, max: 90 },
  { key: "rotation_left_deg", text: "Rotation, left", unit: "°", min: 0, max: 100 },
  { key: "rotation_right_deg", text: "Rotation, right", unit: "°", min: 0, max: 100 },
  { key: "flexion_deg", text: "Flexion", unit: "°", min: 0, max: 100 },
  { key: "extension_deg", text: "Extension", unit: "°", min: 0, max: 100 },
  { key: "side_bend_left_deg", text: "Side bend, left", unit: "°", min: 0, max: 100 },
  { key: "side_bend_right_deg", text: "Side bend, right", unit: "°", min: 0, max: 100 },
  { key: "ccft_stage_mmhg", text: "Craniocervical flexion test", unit: " mmHg" },
  { key: "ccft_reps", text: "Repetitions at that stage", unit: "", min: 0, max: 10 },
  { key: "dnf_endurance_s", text: "Deep neck flexors held", unit: " s", min: 0, max: 300 },
  { key: "extensor_endurance_s", text: "Neck extensors held", unit: " s", min: 0, max: 600 },
  { key: "craniovertebral_angle_deg", text: "Craniovertebral angle", unit: "°", min: 0, max: 90 },
  { key: "upper_joints_painful", text: "Upper neck joints painful", unit: "" },
  { key: "headache_reproduced", text: "Headache reproduced", unit: "" },
];

export const RESULTS: Record<string, string> = {
  yes: "Recorded findings meet the checklist",
  no: "Checklist not met",
  unknown: "Incomplete",
};

export const CHECKLIST: { key: keyof Assessed["checklist"]; text: string }[] = [
  { key: "has_headache", text: "Headache is present" },
  { key: "B_clinical", text: "B: clinical evidence of a neck disorder" },
  { key: "B_lab", text: "B: laboratory evidence" },
  { key: "B_imaging", text: "B: imaging evidence" },
  { key: "C1", text: "C1: began in time with the neck disorder" },
  { key: "C2", text: "C2: better as the neck disorder got better" },
  { key: "C3_rom_reduced", text: "C3: neck movement reduced" },
  { key: "C3_provoked_worse", text: "C3: provocation makes the headache clearly worse" },
  { key: "C4", text: "C4: gone after a diagnostic block" },
  { key: "D_other_dx_excluded", text: "D: no other ICHD-3 diagnosis fits better" },
];

export function flagTexts({ flags, findings }: Assessed): string[] {
  const sides = flags.frt_positive_sides ?? [];
  return [
    sides.length > 0 ? `Flexion-rotation test positive: ${sides.join(" and ")}` : "",
    flags.ccft_low ? `Craniocervical flexion under 26 mmHg (index ${flags.ccft_index ?? "–"})` : "",
    flags.dnf_short ? `Deep neck flexors short: ${findings.dnf_endurance_s} s` : "",
  ].filter(Boolean);
}
