// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { DecimalField } from '../../../renderer/ui/decimal-field.tsx'
import { renderPart, setUpPage } from '../harness.tsx'

setUpPage()

const Host = ({ first, onChange }: { first: number; onChange: (value: number | null) => void }) => {
  const [value, setValue] = useState<number | null>(first)
  return (
    <>
      <DecimalField
        label="Price"
        value={value}
        range={{ min: 0, max: 10, isNullable: false }}
        onChange={(next) => {
          onChange(next)
          setValue(next)
        }}
      />
      <button type="button" onClick={() => setValue(7)}>
        Seven
      </button>
    </>
  )
}

const open = () => {
  const onChange = vi.fn()
  renderPart(<Host first={0.3} onChange={onChange} />)
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Price' })
  const type = (text: string) => fireEvent.change(field, { target: { value: text } })
  return { onChange, field, type }
}

test('a decimal comma is taken, once the hand has rested, and the typed text stays until the field is left', async () => {
  const { onChange, field, type } = open()
  type('0,25')
  expect(onChange).not.toHaveBeenCalled()
  await waitFor(() => expect(onChange).toHaveBeenCalledWith(0.25))
  expect(field.value).toBe('0,25')
  fireEvent.blur(field)
  expect(field.value).toBe('0.25')
  expect(onChange).toHaveBeenCalledTimes(1)
})

test('what is no number, or out of range, says so and is not passed on', async () => {
  const { onChange, field, type } = open()
  type('3 apples')
  expect(await screen.findByText('This is not a number.')).toBeTruthy()
  type('11')
  expect(await screen.findByText(/From 0 to 10/)).toBeTruthy()
  type('')
  expect(await screen.findByText('A number is needed.')).toBeTruthy()
  fireEvent.blur(field)
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(onChange).not.toHaveBeenCalled()
})

test('a value that changes from elsewhere goes before what was typed wrongly', () => {
  const { field, type } = open()
  type('3 apples')
  fireEvent.click(screen.getByRole('button', { name: 'Seven' }))
  expect(field.value).toBe('7')
})
