import type { Download } from '../../preload/contract/downloads.ts'

/** A download from an address, as the queue shows it. */
export function plainDownload(change: Partial<Download> = {}): Download {
  return {
    id: 'd',
    name: 'Model',
    quantization: null,
    state: 'running',
    label: 'models.example',
    source: { type: 'url', url: 'https://models.example/model.gguf' },
    files: [{ fileName: 'model.gguf', sizeBytes: null, receivedBytes: 0, sha256: null }],
    sizeBytes: null,
    receivedBytes: 0,
    bytesPerSecond: null,
    remainingMs: null,
    verification: 'header',
    problem: null,
    retryAtMs: null,
    attempts: [],
    isStarter: false,
    modelId: null,
    folder: '/models',
    createdAtMs: 1,
    endedAtMs: null,
    ...change,
  }
}
