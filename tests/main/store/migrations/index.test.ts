import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { latestVersion, migrations } from '../../../../main/store/migrations/index.ts'

const sources = join(import.meta.dirname, '../../../../main/store/migrations')
const numbered = (folder: string) => readdirSync(folder).filter((name) => /^\d/.test(name))

test('every numbered file is in the list, in order, under its own number', () => {
  const numbers = numbered(sources).map((name) => Number.parseInt(name, 10))
  expect(migrations.map(({ version }) => version)).toEqual(numbers)
  expect(numbers.every((number) => number % 10 === 0)).toBe(true)
  expect(latestVersion).toBe(numbers.at(-1))
})

test('every migration has a test of its own', () => {
  const tests = numbered(import.meta.dirname).map((name) => name.replace('.test.ts', '.ts'))
  expect(tests).toEqual(numbered(sources))
})
