import { CSPProvider } from '@base-ui/react/csp-provider'
import type { WattleConnection } from '../data/client.ts'
import { ClientProvider } from '../data/client-context.tsx'
import { StoresProvider } from '../stores/stores.tsx'
import { ToastProvider } from '../ui/toast.tsx'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { Frame } from './frame.tsx'

/** The whole interface over a connection. */
export const App = ({ connection }: { connection: WattleConnection }) => (
  <CSPProvider disableStyleElements>
    <ClientProvider connection={connection}>
      <StoresProvider>
        <TooltipProvider>
          <ToastProvider>
            <Frame />
          </ToastProvider>
        </TooltipProvider>
      </StoresProvider>
    </ClientProvider>
  </CSPProvider>
)
