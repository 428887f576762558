import { fileURLToPath } from "node:url"

/*
 * Imported first by the Dagger module, for this one effect. An engine calls a module from a folder of its own (/scratch);
 * errors and ejected files tell where a step was written from the working directory: pipelines/carbon/base.ts:59.
 */
process.chdir(fileURLToPath(new URL("../", import.meta.url)))
