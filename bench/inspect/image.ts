import { apt, defineVariants, desktop, image, node, npmGlobals, python, run, venv } from "strata-images"

/**
 * An image as workstation users have it, for timing: CUDA from apt, a desktop, torch in a venv, node modules, and a
 * `chown -R` that stores much of it once more. `cleaned` is the same by a Dockerfile that removes apt's lists in a step of
 * its own, so that it holds whiteouts: dive lays all layers over each other anew for each of them.
 */
export default defineVariants(
  ["plain", "cleaned"],
  (variant, os) =>
    image("inspect-bench", { os, variant })
      .cuda({ version: "11.8.0", owner: "apt" })
      .with(
        desktop.cinnamon({ apps: ["firefox", "tilix"] }),
        apt("texlive-base", "blender", "gimp", "papirus-icon-theme"),
        python(),
        node({ major: 22 }),
        npmGlobals({ "@mui/icons-material": "9.5.0", "aws-sdk": "2.1693.0", "react-scripts": "5.0.1", next: "16.4.6" }),
        venv({ packages: ["torch==2.6.0", "jupyterlab==4.4.9", "pandas==2.3.3", "scikit-learn==1.7.2"] }),
      )
      .with(run("chown -R 1000:1000 /opt /usr/share /usr/local"))
      .when("cleaned", run("apt-get update"), run("rm -rf /var/lib/apt/lists/*")),
  { os: ["debian12"] },
)
