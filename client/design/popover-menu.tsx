import { type ReactNode, useId, useRef, useState } from 'react'
import styles from './popover-menu.module.css'

interface PopoverMenuProps {
  readonly label: ReactNode
  readonly buttonClass?: string
  readonly align?: 'start' | 'end'
  /** What the panel is called for screen readers. */
  readonly panelName: string
  readonly children: ReactNode
}

/**
 * A button with a panel. The browser's own popover closes it on Esc and on a click elsewhere, and gives the focus back
 * to the button; only the positioning is done here. The content is rendered only while it is open.
 */
export function PopoverMenu({ label, buttonClass, align = 'start', panelName, children }: PopoverMenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)

  function positionPanel(): void {
    if (!button.current || !panel.current) return
    const anchor = button.current.getBoundingClientRect()
    const margin = 8
    const { style, offsetWidth } = panel.current
    const wanted = align === 'end' ? anchor.right - offsetWidth : anchor.left
    const furthest = document.documentElement.clientWidth - offsetWidth - margin
    style.left = `${Math.max(margin, Math.min(wanted, furthest))}px`
    style.top = `${anchor.bottom + 6}px`
    style.maxHeight = `${Math.max(180, window.innerHeight - anchor.bottom - 6 - margin)}px`
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={buttonClass ?? 'button'}
        popoverTarget={id}
        aria-expanded={isOpen}
        aria-haspopup="dialog"
      >
        {label}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={panelName}
        className={styles['panel']}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') setOpen(true)
        }}
        onToggle={(event) => {
          if (event.newState === 'open') positionPanel()
          // Not before it is closed: the browser gives the focus back only from an element that is still there.
          else setOpen(false)
        }}
      >
        {isOpen && children}
      </div>
    </>
  )
}
