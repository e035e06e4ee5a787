// Asks the browser not to clear our storage when space runs low. The answer is shown, not relied on.

export async function persistStorage(): Promise<boolean | null> {
  try {
    if (await navigator.storage?.persisted()) return true;
    return (await navigator.storage?.persist()) ?? null;
  } catch {
    return null;
  }
}
