import type { Distribution } from "../distribution.ts"

export const ubuntu2204: Distribution = {
  name: "ubuntu22.04",
  title: "Ubuntu 22.04 (jammy)",
  base: { ref: "ubuntu:22.04" },
  python: { version: "3.10", runtime: ["python3"], venv: ["python3", "python3-venv"] },
  desktop: {
    cinnamon: ["cinnamon-core", "dbus-x11", "xserver-xorg-core", "xserver-xorg-video-dummy", "pciutils"],
    apps: {
      firefox: { unavailable: "Ubuntu's firefox package only installs a snap, and snaps do not run in an image" },
      tilix: { packages: ["tilix"] },
    },
  },
}
