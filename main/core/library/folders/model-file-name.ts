import { isLaterPart } from '../split-files.ts'

/**
 * Whether a file of this name is listed as a model: `*.gguf` in any case; of a split model the first part alone, and no projector for
 * images (`mmproj`), which is no model by itself. Hidden files are the system's (`._model.gguf` on macOS's foreign drives).
 */
export function isModelFileName(name: string): boolean {
  return /\.gguf$/i.test(name) && !name.startsWith('.') && !isLaterPart(name) && !/mmproj/i.test(name)
}
