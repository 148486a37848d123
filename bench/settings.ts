/** How much is measured: enough to be sure, or enough to see that nothing broke. */
export interface BenchSettings {
  rounds: number;
  /** Length of one window of load. */
  seconds: number;
  deliveriesPerRound: number;
  /** Windows of latency under a steady rate. */
  latencySeconds: number;
  /** Length of a flood of identical alerts. */
  floodSeconds: number;
  starts: number;
  listedGroups: number;
  /** Of full tables: retries that wait for their time, and recorded attempts. */
  retries: number;
  attempts: number;
  /** Deliveries that wait for receivers that hang. */
  backlog: number;
  /** Deliveries that wait for one receiver that answers. */
  backlogOfOne: number;
  /** Deliveries to a receiver with a rate limit, for each number of servers. */
  paced: number;
  overloadSeconds: number;
  /** How long nothing can be stored. */
  freezeSeconds: number;
  /** Folder for CPU profiles of the servers; null: none. */
  profileDir: string | null;
}

export const standardSettings: BenchSettings = {
  rounds: 3,
  seconds: 3,
  deliveriesPerRound: 12_000,
  latencySeconds: 15,
  floodSeconds: 60,
  starts: 3,
  listedGroups: 1_000_000,
  retries: 1_000_000,
  attempts: 10_000_000,
  backlog: 100_000,
  backlogOfOne: 1_000_000,
  paced: 10_000,
  overloadSeconds: 60,
  freezeSeconds: 30,
  profileDir: null,
};

export const quickSettings: BenchSettings = {
  rounds: 1,
  seconds: 2,
  deliveriesPerRound: 3_000,
  latencySeconds: 4,
  floodSeconds: 6,
  starts: 1,
  listedGroups: 20_000,
  retries: 100_000,
  attempts: 500_000,
  backlog: 10_000,
  backlogOfOne: 50_000,
  paced: 1_000,
  overloadSeconds: 10,
  freezeSeconds: 6,
  profileDir: null,
};
