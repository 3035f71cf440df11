import type { Core } from '@strapi/types';

export interface ServerJobDependencies {
  strapi: Pick<Core.Strapi, 'cron'> & { server: Pick<Core.Strapi['server'], 'httpServer'> };
  /** Unique in the application. */
  name: string;
  /** Cron expression, in the server's time zone. */
  expression: string;
  task: () => Promise<void>;
}

/** Runs a task on the application's cron, in the server only. */
export function createServerJob({ strapi, name, expression, task }: ServerJobDependencies) {
  const { httpServer } = strapi.server;

  const addJob = () => {
    // Strapi keeps several jobs of one name, so a second start would run it twice.
    strapi.cron.remove(name);
    strapi.cron.add({ [name]: { task, options: expression } });
  };

  return {
    /**
     * Adds the job as soon as the HTTP server listens. Command-line processes (console, import,
     * `admin:*`) load Strapi and start its cron too, but never listen.
     */
    start(): void {
      if (httpServer.listening) addJob();
      else httpServer.once('listening', addJob);
    },

    /** Removes the job; a running one continues. */
    stop(): void {
      httpServer.off('listening', addJob);
      strapi.cron.remove(name);
    },
  };
}
