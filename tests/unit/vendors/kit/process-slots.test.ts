import { createProcessSlots } from '../../../../server/vendors/kit/process-slots.ts'
import { describeSlotStore } from './slot-store-contract.ts'

describeSlotStore(async () => {
  let now = 0
  const stores = createProcessSlots(() => now)
  return {
    stores,
    others: stores,
    async pass(ms) {
      now += ms
    },
  }
})
