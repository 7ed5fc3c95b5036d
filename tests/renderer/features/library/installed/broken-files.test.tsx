// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { BrokenFiles } from '../../../../../renderer/features/library/installed/broken-files.tsx'
import { makeModel } from '../../../fixtures.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()

const broken = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    makeModel({
      id: `m${index}`,
      fileName: `file-${index}.gguf`,
      problem: { code: 'MODEL_FILE_EMPTY', params: {}, detail: null },
    }),
  )
const rows = () => screen.getAllByRole('listitem').length

// A folder with forty of them pushed all that can be had off the page.
test('many files that cannot be used do not fill the page: three are shown, the others on demand', () => {
  renderPart(<BrokenFiles models={broken(28)} />)
  expect(rows()).toBe(3)
  fireEvent.click(screen.getByRole('button', { name: '25 more' }))
  expect(rows()).toBe(28)
  fireEvent.click(screen.getByRole('button', { name: 'Fewer' }))
  expect(rows()).toBe(3)
})

test('no button hides a single one', () => {
  renderPart(<BrokenFiles models={broken(4)} />)
  expect(rows()).toBe(4)
})
