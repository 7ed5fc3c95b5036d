import { ORPCError } from '@orpc/client'
import { expect, test, vi } from 'vitest'
import { importMaxLength } from '#contract/lab/lab.ts'
import { dismissRefusals, importFiles } from '../../../../../renderer/features/history/import/import-runs.ts'
import { aLabRun } from '../../../../support/lab-runs.ts'

const fileOf = (name: string, text: string, size = text.length): File => {
  const file = new File([text], name)
  Object.defineProperty(file, 'size', { value: size })
  return file
}

// Catches: a file of gigabytes that is read into memory, or sent, before it is refused; one refusal that keeps the others from coming in.
test('a file that is too large is refused unread, and the others are taken', async () => {
  const huge = fileOf('huge.json', 'x', importMaxLength * 3 + 1)
  const read = vi.spyOn(huge, 'text')
  const long = fileOf('long.json', 'x')
  vi.spyOn(long, 'text').mockResolvedValue({ length: importMaxLength + 1 } as never)
  const broken = fileOf('broken.csv', 'a,b')
  const good = fileOf('good.json', '{}')
  const sent: string[] = []
  const runs = await importFiles([huge, long, broken, good], async ({ fileName }) => {
    sent.push(fileName)
    if (fileName === 'broken.csv') {
      throw new ORPCError('LAB_IMPORT_REFUSED', {
        data: { params: { fileName, line: 1, reason: 'broken-csv' }, detail: null },
      })
    }
    return [aLabRun()]
  })
  expect(read).not.toHaveBeenCalled()
  expect(sent).toEqual(['broken.csv', 'good.json'])
  expect(runs).toHaveLength(1)
  dismissRefusals()
})
