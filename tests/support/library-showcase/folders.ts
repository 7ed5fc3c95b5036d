import type { FoldersState } from '#contract/folders.ts'

/** A folder of one's own, one that is being read, one whose drive is not connected, and one of another program. */
export const showcaseFolders: FoldersState = {
  folders: [
    {
      id: 'own',
      path: '/home/me/.local/share/wattle/models',
      kind: 'own',
      isScanning: false,
      isReachable: true,
      modelCount: 17,
      sizeBytes: 73_600_000_000,
      problem: null,
    },
    {
      id: 'lm',
      path: '/home/me/.lmstudio/models',
      kind: 'lm-studio',
      isScanning: true,
      isReachable: true,
      modelCount: 12,
      sizeBytes: 11_500_000_000,
      problem: null,
    },
    {
      id: 'usb',
      path: '/media/me/Archive/models',
      kind: 'added',
      isScanning: false,
      isReachable: false,
      modelCount: 1,
      sizeBytes: 9_000_000_000,
      problem: null,
    },
  ],
  detected: [
    {
      id: 'ollama',
      kind: 'ollama',
      path: '/usr/share/ollama/.ollama/models',
      modelCount: 4,
      sizeBytes: 14_200_000_000,
    },
  ],
  disk: { freeBytes: 314_000_000_000, totalBytes: 494_000_000_000 },
  hashing: { modelId: 'Gemma-3-4B-Instruct-Q4_K_M.gguf', progress: 0.43, waiting: 6 },
}
