// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { Combobox } from '../../../renderer/ui/combobox.tsx'
import { renderPart, setUpPage } from '../harness.tsx'

setUpPage()

const options = [
  { value: 'DE', label: 'Germany', hint: '0.38 EUR' },
  { value: 'US', label: 'United States', hint: '0.19 USD' },
]

const Host = ({ first, onChange }: { first: string | null; onChange: (value: string) => void }) => {
  const [value, setValue] = useState(first)
  return (
    <Combobox
      label="Country"
      value={value}
      options={options}
      onChange={(next) => {
        onChange(next)
        setValue(next)
      }}
    />
  )
}

const open = (first: string | null) => {
  const onChange = vi.fn()
  renderPart(<Host first={first} onChange={onChange} />)
  return onChange
}
const field = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Country' })
const search = (text: string) => {
  fireEvent.mouseDown(field())
  fireEvent.click(field())
  fireEvent.input(field(), { target: { value: text } })
}

test('an option is found by its hint too, and taken with the keyboard', async () => {
  const onChange = open(null)
  search('usd')
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1))
  fireEvent.keyDown(field(), { key: 'ArrowDown' })
  fireEvent.keyDown(field(), { key: 'Enter' })
  await waitFor(() => expect(onChange).toHaveBeenCalledWith('US'))
  expect(field().value).toBe('United States')
})

test('a value that the list does not have is shown as it is', () => {
  open('AQ')
  expect(field().value).toBe('AQ')
})

test('a field that was emptied and left shows again what is in force, and nothing was changed', async () => {
  const onChange = open('DE')
  search('')
  fireEvent.blur(field())
  await waitFor(() => expect(field().value).toBe('Germany'))
  expect(onChange).not.toHaveBeenCalled()
})
