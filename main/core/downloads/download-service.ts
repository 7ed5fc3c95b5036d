import type { Download, DownloadsState } from '#contract/downloads.ts'
import { Fault } from '../fault.ts'
import { LiveValue } from '../live-value.ts'

/** The queue of models on their way onto this machine. */
export class DownloadService {
  readonly state = new LiveValue<DownloadsState>({ downloads: [] })

  async addFromHub(_input: { repository: string; quantization: string; paths: string[] }): Promise<Download> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  async addFromCatalog(_input: { catalogId: string; quantization: string }): Promise<Download> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  async addFromUrl(_input: { url: string; sha256: string | null }): Promise<Download> {
    throw new Fault('INTERNAL', { detail: 'not built yet' })
  }

  async pause(_id: string): Promise<void> {}
  async resume(_id: string): Promise<void> {}
  async cancel(_id: string): Promise<void> {}
  moveToFront(_id: string): void {}
  clear(_id: string): void {}
  clearEnded(): void {}
}
