import type { ChangeTimes } from '../../../server/changes/change-times.ts'
import type { ChangeStore } from '../../../server/changes/changes.ts'
import { LeaseLostError } from '../../../server/changes/delivery/leases.ts'
import type { Database } from '../../../server/database/create-database.ts'

/** A fault that is planted in the parts that a gateway is handed, to see that the checker finds it. */
export interface Plant {
  readonly times?: (times: ChangeTimes) => ChangeTimes
  readonly store?: (
    store: ChangeStore,
    gateway: { readonly name: string; readonly db: Database; now(): number },
  ) => ChangeStore
}

export const plants = {
  /** Takes for final what ConnectWise may still store. */
  'verifies one second too early': {
    times: (times) => ({ ...times, lateStoreMs: times.lateStoreMs - 1_000 }),
  },

  /** Takes every ticket, and sends although another gateway has taken it over. */
  'ignores the lease': {
    store: (store, { db, now }) => {
      const expireAll = () => db.updateTable('change_queues').set({ leased_until: 0 }).execute()
      return {
        ...store,
        due: {
          ...store.due,
          async find(options) {
            await expireAll()
            return store.due.find(options)
          },
        },
        deliveries: {
          ...store.deliveries,
          async claim(lease) {
            await expireAll()
            return store.deliveries.claim(lease)
          },
          async beginSend(...given) {
            try {
              return await store.deliveries.beginSend(...given)
            } catch (error) {
              if (error instanceof LeaseLostError) return now()
              throw error
            }
          },
        },
      }
    },
  },

  /** The same key is another change on another gateway. */
  'has keys of each gateway’s own': {
    store: (store, { name }) => ({
      ...store,
      records: {
        ...store.records,
        insert: (change, createdAt) =>
          store.records.insert({ ...change, idempotencyKey: `${name} ${change.idempotencyKey}` }, createdAt),
        findByKey: (tenantId, key) => store.records.findByKey(tenantId, `${name} ${key}`),
      },
    }),
  },
} satisfies Record<string, Plant>

export type PlantName = keyof typeof plants
