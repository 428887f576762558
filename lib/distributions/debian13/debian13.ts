import type { Distribution } from "../distribution.ts"
import cuda from "./cuda.json" with { type: "json" }

export const debian13: Distribution = {
  name: "debian13",
  title: "Debian 13 (trixie)",
  base: { ref: "debian:trixie-slim", bootstrapSuite: "trixie" },
  cuda,
  python: { version: "3.13", runtime: ["python3"], venv: ["python3", "python3-venv"] },
  desktop: {
    cinnamon: ["cinnamon-core", "dbus-x11", "xserver-xorg-core", "xserver-xorg-video-dummy", "pciutils"],
    apps: { firefox: { packages: ["firefox-esr"] }, tilix: { packages: ["tilix"] } },
  },
}
