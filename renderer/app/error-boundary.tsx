import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'

const Failure = ({ error, onRetry }: { error: Error; onRetry: () => void }) => {
  const { t } = useTranslation('app')
  return (
    <div className="mx-auto max-w-160 p-10">
      <ProblemNotice
        problem={{ code: 'INTERNAL', params: {}, detail: error.stack ?? error.message }}
        actions={
          <>
            <Button variant="primary" onClick={onRetry}>
              {t('common.retry')}
            </Button>
            <Button onClick={() => location.reload()}>{t('failure.reload')}</Button>
          </>
        }
      />
    </div>
  )
}

type Props = { children: ReactNode }

/** Keeps the failure of one page from taking the frame with it. Give it a `key` to begin anew elsewhere. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children
    return <Failure error={this.state.error} onRetry={() => this.setState({ error: null })} />
  }
}
