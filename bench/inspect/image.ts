import { apt, defineImage, desktop, image, node, npmGlobals, python, run, venv } from "strata-images"

/**
 * An image as workstation users have it, for timing: CUDA from apt, a desktop, torch in a venv, node modules, and a
 * `chown -R` that stores much of it once more.
 */
export default defineImage(
  (os) =>
    image("inspect-bench", { os })
      .cuda({ version: "11.8.0", owner: "apt" })
      .with(
        desktop.cinnamon({ apps: ["firefox", "tilix"] }),
        apt("texlive-base", "blender", "gimp", "papirus-icon-theme"),
        python(),
        node({ major: 22 }),
        npmGlobals({ "@mui/icons-material": "9.5.0", "aws-sdk": "2.1693.0", "react-scripts": "5.0.1", next: "16.4.6" }),
        venv({ packages: ["torch==2.6.0", "jupyterlab==4.4.9", "pandas==2.3.3", "scikit-learn==1.7.2"] }),
      )
      .with(run("chown -R 1000:1000 /opt /usr/share /usr/local")),
  { os: ["debian12"] },
)
