// What the builder needs from the server: the running program with the patient's precautions, the exercise catalogue
// and the templates.
import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
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

export async function fetchBuilder(id: string): Promise<Builder | null> {
  const { data } = await api.GET("/api/v1/patients/{patient_id}/program", {
    params: { path: { patient_id: id } },
  });
  return data ?? null;
}

export function useBuilder(id: string): { data: BuilderData | null; failed: boolean; reload: () => void } {
  const [data, setData] = useState<BuilderData | null>(null);
  const [failed, setFailed] = useState(false);
  const load = async () => {
    setFailed(false);
    try {
      const [builder, exercises, templates] = await Promise.all([
        fetchBuilder(id),
        api.GET("/api/v1/exercises"),
        api.GET("/api/v1/templates"),
      ]);
      if (builder && exercises.data && templates.data)
        setData({ builder, catalogue: exercises.data, templates: templates.data });
      else setFailed(true);
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => void load(), [id]);
  return { data, failed, reload: () => void load() };
}
