import type { Download } from '#contract/downloads.ts'

/** A download from the hub that is under way. */
export const makeDownload = (change: Partial<Download> = {}): Download => ({
  id: 'download-1',
  name: 'Qwen3 8B',
  quantization: 'Q5_K_M',
  state: 'running',
  label: 'huggingface.co',
  source: { type: 'hugging-face', repository: 'Qwen/Qwen3-8B-GGUF', revision: null },
  files: [{ fileName: 'Qwen3-8B-Q5_K_M.gguf', sizeBytes: 5_850_000_000, receivedBytes: 3_610_000_000, sha256: null }],
  sizeBytes: 5_850_000_000,
  receivedBytes: 3_610_000_000,
  bytesPerSecond: 28_400_000,
  remainingMs: 79_000,
  verification: 'sha256',
  problem: null,
  retryAtMs: null,
  attempts: [],
  isStarter: false,
  modelId: null,
  folder: '/home/me/.local/share/wattle/models',
  createdAtMs: 0,
  endedAtMs: null,
  ...change,
})

/** A download from an address of which nothing has come, and of which nobody said how large it is. */
export const plainDownload = (change: Partial<Download> = {}): Download =>
  makeDownload({
    id: 'd',
    name: 'Model',
    quantization: null,
    label: 'models.example',
    source: { type: 'url', url: 'https://models.example/model.gguf' },
    files: [{ fileName: 'model.gguf', sizeBytes: null, receivedBytes: 0, sha256: null }],
    sizeBytes: null,
    receivedBytes: 0,
    bytesPerSecond: null,
    remainingMs: null,
    verification: 'header',
    ...change,
  })
