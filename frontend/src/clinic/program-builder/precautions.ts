// Which exercises a patient's precautions block, and which ask for care; the server decides by the same rule.

export const PRECAUTIONS: Record<string, string> = {
  acute_fracture: "fracture of neck, spine or rib",
  cervical_instability: "instability of the neck",
  cervical_myelopathy: "spinal cord signs",
  vertebral_artery_symptoms: "neck artery symptoms",
  recent_surgery: "recent surgery (neck, shoulder, chest)",
  recent_trauma_uncleared: "recent injury, not cleared",
  inflammatory_neck: "inflammatory disease of the neck",
  connective_tissue_laxity: "hypermobility, lax connective tissue",
  radiculopathy: "arm symptoms from a neck nerve",
  osteoporosis: "osteoporosis",
  dizziness: "dizziness",
  shoulder_pathology: "painful or injured shoulder",
  tmj_pain: "jaw joint pain",
  hypertension_uncontrolled: "uncontrolled high blood pressure",
  eye_pressure: "raised eye pressure, eye surgery",
  pregnancy_supine: "pregnancy: no long lying on the back",
  pregnancy_prone: "pregnancy: not face down",
  cannot_lie_prone: "cannot lie face down",
  wrist_or_knee_pain: "no weight on hands or knees",
  breathing_condition: "breathing condition",
  cardiac_unstable: "unstable heart disease",
  balance_fall_risk: "unsteady, falls",
  latex_allergy: "latex allergy",
  skin_or_bleeding_risk: "fragile skin or bleeding risk",
};

export const precautionName = (tag: string): string => PRECAUTIONS[tag] ?? tag.replaceAll("_", " ");

const expanded = (tags: string[], neckCore: string[]) =>
  new Set(tags.flatMap((tag) => (tag === "NECK_CORE" ? neckCore : [tag])));

/** A patient's precautions that stand among an exercise's tags: its contraindications block, its cautions ask for care. */
export function standingAgainst(tags: string[], precautions: string[], neckCore: string[]): string[] {
  const against = expanded(tags, neckCore);
  return precautions.filter((tag) => against.has(tag));
}
