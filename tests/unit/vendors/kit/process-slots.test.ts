import { createProcessSlots } from '../../../../server/vendors/kit/process-slots.ts'
import { describeRandomSlots } from './random-slots.ts'
import { describeSlotStore } from './slot-store-contract.ts'

async function openProcessSlots() {
  let now = 0
  const stores = createProcessSlots(() => now)
  return {
    stores,
    others: stores,
    async pass(ms: number) {
      now += ms
    },
  }
}

describeSlotStore(openProcessSlots)
describeRandomSlots(openProcessSlots)
