import { buildAdmin, makeTemplateDatabase } from './prepare/application';
import { installDependencies } from './prepare/dependencies';
import { alone } from './prepare/lock';
import { buildPlugin, installPlugin } from './prepare/plugin';
import { runStep } from './prepare/step';

const say = (line: string) => console.log(`[prepare] ${line}`);

/** Brings tests/app to the state in which it can boot; what is up to date is left alone. */
export async function prepareApp(): Promise<void> {
  await alone(async () => {
    await installDependencies(say);
    for (const step of [buildPlugin, installPlugin, buildAdmin, makeTemplateDatabase]) {
      await runStep(step, say);
    }
  });
}

if (require.main === module) {
  prepareApp().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
