// What a person writes lies sealed in the phone's database: AES-GCM under a key that no script can take out of it.
// It keeps a copied or carelessly shown database from being read; who can run this page as its owner can read it too.

/** One sealed value; the key fields of a row (ids, dates) stay outside, because the database orders by them. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

export function makeKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function seal(key: CryptoKey, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text) };
}

export async function unseal<Value>(key: CryptoKey, sealed: Sealed): Promise<Value> {
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data);
  return JSON.parse(new TextDecoder().decode(text)) as Value;
}
