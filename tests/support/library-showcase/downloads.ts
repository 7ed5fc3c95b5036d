import type { Download } from '#contract/downloads.ts'
import { makeDownload } from '../make-download.ts'

const download = (change: Partial<Download>): Download => makeDownload({ id: 'qwen3', ...change })

const still = { bytesPerSecond: null, remainingMs: null }
const part = (index: number, receivedBytes: number) => ({
  fileName: `Qwen3-235B-A22B-Q2_K-0000${index}-of-00004.gguf`,
  sizeBytes: 21_400_000_000,
  receivedBytes,
  sha256: null,
})

/** A download in each state that it can be in. */
export const showcaseDownloads = (nowMs: number): Download[] => [
  download({}),
  download({
    id: 'parts',
    name: 'Qwen3 235B A22B',
    quantization: 'Q2_K',
    files: [part(1, 21_400_000_000), part(2, 21_400_000_000), part(3, 9_100_000_000), part(4, 0)],
    sizeBytes: 85_600_000_000,
    receivedBytes: 51_900_000_000,
    bytesPerSecond: 11_200_000,
    remainingMs: 3_008_000,
  }),
  download({
    ...still,
    id: 'waiting',
    name: 'Gemma 3 12B Instruct',
    quantization: 'Q4_K_M',
    state: 'waiting',
    sizeBytes: 7_300_000_000,
    receivedBytes: 1_020_000_000,
    problem: { code: 'HUB_RATE_LIMITED', params: { retryAfterS: 42 }, detail: 'HTTP 429 Too Many Requests' },
    retryAtMs: nowMs + 42_000,
  }),
  download({
    ...still,
    id: 'verifying',
    name: 'Llama 3.2 3B Instruct',
    quantization: 'Q6_K',
    state: 'verifying',
    sizeBytes: 2_640_000_000,
    receivedBytes: 2_640_000_000,
  }),
  download({
    ...still,
    id: 'paused',
    label: 'mirror.example.org',
    attempts: [
      {
        label: 'huggingface.co',
        problem: { code: 'HUB_UNREACHABLE', params: { host: 'huggingface.co' }, detail: 'getaddrinfo ENOTFOUND' },
      },
    ],
    name: 'Granite 3.3 8B Instruct',
    quantization: 'Q4_K_M',
    state: 'paused',
    sizeBytes: 4_900_000_000,
    receivedBytes: 2_200_000_000,
  }),
  download({
    ...still,
    id: 'queued',
    name: 'OLMo 2 13B Instruct',
    quantization: 'Q4_K_M',
    state: 'queued',
    sizeBytes: 8_300_000_000,
    receivedBytes: 0,
  }),
  download({
    ...still,
    id: 'failed',
    name: 'Llama 3.3 70B Instruct',
    quantization: 'Q4_K_M',
    state: 'failed',
    receivedBytes: 0,
    endedAtMs: nowMs - 60_000,
    problem: {
      code: 'HUB_GATED',
      params: {
        repository: 'meta-llama/Llama-3.3-70B-Instruct',
        pageUrl: 'https://huggingface.co/meta-llama/Llama-3.3-70B-Instruct',
      },
      detail: 'HTTP 403: Access to model meta-llama/Llama-3.3-70B-Instruct is restricted',
    },
  }),
  download({
    ...still,
    id: 'done',
    name: 'SmolLM2 360M Instruct',
    quantization: 'Q8_0',
    state: 'done',
    modelId: 'SmolLM2-360M-Instruct-Q8_0.gguf',
    endedAtMs: nowMs - 3_600_000,
  }),
  download({
    ...still,
    id: 'cancelled',
    name: 'Falcon 3 10B',
    quantization: 'Q4_K_M',
    state: 'cancelled',
    receivedBytes: 0,
    endedAtMs: nowMs - 7_200_000,
  }),
]
