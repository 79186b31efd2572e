import { slotLeaseMs, type SlotStore } from './slot-store.ts'

/** The calls of this process that are under way, renewed in a shared store for as long as they are. */
export interface SlotRenewal {
  add(id: string): void
  remove(id: string): void
  readonly size: number
  close(): void
}

export function createSlotRenewal(store: SlotStore): SlotRenewal {
  const underWay = new Set<string>()
  let timer: NodeJS.Timeout | null = null

  function stop() {
    if (timer) clearInterval(timer)
    timer = null
  }

  return {
    add(id) {
      underWay.add(id)
      // Also while the store is not shared: it may be away at the moment.
      timer ??= setInterval(() => void store.renew([...underWay]).catch(() => undefined), slotLeaseMs / 4)
      timer.unref()
    },
    remove(id) {
      underWay.delete(id)
      if (underWay.size === 0) stop()
    },
    get size() {
      return underWay.size
    },
    close: stop,
  }
}
