import { Fault } from '../../fault.ts'
import { knownArchitectures } from '../gguf/known-architectures.ts'
import { readGgufFile } from '../gguf/read-gguf-file.ts'
import { headerOf } from '../gguf-header.ts'
import { isLaterPart } from '../split-files.ts'

/**
 * Reads the header of a file that lies under a name of passage, and speaks of it by its own. A later part of a split model need not say
 * what architecture it is of. Faults: MODEL_FILE_…, MODEL_ARCHITECTURE_UNKNOWN.
 */
export async function checkImported(path: string, fileName: string): Promise<void> {
  try {
    const content = await readGgufFile(path, false)
    if (isLaterPart(fileName)) return
    const { architecture } = headerOf(content, fileName)
    if (!knownArchitectures.has(architecture)) {
      throw new Fault('MODEL_ARCHITECTURE_UNKNOWN', { params: { fileName, architecture } })
    }
  } catch (error) {
    const { code, params, detail } = Fault.from(error)
    throw new Fault(code, { params: { ...params, fileName }, detail, cause: error })
  }
}
