import type { Distribution } from "../distribution.ts"
import cuda from "./cuda.json" with { type: "json" }

export const debian12: Distribution = {
  name: "debian12",
  title: "Debian 12 (bookworm)",
  base: { ref: "debian:bookworm-slim", bootstrapSuite: "bookworm" },
  cuda,
  python: { version: "3.11", runtime: ["python3"], venv: ["python3", "python3-venv"] },
  desktop: {
    cinnamon: ["cinnamon-core", "dbus-x11", "xserver-xorg-core", "xserver-xorg-video-dummy", "pciutils"],
    apps: { firefox: { packages: ["firefox-esr"] }, tilix: { packages: ["tilix"] } },
  },
}
