// Asks the browser not to clear our storage when space runs low. The answer is shown, not relied on.

export async function persistStorage(): Promise<boolean | null> {
  try {
    if (await navigator.storage?.persisted()) return true;
    return (await navigator.storage?.persist()) ?? null;
  } catch {
    return null;
  }
}

/** Megabytes that Nod holds on this phone, or null where the browser does not say. */
export async function storageUsed(): Promise<number | null> {
  try {
    const { usage } = (await navigator.storage?.estimate()) ?? {};
    return usage === undefined ? null : usage / 1_000_000;
  } catch {
    return null;
  }
}
