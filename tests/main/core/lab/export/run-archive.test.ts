import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { archiveJsonSchema, archiveSchemaPath } from '../../../../support/archive-json-schema.ts'

// A field that was added to the contract alone would be missing for everybody who reads the files by the published schema.
test('has a published schema that is the contract’s', () => {
  expect(readFileSync(archiveSchemaPath, 'utf8')).toBe(archiveJsonSchema())
})
