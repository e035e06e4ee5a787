// Generated from docs/openapi.json by scripts/wire_choices.py (`make openapi`); not to be edited.

export const LANGUAGES = ["en", "es"] as const;
export const HOLDS = ["emergency", "same_day", "paused"] as const;
export const URGENCIES = ["emergency", "same_day", "therapist"] as const;
export const SURE = ["yes", "no", "not_sure"] as const;
export const SLOTS = ["morning", "midday", "evening", "anytime"] as const;
export const CHECKLIST_ANSWERS = ["yes", "no", "unknown"] as const;
export const PRECAUTION_TAGS = ["acute_fracture", "cervical_instability", "cervical_myelopathy", "vertebral_artery_symptoms", "recent_surgery", "recent_trauma_uncleared", "inflammatory_neck", "connective_tissue_laxity", "radiculopathy", "osteoporosis", "dizziness", "shoulder_pathology", "tmj_pain", "hypertension_uncontrolled", "eye_pressure", "pregnancy_supine", "pregnancy_prone", "cannot_lie_prone", "wrist_or_knee_pain", "breathing_condition", "cardiac_unstable", "balance_fall_risk", "latex_allergy", "skin_or_bleeding_risk"] as const;
export const SKIP_REASONS = ["pain", "no_time", "unsure", "no_equipment", "headache_rule", "other"] as const;
export const MEDICINE_CLASSES = ["simple", "triptan", "ergot", "opioid", "combination", "gepant_ditan", "muscle_relaxant", "preventive", "other"] as const;
export const HELPED = ["no", "some", "full"] as const;
export const HEADACHE_SIDES = ["left", "right", "both", "switches", "middle"] as const;
export const STIFFNESS = ["none", "some", "a_lot"] as const;
export const REGIONS = ["under_skull_left", "under_skull_right", "back_of_head_left", "back_of_head_right", "top_left", "top_right", "temple_left", "temple_right", "forehead_left", "forehead_right", "behind_eye_left", "behind_eye_right", "behind_ear_left", "behind_ear_right", "face_jaw_left", "face_jaw_right", "upper_neck_left", "upper_neck_right", "lower_neck_left", "lower_neck_right", "shoulder_top_left", "shoulder_top_right"] as const;
export const QUALITIES = ["dull", "pressing", "throbbing", "stabbing", "burning", "other"] as const;
export const TRIGGERS = ["screen", "driving", "sleep_position", "lifting", "stress", "poor_sleep", "missed_meal", "alcohol", "menstrual", "weather", "exercise", "unknown", "other"] as const;
export const WITH_IT = ["nausea", "vomiting", "light", "sound", "dizzy", "blurred_vision", "visual_zigzags", "stuffy_or_watery_eye"] as const;
export const LOST_TIME = ["slowed_half_or_more", "missed_work_or_school", "missed_home_tasks", "missed_social"] as const;
export const AREAS = ["under_skull", "back_of_head", "top", "temple", "forehead", "behind_eye", "behind_ear", "face_jaw", "upper_neck", "lower_neck", "shoulder_top"] as const;
