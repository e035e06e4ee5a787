// What the builder needs from the server: the running program with the patient's precautions, the exercise catalogue
// and the templates.
import { api } from "../../api/client";
import type { Loaded } from "../../ui/request";
import { useCard } from "../loading";
import type { Builder, CatalogueItem, Template } from "../types";
import type { Standing } from "./precautions";

/** What a program of this patient has to fit; `against` names the template it is judged as, or "running". */
export function standingIn(builder: Builder, against: string): Standing {
  return {
    precautions: builder.precautions,
    neckCore: builder.blocks.NECK_CORE ?? [],
    wholeProgram: builder.whole_program[against] ?? [],
    stiffSide: builder.stiff_side,
    stiffSince: builder.stiff_since,
  };
}

export interface BuilderData {
  builder: Builder;
  catalogue: CatalogueItem[];
  templates: Template[];
}

export const askBuilder = (id: string) =>
  api.GET("/api/v1/patients/{patient_id}/program", { params: { path: { patient_id: id } } });

/** For a look beside something else, which goes on without it. */
export async function fetchBuilder(id: string): Promise<Builder | null> {
  return (await askBuilder(id)).data ?? null;
}

export function useBuilder(id: string): Loaded<BuilderData> {
  return useCard("The builder", async () => {
    const [builder, exercises, templates] = await Promise.all([
      askBuilder(id),
      api.GET("/api/v1/exercises"),
      api.GET("/api/v1/templates"),
    ]);
    if (builder.data && exercises.data && templates.data)
      return { data: { builder: builder.data, catalogue: exercises.data, templates: templates.data } };
    return { error: builder.error ?? exercises.error ?? templates.error ?? "nothing came" };
  }, [id]);
}
