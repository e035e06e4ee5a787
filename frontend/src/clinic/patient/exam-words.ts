// The checklist and the flags of an examination in words; its fields come from the server (/assessment-fields).
import type { Assessed } from "../types";

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
    ...flags.safety.map(({ text }) => text),
    sides.length > 0 ? `Flexion-rotation test positive: ${sides.join(" and ")}` : "",
    flags.ccft_low ? `Craniocervical flexion under 26 mmHg (index ${flags.ccft_index ?? "–"})` : "",
    (flags.rotation_reduced_sides ?? []).length > 0
      ? `Rotation reduced: ${flags.rotation_reduced_sides?.join(" and ")}`
      : "",
    flags.jull_cluster !== null
      ? `Cluster of three (movement, joints, flexors): ${flags.jull_cluster} of 3`
      : "",
    flags.dnf_short ? `Deep neck flexors short: ${String(findings.dnf_endurance_s)} s` : "",
  ].filter(Boolean);
}

/** A finding as it is read: "42°", "3 of 10", "slightly stiff", "yes". */
export function findingText(value: unknown, unit: string): string {
  if (value === undefined) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map((each) => String(each).replaceAll("_", " ")).join(", ");
  if (typeof value === "number") return unit === "°" ? `${value}°` : `${value} ${unit}`.trim();
  return String(value).replaceAll("_", " ");
}

/** What the checklist lacks, in the words of its form. */
export function missingText(names: string[]): string {
  return names.map((name) => CHECKLIST.find(({ key }) => key === name)?.text ?? name).join("; ");
}
