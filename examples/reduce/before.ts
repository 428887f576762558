import { cmd, env, file, image, run } from "strata-images"
import { report } from "./report.ts"

/** An image as many begin: its Dockerfile line by line, as `run` steps. It builds, and its bytes have names. */
export default image("reports-before", { os: "debian12" })
  .with(
    run("apt-get update && apt-get install -y build-essential git python3-dev python3-venv"),
    run("python3 -m venv /opt/venv && /opt/venv/bin/pip install numpy==2.3.5 six==1.17.0", { network: true }),
    run("python3 -m venv /opt/notebook && /opt/notebook/bin/pip install numpy==2.3.5 ipython==9.6.0", {
      network: true,
    }),
    file("/opt/app/report.py", report),
    run("chown -R 1000:1000 /opt"),
    run("rm -rf /var/lib/apt/lists/* /root/.cache"),
    env({ PATH: "/opt/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" }),
    cmd("python3", "/opt/app/report.py"),
  )
  .user("app")
