import { ImportRefusal } from './import-refusal.ts'

/** Where V8 says that JSON is broken, in a text of many lines. */
const place = /\(line (\d+) column \d+\)/

/** Parses JSON. `line` is where the text begins in its file. Refusals: broken-json. */
export function readJson(text: string, line = 1): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const within = Number(place.exec(message)?.[1] ?? 1)
    throw new ImportRefusal('broken-json', line + within - 1, message)
  }
}

/** The same, but null where it is broken. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
