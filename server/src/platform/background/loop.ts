/** Work that runs again and again: at once when woken, else when the work itself asked for it, at least every `maxIdleMs`. */
export interface Loop {
  wake(): void;
  /** Lets the round under way finish; no further one starts. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  /**
   * One round; `woken` tells whether somebody knows of work.
   * @returns milliseconds until the next round is needed; 0: there is more to do now; null: nothing known
   */
  run: (woken: boolean) => Promise<number | null>;
  /** The safety net for wake-ups that were lost. */
  maxIdleMs: number;
  onError: (error: unknown) => void;
}

const delayAfterErrorMs = 500;

export function startLoop(options: LoopOptions): Loop {
  let stopped = false;
  let woken = true;
  let endSleep: (() => void) | undefined;

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        endSleep = undefined;
        resolve();
      }
      endSleep = done;
    });
  }

  async function runOnce(wasWoken: boolean): Promise<number> {
    try {
      return (await options.run(wasWoken)) ?? options.maxIdleMs;
    } catch (error) {
      options.onError(error);
      return delayAfterErrorMs;
    }
  }

  async function runForever(): Promise<void> {
    // The first round begins after the caller has got its Loop, which the round may well want to wake.
    await Promise.resolve();
    while (!stopped) {
      const wasWoken = woken;
      woken = false;
      const idleMs = Math.min(await runOnce(wasWoken), options.maxIdleMs);
      if (idleMs === 0) woken = true;
      if (!woken && !stopped) await sleep(idleMs);
    }
  }

  const finished = runForever();
  return {
    wake() {
      woken = true;
      endSleep?.();
    },
    async stop() {
      stopped = true;
      endSleep?.();
      await finished;
    },
  };
}
