/** Our own mistakes end here: what broke, with its numbers, and ways on that lose nothing. */

import { Component, type ReactNode } from 'react'
import { say } from '../ui/words.ts'

interface ErrorBoundaryState {
  readonly error: Error | null
}

export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null }

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <main className="broken">
        <h1>{say('Something here is our mistake')}</h1>
        <p>
          {error.name}: {error.message}
        </p>
        <p>
          <button type="button" className="solid" onClick={() => this.setState({ error: null })}>
            {say('Try again')}
          </button>{' '}
          <button type="button" onClick={() => location.reload()}>
            {say('Reload: the address keeps the experiment')}
          </button>{' '}
          <button type="button" onClick={startOver}>
            {say('Start from the shipped experiment')}
          </button>
        </p>
        <details>
          <summary>{say('For a bug report')}</summary>
          <pre>{error.stack}</pre>
        </details>
      </main>
    )
  }
}

/** An address without an experiment asks for the shipped one; the reload reads it. */
function startOver(): void {
  location.hash = '#/lab'
  location.reload()
}
