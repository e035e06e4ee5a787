// Forms that the server keeps: what was saved here and is not confirmed there is a draft (sync/forms.ts sends it).
import { computed } from "@preact/signals";
import type { Fault } from "./db";
import { draftsNamed } from "./drafts";

export interface HeldForm {
  /** The fields that were changed, with their new values. */
  patch: Record<string, unknown>;
  /** Why the server refused it; such a form stays until the patient has fixed or removed it. */
  refused?: Fault[];
}

/** The name of a form's draft begins with this. */
export const FORM = "form ";

export const heldForms = computed(() => draftsNamed<HeldForm>(FORM));
