/** Starts of files that are taken for models, or that people pick by mistake. */
const starts: readonly (readonly [kind: string, start: string])[] = [
  ['png', '\x89PNG'],
  ['jpeg', '\xff\xd8\xff'],
  ['pdf', '%PDF'],
  ['zip', 'PK\x03\x04'],
  ['gzip', '\x1f\x8b'],
  ['ggml', 'lmgg'],
  ['ggml', 'tjgg'],
  ['ggml', 'fmgg'],
  ['git-lfs-pointer', 'version https://git-lfs'],
  ['html', '<!DOCTYPE'],
  ['html', '<!doctype'],
  ['html', '<html'],
]

/** What a file that is no GGUF seems to be, by its first bytes: a stable name for the interface, `unknown` for the rest. */
export function guessFileKind(start: Buffer): string {
  const text = start.toString('latin1')
  const known = starts.find(([, prefix]) => text.startsWith(prefix))
  if (known) return known[0]
  // A safetensors file starts with the length of its JSON header.
  if (start.length > 9 && text[8] === '{' && start.readBigUInt64LE() < 100_000_000n) return 'safetensors'
  if (start.length > 0 && start.every((byte) => byte === 0)) return 'zeros'
  return 'unknown'
}
