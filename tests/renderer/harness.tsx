import { CSPProvider } from '@base-ui/react/csp-provider'
import { cleanup, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeAll, vi } from 'vitest'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { ClientProvider } from '../../renderer/data/client-context.tsx'
import { createConnectionStatus } from '../../renderer/data/connection-status.ts'
import type { WattleConnection } from '../../renderer/data/connections.ts'
import { startI18n } from '../../renderer/i18n/i18n.ts'
import { createStores, type Stores, StoresProvider } from '../../renderer/stores/stores.tsx'
import { ToastProvider } from '../../renderer/ui/toast.tsx'
import { TooltipProvider } from '../../renderer/ui/tooltip.tsx'

type Client = WattleConnection['client']
/** The procedures that a test answers itself; any other call fails it. */
export type FakeClient = { [Domain in keyof Client]?: { [Name in keyof Client[Domain]]?: (input: never) => unknown } }

const info = {
  version: '0.1.0',
  shell: 'web' as const,
  platform: 'linux',
  startedAtMs: 0,
  dataFolder: '/home/me/.local/share/wattle',
  logFolder: '/home/me/.local/share/wattle/logs',
  canPickFiles: false,
  canOpenFolders: false,
}

const fakeConnection = (procedures: FakeClient): WattleConnection => ({
  // A whole client would be forty procedures that no test calls.
  client: {
    engine: {},
    hardware: {},
    models: {},
    settings: {},
    ...procedures,
    app: { info: async () => info, requests: async () => [], ...procedures.app },
  } as unknown as Client,
  status: createConnectionStatus(),
})

/** Prepares jsdom for the interface's components. Call it once at the top of a test file. */
export const setUpPage = (): void => {
  beforeAll(() => {
    startI18n()
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    )
    vi.stubGlobal('matchMedia', (query: string) => ({
      matches: false,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }))
    Element.prototype.scrollIntoView = () => undefined
    Element.prototype.scrollTo = () => undefined
    Element.prototype.getAnimations = () => []
  })
  afterEach(cleanup)
}

/** Renders a part of the interface over stores that the test fills and a client that it answers for. */
export const renderPart = (part: ReactNode, { stores, client = {} }: { stores?: Stores; client?: FakeClient } = {}) => {
  const used = stores ?? createStores()
  const connection = fakeConnection(client)
  const location = memoryLocation({ path: '/chat', record: true })
  const view = render(
    <CSPProvider disableStyleElements>
      <ClientProvider connection={connection}>
        <StoresProvider stores={used}>
          <TooltipProvider>
            <ToastProvider>
              <Router hook={location.hook}>{part}</Router>
            </ToastProvider>
          </TooltipProvider>
        </StoresProvider>
      </ClientProvider>
    </CSPProvider>,
  )
  return { ...view, stores: used, connection, location }
}
