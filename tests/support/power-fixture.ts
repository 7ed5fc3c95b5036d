import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where a text lies that a real tool prints; its README says which are recorded. */
export function powerFixturePath(name: string): string {
  return fileURLToPath(new URL(`power-fixtures/${name}`, import.meta.url))
}

export function powerFixture(name: string): string {
  return readFileSync(powerFixturePath(name), 'utf8')
}
