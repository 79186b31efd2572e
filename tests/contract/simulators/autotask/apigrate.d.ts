/** The part of the outside client that the tests drive; the package ships no types. */
declare module '@apigrate/autotask-restapi' {
  interface Endpoint {
    query(search: object): Promise<{ items: Record<string, unknown>[]; pageDetails: Record<string, unknown> }>
    count(search: object): Promise<{ queryCount: number }>
    get(id: number | string): Promise<unknown>
    info(): Promise<{ info: Record<string, unknown> }>
    fieldInfo(): Promise<{ fields: Record<string, unknown>[] }>
    udfInfo(): Promise<unknown>
    update(record: object): Promise<{ itemId: number }>
  }
  interface ChildEndpoint extends Omit<Endpoint, 'update'> {
    create(parentId: number, record: object): Promise<{ itemId: number }>
    update(parentId: number, record: object): Promise<{ itemId: number }>
    delete(parentId: number, id: number): Promise<{ itemId: number }>
  }
  class AutotaskRestApi {
    constructor(user: string, secret: string, code: string, options: { base_url: string; version: string })
    Tickets: Endpoint
    Companies: Endpoint
    Resources: Endpoint
    TimeEntries: Endpoint
    ThresholdInformation: Endpoint
    CompanyToDos: ChildEndpoint
  }
  class AutotaskApiError extends Error {
    status: number
    details: unknown
  }
}
