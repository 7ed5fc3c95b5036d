import type { ReactNode } from 'react'

type FirstRunProps = {
  /** The composer of the chat page. */
  children: ReactNode
}

/** What an empty conversation shows: where the model is, the composer, and what can be done next. */
export const FirstRun = ({ children }: FirstRunProps) => <div>{children}</div>
