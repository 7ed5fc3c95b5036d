import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { WattleConnection } from './client.ts'
import type { ConnectionStatus } from './connection-status.ts'

type ClientContextValue = WattleConnection & {
  procedures: ReturnType<typeof createTanstackQueryUtils<WattleConnection['client']>>
}

const ClientContext = createContext<ClientContextValue | null>(null)

/** Gives the connection and a query cache to everything below. */
export const ClientProvider = ({ connection, children }: { connection: WattleConnection; children: ReactNode }) => {
  const [queryClient] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 5000, refetchOnWindowFocus: false } } }),
  )
  const [value] = useState<ClientContextValue>(() => ({
    ...connection,
    procedures: createTanstackQueryUtils(connection.client),
  }))
  // What happened while the connection was lost was told to nobody, and the Wattle that answers now may be another one.
  useEffect(
    () =>
      connection.status.subscribe((status, previous) => {
        if (status === 'open' && previous === 'lost') void queryClient.invalidateQueries()
      }),
    [connection.status, queryClient],
  )
  return (
    <ClientContext.Provider value={value}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </ClientContext.Provider>
  )
}

const useConnection = (): ClientContextValue => {
  const value = useContext(ClientContext)
  if (!value) throw new Error('There is no ClientProvider above this component.')
  return value
}

/** The contract's client. */
export const useClient = (): WattleConnection['client'] => useConnection().client

/** The contract as TanStack Query options: `useQuery(useProcedures().app.info.queryOptions())`. */
export const useProcedures = (): ClientContextValue['procedures'] => useConnection().procedures

export const useConnectionStatus = (): ConnectionStatus => useStore(useConnection().status)
