// Whether reminders arrive, as far as the server knows. Asked when the app opens and on the settings screen; without a
// network the last answer stands.
import { signal } from "@preact/signals";
import { api } from "../api/client";
import type { components } from "../wire/schema";

export type Reach = components["schemas"]["State"];

export const reach = signal<Reach | null>(null);

export async function askReach(): Promise<void> {
  const { data } = await api.GET("/api/v1/reminders/state");
  if (data) reach.value = data;
}
