import { useEffect, useState } from 'react'

const shownMs = 1600

/** Copies text, and tells for a moment that it did. */
export function useCopied(): { isCopied: boolean; copy: (text: string) => void } {
  const [copies, setCopies] = useState(0)
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (copies === 0) return
    setIsCopied(true)
    const timer = setTimeout(() => setIsCopied(false), shownMs)
    return () => clearTimeout(timer)
  }, [copies])
  const copy = (text: string) => {
    void navigator.clipboard.writeText(text).then(() => setCopies((count) => count + 1), console.error)
  }
  return { isCopied, copy }
}
