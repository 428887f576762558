import { apt, cmd, defineVariants, executable, image, venv } from "strata-images"
import { report } from "./report.ts"

/** The same image in typed steps. What a step makes only to work is never in a layer, so nothing has to be deleted. */
export default defineVariants(
  ["server", "notebook"],
  (variant, os) =>
    image("reports", { os, variant })
      .build(apt("build-essential", "python3-dev")) // compilers stay in the builder
      .with(apt("git"), venv({ packages: ["numpy==2.3.5", "six==1.17.0"] }), executable("/opt/app/report.py", report))
      .when(
        "notebook",
        venv({ path: "/opt/notebook", packages: ["numpy==2.3.5", "ipython==9.6.0"], stage: "notebook" }),
      )
      .with(cmd("python3", "/opt/app/report.py"))
      .user("app"),
  { os: ["debian12"] },
)
