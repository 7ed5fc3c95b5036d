import type { CustomContainerComponentProps } from 'virtua'

/**
 * The list's container without virtua's `pointer-events: none` while it scrolls. That is inherited, so each turn of it has the style of
 * everything inside worked out again: with a long answer, most of what following it costs.
 */
export const StillContainer = ({
  style: { pointerEvents: _, ...style },
  ref,
  children,
}: CustomContainerComponentProps) => (
  <div ref={ref} style={style}>
    {children}
  </div>
)
