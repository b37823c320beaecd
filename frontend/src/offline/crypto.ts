/** What lies on the device is sealed with AES-GCM under a random key, and the key under the user's PIN. */

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

export interface Wrapped extends Sealed {
  salt: Uint8Array<ArrayBuffer>;
  rounds: number;
}

/** OWASP's figure for PBKDF2 with SHA-256; about a second on an old phone. */
const ROUNDS = 600_000;
const text = new TextEncoder();

function random(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes));
}

async function keyOfPin(pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

async function encrypt(key: CryptoKey, plain: BufferSource): Promise<Sealed> {
  const iv = random(12);
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

/** The device's key under a PIN. */
export async function wrap(pin: string, raw: Uint8Array<ArrayBuffer>): Promise<Wrapped> {
  const salt = random(16);
  return { salt, rounds: ROUNDS, ...(await encrypt(await keyOfPin(pin, salt, ROUNDS), raw)) };
}

/** The device's key, or null when the PIN is wrong. */
export async function unwrap(pin: string, wrapped: Wrapped): Promise<CryptoKey | null> {
  const key = await keyOfPin(pin, wrapped.salt, wrapped.rounds);
  try {
    return await deviceKey(new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: wrapped.iv }, key, wrapped.data)));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return null;
    throw error;
  }
}

/** The device's key as the browser uses it; it cannot be read out again. */
export function deviceKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** The bytes of a key that came in base64. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export async function seal(key: CryptoKey, value: unknown): Promise<Sealed> {
  return encrypt(key, text.encode(JSON.stringify(value)));
}

/** What was sealed. Throws OperationError under another key. */
export async function unseal<T>(key: CryptoKey, sealed: Sealed): Promise<T> {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data);
  return JSON.parse(new TextDecoder().decode(plain)) as T;
}

/** Rows and columns of keys that fingers find by themselves. */
const KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv", "147258369", "159357"];

/** Whether a piece comes again and again: 111111, 123123, 1212121. */
function repeats(pin: string): boolean {
  for (let piece = 1; piece <= pin.length / 2; piece += 1) {
    if ([...pin].every((sign, place) => place < piece || sign === pin[place - piece])) return true;
  }
  return false;
}

/** Into how many pieces a PIN falls that count up, count down or stand still: 123456 one, 123321 two, 730264 six. */
function pieces(pin: string): number {
  let count = 1;
  let step: number | null = null;
  for (let place = 1; place < pin.length; place += 1) {
    const difference = pin.charCodeAt(place) - pin.charCodeAt(place - 1);
    // After 9 comes 0.
    const next = /^(90|09)$/.test(pin.slice(place - 1, place + 1)) ? -Math.sign(difference) : difference;
    if (Math.abs(next) <= 1 && (step === null || step === next)) step = next;
    else [count, step] = [count + 1, null];
  }
  return count;
}

/** Whether all steps are the same: 135791, 258036, acegik. */
function even(pin: string): boolean {
  const codes = [...pin].map((sign) => sign.charCodeAt(0));
  const steps = codes.slice(1).map((code, place) => code - (codes[place] ?? 0));
  const round = /^\d+$/.test(pin) ? 10 : 65536;
  return new Set(steps.map((step) => (step + round) % round)).size === 1;
}

function plain(pin: string): boolean {
  const small = pin.toLowerCase();
  // 112233 is 123 typed slowly.
  const single = small.replace(/(.)\1+/g, "$1");
  const doubled = /^(?:(.)\1)+$/.test(small) || /^(?:(.)\1\1)+$/.test(small);
  const back = [...small].reverse().join("");
  return (
    doubled ||
    new Set(small).size < 3 ||
    repeats(small) ||
    even(small) ||
    pieces(small) <= 2 ||
    pieces(single) <= 2 ||
    KEYS.some((row) => row.includes(small) || row.includes(back))
  );
}

/** Why a PIN cannot be taken; an empty string when it can. */
export function weakness(pin: string): string {
  if (pin.length < 6) return "口令至少6位。";
  if (plain(pin)) return "口令太简单，请不要用重复、成对或连续的数字。";
  return "";
}
