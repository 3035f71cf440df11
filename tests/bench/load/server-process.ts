import type { App } from '../../helpers/boot-app';

/** Processor time that the server's process has used so far, of all its threads: milliseconds. */
export const cpuOf = (app: App): Promise<number> =>
  app.run(() => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  });

/** The plugins that run there, in alphabetical order. */
export const pluginsOf = (app: App): Promise<string[]> =>
  app.run((strapi) => Object.keys(strapi.plugins).sort());

interface Watched {
  benchMemory?: { before: number; peak: number; timer: NodeJS.Timeout };
}

/** Collects what is garbage, then looks at the resident memory every 20 ms until it is asked. */
export const watchMemory = (app: App): Promise<void> =>
  app.run(() => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    process.getBuiltinModule('node:vm').runInNewContext('gc')();
    const before = process.memoryUsage.rss();
    const memory = { before, peak: before, timer: setInterval(() => look(), 20) };
    const look = () => {
      memory.peak = Math.max(memory.peak, process.memoryUsage.rss());
    };
    (globalThis as Watched).benchMemory = memory;
  });

/** Bytes of resident memory that were added at most since `watchMemory`. */
export const extraMemoryOf = (app: App): Promise<number> =>
  app.run(() => {
    const memory = (globalThis as Watched).benchMemory;
    if (!memory) throw new Error('Nobody watches the memory of this process.');
    clearInterval(memory.timer);
    return Math.max(memory.peak, process.memoryUsage.rss()) - memory.before;
  });
