import type { ReactNode } from 'react'

/** Drawn on a 16 by 16 grid in the text colour; decorative only, so hidden from screen readers. */
function Icon({ children, size = 16 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}

export const RefreshIcon = () => (
  <Icon>
    <path d="M13.5 8a5.5 5.5 0 1 1-1.7-4M13.5 1.8V4.6h-2.8" />
  </Icon>
)
export const ChevronDownIcon = () => (
  <Icon size={12}>
    <path d="M3 5.5 8 10.5 13 5.5" />
  </Icon>
)
export const ChevronLeftIcon = () => (
  <Icon size={14}>
    <path d="M10 3 5 8l5 5" />
  </Icon>
)
export const ChevronRightIcon = () => (
  <Icon size={14}>
    <path d="m6 3 5 5-5 5" />
  </Icon>
)
export const CloseIcon = ({ size = 14 }: { size?: number }) => (
  <Icon size={size}>
    <path d="m3.5 3.5 9 9m0-9-9 9" />
  </Icon>
)
export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m10.5 10.5 3.5 3.5" />
  </Icon>
)
export const CopyIcon = () => (
  <Icon size={14}>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
    <path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
  </Icon>
)
export const AlertIcon = () => (
  <Icon>
    <path d="M8 1.8 14.8 13.5H1.2ZM8 6.3v3.2M8 11.6v.1" />
  </Icon>
)
export const ClockIcon = () => (
  <Icon size={14}>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 4.5V8l2.3 1.5" />
  </Icon>
)
export const ChatIcon = () => (
  <Icon>
    <path d="M3 2.8h10c.8 0 1.4.6 1.4 1.4v6c0 .8-.6 1.4-1.4 1.4H7.6l-3.4 2.6v-2.6H3c-.8 0-1.4-.6-1.4-1.4v-6c0-.8.6-1.4 1.4-1.4Z" />
  </Icon>
)
export const SunIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1.2v1.5M8 13.3v1.5M1.2 8h1.5M13.3 8h1.5M3.2 3.2l1 1M11.8 11.8l1 1M3.2 12.8l1-1M11.8 4.2l1-1" />
  </Icon>
)
export const MoonIcon = () => (
  <Icon>
    <path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3Z" />
  </Icon>
)
export const ScreenIcon = () => (
  <Icon>
    <rect x="1.8" y="2.5" width="12.4" height="8.5" rx="1.3" />
    <path d="M5.5 14h5" />
  </Icon>
)

/** Switchboard's mark: three lines plugged into one. */
export const BrandMark = () => (
  <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true" focusable="false">
    <rect width="26" height="26" rx="7" fill="var(--accent)" />
    <g stroke="var(--text-on-accent)" strokeWidth="2" strokeLinecap="round" fill="none">
      <path d="M7.5 7.5h3c3 0 2.5 5.5 5.5 5.5h2.5M7.5 18.5h3c3 0 2.5-5.5 5.5-5.5M7.5 13h9" />
    </g>
    <circle cx="18.7" cy="13" r="2.3" fill="var(--text-on-accent)" />
  </svg>
)
