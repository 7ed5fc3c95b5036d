// @vitest-environment jsdom
import { useQuery } from '@tanstack/react-query'
import { act, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useClient } from '../../../renderer/data/client-context.tsx'
import { renderPart, setUpPage } from '../harness.tsx'

setUpPage()

const Answer = () => {
  const client = useClient()
  const { data } = useQuery({
    queryKey: ['requests'],
    queryFn: () => client.app.requests(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return <p>{data?.length ?? 'none'}</p>
}

// The bug: the server was started again, and the page still said since when the one before it had opened no connection.
test('what was asked before the connection was lost is asked again when it is back', async () => {
  let calls = 0
  const requests = async () => {
    calls += 1
    return Array.from({ length: calls })
  }
  const { connection } = renderPart(<Answer />, { client: { app: { requests } } })
  act(() => connection.status.setState('open', true))
  expect(await screen.findByText('1')).toBeTruthy()
  act(() => connection.status.setState('lost', true))
  expect(calls).toBe(1)
  act(() => connection.status.setState('open', true))
  expect(await screen.findByText('2')).toBeTruthy()
})
